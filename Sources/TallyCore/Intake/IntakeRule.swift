/// What a new mail's look says about its ticket: when all conditions hold, the values are set.
package struct IntakeRule: Hashable, Sendable {
    /// Words and phrases, one of which the subject has to contain; none means any subject.
    package var subject: [KeyPhrase] = []
    /// Nil means any.
    package var importance: MailImportance?
    /// Addresses and domains, one of which the sender has to have; none means any sender.
    package var senders: [SenderPattern] = []
    /// The mailboxes it came to; none means any.
    package var mailboxes: [MailboxName] = []

    /// What is set; nil leaves it as it is.
    package var priority: Priority?
    package var category: String?
    package var team: String?
    package var tags: [TicketTag] = []

    package init() {}

    /// Who a rule is about.
    package enum SenderPattern: Hashable, Sendable {
        case address(MailAddress)
        /// In lower case, without `@`.
        case domain(String)

        func matches(_ sender: MailAddress) -> Bool {
            switch self {
            case .address(let address): sender == address
            case .domain(let domain): sender.domain == domain
            }
        }
    }

    /// What the rules look at.
    package struct Features: Sendable {
        package let subject: String
        package let importance: MailImportance
        package let sender: MailAddress?
        package let mailbox: MailboxName

        package init(
            subject: String, importance: MailImportance, sender: MailAddress?, mailbox: MailboxName
        ) {
            self.subject = subject
            self.importance = importance
            self.sender = sender
            self.mailbox = mailbox
        }
    }

    /// Whether every condition holds.
    package func matches(_ mail: Features) -> Bool {
        if let importance, importance != mail.importance { return false }
        if !mailboxes.isEmpty, !mailboxes.contains(mail.mailbox) { return false }
        if !senders.isEmpty {
            guard let sender = mail.sender, senders.contains(where: { $0.matches(sender) }) else {
                return false
            }
        }
        return subject.isEmpty || subject.contains { $0.occurs(in: mail.subject) }
    }
}

/// A word or phrase that is looked for in a text.
package struct KeyPhrase: Hashable, Sendable {
    private let scalars: [Unicode.Scalar]

    /// Nil when there is nothing to look for.
    package init?(_ text: String) {
        let scalars = Self.folded(text)
        guard (1...100).contains(scalars.count) else { return nil }
        self.scalars = scalars
    }

    /// Whether the text contains it, whatever its case, as whole words: "fire" is not in "Firefox".
    ///
    /// Scripts that write without spaces know no such border, so only letters that have a case, and digits,
    /// keep a phrase from beginning or ending beside them.
    package func occurs(in text: String) -> Bool {
        let content = Self.folded(text)
        guard content.count >= scalars.count else { return false }
        for start in 0...(content.count - scalars.count) {
            let end = start + scalars.count
            guard content[start..<end].elementsEqual(scalars) else { continue }
            let joinsBefore =
                start > 0 && Self.isWordLetter(content[start - 1]) && Self.isWordLetter(content[start])
            let joinsAfter =
                end < content.count && Self.isWordLetter(content[end - 1]) && Self.isWordLetter(content[end])
            if !joinsBefore, !joinsAfter { return true }
        }
        return false
    }

    private static func folded(_ text: String) -> [Unicode.Scalar] {
        Array(Desk.singleLine(text).lowercased().unicodeScalars.prefix(Desk.subjectLimit))
    }

    private static func isWordLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isCased || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }
}
