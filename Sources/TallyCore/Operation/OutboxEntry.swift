/// An outgoing mail as an operator sees it.
package struct OutboxEntry: Hashable, Sendable {
    package let id: OutgoingMail.ID
    package let kind: MailKind
    package let ticket: Ticket.ID?
    package let recipient: String
    /// Without angle brackets, as the mail servers' logs have it.
    package let messageID: String
    package let state: State
    /// Attempts that were begun.
    package let attempts: Int
    /// When it is tried next; nil when it is not.
    package let nextAttemptAt: Timestamp?
    /// What a server said last, or why it was given up.
    package let lastReply: String?
    /// What a delivery report said of it after it was sent (RFC 3463).
    package let bounceStatus: String?
    package let createdAt: Timestamp
    package let finishedAt: Timestamp?

    package init(
        id: OutgoingMail.ID, kind: MailKind, ticket: Ticket.ID?, recipient: String, messageID: String,
        state: State, attempts: Int, nextAttemptAt: Timestamp?, lastReply: String?, bounceStatus: String?,
        createdAt: Timestamp, finishedAt: Timestamp?
    ) {
        self.id = id
        self.kind = kind
        self.ticket = ticket
        self.recipient = recipient
        self.messageID = messageID
        self.state = state
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.lastReply = lastReply
        self.bounceStatus = bounceStatus
        self.createdAt = createdAt
        self.finishedAt = finishedAt
    }

    /// Where the mail is on its way out.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case waiting
        case sending
        case sent
        case failed
    }
}

extension OutboxEntry {
    /// As the API and the command line show it.
    package func json(_ settings: DeskSettings) -> JSON {
        [
            "id": .integer(id.rawValue), "kind": .string(kind.rawValue),
            "ticket": ticket.map { settings.reference(of: $0) }.json, "recipient": .string(recipient),
            "message_id": .string(messageID), "state": .string(state.rawValue), "attempts": attempts.json,
            "next_attempt_at": nextAttemptAt.json, "last_reply": lastReply.json,
            "bounce_status": bounceStatus.json, "created_at": createdAt.json,
            "finished_at": finishedAt.json,
        ]
    }
}
