import TallyCore
import TallyStore
import Testing

@Suite struct Editing {
    private let desk: TestDesk
    private let alice: Person
    private let sam: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        sam = try await desk.add("Sam", .staff)
        ticket = try await desk.openTicket(by: alice)
    }

    private func edit(_ changes: TicketChanges, by person: Person) async throws(DeskError) -> Ticket {
        try await desk.write { desk, _ throws(DeskError) in
            try desk.edit(ticket.id, changes, by: Desk.Actor(person: person, source: .api))
        }
    }

    private func entries() async throws -> [TimelineEntry] {
        try await desk.store.read { records throws(DeskError) in
            try records.timeline(of: ticket.id).filter { $0.kind != .created }
        }
    }

    @Test func `each changed field is one entry of the history, and all are one version`() async throws {
        let team = try await desk.write { _, records throws(DeskError) in try records.addTeam(named: "it") }
        var changes = TicketChanges()
        changes.subject = .set("The printer\nis on fire")
        changes.priority = .set(.high)
        changes.category = .set("hardware")
        changes.team = .set(team.id)
        let edited = try await edit(changes, by: sam)
        #expect(edited.subject == "The printer is on fire")
        #expect(edited.priority == .high)
        #expect(edited.category == "hardware")
        #expect(edited.team == team.id)
        #expect(edited.version == ticket.version + 1)
        let entries = try await entries()
        #expect(entries.map(\.kind) == [.subject, .priority, .category, .team])
        #expect(entries.map(\.from) == ["The printer burns", "medium", nil, nil])
        #expect(entries.map(\.to) == ["The printer is on fire", "high", "hardware", "it"])
    }

    @Test func `values that a ticket has already change nothing`() async throws {
        var changes = TicketChanges()
        changes.subject = .set(ticket.subject)
        changes.priority = .set(ticket.priority)
        changes.team = .set(nil)
        #expect(try await edit(changes, by: sam) == ticket)
        #expect(try await entries().isEmpty)
    }

    @Test func `requesters do not edit, and a team that is none is refused`() async throws {
        var changes = TicketChanges()
        changes.priority = .set(.critical)
        await #expect(throws: DeskError.refused(.forbidden(.edit))) { try await edit(changes, by: alice) }
        changes.team = .set(Team.ID(rawValue: 99))
        await #expect(
            throws: DeskError.refused(.invalid(field: "team", problem: "is not a team of this desk"))
        ) {
            try await edit(changes, by: sam)
        }
        #expect(try await desk.ticket(ticket.id) == ticket)
    }
}
