/// What somebody can be to a thing: the columns of the table of rights.
package enum Relation: UInt8, Hashable, Sendable, CaseIterable {
    /// Whose ticket it is.
    case requester
    case participant
    case assignee
    /// In the ticket's team, or the ticket has none.
    case team
    /// The ticket is nobody's yet.
    case unassigned
    /// It is about them.
    case themselves
    /// Belongs to the team or the project.
    case member
    /// Nothing in particular; everybody is that at least.
    case none
}

/// Several relations, in one word.
package struct Relations: Hashable, Sendable, ExpressibleByArrayLiteral {
    private var bits: UInt8

    package init(arrayLiteral relations: Relation...) {
        bits = relations.reduce(0) { $0 | 1 << $1.rawValue }
    }

    /// Whatever somebody is.
    package static let any: Relations = [
        .requester, .participant, .assignee, .team, .unassigned, .themselves, .member, .none,
    ]
    package static let nobody: Relations = []

    package mutating func insert(_ relation: Relation) { bits |= 1 << relation.rawValue }

    package func contains(_ relation: Relation) -> Bool { bits & 1 << relation.rawValue != 0 }

    package func intersects(_ others: Relations) -> Bool { bits & others.bits != 0 }
}
