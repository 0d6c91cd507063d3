/// Decides what admins are told by mail of parts that are out of order.
///
/// A part has to fail for long, so that nobody is told of a server that starts again; then they are told once a day
/// until it works, and once when it does.
package struct OutageWatch: Sendable {
    /// What mail has to pass to become a ticket.
    package enum Part: Hashable, Sendable {
        case mailbox(MailboxName)
        /// Reading what was fetched.
        case intake
    }

    /// A part that does not work now.
    package struct Problem: Hashable, Sendable {
        package let part: Part
        /// What its server said; empty for the reading of mail.
        package let reason: String
        /// Messages that wait to be read.
        package let waiting: Int
        /// When it began, where that is known.
        package let since: Timestamp?

        package init(_ part: Part, reason: String = "", waiting: Int = 0, since: Timestamp? = nil) {
            self.part = part
            self.reason = reason
            self.waiting = waiting
            self.since = since
        }
    }

    /// What admins are to be told.
    package struct News: Hashable, Sendable {
        package let problem: Problem
        package let since: Timestamp
        /// Whether it works again.
        package let isOver: Bool
    }

    private struct Outage {
        var problem: Problem
        let since: Timestamp
        var toldAt: Timestamp?
    }

    /// For how long a part may fail before anybody is told.
    package static let patience = Duration.minutes(15)
    private static let reminder = Duration.hours(24)

    private var outages: [Part: Outage] = [:]

    package init() {}

    /// Takes in what does not work at a moment, at most one problem of each part; what is not named works.
    package mutating func news(_ problems: [Problem], at now: Timestamp) -> [News] {
        var news: [News] = []
        let failing = Set(problems.map(\.part))
        for (part, outage) in outages where !failing.contains(part) {
            outages[part] = nil
            guard outage.toldAt != nil else { continue }
            news.append(News(problem: outage.problem, since: outage.since, isOver: true))
        }
        for problem in problems {
            var outage = outages[problem.part] ?? Outage(problem: problem, since: problem.since ?? now)
            outage.problem = problem
            let isDue =
                outage.toldAt.map { $0 + Self.reminder <= now } ?? (outage.since + Self.patience <= now)
            if isDue {
                outage.toldAt = now
                news.append(News(problem: problem, since: outage.since, isOver: false))
            }
            outages[problem.part] = outage
        }
        return news
    }
}

extension Desk {
    /// Tells every admin of parts that do not work, or work again.
    package func tell(of news: [OutageWatch.News]) throws(DeskError) {
        for item in news {
            var mailbox = ""
            if case .mailbox(let name) = item.problem.part { mailbox = name.text }
            try tellAdmins(.outage) { words in
                [
                    "mailbox": .string(mailbox), "reason": .string(item.problem.reason),
                    "waiting": item.problem.waiting.json, "since_text": .string(words(item.since)),
                    "is_over": .bool(item.isOver),
                ]
            }
        }
    }
}
