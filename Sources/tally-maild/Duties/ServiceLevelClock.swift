internal import TallyCore

/// Looks at tickets when their time comes: what is at risk or broken is told, what was planned is done.
struct ServiceLevelClock: Duty {
    /// How many tickets are looked at in one transaction; other writers come in between.
    static let batch = 50

    let name = "service levels"
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let wakeup: Wakeup
    let progress: Progress
    let log: Logger
    /// What was due before is told of together, however long the daemon stood still.
    let start = SystemClock.now()

    func run() async throws {
        var pause = Duration.seconds(1)
        while !Task.isCancelled {
            do throws(DeskError) {
                while !Task.isCancelled, try await reviewDue() {}
                pause = .seconds(1)
                let next = try await store.read { records throws(DeskError) in
                    try records.nextServiceLevelReview()
                }
                let untilNext = next.map { max(.zero, $0 - SystemClock.now()) } ?? .seconds(20)
                progress.note(.serviceLevels)
                await wakeup.wait(atMost: min(untilNext, .seconds(20)))
            } catch {
                // What is due stays due.
                log.error(
                    "service_levels.failed", ["retry_seconds": Int(pause.components.seconds)],
                    message: "\(error)")
                progress.note(.serviceLevels)
                await wakeup.pause(pause)
                pause = min(pause * 2, .seconds(60))
            }
        }
    }

    /// Looks at some of the tickets that are due; false when there were none.
    private func reviewDue() async throws(DeskError) -> Bool {
        let now = SystemClock.now()
        let (settings, mint, start) = (settings, mint, start)
        let isIdle = try await store.read { records throws(DeskError) in
            try records.serviceLevelReviews(at: now, limit: 1).isEmpty
        }
        guard !isIdle else { return false }
        let count = try await store.write { records throws(DeskError) in
            let desk = Desk(records: records, settings: settings, mint: mint, now: now)
            let due = try records.serviceLevelReviews(at: now, limit: Self.batch)
            for ticket in due { try desk.reviewServiceLevel(of: ticket, since: start) }
            return due.count
        }
        progress.note(.serviceLevels)
        if count > 0 { log.debug("service_levels.reviewed", ["tickets": count]) }
        return true
    }
}
