/// When a mail that was refused for now is tried again, and when the desk gives up.
///
/// Closer together at first than RFC 5321 §4.5.4.1 asks of a relay, because ours is the local submission
/// server; as long in all: five days.
package struct RetrySchedule: Hashable, Sendable {
    package static let standard = RetrySchedule(
        pauses: [.minutes(2), .minutes(8), .minutes(30), .hours(1), .hours(2)], last: .hours(4),
        lifetime: .days(5))

    /// For automatic answers, which say nothing worth reading after a day.
    package static let answers = RetrySchedule(
        pauses: standard.pauses, last: standard.last, lifetime: .days(1))

    /// The schedule of a kind of mail.
    package init(for kind: MailKind) { self = kind.isAnswer ? .answers : .standard }

    /// The pause after the first attempt, after the second, and so on.
    package let pauses: [Duration]
    /// The pause after every later one.
    package let last: Duration
    /// How long after it was written a mail is given up.
    package let lifetime: Duration

    package init(pauses: [Duration], last: Duration, lifetime: Duration) {
        self.pauses = pauses
        self.last = last
        self.lifetime = lifetime
    }

    /// When to try again after `attempts` attempts, or nil when it is time to give up.
    package func next(after attempts: Int, createdAt: Timestamp, now: Timestamp) -> Timestamp? {
        precondition(attempts > 0, "no attempt was made yet")
        let pause = attempts <= pauses.count ? pauses[attempts - 1] : last
        let next = now + pause
        return next - createdAt > lifetime ? nil : next
    }
}
