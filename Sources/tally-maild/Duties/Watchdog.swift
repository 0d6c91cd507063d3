internal import TallyCore

/// Tells systemd that the daemon lives, but only while its duties give signs of life themselves.
struct Watchdog: Duty {
    /// A duty that is silent for longer hangs.
    ///
    /// Sending one mail may take ten minutes (RFC 5321 §4.5.3.2.6).
    static let patience = Duration.minutes(12)

    let name = "watchdog"
    let notifier: SystemdNotifier
    let progress: Progress
    let log: Logger

    func run() async throws {
        let interval = notifier.watchdogInterval.map { $0 / 3 } ?? .seconds(20)
        while !Task.isCancelled {
            let silent = progress.silent(for: Self.patience, now: SystemClock.now())
            if silent.isEmpty {
                notifier.alive()
            } else {
                log.error("watchdog.silent", ["duties": silent.map(\.rawValue)])
            }
            do {
                try await Task.sleep(for: interval)
            } catch {
                return
            }
        }
    }
}
