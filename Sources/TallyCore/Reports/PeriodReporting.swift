/// The report on a period: its numbers, and every ticket that was resolved in it.
extension Desk {
    /// How many tickets the PDF lists; the CSV has all.
    package static let listedTickets = 500
    private static let page = 200

    /// The report, in words for people.
    ///
    /// - Parameter words: how the reader is written to; nil means as the site does.
    package func report(
        on period: CalendarPeriod, _ words: Wording? = nil
    ) throws(DeskError) -> TicketReport {
        let words = words ?? settings.wording(for: nil)
        let analytics = try records.analytics(AnalyticsQuery(period: period), at: now)
        let days: KeyValuePairs = ["first": words(period.first), "last": words(period.last)]
        var report = TicketReport(
            site: settings.siteName, reference: words(.period, days),
            subject: words(.resolutionReport), language: words.language.text, pageSize: settings.paper,
            facts: Self.facts(analytics, words), generatedAt: now, generatedText: words(now))
        report.heading = report.subject
        report.vocabulary = words.ofReports
        report.hasConversation = false
        for dimension in [Analytics.Dimension.team, .person, .category, .project, .priority] {
            let groups = analytics.groups[dimension] ?? []
            guard groups.contains(where: { $0.name != nil }) else { continue }
            report.tables.append(Self.table(dimension, groups, words))
        }
        let count = analytics.totals.resolution.wall.count
        report.tables.append(try resolvedTable(period, of: count, words))
        return report
    }

    private static func facts(_ analytics: Analytics, _ words: Wording) -> [TicketReport.Fact] {
        let totals = analytics.totals
        let facts: [(ReportPhrase, String)] = [
            (.created, "\(totals.created)"), (.resolvedAt, "\(totals.resolved)"),
            (.reopened, "\(totals.reopened)"),
            (.firstResponseMedian, words(totals.firstResponse.wall.median)),
            (.firstResponseNinetieth, words(totals.firstResponse.wall.ninetieth)),
            (.firstResponsesInTime, percent(totals.firstResponse.compliance)),
            (.resolutionMedian, words(totals.resolution.wall.median)),
            (.resolutionNinetieth, words(totals.resolution.wall.ninetieth)),
            (.resolutionsInTime, percent(totals.resolution.compliance)),
            (.unfinishedNow, "\(analytics.backlog.total)"),
            (.overdueNow, "\(analytics.backlog.breached)"),
        ]
        return facts.map { TicketReport.Fact(label: words($0), value: $1) }
    }

    private static func table(
        _ dimension: Analytics.Dimension, _ groups: [Analytics.Group], _ words: Wording
    ) -> TicketReport.Table {
        let names: (title: ReportPhrase, none: ReportPhrase) =
            switch dimension {
            case .team: (.teams, .ofNoTeam)
            case .person: (.people, .nobody)
            case .category: (.categories, .ofNoCategory)
            case .project: (.projects, .ofNoProject)
            case .priority: (.priorities, .ofNoPriority)
            }
        func name(of group: Analytics.Group) -> String {
            guard let name = group.name else { return words(names.none) }
            guard dimension == .priority, let priority = Priority(rawValue: name) else { return name }
            return words.label(of: priority)
        }
        return TicketReport.Table(
            title: words(names.title),
            columns: [
                .init("", share: 4), .init(words(.created), isNumber: true),
                .init(words(.resolvedAt), isNumber: true),
                .init(words(.answeredIn), share: 2, isNumber: true),
                .init(words(.inTime), isNumber: true), .init(words(.resolvedIn), share: 2, isNumber: true),
                .init(words(.inTime), isNumber: true), .init(words(.unfinished), isNumber: true),
            ],
            rows: groups.map { group in
                let figures = group.figures
                return [
                    name(of: group), "\(figures.created)", "\(figures.resolved)",
                    words(figures.firstResponse.wall.median), percent(figures.firstResponse.compliance),
                    words(figures.resolution.wall.median), percent(figures.resolution.compliance),
                    "\(group.backlog)",
                ]
            }, note: words(.mediansNote))
    }

