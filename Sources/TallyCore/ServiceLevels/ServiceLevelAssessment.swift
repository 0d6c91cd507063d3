/// Where a ticket stands against what was promised, worked out of its whole history.
package struct ServiceLevelAssessment: Hashable, Sendable {
    /// What is shown of it, and when to look again.
    package let state: ServiceLevelState
    /// How the promises ended that have ended.
    package let outcome: ServiceLevelOutcome
    /// What is to be told now and was not told before, most urgent last.
    package let news: [ServiceLevelMark]
    /// When the last of the news happened; nil without any.
    package let newsSince: Timestamp?

    /// - Parameter told: what was told of this ticket before.
    package init(
        of history: ServiceLevelHistory, under agreement: ServiceLevelAgreement, at now: Timestamp,
        told: Set<ServiceLevelMark> = []
    ) {
        guard !history.isMerged else {
            var state = ServiceLevelState()
            state.status = .met
            self.state = state
            outcome = ServiceLevelOutcome()
            news = []
            newsSince = nil
            return
        }
        let firstResponse = PromiseClock(.firstResponse, history, agreement)
        let resolution = PromiseClock(.resolution, history, agreement)
        let clocks: [(ServiceLevelPromise, PromiseClock)] = [
            (.firstResponse, firstResponse), (.resolution, resolution),
        ]
        var moments: [(mark: ServiceLevelMark, at: Timestamp)] = []
        let status = history.phases.last?.circumstances.status ?? .open
        for (promise, clock) in clocks where clock.end == nil && promise.isRunning(in: status) {
            for (step, percent) in agreement.steps {
                guard let moment = clock.moment(of: percent) else { continue }
                moments.append((ServiceLevelMark(promise, step), moment))
            }
        }
        let untold = moments.filter { !told.contains($0.mark) }
        let due = untold.filter { $0.at <= now }
        news = due.sorted { $0.at < $1.at }.map(\.mark)
        newsSince = due.map(\.at).max()
        var state = ServiceLevelState()
        state.firstResponseDueAt = firstResponse.dueAt
        state.resolutionDueAt = resolution.dueAt
        state.nextAt = due.isEmpty ? Self.next(moments.filter { $0.at > now }) : now
        state.status = Self.status(
            history, firstResponse, resolution, at: now,
            isAtRisk: moments.contains { $0.mark.step == .atRisk && $0.at <= now })
        self.state = state
        outcome = ServiceLevelOutcome(history, firstResponse, resolution, at: now)
    }

    private static func next(_ moments: [(mark: ServiceLevelMark, at: Timestamp)]) -> Timestamp? {
        moments.map(\.at).min()
    }

    /// A broken promise stays broken; otherwise the most pressing of what is true.
    private static func status(
        _ history: ServiceLevelHistory, _ firstResponse: PromiseClock, _ resolution: PromiseClock,
        at now: Timestamp, isAtRisk: Bool
    ) -> ServiceLevelStatus {
        if firstResponse.isBroken(at: now) || resolution.isBroken(at: now) { return .breached }
        guard let status = history.phases.last?.circumstances.status, status.isUnfinished else { return .met }
        if isAtRisk { return .atRisk }
        return status == .waiting ? .paused : .onTrack
    }
}

/// How a ticket's promises ended, for reports and analytics.
package struct ServiceLevelOutcome: Hashable, Sendable {
    /// Business time until the first response; nil without one, or without a promise.
    package var firstResponseTime: Duration?
    /// Nil without a promise, and while it can still be kept.
    package var keptFirstResponse: Bool?
    /// Business time until the resolution, without the time in which the requester was the one to answer.
    package var resolutionTime: Duration?
    /// Nil without a promise, and while it can still be kept.
    package var keptResolution: Bool?

    package init() {}

    fileprivate init(
        _ history: ServiceLevelHistory, _ firstResponse: PromiseClock, _ resolution: PromiseClock,
        at now: Timestamp
    ) {
        if firstResponse.isPromised {
            if history.firstRespondedAt != nil { firstResponseTime = firstResponse.elapsed }
            if firstResponse.isBroken(at: now) {
                keptFirstResponse = false
            } else if history.firstRespondedAt != nil {
                keptFirstResponse = true
            }
        }
        let status = history.phases.last?.circumstances.status
        let isResolved = status == .resolved || status == .closed
        if resolution.isPromised {
            if isResolved { resolutionTime = resolution.elapsed }
            if resolution.isBroken(at: now) {
                keptResolution = false
            } else if isResolved {
                keptResolution = true
            }
        }
    }
}

extension ServiceLevelAgreement {
    /// The steps that are told of, by the percentage of the promised time at which they come.
    fileprivate var steps: [(ServiceLevelMark.Step, Int)] {
        [(.atRisk, atRiskPercent), (.breached, 100)]
            + escalation.overdue.keys.sorted().map { (.overdue(percent: $0), $0) }
    }
}
