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
    package var project: ProjectFilter?
    package var category: String?
    package var tag: String?
    /// What a search asks for besides; all of it has to hold.
    package var filters: [SearchFilter] = []
    /// Words to be found in subject, comments and the names of attachments.
    package var words = SearchExpression()
    package var order = Order.updated
    /// Turns the order round: oldest, least urgent, due last first.
    package var isReversed = false
    package var limit = 50
    /// Where the last page ended.
    package var after: Cursor?

    package init(viewer: Person) { self.viewer = viewer }

    package enum AssigneeFilter: Hashable, Sendable {
        case nobody
        case person(Person.ID)
    }

    package enum ProjectFilter: Hashable, Sendable {
        case none
        case project(Project.ID)
    }

    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// Changed last first.
        case updated
        /// Newest first.
        case created
        /// Most urgent first, of these the newest.
        case priority
        /// Due soonest first; finished tickets and those without a due time at the end.
        case due
        /// Breached, at risk, on track, paused, finished; in each the one due soonest first.
        case sla
        /// What the words fit best first; as `updated` without words.
        case relevance

        /// Whether its first ticket is the one with the highest value: latest, most urgent, fitting best.
        package var isDescending: Bool {
            switch self {
            case .updated, .created, .priority, .relevance: true
            case .due, .sla: false
            }
        }
    }

    /// The last ticket of a page: the number it is ordered by, and its own.
    package struct Cursor: Hashable, Sendable {
        package let key: Int64
        package let ticket: Ticket.ID

        package init(key: Int64, ticket: Ticket.ID) {
            self.key = key
            self.ticket = ticket
        }
    }
}

/// One page of a list of tickets.
package struct TicketPage: Hashable, Sendable {
    package let tickets: [Ticket]
    /// How many there are on all pages; at most `countLimit` where they have to be counted one by one, and at most
    /// `foundLimit` in a search for words.
    package let total: Int
    /// Nil on the last page.
    package let next: TicketQuery.Cursor?

    /// Where counting ends: nobody turns so many pages, and counting all would make a page of a large desk slow.
    package static let countLimit = 10_000
    /// How many of the tickets that words are found in are ranked: the newest.
    package static let foundLimit = 500

    package init(tickets: [Ticket], total: Int, next: TicketQuery.Cursor?) {
        self.tickets = tickets
        self.total = total
        self.next = next
    }
}
