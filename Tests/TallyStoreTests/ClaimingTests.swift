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
        var staff: [Person] = []
        for number in 1...40 { staff.append(try await desk.add("Staff\(number)", .staff)) }
        let results = await withTaskGroup { group in
            for person in staff {
                group.addTask { () -> Result<Ticket, DeskError> in
                    do throws(DeskError) {
                        return .success(
                            try await desk.write { desk, _ throws(DeskError) in
                                try desk.claim(ticket.id, by: Desk.Actor(person: person, source: .api))
                            })
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winners = results.compactMap { try? $0.get().assignee }
        #expect(winners.count == 1)
        let winner = try #require(winners.first)
        for case .failure(let error) in results {
            guard case .refused(.alreadyClaimed(let holder, _)) = error else {
                Issue.record("refused with \(error)")
                continue
            }
            #expect(holder.id == winner)
        }
    }

    @Test func `the workload limit holds when many tickets are claimed at once`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff, limit: 4)
        var tickets: [Ticket.ID] = []
        for number in 1...20 { tickets.append(try await desk.openTicket("No. \(number)", by: alice).id) }
        let outcomes = await withTaskGroup { group in
            for ticket in tickets {
                group.addTask { () -> DeskError? in
                    do throws(DeskError) {
                        _ = try await desk.write { desk, _ throws(DeskError) in
                            try desk.claim(ticket, by: Desk.Actor(person: sam, source: .api))
                        }
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [DeskError?]()) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 4)
        for case .some(let error) in outcomes {
            guard case .refused(.workloadLimitReached(limit: 4, let held)) = error else {
                Issue.record("refused with \(error)")
                continue
            }
            #expect(held.count == 4)
        }
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
}
