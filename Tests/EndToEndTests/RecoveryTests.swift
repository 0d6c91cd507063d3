import Foundation
import TallyCore
import Testing

extension EndToEnd {
    /// What is wrong outside is said, waited out, and forgotten when it is right again.
    @Suite struct Recovery {
        @Test func `a mail server that was away is used again`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            _ = try desk.openTicket("Before")
            try desk.servers.stop(.imap)
            try eventually("it is noticed") {
                try APIClient(port: desk.httpPort).request("GET", "/readyz").status == 503
            }
            try desk.servers.start()
            try desk.alice.send("After", "It works again.")
            let client = try desk.client(desk.sam)
            try eventually("the ticket", within: .seconds(90)) {
                try client.tickets().contains { $0["subject"].text == "After" }
            }
            try eventually("it is said") {
                try APIClient(port: desk.httpPort).request("GET", "/readyz").status == 200
            }
        }

        @Test func `mail waits for a mail exchanger that was away`() throws {
            let desk = try HelpDesk()
            try desk.servers.stop(.smtp)
            let reader = try IMAPReader(
                port: desk.servers.imapPort, user: "support", password: desk.servers.password)
            try reader.append(
                desk.alice.write(to: "support@\(desk.servers.domain)", "Waiting", "Please.", id: "waiting"),
                to: "INBOX")
            try desk.daemon.start()
            let client = try desk.client(desk.sam)
            try eventually("the ticket") { try client.tickets().count == 1 }
            try desk.servers.start()
            _ = try desk.alice.acknowledgement(of: "waiting@client", within: .seconds(180))
        }

        @Test func `a wrong password is said, and harmless once it is right`() throws {
            let desk = try HelpDesk { options, _ in options.imapPassword = "changed" }
            try desk.alice.send("Locked out", "Please.")
            try desk.daemon.start()
            try eventually("the log says so") { try desk.daemon.logText().contains("AUTHENTICATIONFAILED") }
            #expect(try !desk.daemon.logText().contains("changed"), "a password is never logged")
            #expect(desk.daemon.isRunning)
            try desk.servers.setPassword(of: "support", to: "changed")
            let client = try desk.client(desk.sam)
            try eventually("the ticket", within: .seconds(150)) { try client.tickets().count == 1 }
        }

        @Test func `a server that cannot prove who it is gets no password`() throws {
            let desk = try HelpDesk { options, servers in options.authority = servers.wrongAuthority }
            try desk.alice.send("Trust nobody", "Please.")
            try desk.daemon.start()
            try eventually("the log says so") {
                try desk.daemon.logText().lowercased().contains("certificate")
            }
            #expect(desk.daemon.isRunning)
            #expect(try desk.client(desk.sam).tickets().isEmpty)
            #expect(try !desk.servers.imapLog().contains("user=<support>"))
        }
    }
}
