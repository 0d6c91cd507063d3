/// The sections about mailboxes and mail servers.
extension ConfigurationReader {
    func mailboxes() -> [Configuration.Mailbox] {
        var names: [String: Int] = [:]
        var addresses: [MailAddress: Int] = [:]
        return root.requiredSections("mailboxes").compactMap { section in
            mailbox(section, names: &names, addresses: &addresses)
        }
    }

    /// - Parameters:
    ///   - names: the line of each mailbox by its name in lower case.
    ///   - addresses: the line of each mailbox by its address.
    private func mailbox(
        _ section: ConfigurationSection, names: inout [String: Int], addresses: inout [MailAddress: Int]
    ) -> Configuration.Mailbox? {
        let line = section.position.line
        let name = section.require("name", as: .identifier)
        if let name, let other = names.updateValue(line, forKey: asciiLowercased(name.utf8)) {
            section.reject(
                "name", "is the name of the mailbox in line \(other) too",
                advice: "give each mailbox a name of its own")
        }
        let address = section.require("address", as: .address)
        if let address, let other = addresses.updateValue(line, forKey: address) {
            section.reject(
                "address", "is the address of the mailbox in line \(other) too",
                advice: "give each mailbox an address of its own")
        }
        let replyAddress = section.read("replyAddress", as: .replyAddress)
        let imap = section.requiredSection("imap").flatMap(imap)
        let team = section.read("team", as: .line)
        var priority = Priority.medium
        section.read("priority", as: .choice, into: &priority)
        let displayName = section.read("displayName", as: .line)
        section.finish()
        guard let name, let address, let imap else { return nil }
        return Configuration.Mailbox(
            name: MailboxName(name), address: address, replyAddress: replyAddress, imap: imap, team: team,
            priority: priority, displayName: displayName)
    }

    private func imap(_ section: ConfigurationSection) -> Configuration.IMAP? {
        let url = section.require("url", as: .url(.imaps, .imap))
        let security = section.security(of: url)
        let user = section.require("user", as: .line)
        let authentication = authentication(section)
        let caFile = section.read("caFile", as: .path)
        var imap = Configuration.IMAP(
            host: url?.host ?? "", port: section.port(of: url, security: security), security: security,
            user: user ?? "", authentication: authentication ?? .password(.value(Secret(""))), caFile: caFile)
        section.read("folder", as: .line, into: &imap.folder)
        section.read("processed", as: .line, into: &imap.processed)
        section.read("quarantine", as: .line, into: &imap.quarantine)
        section.read("idle", as: .flag, into: &imap.idle)
        if let seconds = section.read("pollSeconds", as: .integer(1...3_600)) {
            imap.pollInterval = .seconds(seconds)
        }
        section.finish()
        let folders = [("processed", imap.processed), ("quarantine", imap.quarantine)]
        for (key, folder) in folders where folder == imap.folder {
            section.reject(
                key, "is the folder that new mail arrives in", advice: "write another folder, or leave it out"
            )
        }
        if imap.processed == imap.quarantine {
            section.reject(
                "quarantine", "is the folder for processed mail too", advice: "write another folder")
        }
        return url == nil || user == nil || authentication == nil ? nil : imap
    }

    private func authentication(_ section: ConfigurationSection) -> Configuration.Authentication? {
        let password = section.secret("password")
        let oauth2 = section.section("oauth2").flatMap(oauth2)
        switch (section.has("password"), section.has("oauth2")) {
        case (true, true):
            section.reject("oauth2", "is given beside a password", advice: "keep one of the two")
            return nil
        case (true, false): return password.map { .password($0) }
        case (false, true): return oauth2.map { .oauth2($0) }
        case (false, false):
            section.reject(
                "password", "is missing, and so is oauth2", advice: "write \(SecretSource.expected)")
            return nil
        }
    }

    private func oauth2(_ section: ConfigurationSection) -> Configuration.OAuth2? {
        let tokenURL = section.require("tokenURL", as: .url(.https, .http))
        let clientID = section.require("clientID", as: .line)
        let clientSecret = section.requiredSecret("clientSecret")
        let scope = section.require("scope", as: .line)
        let refreshToken = section.secret("refreshToken")
        section.finish()
        if let tokenURL, tokenURL.scheme == .http, !tokenURL.isLoopback {
            section.reject(
                "tokenURL", "would send secrets in plain text", advice: "write an https:// URL")
        }
        guard let tokenURL, let clientID, let clientSecret, let scope else { return nil }
        return Configuration.OAuth2(
            tokenURL: tokenURL, clientID: clientID, clientSecret: clientSecret, scope: scope,
            refreshToken: refreshToken)
    }

