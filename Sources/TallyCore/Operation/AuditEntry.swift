/// One line of the audit trail: what was done to which ticket.
package struct AuditEntry: Hashable, Sendable {
    /// Grows with time.
    package let id: Int64
    package let ticket: Ticket.ID
    package let change: TimelineEntry

    package init(id: Int64, ticket: Ticket.ID, change: TimelineEntry) {
        self.id = id
        self.ticket = ticket
        self.change = change
    }
}
