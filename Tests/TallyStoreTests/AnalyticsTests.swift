import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// What SQL counts, against counting the same tickets one by one.
@Suite("Analytics") struct AnalyticsTests {
    /// Days that begin and end on the clocks of a zone east of Greenwich, with half an hour in it.
    private static let zone: ZoneRules = {
        let empty = [UInt8]("TZif2".utf8) + [UInt8](repeating: 0, count: 15 + 24)
        let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        let head = [UInt8]("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts
        // 19,800 seconds are five hours and a half.
        let clock: [UInt8] = [0, 0, 0x4D, 0x58, 0, 0] + [UInt8]("IST".utf8) + [0]
        // A zone that cannot be read would make the test of the zone's first day fail.
        return (try? ZoneRules(tzif: empty + head + clock + [UInt8]("\nIST-5:30\n".utf8))) ?? .utc
    }()

    private static let agreement = ServiceLevelAgreement(policies: [
        .low: .init(firstResponse: .hours(30), resolution: .days(4)),
        .medium: .init(firstResponse: .hours(10), resolution: .days(2)),
        .critical: .init(firstResponse: .hours(2), resolution: .hours(20)),
    ])

    /// A desk on which sixty tickets lived through a month.
    private static func livedIn(seed: UInt64) async throws -> TestDesk {
        let desk = try TestDesk(settings: TestDesk.settings(serviceLevels: agreement))
        var random = SeededGenerator(seed: seed)
        let alice = try await desk.add("Alice", .employee)
        let agents = [
            try await desk.add("Sam", .admin, limit: 500), try await desk.add("Tina", .admin, limit: 500),
        ]
        let teams = try await desk.write { _, records throws(DeskError) in
            [try records.addTeam(named: "network").id, try records.addTeam(named: "desktop").id]
        }
        var tickets: [Ticket.ID] = []
        for _ in 0..<180 {
            desk.advance(.minutes(Int.random(in: 1...480, using: &random)))
            let dice = Int.random(in: 0..<6, using: &random)
            let actor = Desk.Actor(person: agents[Int.random(in: 0..<2, using: &random)], source: .api)
            if dice < 2 || tickets.isEmpty {
                var draft = TicketDraft(subject: "Fire", requester: alice.id)
                draft.priority = Priority.allCases[Int.random(in: 0..<4, using: &random)]
                draft.team = [nil, teams[0], teams[1]][Int.random(in: 0..<3, using: &random)]
                draft.category = [nil, "printer", "laptop"][Int.random(in: 0..<3, using: &random)]
                let made = draft
                tickets.append(
                    try await desk.write { desk, _ throws(DeskError) in
                        let text = CommentDraft(author: alice.id, source: .api, text: "!", isVerified: true)
                        return try desk.open(
                            made, first: text, by: Desk.Actor(person: alice, source: .api), isProven: true
                        ).id
                    })
                continue
            }
            let ticket = tickets[Int.random(in: 0..<tickets.count, using: &random)]
            do throws(DeskError) {
                _ = try await desk.write { desk, _ throws(DeskError) in
                    if dice == 2 { return try desk.claim(ticket, by: actor) }
                    if dice == 3 { return try desk.resolve(ticket, text: "Done.", by: actor) }
                    if dice == 4 { return try desk.reopen(ticket, by: actor) }
                    let text = CommentDraft(
                        author: actor.person.id, source: .api, text: "Well.", isVerified: true)
                    return try desk.comment(on: ticket, text, by: actor).ticket
                }
            } catch {
                // Not everything is possible at any time; what is not changes nothing.
                guard case .refused = error else { throw error }
            }
        }
        return desk
    }

    @Test(arguments: 1...4) func `SQL counts what counting one by one finds`(seed: UInt64) async throws {
        let desk = try await Self.livedIn(seed: seed)
        let now = desk.now
        let last = CalendarDay(of: now, in: Self.zone)
        let period = try #require(
            CalendarPeriod(from: last.adding(days: -20), to: last.adding(days: -3), in: Self.zone))
        for step in CalendarPeriod.Step.allCases {
            var query = AnalyticsQuery(period: period)
            query.step = step
            query.team = step == .month ? Team.ID(rawValue: 1) : nil
            let asked = query
            let (counted, model) = try await desk.store.read { records throws(DeskError) in
                (try records.analytics(asked, at: now), try CountedAnalytics(records, asked))
            }
            let pieces = try #require(period.pieces(by: step))
            #expect(counted.totals == model.figures(from: period.start, to: period.end))
            #expect(counted.series == pieces.map { model.figures(from: $0.start, to: $0.end) })
            #expect(counted.backlog == model.backlog(at: now))
            #expect(counted.totals.created > 0 && counted.totals.resolved > 0, "the month was not dull")
            for dimension in Analytics.Dimension.allCases {
                let groups = try #require(counted.groups[dimension])
                for group in groups {
                    let part = model.part(of: dimension, group)
                    #expect(
                        group.figures == part.figures(from: period.start, to: period.end),
                        "\(dimension) \(group)")
                    #expect(group.backlog == part.backlog(at: now).total)
                }
                #expect(groups.map(\.figures.created).reduce(0, +) == counted.totals.created)
                #expect(groups.map(\.backlog).reduce(0, +) == counted.backlog.total)
            }
        }
    }

    @Test func `a desk without tickets is all zeros`() async throws {
        let desk = try TestDesk()
        let day = try #require(CalendarDay("2026-11-01"))
        let period = try #require(CalendarPeriod(from: day, to: day, in: .utc))
        let now = desk.now
        let analytics = try await desk.store.read { records throws(DeskError) in
            try records.analytics(AnalyticsQuery(period: period), at: now)
        }
        #expect(analytics.totals == Analytics.Figures())
        #expect(analytics.series == [Analytics.Figures()])
        #expect(analytics.backlog.total == 0)
        #expect(analytics.totals.firstResponse.compliance == nil)
    }

    @Test func `the report of a week is noted once`() async throws {
        let desk = try TestDesk()
        let week = CalendarPeriod.lastWeek(before: desk.now, in: .utc)
        let noted = try await desk.write { desk, records throws(DeskError) in
            [try records.noteReport(of: week, at: desk.now), try records.noteReport(of: week, at: desk.now)]
        }
        #expect(noted == [true, false])
    }
}

