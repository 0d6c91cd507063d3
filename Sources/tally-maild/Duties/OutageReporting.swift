internal import TallyCore

/// Mails admins when a mailbox cannot be read, or what was fetched is not read, for a quarter of an hour.
struct OutageReporting: Duty {
    let name = "outages"
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
        var watch = OutageWatch()
        while !Task.isCancelled {
            let now = SystemClock.now()
            var next = watch
            let news = next.news(progress.problems(now: now), at: now)
            do throws(DeskError) {
                let (settings, mint) = (settings, mint)
                if !news.isEmpty {
                    try await store.write { records throws(DeskError) in
                        try Desk(records: records, settings: settings, mint: mint, now: now).tell(of: news)
                    }
                }
                // What could not be queued is news in a minute as well.
                watch = next
            } catch {
                log.error("outages.failed", message: "\(error)")
            }
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                return
            }
        }
    }
}

extension Progress {
    /// What keeps received mail from becoming tickets.
    fileprivate func problems(now: Timestamp) -> [OutageWatch.Problem] {
        var problems = mailboxes.filter { !$0.isConnected }.map {
            OutageWatch.Problem(.mailbox($0.mailbox), reason: $0.detail)
        }
        let depths = depths
        if let oldest = depths.oldestStaged, oldest + OutageWatch.patience <= now {
            problems.append(
                OutageWatch.Problem(.intake, waiting: depths.stagedWaiting, since: oldest))
        }
        return problems
    }
}
