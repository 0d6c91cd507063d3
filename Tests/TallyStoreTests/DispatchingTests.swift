import TallyCore
import TallyStore
import TestSupport
import Testing

/// Tickets that find somebody by themselves.
@Suite struct Dispatching {
    private let desk: TestDesk
    private let alice: Person
    private let it: Team.ID
    private var staff: [Person] = []

    init() async throws {
        desk = try Self.desk(.roundRobin)
        alice = try await desk.add("Alice", .employee)
        it = try await desk.write { _, records throws(DeskError) in try records.addTeam(named: "it") }.id
        for name in ["Sam", "Tara", "Uma"] { staff.append(try await member(name, desk, it)) }
    }

    private static func desk(_ strategy: AssignmentStrategy) throws -> TestDesk {
        var settings = TestDesk.settings
        settings.assignment = strategy
        return try TestDesk(settings: settings)
    }

    private func member(_ name: String, _ desk: TestDesk, _ team: Team.ID?) async throws -> Person {
        let person = try await desk.add(name, .staff)
        return try await desk.write { _, records throws(DeskError) in
            var person = person
            person.team = team
            try records.update(person)
            return try records.person(person.id) ?? person
        }
    }

    private func open(
        _ desk: TestDesk? = nil, team: Team.ID?, by requester: Person? = nil
    ) async throws -> Ticket {
        let requester = requester ?? alice
        return try await (desk ?? self.desk).act(as: requester) { desk, actor throws(DeskError) in
            let words = CommentDraft(author: requester.id, source: .api, text: "Help!", isVerified: true)
            let draft = TicketDraft(subject: "S", requester: requester.id, team: team)
            return try desk.open(draft, first: words, by: actor, isProven: true)
        }
    }

    @Test func `in turn, each of the team gets one`() async throws {
        var holders: [Person.ID?] = []
        for _ in 1...6 { holders.append(try await open(team: it).assignee) }
        #expect(holders == (staff + staff).map(\.id))
    }

