import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite("Claiming")
struct ClaimingTests {
    @Test func `of many who claim at once exactly one wins, and the others learn who`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        var claims: [Claim] = []
        for number in 1...200 {
            claims.append(
                Claim(ticket: ticket.id, person: try await desk.add("S\(number)", .staff), desk: desk))
        }
        try await expectOneWinner(of: ticket, among: claims)
        let entries = try await desk.timeline(of: ticket.id)
        #expect(entries.map(\.kind) == [.created, .claimed])
    }

    @Test func `the workload limit holds when many tickets are claimed at once`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff, limit: 7)
        var claims: [Claim] = []
        for number in 1...50 {
            let ticket = try await desk.openTicket("No. \(number)", by: alice)
            claims.append(Claim(ticket: ticket.id, person: sam, desk: desk))
        }
        try await expectSeven(of: claims, for: sam)
    }

    @Test func `of those who claim through two processes one wins as well`() async throws {
        let (desk, beside) = try TestDesk.pair()
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        var claims: [Claim] = []
        for number in 1...60 {
            claims.append(
                Claim(
                    ticket: ticket.id, person: try await desk.add("S\(number)", .staff),
                    desk: number.isMultiple(of: 2) ? desk : beside))
        }
        try await expectOneWinner(of: ticket, among: claims)
    }

    @Test func `the workload limit holds across two processes`() async throws {
        let (desk, beside) = try TestDesk.pair()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff, limit: 7)
        var claims: [Claim] = []
        for number in 1...50 {
            let ticket = try await desk.openTicket("No. \(number)", by: alice)
            claims.append(
                Claim(ticket: ticket.id, person: sam, desk: number.isMultiple(of: 2) ? desk : beside))
        }
        try await expectSeven(of: claims, for: sam)
    }

    @Test func `a claim moves the ticket, tells the requester and leaves its trace`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        let claimed = try await desk.write { desk, _ throws(DeskError) in
            try desk.claim(ticket.id, by: Desk.Actor(person: sam, source: .console))
        }
        #expect(claimed.status == .inProgress)
        #expect(claimed.assignee == sam.id)
        #expect(claimed.version == ticket.version + 1)
        #expect(
            try await desk.sent().map { "\($0.draft.kind) to \($0.draft.to.address)" } == [
                "claimed to alice@acme.example"
            ])
        let timeline = try await desk.store.read { records throws(DeskError) in
            try records.timeline(of: ticket.id)
        }
        #expect(timeline.map(\.kind) == [.created, .claimed])
        #expect(timeline.last?.actor == sam.id)
        #expect(timeline.last?.source == .console)
    }

    @Test func `a refused claim leaves nothing behind`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        await #expect(throws: DeskError.refused(.forbidden(.claim))) {
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.claim(ticket.id, by: Desk.Actor(person: alice, source: .api))
            }
        }
        #expect(try await desk.ticket(ticket.id) == ticket)
        #expect(try await desk.sent().isEmpty)
    }

    /// Somebody who is about to claim a ticket.
    private struct Claim: Sendable {
        let ticket: Ticket.ID
        let person: Person
        let desk: TestDesk

        func make() async -> Result<Ticket, DeskError> {
            let ticket = ticket
            do throws(DeskError) {
                return .success(
                    try await desk.act(as: person) { desk, actor throws(DeskError) in
                        try desk.claim(ticket, by: actor)
                    })
            } catch {
                return .failure(error)
            }
        }
    }

    /// Makes all claims at the same time.
    private func results(of claims: [Claim]) async -> [Result<Ticket, DeskError>] {
        await withTaskGroup { group in
            for claim in claims { group.addTask { await claim.make() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func expectOneWinner(of ticket: Ticket, among claims: [Claim]) async throws {
        let results = await results(of: claims)
        let winners = results.compactMap { try? $0.get().assignee }
        #expect(winners.count == 1)
        let winner = try #require(winners.first)
        let since = try #require(claims.first).desk.now
        var told = 0
        for case .failure(let error) in results {
            guard case .refused(.alreadyClaimed(let holder, let moment)) = error else {
                Issue.record("refused with \(error)")
                continue
            }
            #expect(holder.id == winner)
            #expect(moment == since)
            told += 1
        }
        #expect(told == claims.count - 1)
    }

    private func expectSeven(of claims: [Claim], for person: Person) async throws {
        let results = await results(of: claims)
        #expect(results.compactMap { try? $0.get() }.count == 7)
        for case .failure(let error) in results {
            guard case .refused(.workloadLimitReached(limit: 7, let held)) = error else {
                Issue.record("refused with \(error)")
                continue
            }
            #expect(held.count == 7)
        }
        let held = try await claims[0].desk.store.read { records throws(DeskError) in
            try records.unfinishedTickets(heldBy: person.id)
        }
        #expect(held.count == 7)
    }
}
