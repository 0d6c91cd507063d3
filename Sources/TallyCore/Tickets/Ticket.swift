/// One request for help, from the first mail to its end.
package struct Ticket: Hashable, Sendable {
    /// The number in the reference: 12 in `TT-12`.
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package var subject: String
    package var status: TicketStatus
    package var priority: Priority
    package var category: String?
    /// Nil when the opening mail named nobody who could be asked.
    package var requester: Person.ID?
    package var assignee: Person.ID?
    /// When the present assignee took it.
    package var assignedAt: Timestamp?
    package var team: Team.ID?
    package var project: Project.ID?
    /// The mailbox the conversation goes through; nil for tickets made in the console.
    package var mailbox: MailboxName?
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    package var firstRespondedAt: Timestamp?
    package var resolvedAt: Timestamp?
    package var closedAt: Timestamp?
    /// When somebody asked it to be done; the service level has its own times.
    package var dueAt: Timestamp?
    /// The ticket that took over this one's conversation.
    package var mergedInto: ID?
    package var serviceLevel = ServiceLevelState()
    /// Counts the changes; an edit names the one it has seen.
    package var version: Int

    package init(id: ID, draft: TicketDraft, createdAt: Timestamp) {
        self.id = id
        subject = draft.subject
        status = .open
        priority = draft.priority
        category = draft.category
        requester = draft.requester
        team = draft.team
        project = draft.project
        dueAt = draft.dueAt
        mailbox = draft.mailbox
        self.createdAt = createdAt
        updatedAt = createdAt
        version = 1
    }

    /// Puts the ticket into a status its life allows, with what follows from that alone.
    package mutating func move(to status: TicketStatus, at now: Timestamp) {
        self.status = status
        updatedAt = now
        switch status {
        case .open, .inProgress, .waiting:
            resolvedAt = nil
            closedAt = nil
        case .resolved:
            resolvedAt = now
        case .closed:
            closedAt = now
        case .withdrawn:
            break
        }
    }
}

/// What is known of a ticket before the store has given it a number.
package struct TicketDraft: Hashable, Sendable {
    package var subject: String
    package var priority: Priority
    package var category: String?
    package var requester: Person.ID?
    package var team: Team.ID?
    package var project: Project.ID?
    package var dueAt: Timestamp?
    package var mailbox: MailboxName?
    package var tags: [TicketTag] = []
    /// What the site's rules set of this, for the history.
    package var ruled: [RuledValue] = []

    /// A value that a rule set in the place of another one.
    package struct RuledValue: Hashable, Sendable {
        package let kind: TimelineEntry.Kind
        package let from: String?
        package let to: String

        package init(kind: TimelineEntry.Kind, from: String?, to: String) {
            self.kind = kind
            self.from = from
            self.to = to
        }
    }

    package init(
        subject: String, priority: Priority = .medium, category: String? = nil, requester: Person.ID?,
        team: Team.ID? = nil, project: Project.ID? = nil, dueAt: Timestamp? = nil,
        mailbox: MailboxName? = nil
    ) {
        self.subject = subject
        self.priority = priority
        self.category = category
        self.requester = requester
        self.team = team
        self.project = project
        self.dueAt = dueAt
        self.mailbox = mailbox
    }
}

/// How urgent a ticket is.
package enum Priority: String, Hashable, Sendable, CaseIterable {
    case low
    case medium
    case high
    case critical
}
