import Foundation
import TallyCore
import Testing

/// The commands for what waits: outgoing mail, mail put aside, tickets; and the program as `make install` lays it out.
@Suite(.timeLimit(.minutes(4))) struct `Queues from the command line` {
    /// A configuration and a database of its own, of a site that takes mail of people it knows; there is no mail server.
    private final class Desk {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
        let configuration: URL
        let program: URL

        /// - Parameters:
        ///   - program: the one to be tried, when it is not that of the build.
        ///   - port: of its HTTP, when a Unix socket is not enough.
        init(program: URL = Program.daemon, port: Int? = nil) throws {
            self.program = program
            configuration = folder.appending(path: "tally.json5")
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let nowhere = "user: \"x\", password: { value: \"x\" }, security: \"none\""
            let listen = port.map { "127.0.0.1:\($0)" } ?? "unix:\(folder.path)/http"
            let text = """
                { site: { name: "Acme IT", url: "http://127.0.0.1:\(port ?? 80)" }, dataDirectory: "\(folder.path)/data",
                  mailboxes: [{ name: "support", address: "support@acme.example", replyAddress: null,
                                imap: { url: "imap://127.0.0.1:9", \(nowhere) } }],
                  smtp: { url: "smtp://127.0.0.1:9", \(nowhere), from: "Acme IT <support@acme.example>" },
                  identity: { requesters: "known" }, http: { listen: "\(listen)" } }
                """
            try Data(text.utf8).write(to: configuration)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: configuration.path)
        }

        deinit { Program.removeWhatever(folder) }

        func run(_ words: [String], input: String = "") throws -> Program.Answer {
            try Program.run(program, words + ["--config", configuration.path], input: input)
        }

        /// What a command that has to succeed prints.
        @discardableResult
        func text(_ words: String..., input: String = "") throws -> String {
            let answer = try run(words, input: input)
            #expect(answer.status == 0, "\(words): \(answer.errors)")
            return answer.text
        }

        /// What the command prints with `--json`, an object per line.
        func objects(_ words: String...) throws -> [JSON] {
            let answer = try run(words + ["--json"])
            #expect(answer.status == 0, "\(words): \(answer.errors)")
            return try answer.output.split(separator: 0x0A).map { try JSON(parsing: Array($0)) }
        }

        func refusal(_ words: String...) throws -> Int32 { try run(words).status }
    }

    @Test func `outgoing mail is listed, made due and given up`() throws {
        let desk = try Desk()
        try desk.text("user", "add", "--role", "staff", "--name", "Sam", "--email", "sam@acme.example")
        for name in ["home", "work"] {
            try desk.text("user", "set", "1", "--add-address", "sam@\(name).example")
        }
        let waiting = try desk.objects("outbox", "list", "--state", "waiting")
        #expect(waiting.map { $0["id"] } == [2, 1])
        #expect(waiting.allSatisfy { $0["kind"] == "confirm-address" && $0["attempts"] == 0 })
        let lines = try desk.text("outbox", "list").split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("sam@work.example"))
        try desk.text("outbox", "retry", "1", "2")
        try desk.text("outbox", "drop", "1")
        #expect(try desk.objects("outbox", "list", "--state", "waiting").map { $0["id"] } == [2])
        #expect(try desk.objects("outbox", "list", "--state", "failed").map { $0["id"] } == [1])
        #expect(try desk.objects("outbox", "list", "--state", "sent").isEmpty)
        #expect(try desk.objects("outbox", "suspended").isEmpty)
        #expect(try desk.refusal("outbox", "retry", "99") == 66)
        #expect(try desk.refusal("outbox", "retry", "one") == 64)
        #expect(try desk.refusal("outbox", "drop") == 64)
        #expect(try desk.refusal("outbox", "list", "--state", "lost") == 64)
        try desk.text("outbox", "release")
    }

    @Test func `tickets are listed and shown`() throws {
        let desk = try Desk()
        try desk.text("seed", "--tickets", "12")
        let all = try desk.objects("ticket", "list")
        #expect(Set(all.compactMap { $0["id"].int }) == Set(1...12))
        #expect(try desk.text("ticket", "list").split(separator: "\n").count == 12)
        for status in TicketStatus.allCases {
            let some = try desk.objects("ticket", "list", "--status", status.rawValue)
            #expect(some == all.filter { $0["status"].text == status.rawValue })
        }
        let first = try #require(all.first { $0["id"] == 1 })
        for name in ["1", "TT-1"] {
            let shown = try JSON(parsing: try desk.run(["ticket", "show", name, "--json"]).output)
            #expect(shown["reference"] == "TT-1")
            #expect(shown["subject"] == first["subject"])
            #expect(shown["conversation"].elements?.isEmpty == false)
            #expect(try desk.text("ticket", "show", name).hasPrefix("TT-1  \(first["subject"].text ?? "")"))
        }
        #expect(try desk.refusal("ticket", "show", "TT-99") == 66)
        #expect(try desk.refusal("ticket", "show", "first") == 64)
        #expect(try desk.refusal("ticket", "list", "--status", "lost") == 64)
    }

    @Test func `mail that was put aside is listed, shown, read again and dropped`() throws {
        let desk = try Desk()
        let mails = ["one", "two"].map { name in
            "From: \(name)@elsewhere.example\r\nMessage-ID: <\(name)@elsewhere.example>\r\nSubject: \(name)\r\n\r\nHi\r\n"
        }
        for mail in mails { try desk.text("ingest", input: mail) }
        let daemon = try Daemon(configuration: desk.configuration, folder: desk.folder)
        try daemon.launch()
        let held = try eventually("both are held") {
            let held = try desk.objects("quarantine", "list")
            return held.count == 2 ? held : nil
        }
        _ = try daemon.terminate()
        #expect(held.allSatisfy { $0["held"] == true && $0["mailbox"] == "support" })
        let numbers = held.compactMap { $0["id"].int }.sorted().map { "\($0)" }
        #expect(try desk.text("quarantine", "list").split(separator: "\n").count == 2)
        #expect(try desk.run(["quarantine", "show", numbers[0]]).output == Array(mails[0].utf8))
        try desk.text("quarantine", "drop", numbers[1])
        try desk.text("quarantine", "release", numbers[0])
        #expect(try desk.objects("quarantine", "list").isEmpty)
        try daemon.launch()
        try eventually("the released one is a ticket") {
            try desk.objects("ticket", "list").map { $0["subject"] } == ["one"]
        }
        _ = try daemon.terminate()
        #expect(try desk.refusal("quarantine", "show", numbers[1]) == 66)
        #expect(try desk.refusal("quarantine", "retry", "99") == 66)
        #expect(try desk.refusal("quarantine", "drop", "x") == 64)
    }

    @Test func `who is put out by the command line is cut off from the running daemon`() throws {
        let port = try HelpDesk.freePort()
        let desk = try Desk(port: port)
        try desk.text(
            "user", "add", "--role", "staff", "--name", "Sam", "--email", "sam@acme.example",
            "--password-stdin", input: "helpdesk-demo\n")
        let daemon = try Daemon(configuration: desk.configuration, folder: desk.folder)
        try daemon.launch()
        let client = APIClient(port: port)
        try eventually("it answers") { (try? client.request("GET", "/healthz").status) == 200 }
        try client.signIn("sam@acme.example", "helpdesk-demo")
        let events = try LiveEvents(client)
        try desk.text("user", "disable", "sam@acme.example")
        let start = ContinuousClock.now
        #expect(try events.ending(within: .seconds(30)) == 1_008)
        print("cut off \(ContinuousClock.now - start) after the command")
        #expect(try client.get("/users/me").status == 401)
        _ = try daemon.terminate()
    }

    @Test(arguments: ["outbox", "quarantine", "ticket"])
    func `every command explains itself`(name: String) throws {
        let answer = try Program.run(Program.daemon, [name, "--help"])
        #expect(answer.status == 0)
        #expect(answer.text.contains("tally-maild \(name) list"))
    }

    @Test func `what make install lays out runs by itself`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
        defer { Program.removeWhatever(place) }
        _ = try Program.system(
            "/usr/bin/make",
            [
                "--no-print-directory", "-C", Program.project.path, "install", "DESTDIR=\(place.path)",
                "PREFIX=/opt/tally", "RELEASE=\(Program.built.path)",
            ])
        let files = try FileManager.default.subpathsOfDirectory(atPath: place.path + "/opt/tally")
        for file in [
            "bin/tally-maild", "bin/tally-report", "share/man/man8/tally-maild.8",
            "share/man/man1/tally-report.1", "share/man/man5/tally.json5.5",
            "lib/systemd/system/tally-maild.service", "lib/systemd/system/tally-maild.socket",
            "share/doc/tally-maild/examples/tally.json5",
            "share/tally-maild/templates/console/index.html",
            "share/tally-maild/templates/mail/received/text.mustache",
        ] {
            #expect(files.contains(file), "\(file)")
        }
        let desk = try Desk(program: place.appending(path: "opt/tally/bin/tally-maild"))
        try desk.text("check")
        try desk.text("seed", "--tickets", "1")
        let pdf = try desk.run(["ticket", "pdf", "TT-1", "--output", "-"])
        #expect(pdf.output.starts(with: "%PDF-".utf8), "\(pdf.errors)")
    }
}
