extension Configuration {
    /// Reads a configuration in JSON5.
    ///
    /// - Parameter fileName: how messages name the file.
    /// - Throws: everything that is wrong, in one run; a syntax error is alone, since nothing behind it can be judged.
    package static func read(
        _ bytes: [UInt8], fileName: String
    ) throws(ConfigurationProblems) -> Configuration {
        let report = ConfigurationReport(fileName: fileName)
        let configuration = parse(bytes, report: report).flatMap { root in
            ConfigurationReader(root: root).configuration()
        }
        guard report.problems.isEmpty, let configuration else {
            throw ConfigurationProblems(
                list: report.problems.sorted {
                    ($0.position.offset, $0.path) < ($1.position.offset, $1.path)
                })
        }
        return configuration
    }

    private static func parse(_ bytes: [UInt8], report: ConfigurationReport) -> ConfigurationSection? {
        do {
            let limits = JSON.Limits(bytes: 1_048_576, depth: 16, values: 50_000)
            return ConfigurationSection(
                try LocatedJSON(json5: bytes, limits: limits), path: "", report: report)
        } catch {
            report.add(
                "this is not JSON5", advice: "\(error.reason)", path: "", at: error.position)
            return nil
        }
    }
}

/// Reads the root and the small sections; each function is one section.
struct ConfigurationReader {
    let root: ConfigurationSection

    func configuration() -> Configuration? {
        let site = root.requiredSection("site").flatMap(site)
        let dataDirectory = root.require("dataDirectory", as: .path)
        let folder = dataDirectory ?? "."
        let database =
            root.read("database", as: .database) ?? .sqlite(path: folder + "/tally.db")
        let templates = root.read("templates", as: .path)
        let tokenKeys = tokenKeys() ?? .file(path: folder + "/token-keys")
        let mailboxes = mailboxes()
        let smtp = root.requiredSection("smtp").flatMap(smtp)
        let serviceLevels = serviceLevels(siteTimeZone: site?.timeZone ?? "UTC")
        let reports = reports()
        let retention = retention()
        let identity = identity()
        let accounts = accounts(identity)
        let commands = commands()
        let assignment = assignment()
        let workload = workload()
        let lifecycle = lifecycle()
        let intake = intake(mailboxes: mailboxes)
        let outgoing = outgoing()
        let http = http()
        let limits = limits()
        let log = log()
        let isDemo = root.read("demo", as: .flag) ?? false
        root.finish()
        guard let site, let dataDirectory, let smtp, !mailboxes.isEmpty else { return nil }
        var configuration = Configuration(
            site: site, database: database, dataDirectory: dataDirectory, templates: templates,
            tokenKeys: tokenKeys, mailboxes: mailboxes, smtp: smtp, identity: identity,
            commands: commands, assignment: assignment, workload: workload, lifecycle: lifecycle,
            intake: intake, outgoing: outgoing, serviceLevels: serviceLevels, reports: reports,
            retention: retention, http: http, limits: limits, log: log, isDemo: isDemo)
        configuration.accounts = accounts
        return configuration
    }

    private func site(_ section: ConfigurationSection) -> Configuration.Site? {
        let name = section.require("name", as: .line)
        let url = section.require("url", as: .url(.http, .https))
        var timeZone = "UTC"
        section.read("timeZone", as: .timeZone, into: &timeZone)
        var ticketPrefix = "TT"
        section.read("ticketPrefix", as: .ticketPrefix, into: &ticketPrefix)
        var language = LanguageTag.english
        section.read("language", as: .language, into: &language)
        section.finish()
        guard let name, let url else { return nil }
        return Configuration.Site(
            name: name, url: url, timeZone: timeZone, ticketPrefix: ticketPrefix, language: language)
    }

    private func tokenKeys() -> SecretSource? {
        guard let section = root.section("secrets") else { return nil }
        defer { section.finish() }
        return section.secret("tokenKeys")
    }

    private func identity() -> Configuration.Identity {
        var identity = Configuration.Identity()
        guard let section = root.section("identity") else { return identity }
        section.read("requesters", as: .choice, into: &identity.requesters)
        section.readList("domains", of: .domain, into: &identity.domains)
        section.readList("trustedAuthservIDs", of: .domain, into: &identity.trustedAuthservIDs)
        section.read("trustedHops", as: .integer(0...20), into: &identity.trustedHops)
        section.readList("trustedSealers", of: .domain, into: &identity.trustedSealers)
        section.read("commandProof", as: .choice, into: &identity.commandProof)
        section.finish()
        if identity.requesters == .domains, section.isEmptyList("domains") {
            section.reject(
                "requesters", "is \"domains\", and identity.domains names none",
                advice: "write the domains of your people into identity.domains")
        }
        if identity.commandProof != .token, section.isEmptyList("trustedAuthservIDs") {
            section.reject(
                "commandProof",
                "is \"\(identity.commandProof.rawValue)\", and nobody's authentication results are trusted",
                advice: "write the authserv-id of your mail server into identity.trustedAuthservIDs")
        }
        return identity
    }

