import TallyCore
import Testing

@Suite("Choosing who gets a ticket") struct AssignmentStrategyTests {
    private static func person(_ number: Int64) -> Person.ID { Person.ID(rawValue: number) }

    private static let team = [
        AssignmentCandidate(person: person(1), held: 2, limit: 5, turn: 9),
        AssignmentCandidate(person: person(2), held: 1, limit: 5, turn: 7),
        AssignmentCandidate(person: person(3), held: 1, limit: 5, turn: 8),
    ]

    private static func changed(
        _ number: Int64, _ change: (inout AssignmentCandidate) -> Void
    ) -> [AssignmentCandidate] {
        var team = team
        for index in team.indices where team[index].person == person(number) { change(&team[index]) }
        return team
    }

    /// Strategy, candidates, and who it is to be; nil for nobody.
    private static let choices: [(AssignmentStrategy, [AssignmentCandidate], Int64?)] = [
        (.none, team, nil),
        (.roundRobin, team, 2),
        (.roundRobin, changed(3) { $0.turn = nil }, 3),
        (.roundRobin, changed(2) { $0.turn = 10 }, 3),
        (.roundRobin, changed(2) { $0.isAway = true }, 3),
        (.roundRobin, changed(2) { $0.held = 5 }, 3),
        (.roundRobin, changed(2) { $0.handlesCategory = false }, 3),
        (.leastLoaded, team, 2),
        (.leastLoaded, changed(3) { $0.held = 0 }, 3),
        (.leastLoaded, changed(2) { $0.turn = 8 }, 2),
        (.leastLoaded, changed(2) { $0.isAway = true }, 3),
        (.leastLoaded, changed(2) { $0.limit = 1 }, 3),
        (.leastLoaded, changed(2) { $0.handlesCategory = false }, 3),
        (.leastLoaded, [], nil),
        (.roundRobin, [], nil),
        (.leastLoaded, [AssignmentCandidate(person: person(1), limit: 0)], nil),
    ]

    @Test(arguments: choices)
    func `the strategy chooses whom the table says`(
        strategy: AssignmentStrategy, candidates: [AssignmentCandidate], chosen: Int64?
    ) {
        #expect(strategy.choice(among: candidates)?.rawValue == chosen)
        #expect(strategy.choice(among: candidates.reversed())?.rawValue == chosen)
    }

    @Test func `in turn everybody gets as many as everybody else`() {
        var team = Self.team
        var got: [Person.ID: Int] = [:]
        for turn in 10..<40 {
            guard let chosen = AssignmentStrategy.roundRobin.choice(among: team) else { continue }
            got[chosen, default: 0] += 1
            for index in team.indices where team[index].person == chosen { team[index].turn = Int64(turn) }
        }
        #expect(got == [Self.person(1): 10, Self.person(2): 10, Self.person(3): 10])
    }
}
