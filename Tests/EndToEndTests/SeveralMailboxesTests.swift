import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// One daemon that watches more than one mailbox.
    @Suite struct `Several mailboxes` {
        private let desk: HelpDesk
        private let ada: Correspondent

        init() throws {
            desk = try HelpDesk(users: ["sales"]) { options, _ in options = Self.options() }
            try desk.add("staff", desk.sam, team: "it")
            try desk.add("staff", desk.tina, team: "sales")
            ada = Correspondent("Ada Admin", "admin@\(desk.servers.domain)", on: desk.servers)
            try desk.add("admin", ada)
        }

        private static func options(_ password: String = "secret") -> HelpDesk.Options {
            var options = HelpDesk.Options()
            options.team = "it"
            options.otherMailboxes = [
                HelpDesk.OtherMailbox(name: "sales", team: "sales", password: password)
            ]
            return options
        }

        /// Sends one mail to mailboxes of the desk, a copy for each.
        private func send(_ subject: String, to names: String...) throws {
            let addresses = names.map { "\($0)@\(desk.servers.domain)" }
            // The third time the same words are taken for a machine's, and not answered.
            let mail = desk.alice.write(
                to: addresses.joined(separator: ", "), subject, "I ask for this: \(subject).")
            for address in addresses { try desk.alice.deliver(mail, to: address) }
        }

        private func team(ofTicket subject: String, _ admin: APIClient) throws -> String? {
            try eventually("the ticket “\(subject)”") {
                try admin.tickets().first { $0["subject"].text == subject }
            }["team"].text
        }

        @Test func `each gives its tickets its team, and a mail to both is one ticket`() throws {
            try desk.daemon.start()
            let admin = try desk.client(ada)
            try send("A quotation", to: "sales")
            #expect(try team(ofTicket: "A quotation", admin) == "sales")
            let toTina = try desk.tina.mail("a notice") { $0.subject.contains("A quotation") }
            #expect(toTina.replyAddress.hasPrefix("sales+"))
            try send("A monitor", to: "support")
            #expect(try team(ofTicket: "A monitor", admin) == "it")
            let toSam = try desk.sam.mail("a notice") { $0.subject.contains("A monitor") }
            #expect(toSam.replyAddress.hasPrefix("support+"))

            try send("Prices of monitors", to: "sales", "support")
            #expect(try team(ofTicket: "Prices of monitors", admin) == "sales", "To names it first")
            for name in ["sales", "support"] {
                let reader = try IMAPReader(
                    port: desk.servers.imapPort, user: name, password: desk.servers.password)
                try eventually("\(name) is done with both") { try reader.count(in: "Tally/Processed") == 2 }
            }
            try desk.tina.reply(to: toTina, "claim")
            try eventually("she has it") {
                try admin.tickets().first { $0["subject"].text == "A quotation" }?["assignee"]["email"].text
                    == desk.tina.address
            }
            #expect(
                try admin.tickets().compactMap { $0["subject"].text } == [
                    "A quotation", "A monitor", "Prices of monitors",
                ])
            _ = try desk.alice.mail("an answer") { $0.subject.contains("[TT-3]") }
            #expect(try desk.alice.mails().count { $0.subject.contains("[TT-3]") } == 1)
            #expect(try !desk.sam.mails().contains { $0.subject.contains("A quotation") })
        }

        @Test func `one that lets nobody in does not hold up the other`() throws {
            try desk.configure(Self.options("changed"))
            try desk.daemon.start()
            let admin = try desk.client(ada)
            try eventually("the log says which") {
                try desk.daemon.logText().split(separator: "\n").contains {
                    $0.contains("AUTHENTICATIONFAILED") && $0.contains("sales")
                }
            }
            try send("In sales", to: "sales")
            try send("In support", to: "support")
            _ = try team(ofTicket: "In support", admin)
            #expect(try admin.tickets().count == 1)
            let probe = try APIClient(port: desk.httpPort).request("GET", "/readyz")
            #expect(probe.status == 503)
            #expect(String(decoding: probe.body, as: UTF8.self).contains("sales"))
        }
    }
}
