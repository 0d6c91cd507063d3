import TallyCore
import Testing

@Suite("A ticket's life")
struct TicketStatusTests {
    private static let events: [LifecycleEvent] =
        [
            .assigned, .released, .putOnHold, .resumed, .resolved, .closed, .reopened(isAssigned: true),
            .reopened(isAssigned: false), .withdrawn, .merged,
        ] + TicketStatus.allCases.map { .parted(into: $0) }

    /// Every arrow there is; whatever is not here must not be possible.
    private static let arrows: [TicketStatus: [LifecycleEvent: TicketStatus]] = [
        .open: [
            .assigned: .inProgress, .resolved: .resolved, .withdrawn: .withdrawn, .merged: .closed,
        ],
        .inProgress: [
            .released: .open, .putOnHold: .waiting, .resolved: .resolved, .withdrawn: .withdrawn,
            .merged: .closed,
        ],
        .waiting: [
            .released: .open, .resumed: .inProgress, .resolved: .resolved, .withdrawn: .withdrawn,
            .merged: .closed,
        ],
        .resolved: [
            .closed: .closed, .reopened(isAssigned: true): .inProgress, .reopened(isAssigned: false): .open,
            .merged: .closed,
        ],
        .closed: [
            .reopened(isAssigned: true): .inProgress, .reopened(isAssigned: false): .open,
            .parted(into: .open): .open, .parted(into: .inProgress): .inProgress,
            .parted(into: .waiting): .waiting, .parted(into: .resolved): .resolved,
        ],
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
