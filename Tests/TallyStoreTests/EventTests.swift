import TallyCore
import TallyStore
import Testing

@Suite("The event log")
struct EventTests {
    /// Ten tickets, which five people are told of; each is an event for all and five for one.
    private static func made() async throws -> (desk: TestDesk, one: Person) {
        let desk = try TestDesk()
        var people: [Person] = []
        for name in ["Ann", "Ben", "Cleo", "Dan", "Eve"] {
            people.append(try await desk.add(name, .staff))
        }
        let alice = try await desk.add("Alice", .employee)
        for number in 1...10 { _ = try await desk.openTicket("Number \(number)", by: alice) }
        return (desk, people[0])
    }

    @Test func `what only others hear of is not counted`() async throws {
        let (desk, ann) = try await Self.made()
        let counts = try await desk.store.read { records throws(DeskError) in
            let last = try records.lastEventSequence()
            return (
                last, try records.eventCount(after: 0, through: last, for: ann.id, limit: 1_000),
                try records.eventCount(after: 0, through: last, for: ann.id, limit: 7),
                try records.eventCount(after: 54, through: last, for: ann.id, limit: 1_000),
                try records.eventCount(after: last, through: last, for: ann.id, limit: 1_000)
            )
        }
        #expect(counts.0 == 60)
        #expect(counts.1 == 20)
        #expect(counts.2 == 7)
        #expect(counts.3 == 2)
        #expect(counts.4 == 0)
    }

    @Test func `what one person hears of is read in order, page by page`() async throws {
        let (desk, ann) = try await Self.made()
        let (pages, all) = try await desk.store.read { records throws(DeskError) in
            var pages: [DeskEvent] = []
            while true {
                let page = try records.events(after: pages.last?.sequence ?? 0, for: ann.id, limit: 3)
                if page.isEmpty { break }
                pages += page
            }
            return (pages, try records.events(after: 0, for: nil, limit: 1_000))
        }
        #expect(all.count == 60)
        #expect(pages == all.filter { $0.person == nil || $0.person == ann.id })
    }

    @Test func `who asks for events that are gone is told that they are`() async throws {
        let (desk, ann) = try await Self.made()
        let purged = try await desk.store.purge(Retention(), at: desk.now + .days(31))
        #expect(purged.events == 59)
        let counts = try await desk.store.read { records throws(DeskError) in
            (
                try records.eventCount(after: 10, through: 60, for: ann.id, limit: 1_000),
                try records.eventCount(after: 59, through: 60, for: ann.id, limit: 1_000)
            )
        }
        #expect(counts.0 == nil)
        #expect(counts.1 != nil)
        #expect(
            try await desk.store.read { records throws(DeskError) in try records.lastEventSequence() } == 60)
    }
}
