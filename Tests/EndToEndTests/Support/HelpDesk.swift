import Foundation

/// A whole help desk for one test: private mail servers, a daemon on them, and its people.
final class HelpDesk {
    /// What a test wants different from the ordinary.
    struct Options {
        var imapPort: Int?
        var imapPassword = "secret"
        var authority: String?
        var messageBytes = 26_214_400
        /// What stands between the mailbox's name and the token; the servers know `+`.
        var delimiter = "+"
        /// Where the mailbox's address is; nil for the domain of the servers.
        var domain: String?
        /// Whose tickets those of the mailbox are.
        var team: String?
        /// Mailboxes beside `support`: the users of the mail server by these names.
        var otherMailboxes: [OtherMailbox] = []
        /// A folder of templates other than the project's own.
        var templates: URL?
        var pollSeconds = 2
        var logLevel = "debug"
        /// Members of the configuration beside those that are always there.
        var more = ""
    }

    /// A mailbox beside `support`.
    struct OtherMailbox {
        let name: String
        let team: String
    }

    static let password = "correct horse battery"

    let servers: MailServers
    let folder: URL
    let daemon: Daemon
    let httpPort: Int
    let alice: Correspondent
    let sam: Correspondent
    let tina: Correspondent

    /// Starts everything but the daemon.
    ///
    /// - Parameter users: mailboxes beside the ordinary ones, whose people are not made here; nil for the ordinary
    ///   people.
    init(
        users: [String]? = nil, _ adjust: (inout Options, MailServers) throws -> Void = { _, _ in }
    ) throws {
        servers = try MailServers(users: users ?? [])
        var options = Options()
        try adjust(&options, servers)
        folder = URL(filePath: "/tmp/tally-desk-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "data"), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        httpPort = try Self.freePort()
        let configuration = folder.appending(path: "tally.json5")
        daemon = try Daemon(configuration: configuration, folder: folder)
        alice = Correspondent("Alice Employee", "alice@\(servers.domain)", on: servers)
        sam = Correspondent("Sam Staff", "sam@\(servers.domain)", on: servers)
        tina = Correspondent("Tina Staff", "tina@\(servers.domain)", on: servers)
        try configure(options)
        guard users == nil else { return }
        try add("admin", Correspondent("Ada Admin", "admin@\(servers.domain)", on: servers))
        try add("staff", sam)
        try add("staff", tina)
    }

    deinit {
        daemon.kill()
        Program.removeWhatever(folder)
    }

    /// Writes the configuration, whose every value a test may want to see wrong once.
    func configure(_ options: Options) throws {
        let imap =
            options.imapPort.map { "url: \"imap://127.0.0.1:\($0)\", security: \"none\"" }
            ?? "url: \"imaps://localhost:\(servers.imapsPort)\", security: \"tls\""
        let authority = options.authority ?? servers.authority
        let domain = options.domain ?? servers.domain
        let team = options.team.map { "team: \"\($0)\"," } ?? ""
        let others = options.otherMailboxes.map { mailbox in
            """
            {
                name: "\(mailbox.name)", address: "\(mailbox.name)@\(servers.domain)", team: "\(mailbox.team)",
                replyAddress: "\(mailbox.name)+{token}@\(servers.domain)",
                imap: { \(imap), caFile: "\(authority)", user: "\(mailbox.name)",
                        password: { value: "\(servers.password)" }, pollSeconds: \(options.pollSeconds) },
              }
            """
        }
        let text = """
            {
              site: { name: "Acme IT", url: "http://127.0.0.1:\(httpPort)", timeZone: "Europe/Berlin" },
              dataDirectory: "\(folder.path)/data",
              database: "sqlite:\(folder.path)/data/tally.db",
              templates: "\((options.templates ?? Program.project.appending(path: "templates")).path)",
              mailboxes: [\((others + [""]).joined(separator: ", ")){
                name: "support", address: "support@\(domain)", \(team)
                replyAddress: "support\(options.delimiter){token}@\(domain)",
                imap: { \(imap), caFile: "\(authority)", user: "support",
                        password: { value: "\(options.imapPassword)" }, pollSeconds: \(options.pollSeconds) },
              }],
              smtp: { url: "smtp://localhost:\(servers.submissionPort)", security: "starttls",
                      caFile: "\(servers.authority)", user: "support", password: { value: "\(servers.password)" },
                      from: "Acme IT <support@\(servers.domain)>" },
              http: { listen: "127.0.0.1:\(httpPort)" },
              limits: { messageBytes: \(options.messageBytes) },
              log: { level: "\(options.logLevel)" },
              \(options.more)
            }
            """
        try Data(text.utf8).write(to: daemon.configuration)
    }

    func add(_ role: String, _ person: Correspondent, team: String? = nil) throws {
        try Program.require(
            Program.daemon,
            [
                "user", "add", "--config", daemon.configuration.path, "--role", role, "--name", person.name,
                "--email",
                person.address, "--password-stdin",
            ] + (team.map { ["--team", $0] } ?? []), input: Self.password + "\n")
    }

    /// A subcommand beside the daemon, or without one.
    func command(_ words: String...) throws -> Program.Answer {
        try Program.run(Program.daemon, words + ["--config", daemon.configuration.path])
    }

    /// The API as this person sees it.
    func client(_ person: Correspondent) throws -> APIClient {
        let client = APIClient(port: httpPort)
        try client.signIn(person.address, Self.password)
        return client
    }

    /// How many mails lie in a folder of the support mailbox.
    func supportMails(in folder: String) throws -> Int {
        try IMAPReader(port: servers.imapPort, user: "support", password: servers.password).count(in: folder)
    }

    /// A port nobody listens on, outside of those the kernel hands out for outgoing connections.
    static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 15_000...19_999)
            do {
                _ = try Connection(port: port)
            } catch Connection.Failure.system(_, code: ECONNREFUSED) {
                return port
            }
        }
        throw Program.Failure(description: "no free port")
    }
}
