import TallyCore
import TallyStore
import Testing

@Suite("Editing what somebody else has changed") struct StaleEditTests {
    private let desk: TestDesk
    private let alice: Person
    private let sam: Person
    private let tara: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        sam = try await desk.add("Sam", .staff)
        tara = try await desk.add("Tara", .staff)
        ticket = try await desk.openTicket(by: alice)
    }

    /// Why an edit of the version is refused; nil when it is not.
    private func refusal(of version: Int, by person: Person) async throws -> Refusal? {
        do throws(DeskError) {
            try await desk.act(as: person) { desk, actor throws(DeskError) in
                try desk.require(version, of: try desk.ticket(ticket.id, for: .see, by: person), by: person)
            }
            return nil
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return refusal
        }
    }

    @Test func `who saw the ticket as it is may edit it`() async throws {
        #expect(try await refusal(of: ticket.version, by: sam) == nil)
    }

    @Test func `who saw an earlier version is told what has changed since, and by whom`() async throws {
        _ = try await desk.act(as: tara) { desk, actor throws(DeskError) in
            try desk.claim(ticket.id, by: actor)
        }
        let seen = try #require(try await desk.ticket(ticket.id)).version
        desk.advance(.minutes(1))
        let later = desk.now
        _ = try await desk.act(as: tara) { desk, actor throws(DeskError) in
            var changes = TicketChanges()
            changes.priority = .set(.critical)
            changes.category = .set("network")
            _ = try desk.edit(ticket.id, changes, by: actor)
            return try desk.setDue(later, of: ticket.id, by: actor)
        }
        guard case .stale(let current, let changes) = try await refusal(of: seen, by: sam) else {
            Issue.record("the edit was not refused as stale")
            return
        }
        #expect(current == seen + 2)
        #expect(changes.map(\.entry.kind) == [.priority, .category, .due])
        #expect(changes.map(\.entry.to) == ["critical", "network", later.description])
        #expect(changes.map(\.entry.version) == [seen + 1, seen + 1, seen + 2])
        #expect(changes.allSatisfy { $0.actor?.id == tara.id })
    }

    @Test func `an internal note makes no edit stale, and is not told to requesters`() async throws {
        let note = CommentDraft(
            author: sam.id, visibility: .internal, source: .api, text: "A liar.", isVerified: true)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.comment(on: ticket.id, note, by: actor)
        }
        #expect(try await desk.ticket(ticket.id) == ticket)
        #expect(try await refusal(of: ticket.version, by: tara) == nil)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            _ = try desk.claim(ticket.id, by: actor)
            return try desk.comment(on: ticket.id, note, by: actor).ticket
        }
        let toStaff = try await refusal(of: ticket.version, by: tara)
        let toAlice = try await refusal(of: ticket.version, by: alice)
        guard case .stale(_, let staffChanges) = toStaff, case .stale(_, let changes) = toAlice else {
            Issue.record("the edit was not refused as stale")
            return
        }
        #expect(staffChanges.map(\.entry.kind) == [.claimed, .comment])
        #expect(changes.map(\.entry.kind) == [.claimed])
    }

    @Test func `each change of a ticket leads to a version of its own`() async throws {
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            _ = try desk.claim(ticket.id, by: actor)
            _ = try desk.setStatus(of: ticket.id, to: .waiting, by: actor)
            return try desk.resolve(ticket.id, text: "Done.", by: actor)
        }
        #expect(try await desk.timeline(of: ticket.id).map(\.version) == [1, 2, 3, 4, 4])
    }
}
