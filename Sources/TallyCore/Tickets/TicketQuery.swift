/// Which tickets to list, as whom, in what order.
package struct TicketQuery: Hashable, Sendable {
    /// Who asks: the list holds only what they may see.
    package var viewer: Person
    package var statuses: Set<TicketStatus> = []
    package var priorities: Set<Priority> = []
    package var serviceLevels: Set<ServiceLevelStatus> = []
    package var assignee: AssigneeFilter?
    package var requester: Person.ID?
    package var team: Team.ID?
    /// Words that the subject or a comment contains.
    package var words: String?
    package var order = Order.updated
    package var limit = 50
    /// Where the last page ended.
    package var after: Cursor?

    package init(viewer: Person) { self.viewer = viewer }

    package enum AssigneeFilter: Hashable, Sendable {
        case nobody
        case person(Person.ID)
    }

    /// Newest first in each.
    package enum Order: String, Hashable, Sendable, CaseIterable {
        case updated
        case created
    }

    /// The last ticket of a page: the moment it is ordered by, and its number.
    package struct Cursor: Hashable, Sendable {
        package let moment: Timestamp
        package let ticket: Ticket.ID

        package init(moment: Timestamp, ticket: Ticket.ID) {
            self.moment = moment
            self.ticket = ticket
        }
    }
}

/// One page of a list of tickets.
package struct TicketPage: Hashable, Sendable {
    package let tickets: [Ticket]
    /// How many there are on all pages.
    package let total: Int
    /// Nil on the last page.
    package let next: TicketQuery.Cursor?

    package init(tickets: [Ticket], total: Int, next: TicketQuery.Cursor?) {
        self.tickets = tickets
        self.total = total
        self.next = next
    }
}
