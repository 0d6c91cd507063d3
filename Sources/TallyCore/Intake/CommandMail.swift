/// What the commands of one mail did to a ticket, kept so that `undo` can take it back exactly.
package struct CommandMail: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let ticket: Ticket.ID
    package let person: Person.ID
    /// The verbs, as the receipt named them.
    package let verbs: [String]
    /// What commands can change, as it was before.
    package let before: TicketSnapshot
    /// The last entry of the ticket's history that the mail itself caused.
    package let lastEntry: Int64
    package let at: Timestamp
    /// When it was taken back.
    package let undoneAt: Timestamp?

    package init(
        id: ID, ticket: Ticket.ID, person: Person.ID, verbs: [String], before: TicketSnapshot,
        lastEntry: Int64, at: Timestamp, undoneAt: Timestamp? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.person = person
        self.verbs = verbs
        self.before = before
        self.lastEntry = lastEntry
        self.at = at
        self.undoneAt = undoneAt
    }
}

/// Everything about a ticket that commands by mail can change.
package struct TicketSnapshot: Hashable, Sendable {
    package var status: TicketStatus
    package var priority: Priority
    package var category: String?
    package var assignee: Person.ID?
    package var assignedAt: Timestamp?
    package var team: Team.ID?
    package var project: Project.ID?
    package var dueAt: Timestamp?
    package var mergedInto: Ticket.ID?
    package var firstRespondedAt: Timestamp?
    package var resolvedAt: Timestamp?
    package var closedAt: Timestamp?
    package var participants: Set<Person.ID> = []
    /// Nil in what was kept before tags could be changed by mail.
    package var tags: Set<TicketTag>?

    package init(status: TicketStatus, priority: Priority) {
        self.status = status
        self.priority = priority
    }

    package init(_ ticket: Ticket, participants: Set<Person.ID>, tags: Set<TicketTag>) {
        status = ticket.status
        priority = ticket.priority
        category = ticket.category
        assignee = ticket.assignee
        assignedAt = ticket.assignedAt
        team = ticket.team
        project = ticket.project
        dueAt = ticket.dueAt
        mergedInto = ticket.mergedInto
        firstRespondedAt = ticket.firstRespondedAt
        resolvedAt = ticket.resolvedAt
        closedAt = ticket.closedAt
        self.participants = participants
        self.tags = tags
    }

    /// Whether commands changed anything between the two; answering, which counts as the first response, is
    /// none.
    package func differs(from other: TicketSnapshot) -> Bool {
        var alike = self
        alike.firstRespondedAt = other.firstRespondedAt
        return alike != other
    }

    /// The ticket as it was when this was taken, but for mergers, which change other tickets too.
    package func restored(_ ticket: Ticket) -> Ticket {
        var ticket = ticket
        ticket.priority = priority
        ticket.category = category
        ticket.assignee = assignee
        ticket.assignedAt = assignedAt
        ticket.team = team
        ticket.project = project
        ticket.dueAt = dueAt
        ticket.firstRespondedAt = firstRespondedAt
        ticket.status = status
        ticket.resolvedAt = resolvedAt
        ticket.closedAt = closedAt
        return ticket
    }
}