    @Test func `the least loaded gets it`() async throws {
        let desk = try Self.desk(.leastLoaded)
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        let tara = try await desk.add("Tara", .staff)
        let first = try await open(desk, team: nil, by: alice)
        #expect(first.assignee == sam.id)
        #expect(try await open(desk, team: nil, by: alice).assignee == tara.id)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(first.id, text: "", by: actor)
        }
        #expect(try await open(desk, team: nil, by: alice).assignee == sam.id)
    }

    @Test func `the new holder is told instead of everybody, and the history says who did it`() async throws {
        let ticket = try await open(team: it)
        #expect(ticket.status == .inProgress)
        #expect(
            try await desk.sent().map(\.summary) == [
                "received to alice@acme.example", "assigned to sam@acme.example",
            ])
        let entries = try await desk.timeline(of: ticket.id)
        #expect(entries.map(\.kind) == [.created, .assigned, .status])
        #expect(entries.map(\.to) == ["open", "Sam", "in_progress"])
        #expect(entries[1].actor == nil)
        #expect(entries[1].source == .system)
    }

    @Test func `mail is given away as well, once, and its sender gets one answer`() async throws {
        let letter = Letter(from: "alice@acme.example", id: "q@acme.example", body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1))?.assignee == staff[0].id)
        #expect(
            try await desk.sent().map(\.summary) == [
                "received to alice@acme.example", "assigned to sam@acme.example",
            ])
    }

    @Test func `nobody goes over their limit; then all are told, and it is given away later`() async throws {
        for _ in 1...9 { _ = try await open(team: it) }
        let first = try await open(team: it)
        let second = try await open(team: it)
        #expect(first.assignee == nil)
        #expect(first.status == .open)
        #expect(try await desk.sent().suffix(3).map(\.draft.kind) == [.newTicket, .newTicket, .newTicket])
        #expect(try await dispatchWaiting() == 0)
        let sam = staff[0]
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(Ticket.ID(rawValue: 1), text: "", by: actor)
        }
        #expect(try await dispatchWaiting() == 1)
        #expect(try await desk.ticket(first.id)?.assignee == sam.id)
        #expect(try await desk.ticket(second.id)?.assignee == nil)
    }

    @Test func `what somebody released is left for who claims it`() async throws {
        let ticket = try await open(team: it)
        let sam = staff[0]
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.release(ticket.id, by: actor)
        }
        #expect(try await dispatchWaiting() == 0)
        #expect(try await desk.ticket(ticket.id)?.assignee == nil)
    }

    @Test func `who asks is not given the ticket, and other teams neither`() async throws {
        let other = try await desk.write { _, records throws(DeskError) in
            try records.addTeam(named: "hr")
        }
        let hugo = try await member("Hugo", desk, other.id)
        #expect(try await open(team: other.id).assignee == hugo.id)
        #expect(try await open(team: other.id, by: hugo).assignee == nil)
    }

    @Test func `who is away is passed over until they are back`() async throws {
        let (sam, now) = (staff[0], desk.now)
        let period = try #require(AbsencePeriod(begin: now - .hours(1), end: now + .days(2)))
        try await desk.write { _, records throws(DeskError) in
            _ = try records.addAbsence(of: sam.id, period)
        }
        #expect(try await open(team: it).assignee == staff[1].id)
        #expect(try await open(team: it).assignee == staff[2].id)
        #expect(try await open(team: it).assignee == staff[1].id)
        desk.advance(.days(3))
        #expect(try await open(team: it).assignee == sam.id)
    }

    @Test func `a ticket of a category goes to somebody who handles it`() async throws {
        let (sam, tara) = (staff[0], staff[1])
        try await desk.write { _, records throws(DeskError) in
            try records.setCategories(["network"], handledBy: sam.id)
            try records.setCategories(["printers"], handledBy: tara.id)
        }
        let ticket = try await desk.act(as: alice) { desk, actor throws(DeskError) in
            let words = CommentDraft(author: alice.id, source: .api, text: "Help!", isVerified: true)
            let draft = TicketDraft(
                subject: "S", category: "Printers", requester: alice.id, team: it)
            return try desk.open(draft, first: words, by: actor, isProven: true)
        }
        #expect(ticket.assignee == tara.id)
    }

    @Test func `tickets of no team go to staff, not to who administers`() async throws {
        let desk = try Self.desk(.leastLoaded)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.add("Ada", .admin)
        #expect(try await open(desk, team: nil, by: alice).assignee == nil)
    }

    @Test func `what somebody held who leaves goes to the next, and all of it is told`() async throws {
        let ticket = try await open(team: it)
        let sam = staff[0]
        let admin = try await desk.add("Ada", .admin)
        _ = try await desk.sent()
        try await disable(sam, by: admin)
        let moved = try #require(try await desk.ticket(ticket.id))
        #expect(moved.assignee == staff[1].id)
        #expect(moved.status == .inProgress)
        let entries = try await desk.timeline(of: ticket.id).suffix(3)
        #expect(entries.map(\.kind) == [.released, .assigned, .status])
        #expect(entries.map(\.actor) == [admin.id, nil, nil])
        #expect(
            try await desk.sent().map(\.summary) == [
                "assigned to tara@acme.example", "claimed to alice@acme.example",
            ])
    }

    @Test func `without a strategy it is free again, and the team hears of it`() async throws {
        let desk = try Self.desk(.none)
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tara", .staff)
        let admin = try await desk.add("Ada", .admin)
        let ticket = try await open(desk, team: nil, by: alice)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            _ = try desk.claim(ticket.id, by: actor)
            return try desk.setStatus(of: ticket.id, to: .waiting, by: actor)
        }
        _ = try await desk.sent()
        try await disable(sam, by: admin, at: desk)
        let free = try #require(try await desk.ticket(ticket.id))
        #expect(free.assignee == nil)
        #expect(free.status == .open)
        #expect(try await desk.sent().map(\.summary) == ["returned to tara@acme.example"])
    }

    @Test func `a reopened ticket does not go back to somebody who has left`() async throws {
        let ticket = try await open(team: it)
        let sam = staff[0]
        let admin = try await desk.add("Ada", .admin)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(ticket.id, text: "", by: actor)
        }
        try await disable(sam, by: admin)
        let reopened = try await desk.act(as: alice) { desk, actor throws(DeskError) in
            try desk.reopen(ticket.id, by: actor)
        }
        #expect(reopened.assignee == staff[1].id)
        #expect(reopened.status == .inProgress)
    }

    private func dispatchWaiting() async throws -> Int {
        try await desk.write { desk, _ throws(DeskError) in
            try desk.dispatchWaiting(after: nil, limit: 50)
        }.given
    }

    private func disable(_ person: Person, by admin: Person, at desk: TestDesk? = nil) async throws {
        try await (desk ?? self.desk).write { desk, records throws(DeskError) in
            var left = person
            left.isActive = false
            _ = try records.update(left)
            try desk.takeBackTickets(of: left, by: Desk.Actor(person: admin, source: .api))
        }
    }
}
