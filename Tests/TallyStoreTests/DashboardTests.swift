import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// The figures of the dashboard, against the lists that they are links to.
@Suite("The dashboard") struct DashboardTests {
    /// A desk on which two teams worked for three weeks.
    private static func livedIn(seed: UInt64) async throws -> (desk: TestDesk, people: [Person]) {
        let desk = try TestDesk()
        var random = SeededGenerator(seed: seed)
        let alice = try await desk.add("Alice", .employee)
        let bob = try await desk.add("Bob", .employee)
        let (network, desktop) = try await desk.write { _, records throws(DeskError) in
            (try records.addTeam(named: "network").id, try records.addTeam(named: "desktop").id)
        }
        let ada = try await desk.add("Ada", .admin, limit: 500)
        let sam = try await desk.add("Sam", .staff, limit: 500)
        let tina = try await desk.add("Tina", .staff, limit: 500)
        let agents = [ada, sam, tina]
        try await desk.write { _, records throws(DeskError) in
            for (person, team) in [(sam, network), (tina, desktop)] {
                var changed = person
                changed.team = team
                try records.update(changed)
            }
        }
        var tickets: [Ticket.ID] = []
        for _ in 0..<160 {
            desk.advance(.minutes(Int.random(in: 1...360, using: &random)))
            let dice = Int.random(in: 0..<6, using: &random)
            let actor = Desk.Actor(person: agents[Int.random(in: 0..<3, using: &random)], source: .api)
            if dice < 2 || tickets.isEmpty {
                let requester = Bool.random(using: &random) ? alice : bob
                var draft = TicketDraft(subject: "Fire", requester: requester.id)
                draft.priority = Priority.allCases[Int.random(in: 0..<4, using: &random)]
                draft.team = [nil, network, desktop][Int.random(in: 0..<3, using: &random)]
                let made = draft
                tickets.append(
                    try await desk.write { desk, _ throws(DeskError) in
                        let text = CommentDraft(
                            author: requester.id, source: .api, text: "!", isVerified: true)
                        let opener = Desk.Actor(person: requester, source: .api)
                        return try desk.open(made, first: text, by: opener, isProven: true).id
                    })
                continue
            }
            let ticket = tickets[Int.random(in: 0..<tickets.count, using: &random)]
            do throws(DeskError) {
                _ = try await desk.write { desk, _ throws(DeskError) in
                    if dice < 4 { return try desk.claim(ticket, by: actor) }
                    return try desk.resolve(ticket, text: "", by: actor)
                }
            } catch {
                continue  // Some tickets are not theirs to see, some were finished before.
            }
        }
        let everybody = try await desk.store.read { records throws(DeskError) in try records.people() }
        return (desk, everybody)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `every figure is the total of the list that it leads to`(seed: UInt64) async throws {
        let (desk, people) = try await Self.livedIn(seed: seed)
        #expect(people.count == 5)
        for viewer in people {
            let now = desk.now
            let today = CalendarDay(of: now, in: .utc)
            let period = try #require(CalendarPeriod(from: today.adding(days: -13), to: today, in: .utc))
            let days = try #require(period.pieces(by: .day))
            let shown = try await desk.store.read { records throws(DeskError) in
                try records.dashboard(for: viewer, days: days, activities: 500)
            }
            let total = { (search: String) async throws -> Int in
                try await desk.store.read { records throws(DeskError) in
                    let read = SearchQuery(search, now: now, in: .utc, prefix: "TT")
                    var query = TicketQuery(viewer: viewer)
                    query.filters = read.filters
                    return try records.tickets(query).total
                }
            }
            #expect(try await shown.figures.unfinished == total("is:unfinished"))
            #expect(try await shown.figures.unassigned == total("is:unfinished is:unassigned"))
            #expect(try await shown.figures.mine == total("is:unfinished assignee:me"))
            #expect(try await shown.figures.waiting == total("status:waiting"))
            for (status, count) in shown.statuses {
                #expect(try await count == total("status:\(status.rawValue)"))
            }
            for (priority, count) in shown.priorities {
                #expect(try await count == total("is:unfinished priority:\(priority.rawValue)"))
            }
            for load in shown.people {
                #expect(try await load.tickets == total("is:unfinished assignee:\(load.person.rawValue)"))
            }
            for (day, counts) in zip(days, shown.series) {
                #expect(try await counts.opened == total("created:\(day.first)"))
                #expect(try await counts.resolved == total("resolved:\(day.first)"))
            }
            #expect(try await shown.series.last?.resolved == total("resolved:today"))
        }
    }

    @Test func `nobody is told of what they may not see`() async throws {
        let (desk, people) = try await Self.livedIn(seed: 4)
        for viewer in people {
            let (shown, visible) = try await desk.store.read { records throws(DeskError) in
                var query = TicketQuery(viewer: viewer)
                query.limit = 200
                return (
                    try records.dashboard(for: viewer, days: [], activities: 500),
                    Set(try records.tickets(query).tickets.map(\.id))
                )
            }
            #expect(!shown.activity.isEmpty)
            #expect(shown.activity.allSatisfy { visible.contains($0.entry.ticket) })
            #expect(shown.activity.allSatisfy { $0.entry.change.isVisible(to: viewer) })
            let numbers = shown.activity.map(\.entry.id)
            #expect(numbers == numbers.sorted(by: >))
            #expect(shown.people.isEmpty == !viewer.isAgent)
        }
    }
}
