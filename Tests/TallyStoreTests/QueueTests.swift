import Foundation
import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Queues of mail, in both directions")
struct QueueTests {
    @Test func `a mail that one sender began is not begun by another`() async throws {
        let desk = try TestDesk()
        _ = try await desk.openTicket(by: try await desk.add("Alice", .employee))
        let mail = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
        #expect(try await desk.store.begin(mail, bytes: [1]))
        #expect(try await !desk.store.begin(mail, bytes: [2]))
        #expect(try await desk.store.nextDue(at: desk.now, besides: []) == nil)
    }

    @Test func `the bytes of a mail are those of its first attempt`() async throws {
        let desk = try TestDesk()
        _ = try await desk.openTicket(by: try await desk.add("Alice", .employee))
        let first = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
        #expect(try await desk.store.begin(first, bytes: [1]))
        try await desk.store.recoverInterrupted(at: desk.now)
        let second = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
        #expect(second.bytes == [1])
        #expect(second.attempts == 1)
        #expect(try await desk.store.begin(second, bytes: [2]))
        try await desk.store.recoverInterrupted(at: desk.now)
        #expect(try await desk.store.nextDue(at: desk.now, besides: [])?.bytes == [1])
    }

    @Test func `while somebody gets a mail, the next ones are for others`() async throws {
        let desk = try TestDesk()
        _ = try await desk.add("Sam", .staff)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket(by: alice)
        _ = try await desk.openTicket(by: alice)
        let busy: Set = [alice.address.text]
        let mail = try await desk.store.nextDue(at: desk.now, besides: busy)
        #expect(mail?.draft.to.address == "sam@acme.example")
        let everybody = busy.union(["sam@acme.example"])
        #expect(try await desk.store.nextDue(at: desk.now, besides: everybody) == nil)
        #expect(try await desk.store.nextDueTime(besides: everybody) == nil)
        #expect(try await desk.store.nextDueTime(besides: busy) == desk.now)
    }

    private static let question = Letter(
        from: "Alice <alice@acme.example>", id: "q1@acme.example", body: "Smoke comes out of it.")

    /// Stages one mail and gives the only file that the data directory has then.
    private func stageOne(_ desk: TestDesk) async throws -> String {
        try await desk.stage(Self.question.text, uid: 1)
        let files = try FileManager.default.subpathsOfDirectory(atPath: desk.directory + "/content")
        let name = try #require(files.first { $0.utf8.count > 64 })
        return desk.directory + "/content/" + name
    }

    @Test func `a mail whose raw message is gone is put aside, and the next one is read`() async throws {
        let desk = try TestDesk()
        try FileManager.default.removeItem(atPath: try await stageOne(desk))
        let other = Letter(from: "Bob <bob@acme.example>", id: "q2@acme.example", body: "And mine too.")
        #expect(try await desk.receive(other.text, uid: 2).count == 1)
        #expect(try await desk.store.queueDepths().quarantined == 1)
    }

    @Test func `a mail whose raw message cannot be read for now holds up the queue`() async throws {
        let desk = try TestDesk()
        let file = try await stageOne(desk)
        try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
        try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
        await #expect(throws: StoreFailure.self) { try await desk.processStaged() }
        #expect(try await desk.store.queueDepths().quarantined == 0)

        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: file + ".away", toPath: file)
        #expect(try await desk.processStaged().count == 1)
    }

    @Test func `a data directory that is not there condemns no mail`() async throws {
        let desk = try TestDesk()
        _ = try await stageOne(desk)
        let content = desk.directory + "/content"
        try FileManager.default.moveItem(atPath: content, toPath: content + ".away")
        await #expect(throws: StoreFailure.self) { try await desk.processStaged() }
        try FileManager.default.moveItem(atPath: content + ".away", toPath: content)
        #expect(try await desk.processStaged().count == 1)
    }
}
