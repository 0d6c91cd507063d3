import MailParsing
import TallyCore
import TallyStore
import Testing

/// `outgoing.notices`: what staff hear of comes in one mail when it comes in floods, and none of it is dropped.
@Suite("Gathering of notices") struct GatheringTests {
    private let desk: TestDesk
    private let alice: Person
    private let sam: Person

    /// Three notices within ten minutes go out alone, instead of twenty.
    init() async throws {
        var settings = TestDesk.settings
        settings.outgoing.notices = .init(3, within: .minutes(10))
        desk = try TestDesk(settings: settings)
        sam = try await desk.add("Sam", .staff)
        alice = try await desk.add("Alice", .employee)
    }

    private func open(_ count: Int) async throws {
        for number in 0..<count { _ = try await desk.openTicket("Matter \(number)", by: alice) }
    }

    /// What Sam gets now.
    private func mails() async throws -> [OutgoingMail] {
        try await desk.due().filter { $0.draft.to.address == "sam@acme.example" }
    }

    private func send() async throws -> Int {
        try await desk.write { desk, _ throws(DeskError) in try desk.sendGathered(limit: 100) }
    }

    private static func count(in mail: OutgoingMail?) -> Int? { mail?.draft.values["gathered"]["count"].int }

    @Test func `the first go out at once, the others wait ten minutes and come as one mail`() async throws {
        try await open(8)
        #expect(try await mails().map(\.draft.kind) == [.newTicket, .newTicket, .newTicket])
        #expect(try await send() == 0)
        desk.advance(.minutes(10))
        #expect(try await send() == 1)
        let gathered = try await mails()
        #expect(gathered.map(\.draft.kind) == [.gathered])
        #expect(Self.count(in: gathered.first) == 5)
        let tickets = gathered.first?.draft.values["gathered"]["tickets"].elements ?? []
        #expect(tickets.compactMap { $0["reference"].text } == ["TT-4", "TT-5", "TT-6", "TT-7", "TT-8"])
        #expect(tickets.allSatisfy { $0["is_new"] == true })
        #expect(try await send() == 0, "each notice once")
    }

    @Test func `a slow day is never gathered`() async throws {
        for _ in 0..<6 {
            try await open(1)
            #expect(try await mails().map(\.draft.kind) == [.newTicket])
            desk.advance(.minutes(4))
        }
    }

    @Test func `what comes later waits behind what waits already`() async throws {
        try await open(5)
        _ = try await mails()
        desk.advance(.minutes(11))
        // The rate would allow it, but the two of before are to be told first.
        try await open(1)
        #expect(try await mails().isEmpty)
        #expect(try await send() == 1)
        #expect(Self.count(in: try await mails().first) == 3)
        try await open(1)
        #expect(try await mails().map(\.draft.kind) == [.newTicket])
    }

    @Test func `a flood costs six mails an hour and drops nothing`() async throws {
        var (single, together, mailCount) = (0, 0, 0)
        for _ in 0..<60 {
            try await open(2)
            _ = try await send()
            for mail in try await mails() {
                mailCount += 1
                if mail.draft.kind == .gathered { together += Self.count(in: mail) ?? 0 } else { single += 1 }
            }
            desk.advance(.minutes(1))
        }
        desk.advance(.minutes(10))
        _ = try await send()
        for mail in try await mails() { together += Self.count(in: mail) ?? 0 }
        print(
            "a flood of 120 notices in an hour: \(mailCount) mails, \(single) notices alone, \(together) together"
        )
        #expect(single + together == 120)
        #expect(mailCount <= 3 * 6 + 6)
    }

    @Test func `receipts, and what requesters get, are never gathered`() async throws {
        try await open(6)
        let received = try await desk.due().filter { $0.draft.kind == .received }
        #expect(received.count == 6)
    }

    @Test func `each of staff has a flood of their own`() async throws {
        try await open(4)
        _ = try await desk.add("Tina", .staff)
        try await open(1)
        let kinds = try await desk.due().filter { $0.draft.to.address == "tina@acme.example" }
        #expect(kinds.map(\.draft.kind) == [.newTicket])
    }

    @Test func `who left in the meantime gets nothing`() async throws {
        try await open(8)
        _ = try await mails()
        let sam = sam
        try await desk.write { desk, _ throws(DeskError) in
            var changes = PersonChanges()
            changes.isActive = .set(false)
            _ = try desk.editPerson(sam.id, changes, by: .operator)
        }
        desk.advance(.minutes(10))
        _ = try await send()
        #expect(try await mails().isEmpty)
    }
}
