internal import TallyCore

/// The desk in numbers: one pass over the tickets that count, found by an index over each moment that counts.
///
/// `AnalyticsTally` counts and ranks them, for the whole period, its pieces and each dimension at once. So the cost
/// follows the period, not the age of the desk and not the number of questions.
extension Records: AnalyticsRecords {
    func analytics(_ query: AnalyticsQuery, at now: Timestamp) throws(DeskError) -> Analytics {
        let pieces = query.period.pieces(by: query.step) ?? []
        let dimensions = query.dimensions.sorted { $0.rawValue < $1.rawValue }
        var tally = AnalyticsTally(pieces: pieces, of: query.period, by: dimensions)
        try addTickets(query, to: &tally)
        try addMoves(query, to: &tally)
        let counted = tally.counted()
        var analytics = Analytics()
        analytics.totals = counted.totals
        analytics.series = counted.series
        analytics.backlog = try backlog(query, at: now)
        for dimension in dimensions {
            let figures = counted.groups[dimension] ?? [:]
            let backlog = try backlog(query, by: dimension)
            var groups: [Analytics.Group] = []
            for key in Set(figures.keys).union(backlog.keys) {
                var group = try group(key, of: dimension)
                group.figures = figures[key] ?? Analytics.Figures()
                group.backlog = backlog[key] ?? 0
                groups.append(group)
            }
            analytics.groups[dimension] = groups.sorted(by: Self.comesFirst)
        }
        return analytics
    }

    /// The busiest first; of two the one whose name comes first, and those without a name last.
    private static func comesFirst(_ left: Analytics.Group, _ right: Analytics.Group) -> Bool {
        if left.figures.created != right.figures.created {
            return left.figures.created > right.figures.created
        }
        guard let one = left.name, let other = right.name else {
            return right.name == nil && left.name != nil
        }
        return one == other ? (left.id ?? 0) < (right.id ?? 0) : one < other
    }

    private func addTickets(
        _ query: AnalyticsQuery, to tally: inout AnalyticsTally
    ) throws(DeskError) {
        var found = tally
        _ = try rows(Self.countedTickets, query.values) { row throws(SQLiteError) in found.add(row) }
        tally = found
    }

    /// `?1` and `?2` are the period, `?3` to `?7` the filters.
    static let countedTickets: StaticString = """
        SELECT t.id, t.created_at, t.first_responded_at, t.resolved_at, t.merged_into_id IS NOT NULL,
            o.first_response_time, o.kept_first_response, o.resolution_time, o.kept_resolution,
            t.team_id, t.assignee_id, t.category, t.project_id, t.priority
        FROM (SELECT id FROM ticket WHERE created_at >= ?1 AND created_at < ?2
            UNION SELECT id FROM ticket WHERE first_responded_at >= ?1 AND first_responded_at < ?2
            UNION SELECT id FROM ticket WHERE resolved_at >= ?1 AND resolved_at < ?2
            UNION SELECT ticket_id FROM timeline WHERE kind IN ('resolved', 'reopened') AND at >= ?1 AND at < ?2)
            counted
        CROSS JOIN ticket t ON t.id = counted.id LEFT JOIN service_level_outcome o ON o.ticket_id = t.id
        WHERE (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
            AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
            AND (?7 IS NULL OR t.priority = ?7)
        """

    private func addMoves(
        _ query: AnalyticsQuery, to tally: inout AnalyticsTally
    ) throws(DeskError) {
        var found = tally
        _ = try rows(Self.countedMoves, Array(query.values.prefix(2))) { row throws(SQLiteError) in
            found.addMove(of: row.integer(0), at: row.integer(1), isResolution: row.flag(2))
        }
        tally = found
    }

    static let countedMoves: StaticString = """
        SELECT ticket_id, at, kind = 'resolved' FROM timeline
        WHERE kind IN ('resolved', 'reopened') AND at >= ?1 AND at < ?2
        """

    // MARK: Backlog

    private func backlog(_ query: AnalyticsQuery, at now: Timestamp) throws(DeskError) -> Analytics.Backlog {
        let edges = Analytics.Backlog.ages.map { (now - .days($0)).milliseconds }
        var backlog = Analytics.Backlog()
        let found = try rows(
            """
            SELECT (SELECT count(*) FROM json_each(?1) edge WHERE t.created_at <= edge.value), count(*),
                count(*) FILTER (WHERE t.sla_status = 'breached')
            FROM ticket t
            WHERE t.status IN ('open', 'in_progress', 'waiting') AND t.merged_into_id IS NULL
                AND (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                AND (?7 IS NULL OR t.priority = ?7) AND ?2 IS NOT NULL
            GROUP BY 1
            """,
            [.text(JSON.array(edges.map { .integer($0) }).description)]
                + query.values.dropFirst()
        ) { row throws(SQLiteError) in (Int(row.integer(0)), Int(row.integer(1)), Int(row.integer(2))) }
        for (age, count, breached) in found {
            backlog.byAge[age] += count
            backlog.breached += breached
        }
        return backlog
    }

    private func backlog(
        _ query: AnalyticsQuery, by dimension: Analytics.Dimension
    ) throws(DeskError) -> [String?: Int] {
        let found = try rows(
            """
            SELECT CAST(CASE ?2 WHEN 'team' THEN t.team_id WHEN 'person' THEN t.assignee_id
                    WHEN 'category' THEN t.category WHEN 'project' THEN t.project_id
                    WHEN 'priority' THEN t.priority END AS TEXT), count(*)
            FROM ticket t
            WHERE t.status IN ('open', 'in_progress', 'waiting') AND t.merged_into_id IS NULL AND ?1 IS NULL
                AND (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                AND (?7 IS NULL OR t.priority = ?7)
            GROUP BY 1
            """, [.null, .text(dimension.rawValue)] + query.values.dropFirst(2)
        ) { row throws(SQLiteError) in (row.optionalText(0), Int(row.integer(1))) }
        return Dictionary(found, uniquingKeysWith: +)
    }

    // MARK: Names

    private func group(
        _ key: String?, of dimension: Analytics.Dimension
    ) throws(DeskError) -> Analytics.Group {
        guard let key else { return Analytics.Group() }
        let values: [Value] = [.integer(Int64(key) ?? 0)]
        func named(_ name: String?) -> Analytics.Group { Analytics.Group(id: Int64(key), name: name) }
        switch dimension {
        case .category, .priority:
            return Analytics.Group(name: key)
        case .team:
            return named(try first("SELECT name FROM team WHERE id = ?1", values, Self.name))
        case .person:
            return named(try first("SELECT name FROM person WHERE id = ?1", values, Self.name))
        case .project:
            return named(try first("SELECT name FROM project WHERE id = ?1", values, Self.name))
        }
    }

    private static func name(_ row: Row) throws(SQLiteError) -> String { row.text(0) }
}

extension AnalyticsQuery {
    /// The period and the filters.
    fileprivate var values: [Value] {
        [
            .integer(period.start.milliseconds), .integer(period.end.milliseconds),
            .optional(team?.rawValue), .optional(person?.rawValue), .optional(category),
            .optional(project?.rawValue), .optional(priority?.rawValue),
        ]
    }
}
