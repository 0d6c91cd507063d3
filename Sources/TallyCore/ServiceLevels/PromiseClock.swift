/// How the time of one promise passes over a ticket's life.
///
/// The promise is one whole from the ticket's beginning to its end. Each stretch in which the clock runs uses up its
/// share of the time that the policy of that moment gives: half of eight hours spent as a low priority leaves half of
/// one hour when the ticket becomes critical. So a ticket is never late merely because somebody called it urgent, and
/// what is broken stays broken when somebody calls it less so.
struct PromiseClock: Sendable {
    /// A time in which the clock runs under one policy.
    private struct Stretch {
        let start: Timestamp
        /// Nil while it has not ended.
        let end: Timestamp?
        /// The promised time, in milliseconds.
        let total: Int64
        /// How much of it was left at the start; negative when the promise was broken before.
        let left: Int64
        let hours: BusinessHours
    }

    private var stretches: [Stretch] = []
    /// When the promise was kept or became void; nil while it stands.
    let end: Timestamp?
    /// Business time that passed until the end or, while the promise stands, until the last change.
    private(set) var elapsed = Duration.zero
    /// What would be left at the end under the policy of then; nil without one.
    private var rest: (left: Int64, hours: BusinessHours)?

    init(_ promise: ServiceLevelPromise, _ history: ServiceLevelHistory, _ agreement: ServiceLevelAgreement) {
        end = Self.end(of: promise, history)
        var left: Int64?
        var total: Int64 = 0
        for (index, phase) in history.phases.enumerated() {
            if let end, phase.start >= end, index > 0 { break }
            let next = index + 1 < history.phases.count ? history.phases[index + 1].start : nil
            let stop = [next, end].compactMap { $0 }.min()
            let facts = phase.circumstances
            guard let policy = agreement.policy(for: facts.priority, team: facts.team) else {
                rest = nil
                continue
            }
            let duration = policy.duration(of: promise).milliseconds
            let present = left.map { Self.scaled($0, by: duration, over: total) } ?? duration
            (left, total) = (present, duration)
            rest = (present, policy.hours)
            guard promise.isRunning(in: facts.status) else { continue }
            stretches.append(
                Stretch(start: phase.start, end: stop, total: duration, left: present, hours: policy.hours))
            guard let stop else { continue }
            let passed = policy.hours.elapsed(from: phase.start, to: stop)
            elapsed += passed
            left = present - passed.milliseconds
            rest = (present - passed.milliseconds, policy.hours)
        }
    }

    /// The moment by which so many percent of the time were or will be used up, if all stays as it is.
    ///
    /// Nil when there is no such moment: the clock stands still, or has stopped before.
    func moment(of percent: Int) -> Timestamp? {
        for stretch in stretches {
            let threshold = Self.scaled(stretch.total, by: Int64(100 - percent), over: 100)
            let wait = Duration.milliseconds(stretch.left - threshold)
            guard let moment = stretch.hours.moment(after: wait, from: stretch.start) else { continue }
            guard let end = stretch.end else { return moment }
            if moment <= end { return moment }
        }
        return nil
    }

    /// When the promise is or was due.
    ///
    /// For a promise that has ended in time: when it would have been due, had the clock gone on. Nil while the clock
    /// stands still.
    var dueAt: Timestamp? {
        if let moment = moment(of: 100) { return moment }
        guard let end, let rest else { return nil }
        return rest.hours.moment(after: .milliseconds(rest.left), from: end)
    }

    /// Whether the ticket's circumstances have a policy, or had one when the promise ended.
    var isPromised: Bool { !stretches.isEmpty || rest != nil }

    /// Whether the time has run out by `now`; doing it at the very moment it is due is in time.
    func isBroken(at now: Timestamp) -> Bool {
        guard let due = moment(of: 100) else { return false }
        return end.map { due < $0 } ?? (due <= now)
    }

    private static func end(
        of promise: ServiceLevelPromise, _ history: ServiceLevelHistory
    ) -> Timestamp? {
        let finished = history.finishedAt
        switch promise {
        case .firstResponse: return [history.firstRespondedAt, finished].compactMap { $0 }.min()
        case .resolution: return finished
        }
    }

    /// `value · factor ÷ divisor`, exactly, rounded up: an agent never loses time to rounding.
    private static func scaled(_ value: Int64, by factor: Int64, over divisor: Int64) -> Int64 {
        guard factor != divisor else { return value }
        let product = Int128(value) * Int128(factor)
        let quotient = product / Int128(divisor)
        return Int64(clamping: product % Int128(divisor) > 0 ? quotient + 1 : quotient)
    }
}

extension ServiceLevelHistory {
    /// When the ticket was resolved or withdrawn for good; nil while it is unfinished.
    var finishedAt: Timestamp? {
        guard let last = phases.last, !last.circumstances.status.isUnfinished else { return nil }
        var finished = last.start
        for phase in phases.reversed() {
            guard !phase.circumstances.status.isUnfinished else { break }
            finished = phase.start
        }
        return finished
    }
}
