internal import TallyCore

/// Looks at tickets when their time comes: what is at risk or broken is told, what was planned is done.
///
/// After a start it also looks at all that are not finished, since policies, calendars and the rules of time zones may
/// have changed meanwhile. It only reads them: a desk that starts as it stopped writes nothing.
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
        var walk = Walk.after(nil)
        while !Task.isCancelled {
            do throws(DeskError) {
                while !Task.isCancelled, try await reviewDue() {}
                if case .after(let ticket) = walk {
                    walk = try await reviewStale(after: ticket)
                    continue
                }
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

    /// How far the look at all tickets after a start has come.
    private enum Walk {
        case after(Ticket.ID?)
        case done
    }

    /// Looks at some of the tickets that are due; false when there were none.
    private func reviewDue() async throws(DeskError) -> Bool {
        let now = SystemClock.now()
        let due = try await store.read { records throws(DeskError) in
            try records.serviceLevelReviews(at: now, limit: Self.batch)
        }
        try await review(due, at: now)
        return !due.isEmpty
    }

    /// Reviews those of the next tickets that are not written down as they are now.
    private func reviewStale(after ticket: Ticket.ID?) async throws(DeskError) -> Walk {
        let now = SystemClock.now()
        let (settings, mint) = (settings, mint)
        let (last, stale) = try await store.read { records throws(DeskError) in
            let desk = Desk(records: records, settings: settings, mint: mint, now: now)
            let tickets = try records.ticketsUnderServiceLevel(after: ticket, limit: Self.batch)
            var stale: [Ticket.ID] = []
            for ticket in tickets where try desk.isServiceLevelStale(of: ticket) { stale.append(ticket) }
            return (tickets.last, stale)
        }
        try await review(stale, at: now)
        progress.note(.serviceLevels)
        return last.map { .after($0) } ?? .done
    }

    private func review(_ tickets: [Ticket.ID], at now: Timestamp) async throws(DeskError) {
        guard !tickets.isEmpty else { return }
        let (settings, mint, start) = (settings, mint, start)
        try await store.write { records throws(DeskError) in
            let desk = Desk(records: records, settings: settings, mint: mint, now: now)
            for ticket in tickets { try desk.reviewServiceLevel(of: ticket, since: start) }
        }
        progress.note(.serviceLevels)
        log.debug("service_levels.reviewed", ["tickets": tickets.count])
    }
}
