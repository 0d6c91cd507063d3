import Foundation
import Testing

extension EndToEnd {
    /// The program as its operator meets it.
    @Suite struct Operation {
        @Test func `the example configuration is a good one`() throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { Program.removeWhatever(folder) }
            for credential in ["imap-password", "smtp-password"] {
                try Data("secret".utf8).write(to: folder.appending(path: credential))
            }
            let example = Program.project.appending(path: "deploy/systemd/tally.json5").path
            let answer = try Program.run(
                Program.daemon, ["check", "--config", example],
                environment: ["CREDENTIALS_DIRECTORY": folder.path])
            #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
        }

        @Test func `check with connect says that plus-addressing is missing`() throws {
            let desk = try HelpDesk { options, _ in options.delimiter = "-" }
            let answer = try Program.run(
                Program.daemon, ["check", "--connect", "--config", desk.daemon.configuration.path])
            #expect(answer.status == 69)
            #expect(answer.errors.contains("mailboxes[support].replyAddress: mail to support-"))
            #expect(answer.errors.contains("recipient_delimiter"))
        }

        @Test func `check with connect finds real servers in order`() throws {
            let desk = try HelpDesk()
            let answer = try Program.run(
                Program.daemon, ["check", "--connect", "--config", desk.daemon.configuration.path])
            #expect(answer.status == 0, "\(answer.text)\(answer.errors)")
            #expect(answer.text.contains("mail to a reply address arrives"))
        }

        @Test func `check with connect says what is wrong`() throws {
            let desk = try HelpDesk { options, _ in options.imapPassword = "wrong" }
            let answer = try Program.run(
                Program.daemon, ["check", "--connect", "--config", desk.daemon.configuration.path])
            #expect(answer.status == 69 || answer.status == 78, "\(answer.status)")
            #expect(answer.errors.contains("password") || answer.errors.contains("AUTHENTICATIONFAILED"))
        }

        @Test func `the probes tell a supervisor how it is`() throws {
            let desk = try HelpDesk()
            try desk.daemon.start()
            let probe = APIClient(port: desk.httpPort)
            #expect(try probe.request("GET", "/healthz").status == 200)
            try eventually("it is ready") { try probe.request("GET", "/readyz").status == 200 }
            #expect(
                String(decoding: try probe.request("GET", "/metrics").body, as: UTF8.self).contains("tally_"))
        }
    }
}
