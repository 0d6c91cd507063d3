/// Something that happened at the desk and that people watching it want to know at once.
///
/// Rows of the event log, numbered without gaps by the transaction that caused them; what the WebSocket
/// replays.
package struct DeskEvent: Hashable, Sendable {
    package let sequence: Int64
    package let at: Timestamp
    package let kind: Kind
    package let ticket: Ticket.ID
    /// The only one who hears of it; nil when everybody does who may see the ticket.
    package let person: Person.ID?
    package let notification: Notification.ID?

    package init(
        sequence: Int64, at: Timestamp, kind: Kind, ticket: Ticket.ID, person: Person.ID? = nil,
        notification: Notification.ID? = nil
    ) {
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.ticket = ticket
        self.person = person
        self.notification = notification
    }

    /// As the WebSocket names it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case ticketCreated = "ticket.created"
        case ticketUpdated = "ticket.updated"
        case ticketClaimed = "ticket.claimed"
        case ticketResolved = "ticket.resolved"
        case commentAdded = "comment.added"
        case internalCommentAdded = "comment.added.internal"
        case serviceLevelAtRisk = "sla.at_risk"
        case serviceLevelBreached = "sla.breached"
        case notificationCreated = "notification.created"
    }
}
