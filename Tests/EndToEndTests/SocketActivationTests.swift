import Foundation
import Glibc
import Testing

extension EndToEnd {
    @Suite struct SocketActivation {
        /// systemd's own tool holds the port, and becomes the daemon when the first client comes.
        @Test func `a client that comes before the daemon is served by it`() throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            defer { Program.removeWhatever(folder) }
            let configuration = folder.appending(path: "tally.json5")
            let nowhere = "user: \"x\", password: { value: \"x\" }, security: \"none\""
            let text = """
                { site: { name: "Acme IT", url: "https://desk.acme.example" }, dataDirectory: "\(folder.path)/data",
                  templates: "\(Program.project.path)/templates",
                  mailboxes: [{ name: "support", address: "support@acme.example", replyAddress: null,
                                imap: { url: "imap://127.0.0.1:9", \(nowhere) } }],
                  smtp: { url: "smtp://127.0.0.1:9", \(nowhere), from: "Acme IT <support@acme.example>" },
                  http: { listen: "systemd" } }
                """
            try Data(text.utf8).write(to: configuration)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: configuration.path)
            let port = try HelpDesk.freePort()
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/systemd-socket-activate")
            process.arguments = [
                "--listen=127.0.0.1:\(port)", Program.daemon.path, "serve", "--config", configuration.path,
            ]
            process.standardError = FileHandle.nullDevice
            try Program.launch(process)
            defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
            let probe = APIClient(port: port)
            try eventually("the socket is there") {
                // Refused until it listens; from then on the client waits for the daemon.
                (try? probe.request("GET", "/healthz").status) == 200
            }
            #expect(try probe.request("GET", "/healthz").status == 200)
            process.terminate()
            try eventually("the daemon ends", within: .seconds(15)) { !process.isRunning }
            #expect(process.terminationStatus == 0)
        }
    }
}
