internal import MailParsing

/// Why nobody could read a mail, which its sender is told so that they send it again in another way.
enum ReadingObstacle: Hashable {
    /// Larger than the site takes, in octets: only its head was fetched.
    case size(Int)
    /// Only its reader's key would open it (RFC 8551 §3.3, RFC 3156 §4).
    case encryption
    /// It was cut or garbled on the way, and nothing of its text is left.
    case damage

    /// Nil when there is something to be read, or when there was nothing in it.
    init?(to mail: StagedMail, _ message: Message) {
        if mail.isOversize {
            self = .size(mail.size)
            return
        }
        guard message.visibleText.utf8.isEmpty, message.quotedText.utf8.isEmpty else { return nil }
        let kinds = Set(message.defects.map(\.kind))
        if kinds.contains(.encrypted) {
            self = .encryption
        } else if !kinds.isDisjoint(with: Self.damages), message.attachments.isEmpty {
            self = .damage
        } else {
            return nil
        }
    }

    /// What leaves no text where there was some.
    private static let damages: Set<Defect.Kind> = [
        .tooManyParts, .tooDeep, .missingBoundary, .missingDelimiter, .unknownTransferEncoding,
        .damagedBase64,
        .damagedQuotedPrintable, .damagedContainer, .messageTooLarge, .headerTooLarge,
    ]

    /// What staff see in the place of the text.
    func note(_ words: Wording) -> String {
        switch self {
        case .size(let octets): words(.isOversize, ["size": words.megabytes(octets)])
        case .encryption: words(.isEncrypted)
        case .damage: words(.isDamaged)
        }
    }

    /// The mail that tells the sender, and its values.
    func answer(_ words: Wording) -> (kind: MailKind, values: [JSON.Member]) {
        switch self {
        case .size(let octets):
            (.oversize, [JSON.Member(name: "size_text", value: .string(words.megabytes(octets)))])
        case .encryption: (.unreadable, [JSON.Member(name: "is_encrypted", value: true)])
        case .damage: (.unreadable, [JSON.Member(name: "is_encrypted", value: false)])
        }
    }
}

extension Intake {
    /// How long a sender who was told of such mail hears nothing of the next: a gateway that encrypts whatever passes it
    /// answers each mail with one.
    private static let silenceAfterTelling = Duration.hours(24)

    /// Tells the sender that their mail could not be read: once a day, and within the budget for first answers.
    func tell(
        of obstacle: ReadingObstacle, about ticket: Ticket, _ evidence: SenderEvidence, _ person: Person
    ) throws(DeskError) {
        guard evidence.domain != .fail, try desk.mayAnswer(person, with: MailKind.firstAnswers) else {
            return
        }
        let answer = obstacle.answer(desk.settings.wording(for: person))
        let told = try desk.records.queuedCount(
            [answer.kind], to: person.address, since: desk.now - Self.silenceAfterTelling)
        guard told == 0 else { return }
        try desk.queue(
            answer.kind, to: person, about: ticket, comment: nil, actor: person,
            isNamed: evidence.isAnswerable, extra: answer.values)
    }
}
