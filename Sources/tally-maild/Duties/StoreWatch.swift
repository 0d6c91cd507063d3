internal import TallyCore
internal import TallyStore

/// Notices within a second when another process has changed the records: the command line beside the daemon.
///
/// Its rounds also tell those of the passing of time who have nobody else to tell them.
struct StoreWatch: Duty {
    let name = "store watch"
    let store: SQLiteStore
    let progress: Progress
    let log: Logger
    let onRound: @Sendable () -> Void
    let onChange: @Sendable () -> Void

    init(
        store: SQLiteStore, progress: Progress, log: Logger, onRound: @escaping @Sendable () -> Void,
        onChange: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.progress = progress
        self.log = log
        self.onRound = onRound
        self.onChange = onChange
    }

    func run() async throws {
        while !Task.isCancelled {
            do {
                if try await store.wasChangedByOthers() { onChange() }
                onRound()
                note(try await store.queueDepths())
                progress.note(.store)
                try await Task.sleep(for: .seconds(1))
            } catch let failure as StoreFailure where failure.isTransient {
                try await Task.sleep(for: .seconds(1))
            } catch is CancellationError {
                return
            }
        }
    }

    /// Keeps the counts for who asks, and says at once when automatic answers are held, or mail comes back.
    private func note(_ depths: QueueDepths) {
        if let since = depths.breakerSince, progress.depths.breakerSince != since {
            log.error(
                "outbox.breaker", ["since": since, "held": depths.answersHeld],
                message: "more automatic answers than people cause; they wait for `outbox release`")
        }
        if let since = depths.bounceStormSince, progress.depths.bounceStormSince != since {
            log.error(
                "outbox.bounce_storm", ["since": since],
                message: "mail to many people comes back at once; nobody is suspended for it")
        }
        progress.note(depths)
    }
}
