import TallyCore
import TallyStore

/// A desk with an admin, an agent and somebody who asks, each as an actor.
struct Cast: Sendable {
    let desk: TestDesk
    let ada: Desk.Actor
    let sam: Desk.Actor
    let alice: Desk.Actor

    init() async throws {
        desk = try TestDesk()
        ada = Desk.Actor(person: try await desk.add("Ada", .admin), source: .console)
        sam = Desk.Actor(person: try await desk.add("Sam", .staff), source: .api)
        alice = Desk.Actor(person: try await desk.add("Alice", .employee), source: .mail)
    }

    func person(_ actor: Desk.Actor) async throws -> Person? {
        try await desk.store.read { records throws(DeskError) in try records.person(actor.person.id) }
    }

    /// Changes a person on somebody's word.
    @discardableResult
    func edit(
        _ person: Desk.Actor, by authority: Desk.Authority, seen version: Int? = nil,
        _ change: @Sendable (inout PersonChanges) -> Void
    ) async throws -> Person {
        var changes = PersonChanges()
        change(&changes)
        let wanted = changes
        return try await desk.write { desk, _ throws(DeskError) in
            try desk.editPerson(person.person.id, wanted, seen: version, by: authority)
        }
    }
}

/// The field that a refusal names as wrong; nil for every other end.
func invalidField(_ error: DeskError?) -> String? {
    if case .refused(.invalid(let field, _)) = error { field } else { nil }
}
