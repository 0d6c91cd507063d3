/// What a merger did to the ticket that was merged, so that it can be taken back exactly.
///
/// The conversation itself is not moved: it stays with the ticket it was written to, and the other ticket
/// shows it.
package struct Merger: Hashable, Sendable {
    package let source: Ticket.ID
    package let target: Ticket.ID
    package let at: Timestamp
    /// What the source was before.
    package let status: TicketStatus
    /// Who takes part in the target only because of this merger.
    package let joined: [Person.ID]

    package init(
        source: Ticket.ID, target: Ticket.ID, at: Timestamp, status: TicketStatus, joined: [Person.ID]
    ) {
        self.source = source
        self.target = target
        self.at = at
        self.status = status
        self.joined = joined
    }
}
