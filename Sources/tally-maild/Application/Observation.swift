internal import TallyCore
internal import TallyWeb

/// What others may see of the daemon's health: the parts of `/readyz` and the numbers of `/metrics`.
struct Observation: Sendable {
    let progress: Progress
    let metrics: Metrics
    private let started = SystemClock.now()

    init(progress: Progress, metrics: Metrics) {
        self.progress = progress
        self.metrics = metrics
        registerMetrics()
    }

    /// Each part on which serving people depends.
    @Sendable func parts() async -> [ReadinessPart] {
        let now = SystemClock.now()
        let silent = Set(progress.silent(for: .minutes(2), now: now))
        var parts = [
            ReadinessPart(
                name: "store", isReady: !silent.contains(.store),
                detail: silent.contains(.store) ? "no answer for two minutes" : "ok")
        ]
        for mailbox in progress.mailboxes {
            parts.append(
                ReadinessPart(
                    name: "mailbox \(mailbox.mailbox)", isReady: mailbox.isConnected, detail: mailbox.detail))
        }
        let hold = progress.outboxHold
        let depths = progress.depths
        let held = depths.holdReason.map { "held: \($0); see outbox release" }
        parts.append(
            ReadinessPart(
                name: "outgoing mail", isReady: hold == nil && held == nil, detail: hold ?? held ?? "ok"))
        let breaker = depths.breakerSince.map { moment in
            "\(depths.answersHeld) held since \(moment): more than people cause; see outbox release"
        }
        parts.append(
            ReadinessPart(name: "automatic answers", isReady: breaker == nil, detail: breaker ?? "ok"))
        return parts
    }

    private func registerMetrics() {
        let progress = progress
        func gauge(_ name: String, _ help: String, _ reading: @escaping @Sendable (QueueDepths) -> Double) {
            metrics.gauge("tally_\(name)", help: help) { reading(progress.depths) }
        }
        gauge("intake_waiting", "Staged mail that was not processed yet.") { Double($0.stagedWaiting) }
        gauge("intake_oldest_seconds", "Age of the oldest staged mail that was not processed yet.") {
            Self.age($0.oldestStaged)
        }
        gauge("intake_quarantined", "Mail in quarantine.") { Double($0.quarantined) }
        gauge("outbox_waiting", "Outgoing mail that was not sent yet.") { Double($0.outboxWaiting) }
        gauge("outbox_oldest_seconds", "Age of the oldest outgoing mail that was not sent yet.") {
            Self.age($0.oldestOutgoing)
        }
        gauge("outbox_failed", "Outgoing mail that was given up.") { Double($0.outboxFailed) }
        gauge("outbox_answers_held", "Automatic answers that the breaker holds.") { Double($0.answersHeld) }
        gauge("breaker_tripped", "Whether the breaker holds automatic answers: 1 when it does.") {
            $0.breakerSince == nil ? 0 : 1
        }
        gauge("bounce_storm", "Whether mail to many people comes back at once: 1 when it does.") {
            $0.bounceStormSince == nil ? 0 : 1
        }
        gauge("addresses_suspended", "Addresses that get no mail because it was returned.") {
            Double($0.suspended)
        }
        gauge("notices_gathered", "Notices to staff that wait to go out together.") { Double($0.gathered) }
        metrics.gauge("tally_mailboxes_connected", help: "Mailboxes whose server is connected.") {
            Double(progress.mailboxes.count { $0.isConnected })
        }
        metrics.gauge("tally_mailbox_messages", help: "Messages in the watched folders.") {
            Double(progress.mailboxes.reduce(0) { $0 + ($1.messages ?? 0) })
        }
        metrics.gauge(
            "tally_mailbox_unfetchable", help: "Messages that a server has and does not hand over."
        ) {
            Double(progress.mailboxes.reduce(0) { $0 + $1.unfetchable })
        }
        metrics.gauge(
            "tally_mailbox_silence_seconds", help: "Longest time since a mailbox's server last answered."
        ) {
            progress.mailboxes.map { Self.age($0.lastContact) }.max() ?? 0
        }
        let started = started
        metrics.gauge("tally_start_time_seconds", help: "When the daemon was started, in Unix time.") {
            Double(started.milliseconds) / 1_000
        }
    }

    private static func age(_ moment: Timestamp?) -> Double {
        guard let moment else { return 0 }
        return max(0, Double((SystemClock.now() - moment).milliseconds) / 1_000)
    }
}

extension MailboxStatus {
    /// Whether mail that arrives now would be noticed.
    var isConnected: Bool {
        switch state {
        case .idle, .polling, .synchronising: true
        case .connecting, .backingOff, .stopped: false
        }
    }

    /// What it is doing or why it is not, in words.
    var detail: String {
        switch state {
        case .connecting: "connecting"
        case .synchronising: "synchronising"
        case .idle: "idle"
        case .polling: "polling"
        case .backingOff(let reason, _, _): reason
        case .stopped: "stopped"
        }
    }
}
