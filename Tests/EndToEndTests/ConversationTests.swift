import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// What people say to each other through the desk, by mail alone.
    @Suite struct Conversation {
        private let desk: HelpDesk

        init() throws {
            desk = try HelpDesk()
            try desk.add("employee", desk.alice)
            try desk.daemon.start()
        }

        @Test func `a new mail is acknowledged, and staff are told`() throws {
            let opened = try desk.openTicket()
            #expect(opened.reference == "TT-1")
            #expect(opened.acknowledgement.subject.contains("[TT-1]"))
            #expect(opened.samsNotice.subject.contains("[TT-1]"))
            #expect(opened.samsNotice.text.contains("since this morning it flickers"))
            #expect(
                opened.samsNotice.replyAddress != opened.tinasNotice.replyAddress,
                "each has a token of their own")
            let ticket = try desk.client(desk.sam).ticket(opened.id)
            #expect(ticket["status"].text == "open")
            #expect(ticket["requester"]["email"].text == desk.alice.address)
            #expect(ticket["comments"].elements?.count == 1)
        }

        @Test func `staff claim by answering, and the requester is told`() throws {
            let opened = try desk.openTicket()
            try desk.sam.reply(to: opened.samsNotice, "claim")
            let told = try desk.alice.mail("somebody has it", after: opened.acknowledgement) {
                $0.subject.contains(opened.reference)
            }
            #expect(told.text.contains("Sam Staff"))
            let receipt = try desk.sam.mail("a receipt", after: opened.samsNotice) {
                $0.autoSubmitted == "auto-replied"
            }
            #expect(receipt.text.contains("claim"))
            let ticket = try desk.client(desk.sam).ticket(opened.id)
            #expect(ticket["status"].text == "in_progress")
            #expect(ticket["assignee"]["email"].text == desk.sam.address)
            #expect(ticket["timeline"].elements?.filter { $0["kind"].text == "claimed" }.count == 1)
        }

        @Test func `a second claim is refused, and says who has it`() throws {
            let opened = try desk.openTicket()
            try desk.sam.reply(to: opened.samsNotice, "claim")
            _ = try desk.sam.mail("a receipt", after: opened.samsNotice) {
                $0.autoSubmitted == "auto-replied"
            }
            try desk.tina.reply(to: opened.tinasNotice, "Claim, thanks")
            let refusal = try desk.tina.mail("a receipt", after: opened.tinasNotice) {
                $0.autoSubmitted == "auto-replied"
            }
            #expect(refusal.text.contains("Sam Staff"))
            let ticket = try desk.client(desk.sam).ticket(opened.id)
            #expect(ticket["assignee"]["email"].text == desk.sam.address)
            #expect(ticket["timeline"].elements?.filter { $0["kind"].text == "claimed" }.count == 1)
        }

        @Test func `the requester's answer becomes a comment without its quotation`() throws {
            let opened = try desk.openTicket()
            try desk.alice.reply(to: opened.acknowledgement, "It only happens on battery.")
            let told = try desk.sam.mail("the comment", after: opened.samsNotice) {
                $0.text.contains("on battery")
            }
            #expect(told.subject.contains(opened.reference))
            let comments = try desk.client(desk.sam).ticket(opened.id)["comments"].elements ?? []
            #expect(comments.map { $0["text"].text }.last == "It only happens on battery.")
            #expect(comments.count == 2)
            #expect(comments.last?["author"]["email"].text == desk.alice.address)
        }

        @Test func `a resolution arrives with the report as PDF`() throws {
            let opened = try desk.openTicket()
            try desk.sam.reply(to: opened.samsNotice, "claim\nresolved: replaced the cable")
            let mail = try desk.alice.mail("the resolution", after: opened.acknowledgement) {
                $0.report != nil
            }
            #expect(mail.text.contains("replaced the cable"))
            let report = try #require(mail.report)
            #expect(report.starts(with: Array("%PDF".utf8)))
            let file = desk.folder.appending(path: "report.pdf")
            try Data(report).write(to: file)
            let words = try Program.system("/usr/bin/pdftotext", [file.path, "-"])
            #expect(words.contains("My monitor flickers"))
            #expect(words.contains("replaced the cable"))
            #expect(try desk.client(desk.sam).ticket(opened.id)["status"].text == "resolved")
        }

        @Test func `a claim without the reply token changes nothing`() throws {
            let opened = try desk.openTicket()
            let known = opened.acknowledgement.messageID
            let forged = Correspondent("Sam Staff", desk.sam.address, on: desk.servers)
            try forged.send(
                "Re: \(opened.samsNotice.subject)", "claim",
                more: ["In-Reply-To: <\(known)>", "References: <\(known)>"])
            try forged.send("[\(opened.reference)]", "/claim\n/resolved")
            try desk.waitUntilReadSoFar()
            let ticket = try desk.client(desk.sam).ticket(opened.id)
            #expect(ticket["status"].text == "open")
            #expect(ticket["assignee"] == .null)
            #expect(ticket["timeline"].elements?.contains { $0["kind"].text == "claimed" } == false)
        }

        @Test func `a token in other hands is worth nothing`() throws {
            let opened = try desk.openTicket()
            try desk.alice.reply(to: opened.samsNotice, "claim")
            try desk.waitUntilReadSoFar()
            #expect(try desk.client(desk.sam).ticket(opened.id)["assignee"] == .null)
            try desk.sam.reply(to: opened.samsNotice, "claim")
            try desk.waitUntilReadSoFar()
            #expect(try desk.client(desk.sam).ticket(opened.id)["assignee"] == .null, "it was revoked")
        }

        @Test func `who watches sees everything as it happens`() throws {
            let events = try LiveEvents(desk.client(desk.sam))
            let opened = try desk.openTicket()
            try desk.sam.reply(to: opened.samsNotice, "claim")
            _ = try events.kinds(including: ["ticket.created", "ticket.claimed"], about: opened.reference)
            try desk.alice.reply(to: opened.acknowledgement, "Still flickering.")
            _ = try events.kinds(including: ["comment.added"], about: opened.reference)
            try desk.sam.reply(to: opened.samsNotice, "resolved: replaced the cable")
            let kinds = try events.kinds(including: ["ticket.resolved"], about: opened.reference)
            #expect(kinds.first == "ticket.created")
            let numbers = events.seen.compactMap { $0["seq"].int }
            #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
        }
    }
}
