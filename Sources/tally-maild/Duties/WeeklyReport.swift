internal import TallyCore

/// Has the report of each week queued on Monday morning.
struct WeeklyReport: Duty {
    let name = "weekly report"
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let wakeup = Wakeup()
    let log: Logger
    /// False when the site wants none.
    let isOn: Bool

    func run() async throws {
        let (settings, mint) = (settings, mint)
        while !Task.isCancelled {
            let now = SystemClock.now()
            do throws(DeskError) {
                guard isOn else {
                    await wakeup.pause(.hours(1))
                    continue
                }
                let next = try await store.write { records throws(DeskError) in
                    try Desk(records: records, settings: settings, mint: mint, now: now).sendWeeklyReport()
                }
                // A clock that is set while this waits is noticed within the hour.
                await wakeup.pause(min(max(next - now, .seconds(1)), .hours(1)))
            } catch {
                log.error("report.failed", ["retry_seconds": 60], message: "\(error)")
                await wakeup.pause(.seconds(60))
            }
        }
    }
}
