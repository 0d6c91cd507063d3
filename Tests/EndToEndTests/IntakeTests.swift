import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// What becomes of mail that is not quite ordinary.
    @Suite struct Intake {
        @Test func `the same mail twice is one ticket`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let recipient = "support@\(desk.servers.domain)"
            let mail = desk.alice.write(to: recipient, "Only once", "Please.")
            try desk.alice.deliver(mail, to: recipient)
            try desk.alice.deliver(mail, to: recipient)
            try desk.waitUntilReadSoFar()
            #expect(
                try desk.client(desk.sam).tickets().filter { $0["subject"].text == "Only once" }.count == 1)
            _ = try desk.alice.mail("an acknowledgement") { _ in true }
            #expect(try desk.alice.mails().count == 1)
        }

        @Test func `another mail with the same Message-ID is kept`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let recipient = "support@\(desk.servers.domain)"
            for text in ["The first.", "The second."] {
                try desk.alice.deliver(
                    desk.alice.write(to: recipient, "Same name", text, id: "same"), to: recipient)
            }
            try desk.waitUntilReadSoFar()
            let client = try desk.client(desk.sam)
            let texts = try client.tickets().flatMap {
                try client.ticket($0["id"].int ?? 0)["comments"].elements ?? []
            }
            .compactMap { $0["text"].text }
            #expect(texts.contains { $0.contains("The first.") })
            #expect(texts.contains { $0.contains("The second.") })
        }

        @Test func `mail that cannot be read becomes a ticket with its raw text`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let reader = try IMAPReader(
                port: desk.servers.imapPort, user: "support", password: desk.servers.password)
            let noise = (0..<2_000).map { (index: Int) -> UInt8 in UInt8(1 + (index * 7 + index / 13) % 255) }
            try reader.append(Array("no header at all, the telephone is dead ".utf8) + noise, to: "INBOX")
            let client = try desk.client(desk.sam)
            let ticket = try eventually("a ticket") { try client.tickets().first }
            let comments = try client.ticket(ticket["id"].int ?? 0)["comments"].elements ?? []
            #expect(comments.first?["text"].text?.contains("the telephone is dead") == true)
        }

        @Test func `a mail over the limit is recorded, and its sender is told`() throws {
            let desk = try HelpDesk { options, _ in options.messageBytes = 100_000 }
            try desk.daemon.start()
            let line = String(repeating: "large ", count: 12)
            let text = Array(repeating: line, count: 4_000).joined(separator: "\n")
            let told = try desk.alice.acknowledgement(of: desk.alice.send("A large picture", text))
            #expect(told.text.contains("0.3 MB"), "it says how large it was")
            let tickets = try desk.client(desk.sam).tickets()
            #expect(tickets.map { $0["subject"].text } == ["A large picture"])
        }

        @Test func `a mail from a mail server's pipe is a ticket, whether the daemon runs or not`() throws {
            let desk = try HelpDesk()
            func ingest(_ subject: String, _ more: [String] = []) throws -> Int32 {
                let file = desk.folder.appending(path: "piped.eml")
                let text =
                    "From: \(desk.alice.address)\nMessage-ID: <\(subject)@acme.example>\n"
                    + "Subject: \(subject)\n\nIt smokes.\n"
                try Data(text.utf8).write(to: file)
                let words = ["ingest", "--config", desk.daemon.configuration.path] + more + [file.path]
                return try Program.run(Program.daemon, words).status
            }
            #expect(try ingest("before") == 0)
            #expect(try ingest("before") == 0)
            #expect(try ingest("nowhere", ["--mailbox", "sales"]) == 75)
            let large = desk.folder.appending(path: "large.eml")
            try Data("Subject: large\n\n\(String(repeating: "smoke\n", count: 5_000_000))".utf8).write(
                to: large)
            let refused = try Program.run(
                Program.daemon, ["ingest", "--config", desk.daemon.configuration.path, large.path])
            #expect(refused.status == 65, "its mail server returns it to the sender")
            #expect(refused.errors.contains("5.3.4 the message is 3785616 octets larger"))
            try desk.daemon.start()
            #expect(try ingest("while", ["--mailbox", "support"]) == 0)
            for id in ["before", "while"] {
                _ = try desk.alice.acknowledgement(of: "\(id)@acme.example")
            }
            #expect(try desk.client(desk.sam).tickets().count == 2)
        }

        @Test func `automatic mail is never answered`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            try desk.alice.send("Out of office", "I am away.", more: ["Auto-Submitted: auto-replied"])
            try desk.alice.send("Nightly backup", "It failed.", more: ["Auto-Submitted: auto-generated"])
            try desk.waitUntilReadSoFar()
            try eventually("everything queued is sent") {
                try desk.sam.mails().contains { $0.subject.contains("Marker") }
            }
            #expect(try desk.alice.mails().isEmpty)
        }
    }
}
