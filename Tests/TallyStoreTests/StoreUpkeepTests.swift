import Foundation
import TallyCore
import TallyCryptography
import Testing

@testable import TallyStore

@Suite("The upkeep of the database")
struct StoreUpkeepTests {
    @Test func `when it is quiet, the full text is merged and everything is found as before`() async throws {
        let desk = try TestDesk()
        let upkeep = StoreUpkeep(desk.store)
        let alice = try await desk.add("Alice", .employee)
        for number in 1...20 { _ = try await desk.openTicket("Printer \(number)", by: alice) }
        let before = try Self.piecesOfFullText(in: desk)
        #expect(before == 20)
        try await upkeep.round()
        #expect(try Self.piecesOfFullText(in: desk) == before, "somebody had just written")
        try await upkeep.round()
        #expect(try Self.piecesOfFullText(in: desk) < before)
        #expect(try await !desk.store.mergeSearchIndex())
        #expect(try await desk.store.integrityProblems() == [])
        #expect(try await Self.found("printer", at: desk, by: alice) == 20)
    }

    @Test func `when it is quiet, what was committed comes into the database's own file`() async throws {
        let desk = try TestDesk()
        let upkeep = StoreUpkeep(desk.store)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket(by: alice)
        #expect(try Self.ticketsWithoutLog(of: desk) == 0)
        try await upkeep.round()
        try await upkeep.round()
        #expect(try Self.ticketsWithoutLog(of: desk) == 1)
    }

    @Test func `what another process wrote is tidied too`() async throws {
        let (desk, other) = try TestDesk.pair()
        let upkeep = StoreUpkeep(desk.store)
        let alice = try await desk.add("Alice", .employee)
        for _ in 1...2 { try await upkeep.round() }
        #expect(try await !desk.store.wasChangedByOthers())
        _ = try await other.openTicket(by: alice)
        for _ in 1...2 { try await upkeep.round() }
        #expect(try Self.ticketsWithoutLog(of: desk) == 0, "nobody looked")
        #expect(try await desk.store.wasChangedByOthers())
        for _ in 1...2 { try await upkeep.round() }
        #expect(try Self.ticketsWithoutLog(of: desk) == 1)
        #expect(try await !desk.store.wasChangedByOthers(), "tidying is no change")
    }

    @Test func `mail that is sent is written, too`() async throws {
        let desk = try TestDesk()
        let upkeep = StoreUpkeep(desk.store)
        _ = try await desk.openTicket(by: try await desk.add("Alice", .employee))
        for _ in 1...2 { try await upkeep.round() }
        let before = desk.store.writes
        let mail = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
        #expect(try await desk.store.begin(mail, bytes: [1]))
        try await desk.store.recoverInterrupted(at: desk.now)
        #expect(desk.store.writes == before + 2)
    }

    @Test func `what is written to all the time is tidied nevertheless`() async throws {
        let desk = try TestDesk()
        let upkeep = StoreUpkeep(desk.store)
        let alice = try await desk.add("Alice", .employee)
        for _ in 1...30 {
            _ = try await desk.openTicket(by: alice)
            try await upkeep.round()
        }
        #expect(try Self.ticketsWithoutLog(of: desk) == 30)
    }

    @Test func `a reader keeps the upkeep from nothing but what it reads`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let reader = try Connection(path: desk.directory + "/tally.db", isReadOnly: true)
        try reader.execute("BEGIN")
        _ = try reader.rows("SELECT count(*) FROM ticket") { $0.integer(0) }
        _ = try await desk.openTicket(by: alice)
        try await desk.store.checkpoint()
        #expect(try reader.rows("SELECT count(*) FROM ticket") { $0.integer(0) } == [0])
        try reader.execute("COMMIT")
        try await desk.store.checkpoint()
        #expect(try Self.ticketsWithoutLog(of: desk) == 1)
    }

    private static func found(_ word: String, at desk: TestDesk, by person: Person) async throws -> Int {
        try await desk.store.read { records throws(DeskError) in
            var query = TicketQuery(viewer: person)
            query.words = SearchExpression(groups: [[SearchExpression.Term(word)]])
            return try records.tickets(query).total
        }
    }

    private static func piecesOfFullText(in desk: TestDesk) throws -> Int {
        let connection = try Connection(path: desk.directory + "/tally.db", isReadOnly: true)
        return try connection.rows("SELECT DISTINCT segid FROM ticket_search_idx") { $0.integer(0) }.count
    }

    /// What a copy of the database's file alone has in it: all that is checkpointed.
    private static func ticketsWithoutLog(of desk: TestDesk) throws -> Int64 {
        let copy = desk.directory + "/copy-\(UUID().uuidString).db"
        try FileManager.default.copyItem(atPath: desk.directory + "/tally.db", toPath: copy)
        let connection = try Connection(path: copy, isReadOnly: false)
        let isMigrated = try connection.rows("SELECT 1 FROM sqlite_schema WHERE name = 'ticket'") {
            $0.integer(0)
        }
        guard !isMigrated.isEmpty else { return 0 }
        return try connection.rows("SELECT count(*) FROM ticket") { $0.integer(0) }.first ?? 0
    }
}
