/// One `name:value` of a search that chooses by something else than words.
package enum SearchFilter: Hashable, Sendable {
    /// Somebody as a search names them.
    package enum Who: Hashable, Sendable {
        case me
        case nobody
        /// A number, an address, or a part of a name.
        case named(String)
    }

    /// A moment of a ticket's life that a search can ask for.
    package enum Moment: String, Hashable, Sendable, CaseIterable {
        case created
        case updated
        /// Of tickets that are resolved still, or were closed after it.
        case resolved
        case due
    }

    case statuses(Set<TicketStatus>)
    case priorities(Set<Priority>)
    case serviceLevels(Set<ServiceLevelStatus>)
    case assignee(Who)
    case requester(Who)
    case team(String)
    case project(String)
    case tag(String)
    case category(String)
    case hasAttachment
    case isAssigned(Bool)
    /// A due time that has passed, on a ticket that is not finished.
    case isOverdue(at: Timestamp)
    /// From the first moment up to but not including the second.
    case time(Moment, from: Timestamp?, to: Timestamp?)
    case number(Ticket.ID)
}
