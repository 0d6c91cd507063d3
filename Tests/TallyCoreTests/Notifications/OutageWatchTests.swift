import TallyCore
import Testing

@Suite("Telling admins of outages")
struct OutageWatchTests {
    private static let support = OutageWatch.Problem(
        .mailbox(MailboxName("support")), reason: "refused the log-in")
    private static let sales = OutageWatch.Problem(.mailbox(MailboxName("sales")), reason: "no route to host")

    /// What is told at which minute, when these problems are seen at these minutes.
    private func told(_ seen: [(minute: Int, problems: [OutageWatch.Problem])]) -> [String] {
        var watch = OutageWatch()
        return seen.flatMap { moment in
            watch.news(moment.problems, at: Self.time(moment.minute)).map { news in
                let since = (news.since - Self.time(0)).milliseconds / 60_000
                let what = news.problem.reason.isEmpty ? "\(news.problem.waiting) wait" : news.problem.reason
                return "\(moment.minute): \(what) since \(since)\(news.isOver ? ", over" : "")"
            }
        }
    }

    private static func time(_ minute: Int) -> Timestamp {
        Timestamp(milliseconds: 1_800_000_000_000) + .minutes(minute)
    }

    @Test func `a server that starts again is told to nobody`() {
        #expect(told([(0, [Self.support]), (14, [Self.support]), (15, []), (16, [])]) == [])
    }

    @Test func `what fails for a quarter of an hour is told once, and once more when it works`() {
        let minutes = [0, 1, 15, 16, 60]
        #expect(
            told(minutes.map { ($0, [Self.support]) } + [(61, []), (62, [])])
                == ["15: refused the log-in since 0", "61: refused the log-in since 0, over"])
    }

    @Test func `who does not mend it is reminded each day`() {
        #expect(
            told([0, 15, 1_454, 1_455, 1_456].map { ($0, [Self.support]) })
                == ["15: refused the log-in since 0", "1455: refused the log-in since 0"])
    }

    @Test func `a pause begins the quarter of an hour anew`() {
        #expect(told([(0, [Self.support]), (10, []), (11, [Self.support]), (20, [Self.support])]) == [])
    }

    @Test func `each mailbox is watched by itself`() {
        #expect(
            told([
                (0, [Self.support]), (10, [Self.support, Self.sales]), (14, [Self.sales]), (25, [Self.sales]),
            ])
                == ["25: no route to host since 10"])
    }

    @Test func `mail that waits to be read counts from when it came`() {
        let problem = OutageWatch.Problem(.intake, waiting: 3, since: Self.time(-15))
        #expect(told([(0, [problem])]) == ["0: 3 wait since -15"])
    }
}
