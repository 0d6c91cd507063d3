import TallyCore
import TallyStore
import Testing

@Suite struct Closing {
    private static let settings: DeskSettings = {
        var settings = TestDesk.settings
        settings.closesAfter = .days(7)
        return settings
    }()

    private let desk: TestDesk
    private let alice: Person
    private let sam: Person

    init() async throws {
        desk = try TestDesk(settings: Self.settings)
        alice = try await desk.add("Alice", .employee)
        sam = try await desk.add("Sam", .staff)
    }

    private func resolvedTicket() async throws -> Ticket.ID {
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(ticket.id, text: "", by: actor)
        }
        return ticket.id
    }

    private func close(limit: Int = 50) async throws -> Int {
        try await desk.write { desk, _ throws(DeskError) in try desk.closeResolved(limit: limit) }
    }

    @Test func `what was resolved for long enough is closed by the desk, and nobody is mailed`() async throws
    {
        let early = try await resolvedTicket()
        desk.advance(.days(1))
        let late = try await resolvedTicket()
        let open = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        desk.advance(.days(6) + .seconds(1))
        #expect(try await close() == 1)
        #expect(try await desk.ticket(early)?.status == .closed)
        #expect(try await desk.ticket(early)?.closedAt == desk.now)
        #expect(try await desk.ticket(late)?.status == .resolved)
        #expect(try await desk.ticket(open.id)?.status == .open)
        let entry = try #require(try await desk.timeline(of: early).last)
        #expect(entry.kind == .closed)
        #expect(entry.actor == nil)
        #expect(entry.source == .system)
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `many are closed in batches, the longest resolved first`() async throws {
        var tickets: [Ticket.ID] = []
        for _ in 1...3 {
            tickets.append(try await resolvedTicket())
            desk.advance(.hours(1))
        }
        desk.advance(.days(8))
        #expect(try await close(limit: 2) == 2)
        #expect(try await desk.ticket(tickets[2])?.status == .resolved)
        #expect(try await close(limit: 2) == 1)
        #expect(try await close(limit: 2) == 0)
    }

    @Test func `a ticket that was reopened starts anew`() async throws {
        let id = try await resolvedTicket()
        desk.advance(.days(6))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in try desk.reopen(id, by: actor) }
        desk.advance(.days(6))
        #expect(try await close() == 0)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(id, text: "", by: actor)
        }
        #expect(try await close() == 0)
    }

    @Test func `a site can leave tickets resolved for ever`() async throws {
        var settings = TestDesk.settings
        settings.closesAfter = nil
        let desk = try TestDesk(settings: settings)
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: sam)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(ticket.id, text: "", by: actor)
        }
        desk.advance(.days(1_000))
        let count = try await desk.write { desk, _ throws(DeskError) in try desk.closeResolved(limit: 9) }
        #expect(count == 0)
    }
}
