extension Configuration {
    /// What becomes of new mail.
    package struct Intake: Hashable, Sendable {
        /// In the order they are looked at; a later one overrules an earlier one.
        package var rules: [IntakeRule] = []
        package var lists = ListPolicy.ticket
        /// `copied`, `ticketsPerHour` (0 means any number) and `deniedFiles`.
        package var policy = IntakePolicy()

        package init() {}
    }

    /// How long tickets stay where they are.
    package struct Lifecycle: Hashable, Sendable {
        /// `closeAfterDays`: how long after its resolution a ticket is closed; nil, written as 0, means
        /// never.
        package var closesAfter: Duration? = .days(14)

        package init() {}
    }
}

extension ConfigurationReader {
    func lifecycle() -> Configuration.Lifecycle {
        var lifecycle = Configuration.Lifecycle()
        guard let section = root.section("lifecycle") else { return lifecycle }
        if let days = section.read("closeAfterDays", as: .integer(0...3_650)) {
            lifecycle.closesAfter = days == 0 ? nil : .days(days)
        }
        section.finish()
        return lifecycle
    }

    /// - Parameter mailboxes: those that rules may name.
    func intake(mailboxes: [Configuration.Mailbox]) -> Configuration.Intake {
        var intake = Configuration.Intake()
        guard let section = root.section("intake") else { return intake }
        intake.rules = section.sections("rules").map { rule($0, mailboxes: mailboxes.map(\.name)) }
        section.read("lists", as: .choice, into: &intake.lists)
        intake.policy.copied = section.read("copied", as: .choice) ?? intake.policy.copied
        if let limit = section.read("ticketsPerHour", as: .integer(0...100_000)) {
            intake.policy.ticketsPerHour = limit == 0 ? nil : limit
        }
        if section.has("deniedFiles") {
            var endings: [String] = []
            section.readList("deniedFiles", of: .fileEnding, into: &endings)
            intake.policy.deniedFiles = Set(endings)
        }
        section.finish()
        return intake
    }

    private func rule(_ section: ConfigurationSection, mailboxes: [MailboxName]) -> IntakeRule {
        var rule = IntakeRule()
        if let when = section.section("when") {
            when.readList("subject", of: .keyPhrase, into: &rule.subject)
            rule.importance = when.read("importance", as: .choice)
            when.readList("from", of: .senderPattern, into: &rule.senders)
            when.readList("mailbox", of: .mailboxName, into: &rule.mailboxes)
            for name in rule.mailboxes where !mailboxes.contains(name) {
                when.reject(
                    "mailbox", "names \"\(name)\", and there is no such mailbox",
                    advice: "write the name of one of the mailboxes")
            }
            when.finish()
        }
        if let set = section.requiredSection("set") {
            rule.priority = set.read("priority", as: .choice)
            rule.category = set.read("category", as: .category)
            rule.team = set.read("team", as: .line)
            set.readList("tags", of: .tag, into: &rule.tags)
            set.finish()
            if !["priority", "category", "team", "tags"].contains(where: set.has) {
                set.reject("sets nothing", advice: "write priority, category, team or tags")
            }
        }
        section.finish()
        return rule
    }
}

extension ConfigurationForm where Value == KeyPhrase {
    static var keyPhrase: Self {
        text("a word or phrase of at most 100 characters") { KeyPhrase($0) }
    }
}

extension ConfigurationForm where Value == IntakeRule.SenderPattern {
    static var senderPattern: Self {
        text("an address or a domain, for example \"acme.example\"") { text in
            if let address = MailAddress(text) { return .address(address) }
            return ConfigurationForm<String>.domain.read(.string(text)).map { .domain($0) }
        }
    }
}

extension ConfigurationForm where Value == MailboxName {
    static var mailboxName: Self { text("the name of a mailbox") { MailboxName($0) } }
}

extension ConfigurationForm where Value == TicketTag {
    static var tag: Self {
        text("a tag of at most \(TicketTag.lengthLimit) characters") { TicketTag($0) }
    }
}

extension ConfigurationForm where Value == String {
    /// What a file's name ends with behind its last dot, in lower case.
    static var fileEnding: Self {
        text("the ending of file names without a dot, for example \"exe\"") { text in
            let bytes = text.utf8.map { asciiLowercased($0) }
            return (1...20).contains(bytes.count) && bytes.allSatisfy(isAlphanumeric)
                ? String(decoding: bytes, as: UTF8.self) : nil
        }
    }

    /// The category of a ticket.
    static var category: Self {
        text("a text on one line, not empty and at most \(Desk.categoryLimit) bytes") { text in
            let line = Desk.singleLine(text)
            return (1...Desk.categoryLimit).contains(line.utf8.count) ? line : nil
        }
    }
}
