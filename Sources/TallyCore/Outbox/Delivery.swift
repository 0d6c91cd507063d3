/// The life of one outgoing mail.
///
///     waiting ──begun──▶ sending ──accepted──▶ sent
///        ▲                  │ ├──refused for good, schedule used up──▶ failed
///        └──refused for now, uncertain, unavailable──┘
///
/// A delivery decides and never acts: its owner writes the state down, then does what it says.
package struct Delivery: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case waiting(attempts: Int, next: Timestamp)
        case sending(attempts: Int)
        case sent(SMTPReply)
        case failed(reason: String)
    }

    package enum Outcome: Hashable, Sendable {
        case accepted(SMTPReply)
        case failed(SubmissionFailure)
    }

    package private(set) var state: State
    package let createdAt: Timestamp
    package let schedule: RetrySchedule

    package init(state: State, createdAt: Timestamp, schedule: RetrySchedule = .standard) {
        self.state = state
        self.createdAt = createdAt
        self.schedule = schedule
    }

    /// The attempt is counted before the server hears of it, so that no crash can repeat one for ever.
    package mutating func begin() {
        guard case .waiting(let attempts, _) = state else {
            preconditionFailure("an attempt cannot begin in \(state)")
        }
        state = .sending(attempts: attempts + 1)
    }

    /// How an attempt ended.
    package mutating func end(_ outcome: Outcome, now: Timestamp) {
        guard case .sending(let attempts) = state else {
            preconditionFailure("an attempt cannot end in \(state)")
        }
        switch outcome {
        case .accepted(let reply):
            state = .sent(reply)
        case .failed(.refused(let reply)) where reply.isPermanent:
            state = .failed(reason: reply.description)
        case .failed(.refused(let reply)):
            retry(after: attempts, reason: reply.description, now: now)
        case .failed(.senderRefused(let reply)):
            // A setting, here or there, that somebody mends within the schedule's life.
            retry(after: attempts, reason: reply.description, now: now)
        case .failed(.uncertain(let reason)):
            // The server may have the message. The same bytes under the same Message-ID go again, but not at once.
            retry(after: attempts, reason: reason, now: now, atLeast: .minutes(10))
        case .failed(.unavailable(let reason, _)):
            // The row is not to blame: the attempt does not count towards its schedule.
            state = .waiting(attempts: attempts - 1, next: now)
            if now - createdAt > schedule.lifetime { state = .failed(reason: reason) }
        }
    }

    private mutating func retry(
        after attempts: Int, reason: String, now: Timestamp, atLeast pause: Duration = .zero
    ) {
        guard let next = schedule.next(after: attempts, createdAt: createdAt, now: now) else {
            state = .failed(reason: "given up after \(attempts) attempts: \(reason)")
            return
        }
        state = .waiting(attempts: attempts, next: max(next, now + pause))
    }
}

extension SMTPReply {
    /// 5yz, except a full mailbox, which its owner mends within the schedule's life (RFC 3463 §3.3).
    package var isPermanent: Bool {
        code >= 500 && enhancedCode != "5.2.2"
    }
}
