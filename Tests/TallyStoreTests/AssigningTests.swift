import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite struct Assigning {
    private let desk: TestDesk
    private let alice: Person
    private let sam: Person
    private let tara: Person
    private let ada: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        sam = try await desk.add("Sam", .staff)
        tara = try await desk.add("Tara", .staff, limit: 1)
        ada = try await desk.add("Ada", .admin)
        ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
    }

    private func assign(_ id: Ticket.ID, to person: Person?, by actor: Person) async throws(DeskError)
        -> Ticket
    {
        try await desk.write { desk, _ throws(DeskError) in
            try desk.assign(id, to: person?.id, by: Desk.Actor(person: actor, source: .api))
        }
    }

    private func timeline() async throws -> [TimelineEntry] {
        try await desk.store.read { records throws(DeskError) in try records.timeline(of: ticket.id) }
    }

    @Test func `whoever is given a ticket hears of it, and so does the requester`() async throws {
        let given = try await assign(ticket.id, to: sam, by: ada)
        #expect(given.assignee == sam.id)
        #expect(given.status == .inProgress)
        #expect(given.assignedAt == desk.now)
        #expect(given.version == ticket.version + 1)
        let mails = try await desk.sent()
        #expect(mails.map(\.draft.kind) == [.assigned, .claimed])
        #expect(mails.map(\.draft.to.address) == ["sam@acme.example", "alice@acme.example"])
        let entries = try await timeline().suffix(2)
        #expect(entries.map(\.kind) == [.assigned, .status])
        #expect(entries.first?.from == nil)
        #expect(entries.first?.to == "Sam")
    }

    @Test func `taking a free ticket for oneself is claiming it`() async throws {
        let taken = try await assign(ticket.id, to: sam, by: sam)
        #expect(taken.assignee == sam.id)
        #expect(try await timeline().last?.kind == .claimed)
    }

    @Test func `the holder passes a ticket on, a colleague does not take it away`() async throws {
        _ = try await assign(ticket.id, to: sam, by: sam)
        await #expect(throws: DeskError.refused(.forbidden(.release))) {
            try await assign(ticket.id, to: tara, by: tara)
        }
        #expect(try await assign(ticket.id, to: tara, by: sam).assignee == tara.id)
        #expect(try await assign(ticket.id, to: sam, by: ada).assignee == sam.id)
    }

    @Test func `nobody is given more than they may hold`() async throws {
        _ = try await assign(ticket.id, to: tara, by: ada)
        let second = try await desk.openTicket("Another", by: alice)
        await #expect(
            throws: DeskError.refused(
                .invalid(
                    field: "assignee", problem: RefusalReason(.holdsEnough, ["held": "1", "limit": "1"])))
        ) {
            try await assign(second.id, to: tara, by: ada)
        }
        #expect(try await desk.ticket(second.id)?.assignee == nil)
    }

    @Test func `only active people who work on tickets are given any`() async throws {
        var gone = sam
        gone.isActive = false
        let left = gone
        try await desk.write { _, records throws(DeskError) in try records.update(left) }
        for person in [alice, sam] {
            await #expect(
                throws: DeskError.refused(
                    .invalid(field: "assignee", problem: "is nobody who works on tickets"))
            ) {
                try await assign(ticket.id, to: person, by: ada)
            }
        }
    }

    @Test func `nobody is the one who gives it back, and a finished ticket is not given away`() async throws {
        _ = try await assign(ticket.id, to: sam, by: sam)
        let free = try await assign(ticket.id, to: nil, by: sam)
        #expect(free.assignee == nil)
        #expect(free.status == .open)
        #expect(try await assign(ticket.id, to: nil, by: sam) == free)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.resolve(ticket.id, text: "", by: Desk.Actor(person: sam, source: .api))
        }
        await #expect(throws: DeskError.refused(.notPossible(.claim, in: .resolved))) {
            try await assign(ticket.id, to: tara, by: ada)
        }
    }
}
