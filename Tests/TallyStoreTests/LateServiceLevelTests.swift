import MailParsing
import TallyCore
import TallyStore
import Testing

/// The first start on old data, or one after a long stop: what broke meanwhile is told together and floods nobody.
@Suite("Late service levels") struct LateServiceLevelTests {
    private static let policy = ServiceLevelAgreement.Policy(firstResponse: .hours(4), resolution: .hours(10))

    private let desk: TestDesk
    private let alice: Person

    /// Forty tickets of last week that nobody answered, and nobody looked at.
    init() async throws {
        desk = try TestDesk(
            settings: TestDesk.settings(
                serviceLevels: ServiceLevelAgreement(policies: [.medium: Self.policy])))
        _ = try await desk.add("Sam", .staff)
        alice = try await desk.add("Alice", .employee)
        for number in 1...40 {
            _ = try await desk.openTicket("Matter \(number)", by: alice)
            desk.advance(.minutes(20))
        }
        desk.advance(.days(7))
        _ = try await desk.sent()
    }

    /// As the daemon does that was started then.
    private func review(since start: Timestamp) async throws {
        while true {
            let count = try await desk.write { desk, records throws(DeskError) in
                let due = try records.serviceLevelReviews(at: desk.now, limit: 50)
                for ticket in due { try desk.reviewServiceLevel(of: ticket, since: start) }
                return due.count
            }
            if count == 0 { return }
        }
    }

    private func gathered() async throws -> [OutgoingMail] {
        desk.advance(.minutes(10))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendGathered(limit: 100) }
        return try await desk.due()
    }

    @Test func `forty broken promises are one mail`() async throws {
        try await review(since: desk.now)
        #expect(try await desk.due().isEmpty, "nothing at once")
        let mails = try await gathered()
        print("a first start with 40 overdue tickets: \(mails.count) mail, \(mails.map(\.summary))")
        #expect(mails.map(\.summary) == ["gathered to sam@acme.example"])
        let tickets = mails.first?.draft.values["gathered"]["tickets"].elements ?? []
        #expect(tickets.count == 40)
        #expect(tickets.allSatisfy { $0["is_overdue"] == true })
    }

    @Test func `a second start tells nothing again`() async throws {
        try await review(since: desk.now)
        _ = try await gathered()
        desk.advance(.days(1))
        try await review(since: desk.now)
        #expect(try await gathered().isEmpty)
    }

    @Test func `what breaks after the start is told by itself`() async throws {
        let start = desk.now
        try await review(since: start)
        _ = try await gathered()
        _ = try await desk.openTicket("Today's matter", by: alice)
        _ = try await desk.sent()
        desk.advance(.hours(5))
        try await review(since: start)
        #expect(try await desk.due().map(\.summary) == ["sla-breach to sam@acme.example"])
    }

    @Test func `requesters hear nothing of it`() async throws {
        try await review(since: desk.now)
        #expect(try await gathered().allSatisfy { $0.draft.to.address != "alice@acme.example" })
    }
}
