import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// `outgoing.breaker`: when there are more automatic answers than people cause, all of them are held.
@Suite("The breaker") struct BreakerTests {
    private let desk: TestDesk

    /// Five answers within ten minutes are the most, instead of 120; for one sender any number.
    init() async throws {
        var settings = TestDesk.settings
        settings.outgoing.breaker = .init(5, within: .minutes(10))
        settings.outgoing.breakerPause = .hours(1)
        desk = try TestDesk(settings: settings)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.add("Ada", .admin)
    }

    /// A stranger each time, since the budget of one sender is smaller than the breaker's.
    private func strangersWrite(_ numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            let letter = Letter(
                from: "guest\(number)@out.example", id: "g\(number)@out.example", body: "Question \(number)")
            _ = try await desk.receive(letter.text, uid: UInt32(number))
        }
    }

    /// Five answers leave, and four are held with everything after them.
    private func flood() async throws {
        try await strangersWrite(1...5)
        _ = try await desk.due()
        try await strangersWrite(6...9)
        _ = try await desk.due()
    }

    private func sent(_ kind: MailKind) async throws -> Int {
        try await desk.due().count { $0.draft.kind == kind }
    }

    private func tend() async throws -> Bool {
        try await desk.write { desk, _ throws(DeskError) in try desk.releaseBreakerWhenQuiet() }
    }

    @Test func `it trips at the next answer over the rate, and holds that one and all after it`() async throws
    {
        try await strangersWrite(1...5)
        #expect(try await sent(.received) == 5)
        try await strangersWrite(6...9)
        #expect(try await sent(.received) == 0)
    }

    @Test func `what was answered slowly enough never trips it`() async throws {
        for number in 1...12 {
            try await strangersWrite(number...number)
            #expect(try await sent(.received) == 1, "\(number)")
            desk.advance(.minutes(3))
        }
    }

    @Test func `admins are told once, by a mail that is not held`() async throws {
        try await strangersWrite(1...9)
        let alarms = try await desk.due().filter { $0.draft.kind == .alarm }
        #expect(alarms.map(\.summary) == ["alarm to ada@acme.example"])
        #expect(alarms.first?.draft.values["alarm"]["mails"].int == 5)
        #expect(alarms.first?.draft.values["alarm"]["minutes"].int == 10)
    }

    @Test func `tickets are opened, and staff are told, whatever is held`() async throws {
        try await strangersWrite(1...9)
        let notices = try await desk.due().filter { $0.draft.kind == .newTicket }
        #expect(notices.count { $0.draft.to.address == "sam@acme.example" } == 9)
    }

    @Test func `what staff write goes out while it holds`() async throws {
        try await strangersWrite(1...9)
        _ = try await desk.due()
        let sam = try #require(try await desk.person("sam@acme.example"))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            let draft = CommentDraft(author: sam.id, source: .api, text: "Soon.", isVerified: true)
            return try desk.comment(on: Ticket.ID(rawValue: 9), draft, by: actor)
        }
        #expect(try await desk.due().map(\.summary) == ["comment to guest9@out.example"])
    }

    @Test func `it lets go after its pause when it is quiet, and what waited goes out`() async throws {
        try await flood()
        desk.advance(.minutes(59))
        #expect(try await !tend())
        desk.advance(.minutes(1))
        #expect(try await tend())
        #expect(try await sent(.received) == 4)
        #expect(try await !tend(), "once")
    }

    @Test func `while the flood goes on it holds on after its pause`() async throws {
        try await strangersWrite(1...9)
        desk.advance(.hours(1))
        try await strangersWrite(10...15)
        #expect(try await !tend())
        desk.advance(.minutes(11))
        #expect(try await tend())
    }

    @Test func `somebody may let go at once`() async throws {
        try await flood()
        let first = try await desk.write { desk, _ throws(DeskError) in try desk.releaseBreaker(by: "Ada") }
        let second = try await desk.write { desk, _ throws(DeskError) in try desk.releaseBreaker(by: "Ada") }
        #expect(first)
        #expect(!second, "none were held any more")
        #expect(try await sent(.received) == 4)
    }

    @Test func `an answer that was held for a day is not worth sending any more`() async throws {
        try await flood()
        desk.advance(.days(2))
        #expect(try await tend())
        #expect(try await sent(.received) == 0)
        let failed = try await desk.store.read { records throws(DeskError) in
            try records.outbox([.failed], after: nil, limit: 10)
        }
        #expect(failed.elements.count == 4)
        #expect(failed.elements.allSatisfy { $0.lastReply == "not sent: it was held back for too long" })
    }

    @Test func `it trips again, and tells of it again`() async throws {
        try await flood()
        desk.advance(.hours(2))
        #expect(try await tend())
        _ = try await desk.due()
        desk.advance(.hours(2))
        try await strangersWrite(10...14)
        #expect(try await sent(.received) == 5)
        try await strangersWrite(15...18)
        let mails = try await desk.due()
        #expect(mails.count { $0.draft.kind == .received } == 0)
        #expect(mails.count { $0.draft.kind == .alarm } == 1)
    }
}
