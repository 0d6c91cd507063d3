import TallyCore
import Testing

@Suite("The life of an outgoing mail")
struct DeliveryTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        let outcomes: [Delivery.Outcome]
        let state: Delivery.State
        var testDescription: String { name }
    }

    private static let now = Timestamp(unixSeconds: 1_000_000)
    private static let ok = SMTPReply(code: 250, enhancedCode: "2.0.0", text: "queued as ABC")
    private static let greylisted = SMTPReply(code: 450, enhancedCode: "4.2.0", text: "try later")
    private static let unknown = SMTPReply(code: 550, enhancedCode: "5.1.1", text: "no such user")
    private static let ownAddress = SMTPReply(code: 550, enhancedCode: "5.1.8", text: "bad sender")
    private static let full = SMTPReply(code: 552, enhancedCode: "5.2.2", text: "mailbox full")

    private static let stories = [
        Story(name: "accepted at once", outcomes: [.accepted(ok)], state: .sent(ok)),
        Story(
            name: "greylisted, then accepted", outcomes: [.failed(.refused(greylisted)), .accepted(ok)],
            state: .sent(ok)),
        Story(
            name: "greylisted once waits two minutes", outcomes: [.failed(.refused(greylisted))],
            state: .waiting(attempts: 1, next: now + .minutes(2))),
        Story(
            name: "greylisted twice waits eight minutes",
            outcomes: [.failed(.refused(greylisted)), .failed(.refused(greylisted))],
            state: .waiting(attempts: 2, next: now + .minutes(8))),
        Story(
            name: "an unknown recipient is final", outcomes: [.failed(.refused(unknown))],
            state: .failed(reason: "550 5.1.1 no such user")),
        Story(
            name: "a refusal of our own address is tried again, since somebody mends that",
            outcomes: [.failed(.senderRefused(ownAddress))],
            state: .waiting(attempts: 1, next: now + .minutes(2))),
        Story(
            name: "a full mailbox is tried again", outcomes: [.failed(.refused(full))],
            state: .waiting(attempts: 1, next: now + .minutes(2))),
        Story(
            name: "lost after the final dot waits ten minutes at least",
            outcomes: [.failed(.uncertain(reason: "connection lost"))],
            state: .waiting(attempts: 1, next: now + .minutes(10))),
        Story(
            name: "an unreachable server does not count as an attempt",
            outcomes: [.failed(.unavailable(reason: "refused", needsOperator: false))],
            state: .waiting(attempts: 0, next: now)),
    ]

    @Test(arguments: stories)
    func `each outcome leads on`(story: Story) {
        var delivery = Delivery(state: .waiting(attempts: 0, next: Self.now), createdAt: Self.now)
        for outcome in story.outcomes {
            delivery.begin()
            delivery.end(outcome, now: Self.now)
        }
        #expect(delivery.state == story.state)
    }

    @Test func `after five days the desk gives up`() {
        let late = Self.now + .days(5)
        var delivery = Delivery(state: .waiting(attempts: 30, next: late), createdAt: Self.now)
        delivery.begin()
        delivery.end(.failed(.refused(Self.greylisted)), now: late)
        #expect(delivery.state == .failed(reason: "given up after 31 attempts: 450 4.2.0 try later"))
    }

    @Test func `the pauses grow to four hours and stay there`() {
        let pauses = (1...8).map { attempts in
            RetrySchedule.standard.next(after: attempts, createdAt: Self.now, now: Self.now).map {
                $0 - Self.now
            }
        }
        #expect(
            pauses == [
                .minutes(2), .minutes(8), .minutes(30), .hours(1), .hours(2), .hours(4), .hours(4), .hours(4),
            ])
    }

    @Test func `what was accepted cannot be sent again`() async {
        await #expect(processExitsWith: .failure) {
            let reply = SMTPReply(code: 250, enhancedCode: nil, text: "")
            var delivery = Delivery(state: .sent(reply), createdAt: Timestamp(unixSeconds: 0))
            delivery.begin()
        }
    }

    @Test func `an attempt that did not begin cannot end`() async {
        await #expect(processExitsWith: .failure) {
            let start = Timestamp(unixSeconds: 0)
            var delivery = Delivery(state: .waiting(attempts: 0, next: start), createdAt: start)
            delivery.end(.failed(.uncertain(reason: "")), now: start)
        }
    }
}
