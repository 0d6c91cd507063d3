/// Why the desk did not do what was asked.
///
/// Nothing has changed.
package enum DeskError: Error, Hashable, Sendable {
    /// The person who asked has to act.
    case refused(Refusal)
    /// The operator has to act, or time.
    case store(StoreFailure)
}

extension DeskError {
    /// Whether the same would fail for ever, while other things can be done.
    package var isOfOneRow: Bool {
        switch self {
        case .refused: true
        case .store(let failure): failure.isOfOneRow
        }
    }
}

/// The desk's "no", in a form that mail, API and console can each put into words.
package enum Refusal: Hashable, Sendable {
    /// There is no such ticket, or they may not know of it.
    case notFound
    /// There is no such thing of another kind, or they may not know of it.
    case missing(DeskObject.Kind)
    case forbidden(Verb, DeskObject.Kind = .ticket)
    /// Somebody has the ticket already.
    case alreadyClaimed(by: Person, at: Timestamp)
    /// They hold as many unfinished tickets as they may.
    case workloadLimitReached(limit: Int, held: [Ticket.ID])
    /// The ticket's status does not allow it.
    case notPossible(Verb, in: TicketStatus)
    /// Its conversation goes on in another ticket.
    case merged(Ticket.ID, into: Ticket.ID)
    case notMerged(Ticket.ID)
    /// Somebody changed the ticket since it was read; `changes` is what, as far as the reader may know.
    case stale(current: Int, changes: [TicketChange] = [])
    /// Something else is in the way; a whole sentence says what.
    case conflict(RefusalReason)
    /// Somebody changed another thing than a ticket since it was read.
    case outdated(DeskObject.Kind, current: Int)
    /// Tickets, people or mailboxes would be left without it; `uses` says how many of which.
    case inUse(DeskObject.Kind, uses: [Use])
    /// Without them nobody could administer the desk any more.
    case lastAdmin
    /// A field holds what it must not.
    case invalid(field: String, problem: RefusalReason)
}

/// One change of a ticket, with its author looked up.
package struct TicketChange: Hashable, Sendable {
    package let entry: TimelineEntry
    /// Nil for what the desk itself did.
    package let actor: Person?

    package init(entry: TimelineEntry, actor: Person?) {
        self.entry = entry
        self.actor = actor
    }
}
