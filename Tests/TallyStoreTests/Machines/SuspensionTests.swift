import MailParsing
import TallyCore
import TallyStore
import Testing

/// `outgoing.suspension`: after so many hard bounces within a time nothing is mailed to an address any more.
@Suite("Suspension after bounces") struct SuspensionTests {
    /// A desk where Sam holds Alice's ticket, and mails of his to her come back with a status each.
    private static func desk(
        _ suspension: OutgoingLimits.Rate?, _ bounces: [(status: String, after: Duration)]
    ) async throws -> (desk: TestDesk, suspendedAt: Int?) {
        var settings = TestDesk.settings
        settings.outgoing.suspension = suspension
        let desk = try TestDesk(settings: settings)
        let sam = try await desk.add("Sam", .staff)
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.claim(ticket.id, by: actor)
        }
        var suspendedAt: Int?
        for (number, bounce) in bounces.enumerated() {
            _ = try await desk.sent()
            desk.advance(bounce.after)
            _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
                let draft = CommentDraft(
                    author: sam.id, source: .api, text: "Number \(number)?", isVerified: true)
                return try desk.comment(on: ticket.id, draft, by: actor)
            }
            guard
                let mail = try await desk.sent().first(where: { $0.draft.to.address == "alice@acme.example" })
            else { break }
            var report = DeliveryReportLetter(of: mail, status: bounce.status)
            report.id = "report\(number)@mx.acme.example"
            _ = try await desk.receive(report.text, uid: UInt32(100 + number))
            let trouble = try await desk.store.read { records throws(DeskError) in
                try records.undeliverable(TestDesk.Known.alice)
            }
            if suspendedAt == nil, trouble?.suspendedAt != nil { suspendedAt = number + 1 }
        }
        return (desk, suspendedAt)
    }

    private static let hard = (status: "5.1.1", after: Duration.hours(1))

    @Test(
        arguments: [
            (OutgoingLimits().suspension, 3), (.init(1, within: .days(1)), 1),
            (.init(2, within: .days(1)), 2),
            (.init(5, within: .days(1)), nil), (nil, nil),
        ] as [(OutgoingLimits.Rate?, Int?)])
    func `it takes as many as the site says`(rate: OutgoingLimits.Rate?, count: Int?) async throws {
        let result = try await Self.desk(rate, Array(repeating: Self.hard, count: 4))
        #expect(result.suspendedAt == count)
    }

    @Test func `bounces that lie further apart than the time do not count together`() async throws {
        let slow = (status: "5.1.1", after: Duration.days(3))
        #expect(
            try await Self.desk(.init(2, within: .days(2)), Array(repeating: slow, count: 4)).suspendedAt
                == nil)
    }

    @Test func `soft ones between hard ones do not count`() async throws {
        let soft = (status: "5.2.2", after: Duration.hours(1))
        let result = try await Self.desk(
            .init(3, within: .days(30)), [Self.hard, soft, soft, Self.hard, soft, Self.hard])
        #expect(result.suspendedAt == 6)
    }

    @Test func `staff are told at the first and at the last, whatever lies between`() async throws {
        let (desk, suspendedAt) = try await Self.desk(
            .init(5, within: .days(30)), Array(repeating: Self.hard, count: 8))
        #expect(suspendedAt == 5)
        let notices = try await desk.store.read { records throws(DeskError) in
            try records.outbox([.sent, .waiting], after: nil, limit: 100).elements
        }
        #expect(notices.count { $0.kind == .bounceNotice } == 2)
    }
}
