/// The report on a period: its numbers, and every ticket that was resolved in it.
extension Desk {
    /// How many tickets the PDF lists; the CSV has all.
    package static let listedTickets = 500
    private static let page = 200

    /// The report, in words for people.
    package func report(on period: CalendarPeriod) throws(DeskError) -> TicketReport {
        let analytics = try records.analytics(AnalyticsQuery(period: period), at: now)
        var report = TicketReport(
            site: settings.siteName, reference: "\(period.first) – \(period.last)",
            subject: "Resolution report", pageSize: settings.paper, facts: facts(analytics),
            generatedAt: now, generatedText: settings.display(now))
        report.heading = "Resolution report"
        report.hasConversation = false
        for dimension in [Analytics.Dimension.team, .person, .category, .project, .priority] {
            let groups = analytics.groups[dimension] ?? []
            guard groups.contains(where: { $0.name != nil }) else { continue }
            report.tables.append(Self.table(dimension, groups))
        }
        report.tables.append(try resolvedTable(period, of: analytics.totals.resolution.wall.count))
        return report
    }

    private func facts(_ analytics: Analytics) -> [TicketReport.Fact] {
        let totals = analytics.totals
        let facts: [(String, String)] = [
            ("Created", "\(totals.created)"), ("Resolved", "\(totals.resolved)"),
            ("Reopened", "\(totals.reopened)"),
            ("First response, median", Self.words(totals.firstResponse.wall.median)),
            ("First response, 9 of 10 within", Self.words(totals.firstResponse.wall.ninetieth)),
            ("First responses in time", Self.words(totals.firstResponse.compliance)),
            ("Resolution, median", Self.words(totals.resolution.wall.median)),
            ("Resolution, 9 of 10 within", Self.words(totals.resolution.wall.ninetieth)),
            ("Resolutions in time", Self.words(totals.resolution.compliance)),
            ("Unfinished now", "\(analytics.backlog.total)"),
            ("Of these overdue", "\(analytics.backlog.breached)"),
        ]
        return facts.map { TicketReport.Fact(label: $0, value: $1) }
    }

    private static func table(
        _ dimension: Analytics.Dimension, _ groups: [Analytics.Group]
    ) -> TicketReport.Table {
        let names: (title: String, none: String) =
            switch dimension {
            case .team: ("Teams", "No team")
            case .person: ("People", "Nobody")
            case .category: ("Categories", "No category")
            case .project: ("Projects", "No project")
            case .priority: ("Priorities", "No priority")
            }
        return TicketReport.Table(
            title: names.title,
            columns: [
                .init("", share: 4), .init("Created", isNumber: true), .init("Resolved", isNumber: true),
                .init("Answered in", share: 2, isNumber: true),
                .init("In time", isNumber: true), .init("Resolved in", share: 2, isNumber: true),
                .init("In time", isNumber: true), .init("Open", isNumber: true),
            ],
            rows: groups.map { group in
                let figures = group.figures
                return [
                    group.name ?? names.none, "\(figures.created)", "\(figures.resolved)",
                    words(figures.firstResponse.wall.median), words(figures.firstResponse.compliance),
                    words(figures.resolution.wall.median), words(figures.resolution.compliance),
                    "\(group.backlog)",
                ]
            }, note: "Times are medians; open is what is unfinished now.")
    }

    private func resolvedTable(
        _ period: CalendarPeriod, of count: Int
    ) throws(DeskError) -> TicketReport.Table {
        var rows: [[String]] = []
        var names: [Person.ID: String] = [:]
        for ticket in try records.resolvedTickets(in: period, after: nil, limit: Self.listedTickets) {
            let outcome = try records.serviceLevelOutcome(of: ticket.id)
            let took = ticket.resolvedAt.map { $0 - ticket.createdAt }
            rows.append([
                settings.reference(of: ticket.id), ticket.subject, try name(ticket.assignee, &names),
                ticket.priority.label, ticket.resolvedAt.map(settings.display) ?? "", Self.words(took),
                Self.words(kept: outcome?.keptResolution),
            ])
        }
        let left = count - rows.count
        return TicketReport.Table(
            title: "Resolved tickets",
            columns: [
                .init("Ticket", share: 2), .init("Subject", share: 6), .init("By", share: 4),
                .init("Priority", share: 2), .init("Resolved", share: 6),
                .init("Took", share: 3, isNumber: true), .init("In time", share: 2),
            ], rows: rows, note: left > 0 ? "\(left) more tickets are in the CSV form of this report." : nil)
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

    // MARK: Words

    /// `3 d 4 h`, `2 h 15 min`, `8 min`; a dash for nothing.
    static func words(_ duration: Duration?) -> String {
        guard let duration else { return "–" }
        let minutes = duration.milliseconds / 60_000
        let (days, hours) = (minutes / 1_440, minutes / 60 % 24)
        if days > 0 { return hours > 0 ? "\(days) d \(hours) h" : "\(days) d" }
        if hours > 0 { return minutes % 60 > 0 ? "\(hours) h \(minutes % 60) min" : "\(hours) h" }
        return minutes > 0 ? "\(minutes) min" : "under 1 min"
    }

    private static func words(_ share: Double?) -> String {
        share.map { "\(Int(($0 * 100).rounded(.down))) %" } ?? "–"
    }

    private static func words(kept: Bool?) -> String { kept.map { $0 ? "yes" : "no" } ?? "–" }
}
