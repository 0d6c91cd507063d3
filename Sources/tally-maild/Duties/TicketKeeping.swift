internal import TallyCore

/// What the desk does by itself: closes tickets that were resolved long ago, gives those to somebody that waited for
/// somebody to be free, sends notices that were gathered and those of the day, lets held answers go when it is quiet
/// again, and tells admins when mail does not become tickets.
///
/// In small transactions, so that mail and people get in between.
struct TicketKeeping: Duty {
    /// Tickets in one transaction.
    static let batch = 50

    let name = "ticket keeping"
    let store: any DeskStore
    let settings: DeskSettings
    let mint: TokenMint
    let progress: Progress
    let log: Logger

    init(_ installation: Installation, progress: Progress, log: Logger) {
        store = installation.store
        settings = installation.settings
        mint = installation.mint
        self.progress = progress
        self.log = log
    }

    func run() async throws {
        var outages = OutageWatch()
        while !Task.isCancelled {
            do throws(DeskError) {
                try await inBatches("tickets.closed", counting: "count") { desk, limit throws(DeskError) in
                    try desk.closeResolved(limit: limit)
                }
                try await dispatchWaiting()
                try await inBatches("outbox.gathered", counting: "mails") { desk, limit throws(DeskError) in
                    try desk.sendGathered(limit: limit)
                }
                try await inBatches("outbox.digests", counting: "mails") { desk, limit throws(DeskError) in
                    try desk.sendDigests(limit: limit)
                }
                if try await write({ desk throws(DeskError) in try desk.releaseBreakerWhenQuiet() }) {
                    log.info("outbox.breaker_released", ["by": "time"])
                }
                outages = try await tell(of: outages)
            } catch {
                // Disk full and locks pass, or somebody mends them; it is tried again in a minute.
                log.error("tickets.failed", message: "\(error)")
            }
            progress.note(.tickets)
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                return
            }
        }
    }

    /// Does something to one batch after the other, each in a transaction of its own, until one is not full.
    private func inBatches(
        _ event: StaticString, counting unit: String,
        _ batch: @Sendable (Desk, _ limit: Int) throws(DeskError) -> Int
    ) async throws(DeskError) {
        var done = 0
        var count = Self.batch
        while count == Self.batch, !Task.isCancelled {
            count = try await write { desk throws(DeskError) in try batch(desk, Self.batch) }
            done += count
        }
        if done > 0 { log.info(event, [unit: done]) }
    }

    private func dispatchWaiting() async throws(DeskError) {
        var given = 0
        var last: Ticket.ID?
        repeat {
            let start = last
            let batch = try await write { desk throws(DeskError) in
                try desk.dispatchWaiting(after: start, limit: Self.batch)
            }
            given += batch.given
            last = batch.last
        } while last != nil && !Task.isCancelled
        if given > 0 { log.info("tickets.assigned", ["count": given]) }
    }

    /// Tells admins what they were not told yet; what cannot be queued is told in the next round.
    private func tell(of outages: OutageWatch) async throws(DeskError) -> OutageWatch {
        var outages = outages
        let now = SystemClock.now()
        let news = outages.news(progress.outages(now: now), at: now)
        guard !news.isEmpty else { return outages }
        try await write { desk throws(DeskError) in try desk.tell(of: news) }
        return outages
    }

    private func write<Result: Sendable>(
        _ body: @Sendable (Desk) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        let (settings, mint) = (settings, mint)
        return try await store.write { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: SystemClock.now()))
        }
    }
}

extension Progress {
    /// What keeps received mail from becoming tickets.
    fileprivate func outages(now: Timestamp) -> [OutageWatch.Problem] {
        var problems = mailboxes.filter { !$0.isConnected }.map {
            OutageWatch.Problem(.mailbox($0.mailbox), reason: $0.detail)
        }
        let depths = depths
        if let oldest = depths.oldestStaged, oldest + OutageWatch.patience <= now {
            problems.append(OutageWatch.Problem(.intake, waiting: depths.stagedWaiting, since: oldest))
        }
        return problems
    }
}