    private func resolvedTable(
        _ period: CalendarPeriod, of count: Int, _ words: Wording
    ) throws(DeskError) -> TicketReport.Table {
        var rows: [[String]] = []
        var names: [Person.ID: String] = [:]
        for ticket in try records.resolvedTickets(in: period, after: nil, limit: Self.listedTickets) {
            let outcome = try records.serviceLevelOutcome(of: ticket.id)
            let took = ticket.resolvedAt.map { $0 - ticket.createdAt }
            let isKept = outcome?.keptResolution.map { $0 ? words(.yes) : words(.no) }
            rows.append([
                settings.reference(of: ticket.id), ticket.subject, try name(ticket.assignee, &names),
                words.label(of: ticket.priority), ticket.resolvedAt.map { words($0) } ?? "", words(took),
                isKept ?? "–",
            ])
        }
        let left = count - rows.count
        return TicketReport.Table(
            title: words(.resolvedTickets),
            columns: [
                .init(words(.ticket), share: 2), .init(words(.subject), share: 6),
                .init(words(.doneBy), share: 4), .init(words(.priority), share: 2),
                .init(words(.resolvedAt), share: 6), .init(words(.took), share: 3, isNumber: true),
                .init(words(.inTime), share: 2),
            ], rows: rows, note: left > 0 ? words(.moreInCSV, ["count": "\(left)"]) : nil)
    }

    /// Every ticket that was resolved in the period, one record each; times in UTC, durations in seconds.
    package func csv(of period: CalendarPeriod) throws(DeskError) -> [UInt8] {
        var csv = CSV(header: [
            "reference", "subject", "requester", "assignee", "team", "category", "priority", "status",
            "created_at", "first_responded_at", "resolved_at", "first_response_seconds",
            "first_response_business_seconds", "first_response_kept", "resolution_seconds",
            "resolution_business_seconds", "resolution_kept",
        ])
        var names: [Person.ID: String] = [:]
        var teams: [Team.ID: String] = [:]
        try forEachResolved(in: period) { ticket throws(DeskError) in
            let outcome = try records.serviceLevelOutcome(of: ticket.id) ?? ServiceLevelOutcome()
            if let team = ticket.team, teams[team] == nil { teams[team] = try records.team(team)?.name }
            csv.append([
                settings.reference(of: ticket.id), ticket.subject, try name(ticket.requester, &names),
                try name(ticket.assignee, &names), ticket.team.flatMap { teams[$0] } ?? "",
                ticket.category ?? "", ticket.priority.rawValue, ticket.status.rawValue,
                ticket.createdAt.description, ticket.firstRespondedAt?.description ?? "",
                ticket.resolvedAt?.description ?? "",
                Self.seconds(ticket.firstRespondedAt.map { $0 - ticket.createdAt }),
                Self.seconds(outcome.firstResponseTime), Self.word(outcome.keptFirstResponse),
                Self.seconds(ticket.resolvedAt.map { $0 - ticket.createdAt }),
                Self.seconds(outcome.resolutionTime), Self.word(outcome.keptResolution),
            ])
        }
        return csv.bytes
    }

    private func forEachResolved(
        in period: CalendarPeriod, _ body: (Ticket) throws(DeskError) -> Void
    ) throws(DeskError) {
        var cursor: TicketQuery.Cursor?
        while true {
            let tickets = try records.resolvedTickets(in: period, after: cursor, limit: Self.page)
            for ticket in tickets { try body(ticket) }
            guard tickets.count == Self.page, let last = tickets.last, let at = last.resolvedAt else {
                return
            }
            cursor = TicketQuery.Cursor(key: at.milliseconds, ticket: last.id)
        }
    }

    private func name(
        _ id: Person.ID?, _ known: inout [Person.ID: String]
    ) throws(DeskError) -> String {
        guard let id else { return "" }
        if let name = known[id] { return name }
        let name = try records.person(id)?.name ?? ""
        known[id] = name
        return name
    }

    private static func seconds(_ duration: Duration?) -> String {
        duration.map { "\($0.milliseconds / 1_000)" } ?? ""
    }

    private static func word(_ isKept: Bool?) -> String { isKept.map { $0 ? "yes" : "no" } ?? "" }

    private static func percent(_ share: Double?) -> String {
        share.map { "\(Int(($0 * 100).rounded(.down))) %" } ?? "–"
    }
}