    private func accounts(_ identity: Configuration.Identity) -> Configuration.Accounts {
        var accounts = Configuration.Accounts()
        guard let section = root.section("accounts") else { return accounts }
        section.read("signup", as: .choice, into: &accounts.signUp)
        section.finish()
        if accounts.signUp == .domains, identity.domains.isEmpty {
            section.reject(
                "signup", "is \"domains\", and identity.domains names none",
                advice: "write the domains of your people into identity.domains")
        }
        return accounts
    }

    /// Free keys: a word of the site's people, and the line it stands for.
    private func commands() -> Configuration.Commands {
        var commands = Configuration.Commands()
        guard let section = root.section("commands") else { return commands }
        if let aliases = section.section("aliases") {
            for word in aliases.names {
                guard let line = aliases.require(word, as: .line) else { continue }
                if let alias = CommandGrammar.Alias(word, for: line) {
                    commands.aliases.append(alias)
                } else if CommandGrammar.isCommand(line) {
                    aliases.reject(
                        word, "cannot be another word for a verb",
                        advice: "choose one to four words without punctuation that are no verb themselves")
                } else {
                    let meant = CommandGrammar.nearestVerb(to: line)
                    aliases.reject(
                        word, "stands for \"\(line)\", which is no command",
                        advice: meant.map { "did you mean \"\($0)\"?" }
                            ?? "write a verb, for example \"claim\" or \"priority critical\"")
                }
            }
            aliases.finish()
        }
        section.finish()
        return commands
    }

    private func assignment() -> Configuration.Assignment {
        var assignment = Configuration.Assignment()
        guard let section = root.section("assignment") else { return assignment }
        section.read("strategy", as: .choice, into: &assignment.strategy)
        section.finish()
        return assignment
    }

    private func workload() -> Configuration.Workload {
        var workload = Configuration.Workload()
        guard let section = root.section("workload") else { return workload }
        section.read("defaultLimit", as: .integer(1...10_000), into: &workload.defaultLimit)
        section.finish()
        return workload
    }

    private func reports() -> Configuration.Reports {
        var reports = Configuration.Reports()
        guard let section = root.section("reports") else { return reports }
        section.read("paper", as: .choice, into: &reports.paper)
        section.read("weekly", as: .flag, into: &reports.isWeekly)
        section.finish()
        return reports
    }

    private func http() -> Configuration.HTTP {
        var http = Configuration.HTTP()
        guard let section = root.section("http") else { return http }
        section.read("listen", as: .listenAddress, into: &http.listen)
        section.readList("trustedProxies", of: .networkRange, into: &http.trustedProxies)
        section.readList("allowedOrigins", of: .origin, into: &http.allowedOrigins)
        _ = section.read(
            "tls",
            as: ConfigurationForm<Never>(expected: "null and put nginx or Caddy in front, which speaks TLS") {
                _ in nil
            })
        section.finish()
        return http
    }

    private func limits() -> Configuration.Limits {
        var limits = Configuration.Limits()
        guard let section = root.section("limits") else { return limits }
        section.read("messageBytes", as: .size(65_536...1_073_741_824), into: &limits.messageBytes)
        section.read("attachmentBytes", as: .size(0...1_073_741_824), into: &limits.attachmentBytes)
        section.read("mailedAttachmentBytes", as: .size(0...26_214_400), into: &limits.mailedAttachmentBytes)
        section.read("parts", as: .integer(1...10_000), into: &limits.parts)
        section.read("depth", as: .integer(1...100), into: &limits.depth)
        section.finish()
        return limits
    }

    private func log() -> Configuration.Log {
        var log = Configuration.Log()
        guard let section = root.section("log") else { return log }
        section.read("format", as: .choice, into: &log.format)
        section.read("level", as: .choice, into: &log.level)
        section.read("access", as: .flag, into: &log.access)
        section.finish()
        return log
    }
}

extension ConfigurationForm where Value == Configuration.Database {
    static var database: Self {
        text("sqlite:PATH, for example \"sqlite:/var/lib/tally-maild/tally.db\"") { text in
            let prefix = "sqlite:"
            guard text.utf8.starts(with: prefix.utf8), !text.utf8.contains(0) else { return nil }
            let path = String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
            return path.isEmpty || path.utf8.starts(with: "//".utf8) ? nil : .sqlite(path: path)
        }
    }
}

extension ConfigurationForm where Value == Configuration.ListenAddress {
    static var listenAddress: Self {
        text("ADDRESS:PORT, unix:/PATH or systemd") { Configuration.ListenAddress($0) }
    }
}

extension ConfigurationForm where Value == NetworkRange {
    static var networkRange: Self {
        text("an IP address or a network, for example \"10.0.0.0/8\"") { NetworkRange($0) }
    }
}

extension ConfigurationForm where Value == ServerURL {
    static var origin: Self {
        text("an origin, for example \"https://desk.acme.example\"") { text in
            ServerURL(text).flatMap { url in
                (url.scheme == .http || url.scheme == .https) && url.path.isEmpty ? url : nil
            }
        }
    }
}
