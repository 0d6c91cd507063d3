internal import Synchronization
internal import TallyCore

/// Signs of life of the duties, for the watchdog and for `/readyz`.
final class Progress: Sendable {
    enum Activity: String, CaseIterable {
        case intake
        case outbox
        case serviceLevels = "service_levels"
        case store
        case tickets
    }

    private struct State {
        var last: [Activity: Timestamp] = [:]
        var mailboxes: [MailboxName: MailboxStatus] = [:]
        var outboxHold: String?
        var depths = QueueDepths()
    }

    private let state: Mutex<State>

    init(now: Timestamp) {
        var state = State()
        for duty in Activity.allCases { state.last[duty] = now }
        self.state = Mutex(state)
    }

    func note(_ duty: Activity) { state.withLock { $0.last[duty] = SystemClock.now() } }

    func note(_ status: MailboxStatus) { state.withLock { $0.mailboxes[status.mailbox] = status } }

    func note(_ depths: QueueDepths) { state.withLock { $0.depths = depths } }

    var depths: QueueDepths { state.withLock { $0.depths } }

    /// Why no mail can be sent; nil when it can.
    func hold(_ reason: String?) { state.withLock { $0.outboxHold = reason } }

    var mailboxes: [MailboxStatus] {
        state.withLock { $0.mailboxes.values.sorted { $0.mailbox.text < $1.mailbox.text } }
    }

    var outboxHold: String? { state.withLock { $0.outboxHold } }

    /// The duties that gave no sign of life for longer than `limit`.
    func silent(for limit: Duration, now: Timestamp) -> [Activity] {
        state.withLock { state in
            Activity.allCases.filter { duty in state.last[duty].map { now - $0 > limit } ?? true }
        }
    }
}
