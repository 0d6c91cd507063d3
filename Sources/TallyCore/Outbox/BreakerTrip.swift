/// One time that the breaker held the automatic answers.
package struct BreakerTrip: Hashable, Sendable {
    package let trippedAt: Timestamp
    /// How many automatic answers tripped it.
    package let mails: Int

    package init(trippedAt: Timestamp, mails: Int) {
        self.trippedAt = trippedAt
        self.mails = mails
    }
}

/// What notices go out together in.
package enum GatheringMail: Hashable, Sendable {
    /// One mail instead of very many at once.
    case flood
    /// The reader's daily mail.
    case digest
}

/// Notices about one ticket that wait to go out with others.
package struct GatheredNotices: Hashable, Sendable {
    package let ticket: Ticket.ID
    /// How many there are of each kind.
    package var counts: [MailKind: Int]

    package init(ticket: Ticket.ID, counts: [MailKind: Int]) {
        self.ticket = ticket
        self.counts = counts
    }
}