    func smtp(_ section: ConfigurationSection) -> Configuration.SMTP? {
        let url = section.require("url", as: .url(.smtp, .smtps))
        let security = section.security(of: url)
        let user = section.read("user", as: .line)
        let password = section.secret("password")
        let caFile = section.read("caFile", as: .path)
        let from = section.require("from", as: .sender)
        let connections = section.read("connections", as: .integer(1...50))
        section.finish()
        if section.has("user") != section.has("password") {
            let missing = section.has("user") ? "password" : "user"
            section.reject(
                missing, "is missing, and the log-in needs both",
                advice: "write user and password, or neither of them")
        }
        guard let url, let from else { return nil }
        var smtp = Configuration.SMTP(
            host: url.host, port: section.port(of: url, security: security), security: security,
            caFile: caFile,
            from: from)
        if let user, let password { smtp.login = .init(user: user, password: password) }
        if let connections { smtp.connections = connections }
        return smtp
    }
}

extension ConfigurationSection {
    /// `security`, which has to agree with the scheme of the URL and may be none only for this machine.
    fileprivate func security(of url: ServerURL?) -> Configuration.Security {
        let isImplicit = url.map { $0.scheme == .imaps || $0.scheme == .smtps } ?? false
        var security: Configuration.Security = isImplicit ? .tls : .starttls
        read("security", as: .choice, into: &security)
        guard let url else { return security }
        if isImplicit, security != .tls {
            reject(
                "security", "is \"\(security.rawValue)\", and \(url.scheme.rawValue):// means TLS",
                advice: "write \"tls\", or change the scheme of the URL")
        } else if security == .none, !url.isLoopback {
            reject(
                "security",
                "is \"none\", and \(url.host) is not this machine: passwords and mail would be readable",
                advice: "write \"tls\" or \"starttls\"")
        }
        return security
    }

    /// The port of the URL, or the registered one for this protection.
    fileprivate func port(of url: ServerURL?, security: Configuration.Security) -> Int {
        guard let url else { return 0 }
        if let port = url.explicitPort { return port }
        guard security == .tls else { return url.port }
        switch url.scheme {
        case .imap: return ServerURL.Scheme.imaps.defaultPort
        case .smtp: return ServerURL.Scheme.smtps.defaultPort
        case .imaps, .smtps, .http, .https: return url.port
        }
    }

    /// The place of a secret, when there is one.
    ///
    /// Messages never show what stands there, as it may be the secret itself.
    func secret(_ key: String) -> SecretSource? {
        section(key, expected: SecretSource.expected).flatMap { source(in: $0) }
    }

    /// The place of a secret, which has to be there.
    func requiredSecret(_ key: String) -> SecretSource? {
        requiredSection(key, expected: SecretSource.expected).flatMap { source(in: $0) }
    }

    private func source(in section: ConfigurationSection) -> SecretSource? {
        let file = section.read("file", as: .path)
        let environment = section.read("env", as: .variable)
        let credential = section.read("credential", as: .identifier)
        let value = section.read("value", as: .secret)
        section.finish()
        guard section.names.count == 1 else {
            section.reject(
                section.names.isEmpty ? "is empty" : "names more than one place",
                advice: "write one of \(SecretSource.expected)")
            return nil
        }
        return file.map { .file(path: $0) } ?? environment.map { .environment(name: $0) }
            ?? credential.map { .credential(name: $0) } ?? value.map { .value($0) }
    }
}

extension SecretSource {
    /// The forms, as advice shows them.
    fileprivate static let expected =
        "{ file: \"PATH\" }, { env: \"NAME\" }, { credential: \"NAME\" } or { value: \"…\" }"
}

extension ConfigurationForm where Value == String {
    /// An environment variable's name (POSIX 8.1).
    fileprivate static var variable: Self {
        text("the name of an environment variable") { text in
            guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
                return nil
            }
            return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") } ? text : nil
        }
    }
}

extension ConfigurationForm where Value == ReplyAddress {
    fileprivate static var replyAddress: Self {
        text("a mail address with {token} in it, for example \"support+{token}@acme.example\"") {
            ReplyAddress($0)
        }
    }
}

extension ConfigurationForm where Value == Secret {
    fileprivate static var secret: Self {
        var form = text("a text that is not empty") { text in text.isEmpty ? nil : Secret(text) }
        form.isSecret = true
        return form
    }
}

extension ConfigurationForm where Value == Sender {
    fileprivate static var sender: Self {
        text("a name and an address, for example \"Acme IT <support@acme.example>\"") { Sender($0) }
    }
}