/// The numbers, found by looking at every ticket.
private struct CountedAnalytics {
    private struct Life {
        let ticket: Ticket
        let timeline: [TimelineEntry]
        let outcome: ServiceLevelOutcome?
        let teamName: String?
        let personName: String?
    }

    private var lives: [Life] = []

    init(_ records: any DeskRecords, _ query: AnalyticsQuery) throws(DeskError) {
        var number: Int64 = 1
        while let ticket = try records.ticket(Ticket.ID(rawValue: number)) {
            number += 1
            guard query.team == nil || ticket.team == query.team else { continue }
            var (teamName, personName): (String?, String?)
            if let team = ticket.team { teamName = try records.team(team)?.name }
            if let person = ticket.assignee { personName = try records.person(person)?.name }
            lives.append(
                Life(
                    ticket: ticket, timeline: try records.timeline(of: ticket.id),
                    outcome: try records.serviceLevelOutcome(of: ticket.id), teamName: teamName,
                    personName: personName))
        }
    }

    func part(of dimension: Analytics.Dimension, _ group: Analytics.Group) -> CountedAnalytics {
        var part = self
        part.lives = lives.filter { life in
            let name: String? =
                switch dimension {
                case .team: life.teamName
                case .person: life.personName
                case .category: life.ticket.category
                case .project: nil
                case .priority: life.ticket.priority.rawValue
                }
            return name == group.name
        }
        return part
    }

    func figures(from start: Timestamp, to end: Timestamp) -> Analytics.Figures {
        func isInside(_ moment: Timestamp?) -> Bool { moment.map { start <= $0 && $0 < end } ?? false }
        var figures = Analytics.Figures()
        var (answers, resolutions): ([Life], [Life]) = ([], [])
        for life in lives {
            if isInside(life.ticket.createdAt) { figures.created += 1 }
            figures.resolved += life.timeline.count { $0.kind == .resolved && isInside($0.at) }
            figures.reopened += life.timeline.count { $0.kind == .reopened && isInside($0.at) }
            if isInside(life.ticket.firstRespondedAt) { answers.append(life) }
            if isInside(life.ticket.resolvedAt) { resolutions.append(life) }
        }
        figures.firstResponse.wall = Self.spread(
            answers.compactMap { life in life.ticket.firstRespondedAt.map { $0 - life.ticket.createdAt } })
        figures.firstResponse.business = Self.spread(answers.compactMap { $0.outcome?.firstResponseTime })
        figures.firstResponse.kept = answers.count { $0.outcome?.keptFirstResponse == true }
        figures.firstResponse.broken = answers.count { $0.outcome?.keptFirstResponse == false }
        figures.resolution.wall = Self.spread(
            resolutions.compactMap { life in life.ticket.resolvedAt.map { $0 - life.ticket.createdAt } })
        figures.resolution.business = Self.spread(resolutions.compactMap { $0.outcome?.resolutionTime })
        figures.resolution.kept = resolutions.count { $0.outcome?.keptResolution == true }
        figures.resolution.broken = resolutions.count { $0.outcome?.keptResolution == false }
        return figures
    }

    func backlog(at now: Timestamp) -> Analytics.Backlog {
        var backlog = Analytics.Backlog()
        for life in lives where life.ticket.status.isUnfinished {
            let age = now - life.ticket.createdAt
            backlog.byAge[Analytics.Backlog.ages.count { age >= .days($0) }] += 1
            if life.ticket.serviceLevel.status == .breached { backlog.breached += 1 }
        }
        return backlog
    }

    /// Nearest rank: the first of the sorted times that so many of them do not exceed.
    private static func spread(_ times: [Duration]) -> Analytics.Spread {
        let sorted = times.sorted()
        func rank(_ share: Int) -> Duration? {
            sorted.first { time in sorted.count { $0 <= time } * 100 >= share * sorted.count }
        }
        return Analytics.Spread(count: sorted.count, median: rank(50), ninetieth: rank(90))
    }
}
