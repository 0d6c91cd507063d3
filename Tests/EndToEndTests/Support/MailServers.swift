import Foundation

/// A private Dovecot and Postfix, fresh for one test; `scripts/mail-servers.sh` says what they do.
final class MailServers {
    enum Server: String {
        case imap
        case smtp
    }

    let folder: URL
    private let variables: [String: String]
    /// Those that the played program has had.
    private var pipedMails: Set<String> = []

    /// - Parameter users: mailboxes beside the ordinary ones.
    init(users: [String] = []) throws {
        // Short, since UNIX sockets lie in it, and not below a private temporary folder: the servers drop root.
        folder = URL(filePath: "/tmp/tally-e2e-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))")
        let answer = try Self.script(
            ["start", folder.path, "--port", "auto"] + users.flatMap { ["--user", $0] })
        var variables: [String: String] = [:]
        for line in answer.split(separator: "\n") {
            let pair = line.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
        }
        self.variables = variables
    }

    deinit {
        do {
            try Self.script(["stop", folder.path])
            try Program.require(URL(filePath: "/usr/bin/env"), Self.asRoot(["rm", "-rf", folder.path]))
        } catch {
            FileHandle.standardError.write(
                Data("the mail servers in \(folder.path) did not stop: \(error)\n".utf8))
        }
    }

    var domain: String { variables["MAIL_DOMAIN"] ?? "" }
    var password: String { variables["MAIL_PASSWORD"] ?? "" }
    var authority: String { variables["MAIL_CA"] ?? "" }
    var wrongAuthority: String { variables["MAIL_WRONG_CA"] ?? "" }
    var imapPort: Int { port("MAIL_IMAP_PORT") }
    var imapsPort: Int { port("MAIL_IMAPS_PORT") }
    var exchangerPort: Int { port("MAIL_MX_PORT") }
    var submissionPort: Int { port("MAIL_SUBMISSION_PORT") }

    func stop(_ server: Server) throws { try Self.script(["stop", folder.path, server.rawValue]) }
    func start() throws { try Self.script(["start", folder.path]) }
    func freeze(_ server: Server) throws { try Self.script(["freeze", folder.path, server.rawValue]) }
    func thaw(_ server: Server) throws { try Self.script(["thaw", folder.path, server.rawValue]) }

    /// Gives all mail of a user new UIDs under a new UIDVALIDITY, as a restored mailbox has.
    func renumber(_ user: String) throws { try Self.script(["renumber", folder.path, user]) }

    /// Changes a password at the server, where Dovecot notices it by itself.
    func setPassword(of user: String, to password: String) throws {
        let edit = "s/^\(user):{PLAIN}[^:]*:/\(user):{PLAIN}\(password):/"
        try Program.require(
            URL(filePath: "/usr/bin/env"), Self.asRoot(["sed", "-i", edit, "\(folder.path)/users"]))
    }

    /// Plays the program that the exchanger hands mail for `piped.example` to.
    ///
    /// - Parameter program: gets the file of the next message, and returns the code that the program ends with.
    func nextPiped(_ program: (URL) throws -> Int32) throws {
        let pipe = folder.appending(path: "pipe")
        let name = try eventually("a message comes out of the pipe") {
            try FileManager.default.contentsOfDirectory(atPath: pipe.path)
                .filter { $0.hasSuffix(".mail") && !pipedMails.contains($0) }.min()
        }
        pipedMails.insert(name)
        let code = try program(pipe.appending(path: name))
        try Data("\(code)\n".utf8).write(
            to: pipe.appending(path: name.replacing(".mail", with: ".code")), options: .atomic)
    }

    /// What the IMAP server has logged.
    func imapLog() throws -> String {
        try Program.require(
            URL(filePath: "/usr/bin/env"), Self.asRoot(["cat", "\(folder.path)/log/dovecot.log"]))
    }

    private func port(_ name: String) -> Int { variables[name].flatMap { Int($0) } ?? 0 }

    @discardableResult
    private static func script(_ arguments: [String]) throws -> String {
        let path = Program.project.appending(path: "scripts/mail-servers.sh").path
        return try Program.require(URL(filePath: "/usr/bin/env"), asRoot([path] + arguments))
    }

    private static func asRoot(_ command: [String]) -> [String] {
        geteuid() == 0 ? command : ["sudo", "-n"] + command
    }
}
