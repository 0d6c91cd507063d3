import TallyCore
import Testing

@Suite("A ticket's life")
struct TicketStatusTests {
    private static let events: [LifecycleEvent] = [
        .assigned, .released, .putOnHold, .resumed, .resolved, .closed, .reopened(isAssigned: true),
        .reopened(isAssigned: false), .withdrawn,
    ]

    /// Every arrow there is; whatever is not here must not be possible.
    private static let arrows: [TicketStatus: [LifecycleEvent: TicketStatus]] = [
        .open: [.assigned: .inProgress, .resolved: .resolved, .withdrawn: .withdrawn],
        .inProgress: [
            .released: .open, .putOnHold: .waiting, .resolved: .resolved, .withdrawn: .withdrawn,
        ],
        .waiting: [.released: .open, .resumed: .inProgress, .resolved: .resolved, .withdrawn: .withdrawn],
        .resolved: [
            .closed: .closed, .reopened(isAssigned: true): .inProgress, .reopened(isAssigned: false): .open,
        ],
        .closed: [.reopened(isAssigned: true): .inProgress, .reopened(isAssigned: false): .open],
        .withdrawn: [:],
    ]

    @Test(arguments: TicketStatus.allCases, events)
    func `an event leads where the table says, or nowhere`(status: TicketStatus, event: LifecycleEvent) {
        #expect(status.after(event) == Self.arrows[status]?[event])
    }

    @Test func `open, in progress and waiting are somebody's unfinished work`() {
        #expect(TicketStatus.allCases.filter(\.isUnfinished) == [.open, .inProgress, .waiting])
    }
}
