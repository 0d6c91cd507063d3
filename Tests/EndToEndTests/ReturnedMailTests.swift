import MailParsing
import TallyCore
import Testing

extension EndToEnd {
    /// Reports that a real mail server writes of mail that cannot be delivered (RFC 3464).
    @Suite struct `Returned mail` {
        @Test func `a server's own report finds the mail by what we called it, and opens nothing`() throws {
            let desk = try HelpDesk()
            let gone = Correspondent("Gary Gone", "gone@outside.example", on: desk.servers)
            try desk.daemon.start()
            try gone.send("I leave today", "Please close my accounts.")
            let notice = try desk.sam.mail("a notice") { $0.subject.contains("I leave today") }
            let client = try desk.client(desk.sam)
            func bounces() throws -> [JSON] {
                let timeline = try client.ticket(1)["timeline"].elements ?? []
                return timeline.filter { $0["kind"].text == "bounced" }
            }
            try eventually("the acknowledgement comes back") { try bounces().count == 1 }
            try desk.sam.reply(to: notice, "They are closed.")
            try eventually("the answer comes back") { try bounces().count == 2 }
            let told = try desk.sam.mail("that his words did not arrive", after: notice) {
                $0.text.contains(gone.address) && $0.text.contains("5.1.1")
            }
            #expect(told.subject.contains("[TT-1]"))
            try desk.waitUntilReadSoFar()

            let reports = try IMAPReader(
                port: desk.servers.imapPort, user: "support", password: desk.servers.password
            ).messages(in: "Tally/Processed").map { Message(reading: $0.bytes) }.filter(\.automation.isBounce)
            #expect(reports.count == 2)
            for report in reports {
                let envelope = try #require(report.automation.deliveryReport?.originalEnvelopeID)
                #expect(envelope == report.automation.originalMessageID?.text)
                #expect(report.automation.status == "5.1.1")
            }
            let subjects = try client.tickets().compactMap { $0["subject"].text }
            #expect(subjects.count == 2, "the request and the marker: \(subjects)")
            let sent = try desk.command("outbox", "list", "--state", "sent", "--json").text
            let toGone = try sent.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
                .filter { $0["recipient"].text == gone.address }
            #expect(toGone.compactMap { $0["kind"].text }.sorted() == ["comment", "received"])
        }
    }
}
