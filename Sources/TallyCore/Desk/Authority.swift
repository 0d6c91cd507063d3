extension Desk {
    /// On whose word people and teams are changed.
    package enum Authority: Hashable, Sendable {
        case actor(Actor)
        /// Whoever runs the program beside the database, who could write into it by any other means.
        case `operator`

        /// Who the timeline names; nil for the operator, who need not be anybody the desk knows.
        var actor: Actor? {
            switch self {
            case .actor(let actor): actor
            case .operator: nil
            }
        }
    }

    /// Refuses when the authority does not reach to this.
    func require(
        _ verb: Verb, of authority: Authority, _ object: (Person) -> DeskObject
    ) throws(DeskError) {
        switch authority {
        case .operator: return
        case .actor(let actor): try require(verb, object(actor.person), of: actor.person)
        }
    }
}
