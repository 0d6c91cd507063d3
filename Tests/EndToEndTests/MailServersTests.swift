import MailParsing
import Testing

extension EndToEnd {
    /// The ground that the other tests stand on.
    @Suite struct `Private mail servers` {
        @Test func `a mail arrives, with the address it was sent to`() throws {
            let servers = try MailServers()
            let alice = Correspondent("Alice", "alice@\(servers.domain)", on: servers)
            let bob = Correspondent("Bob", "bob@\(servers.domain)", on: servers)
            let mail = alice.write(to: bob.address, "Lunch?", ".\n..dots\nüber", more: ["X-Test: 1"])
            try alice.deliver(mail, to: "bob+token@\(servers.domain)")
            let arrived = try bob.mail("lunch") { $0.subject == "Lunch?" }
            #expect(arrived.text == ".\n..dots\nüber\n")
            #expect(
                arrived.message.fields(named: "Delivered-To").map(\.value) == ["bob+token@\(servers.domain)"])
        }

        @Test func `some recipients are refused`() throws {
            let servers = try MailServers()
            let alice = Correspondent("Alice", "alice@\(servers.domain)", on: servers)
            for (name, code) in [("reject", "550"), ("full", "552"), ("tempfail", "450"), ("nobody", "550")] {
                let error = #expect(throws: Program.Failure.self) {
                    try alice.deliver(alice.write(to: "x", "x", "x"), to: "\(name)@\(servers.domain)")
                }
                #expect(error?.description.hasPrefix("SMTP: \(code)") == true)
            }
        }

        @Test func `a mailbox is renumbered, a server stopped and frozen`() throws {
            let servers = try MailServers()
            func reader() throws -> IMAPReader {
                try IMAPReader(port: servers.imapPort, user: "support", password: servers.password)
            }
            for _ in 1...3 { try reader().append(Array("Subject: x\r\n\r\nx\r\n".utf8), to: "INBOX") }
            let before = try reader().validity(of: "INBOX")
            try servers.renumber("support")
            #expect(try reader().validity(of: "INBOX") > before)
            #expect(try reader().count(in: "INBOX") == 3)
            try servers.stop(.imap)
            #expect(throws: Connection.Failure.self) { try reader() }
            try servers.start()
            #expect(try reader().count(in: "INBOX") == 3)
            try servers.freeze(.imap)
            let connection = try Connection(port: servers.imapPort)
            #expect(!connection.canRead(within: .milliseconds(300)))
            try servers.thaw(.imap)
            #expect(connection.canRead(within: .seconds(10)))
        }

        @Test func `a gate shuts at a command`() throws {
            let servers = try MailServers()
            let gate = try IMAPGate(to: servers.imapPort, shuttingAt: ["SELECT"])
            defer { gate.remove() }
            let reader = try IMAPReader(port: gate.port, user: "support", password: servers.password)
            #expect(!gate.isShut)
            try reader.setTimeout(.milliseconds(300))
            #expect(throws: Connection.Failure.self) { try reader.messages() }
            #expect(gate.isShut)
            gate.open()
            let other = try IMAPReader(port: gate.port, user: "support", password: servers.password)
            #expect(try other.messages().isEmpty)
        }
    }
}
