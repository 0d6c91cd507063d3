/// A received mail that is on stable storage and waits to be processed.
package struct StagedMail: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let mailbox: MailboxName
    /// As it was fetched; only the head when `isOversize`.
    package var content: [UInt8]
    /// The size on the server, in octets.
    package let size: Int
    package let isOversize: Bool
    /// When it was staged.
    package let stagedAt: Timestamp
    /// Attempts at processing that were begun, this one not counted.
    package let attempts: Int
    /// Whether somebody let it in after it was held.
    package let isReleased: Bool

    /// A mail whose processing was begun this often without an end is not trusted any more.
    package static let suspiciousAttempts = 2

    package init(
        id: ID, mailbox: MailboxName, content: [UInt8], size: Int, isOversize: Bool, stagedAt: Timestamp,
        attempts: Int, isReleased: Bool = false
    ) {
        self.id = id
        self.mailbox = mailbox
        self.content = content
        self.size = size
        self.isOversize = isOversize
        self.stagedAt = stagedAt
        self.attempts = attempts
        self.isReleased = isReleased
    }
}

extension StagedMail {
    /// Why the mail is put aside after this, so that the others do not wait behind it for ever; nil when it is tried
    /// again.
    ///
    /// A store that fails for its own reasons condemns no mail. One that fails at what this mail asks of it gets it
    /// three times, since the tickets may be others by then.
    package func reasonToPutAside(after error: DeskError, settings: DeskSettings) -> String? {
        switch error {
        case .refused(let refusal):
            // Nothing should be refused here.
            "processing it was refused: \(refusal.sentence(settings: settings))"
        case .store(let failure):
            failure.isOfOneRow && attempts >= Self.suspiciousAttempts
                ? "processing it fails: \(failure.description)" : nil
        }
    }
}

/// What became of a staged mail.
///
/// Nothing is skipped without one of these.
package enum IntakeOutcome: Hashable, Sendable {
    case opened(Ticket.ID)
    case commented(Ticket.ID, Comment.ID)
    /// Only commands and no words: the ticket they were about.
    case commanded(Ticket.ID)
    /// A delivery report; nil when it is about nothing we sent.
    case bounce(Ticket.ID?)
    case ignored(reason: String)
    /// Put aside until somebody lets it in: it is sound, but the site does not take it without being asked.
    case held(reason: String)
    case quarantined(reason: String)

    /// The word under which it is counted and logged.
    package var name: String {
        switch self {
        case .opened: "opened"
        case .commented: "commented"
        case .commanded: "commanded"
        case .bounce: "bounce"
        case .ignored: "ignored"
        case .held: "held"
        case .quarantined: "quarantined"
        }
    }

    package var ticket: Ticket.ID? {
        switch self {
        case .opened(let ticket), .commented(let ticket, _), .commanded(let ticket): ticket
        case .bounce(let ticket): ticket
        case .ignored, .held, .quarantined: nil
        }
    }

    package var reason: String? {
        switch self {
        case .ignored(let reason), .held(let reason), .quarantined(let reason): reason
        case .opened, .commented, .commanded, .bounce: nil
        }
    }
}
