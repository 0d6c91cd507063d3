/// Who gets a ticket that nobody has claimed.
package enum AssignmentStrategy: String, Hashable, Sendable, CaseIterable {
    /// Whoever claims it.
    case none
    /// Each in turn.
    case roundRobin = "round_robin"
    /// Who holds the fewest unfinished tickets.
    case leastLoaded = "least_loaded"

    /// The one of `candidates` who gets the next ticket; nil when none of them may have it.
    ///
    /// Nobody goes over their limit, nobody who is away gets any, and nobody one of a category they do not
    /// handle. What is equal is decided by whose turn was longest ago, and at last by the number of the
    /// person, so that the choice is always the same.
    package func choice(among candidates: [AssignmentCandidate]) -> Person.ID? {
        let eligible = candidates.filter { $0.isFree && $0.handlesCategory }
        switch self {
        case .none:
            return nil
        case .roundRobin:
            return eligible.min { $0.order(byLoad: false) < $1.order(byLoad: false) }?.person
        case .leastLoaded:
            return eligible.min { $0.order(byLoad: true) < $1.order(byLoad: true) }?.person
        }
    }
}

/// Somebody who might be given a ticket.
package struct AssignmentCandidate: Hashable, Sendable {
    package var person: Person.ID
    /// Unfinished tickets they hold.
    package var held: Int
    /// How many they may hold.
    package var limit: Int
    /// When they had their last turn: a count that only grows; nil when they never had one.
    package var turn: Int64?
    package var isAway: Bool
    /// Whether the ticket's category is among those they handle.
    package var handlesCategory: Bool

    package init(
        person: Person.ID, held: Int = 0, limit: Int, turn: Int64? = nil, isAway: Bool = false,
        handlesCategory: Bool = true
    ) {
        self.person = person
        self.held = held
        self.limit = limit
        self.turn = turn
        self.isAway = isAway
        self.handlesCategory = handlesCategory
    }

    /// Whether they can take one more ticket of any kind.
    package var isFree: Bool { !isAway && held < limit }

    fileprivate func order(byLoad: Bool) -> (Int, Int64, Int64) {
        (byLoad ? held : 0, turn ?? 0, person.rawValue)
    }
}
