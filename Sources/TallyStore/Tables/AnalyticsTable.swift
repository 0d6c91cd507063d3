internal import TallyCore

/// The desk in numbers, counted by SQLite: only sums and two times of each group come out.
///
/// Each statement is run for the pieces of the period and, over the whole of it, for each dimension: `?1` are the
/// pieces as `[[start, end], …]`, `?2` the dimension, `?3` to `?7` the filters. A piece is looked up in an index over
/// the moment that counts, so the cost follows the period and not the age of the desk.
extension Records: AnalyticsRecords {
    func analytics(_ query: AnalyticsQuery, at now: Timestamp) throws(DeskError) -> Analytics {
        var analytics = Analytics()
        let pieces = query.period.pieces(by: query.step) ?? []
        let series = try figures(query, pieces.map { ($0.start, $0.end) }, by: nil)
        analytics.series = pieces.indices.map { series[Key(piece: $0, group: nil)] ?? Analytics.Figures() }
        let whole = [(query.period.start, query.period.end)]
        analytics.totals =
            try figures(query, whole, by: nil)[Key(piece: 0, group: nil)] ?? Analytics.Figures()
        analytics.backlog = try backlog(query, at: now)
        for dimension in query.dimensions {
            let figures = try figures(query, whole, by: dimension)
            let backlog = try backlog(query, by: dimension)
            let keys = Set(figures.keys.map(\.group)).union(backlog.keys)
            var groups: [Analytics.Group] = []
            for key in keys {
                var group = try group(key, of: dimension)
                group.figures = figures[Key(piece: 0, group: key)] ?? Analytics.Figures()
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

    private func figures(
        _ query: AnalyticsQuery, _ pieces: [(Timestamp, Timestamp)], by dimension: Analytics.Dimension?
    ) throws(DeskError) -> [Key: Analytics.Figures] {
        guard !pieces.isEmpty else { return [:] }
        let values = query.values(pieces, by: dimension)
        var figures: [Key: Analytics.Figures] = [:]
        for (key, count) in try created(values) {
            figures[key, default: Analytics.Figures()].created = count
        }
        for (key, resolved, reopened) in try moves(values) {
            figures[key, default: Analytics.Figures()].resolved = resolved
            figures[key, default: Analytics.Figures()].reopened = reopened
        }
        for (key, measure) in try measures(of: .firstResponse, values) {
            figures[key, default: Analytics.Figures()].firstResponse = measure
        }
        for (key, measure) in try measures(of: .resolution, values) {
            figures[key, default: Analytics.Figures()].resolution = measure
        }
        return figures
    }

    private func created(_ values: [Value]) throws(DeskError) -> [(Key, Int)] {
        try rows(
            """
            SELECT piece.key, CAST(CASE ?2 WHEN 'team' THEN t.team_id WHEN 'person' THEN t.assignee_id
                    WHEN 'category' THEN t.category WHEN 'project' THEN t.project_id
                    WHEN 'priority' THEN t.priority END AS TEXT) AS part, count(*)
            FROM json_each(?1) piece CROSS JOIN ticket t
                ON t.created_at >= piece.value ->> 0 AND t.created_at < piece.value ->> 1
            WHERE (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                AND (?7 IS NULL OR t.priority = ?7)
            GROUP BY 1, 2
            """, values
        ) { row throws(SQLiteError) in (Key(row), Int(row.integer(2))) }
    }

    private func moves(_ values: [Value]) throws(DeskError) -> [(Key, Int, Int)] {
        try rows(
            """
            SELECT piece.key, CAST(CASE ?2 WHEN 'team' THEN t.team_id WHEN 'person' THEN t.assignee_id
                    WHEN 'category' THEN t.category WHEN 'project' THEN t.project_id
                    WHEN 'priority' THEN t.priority END AS TEXT) AS part,
                count(*) FILTER (WHERE e.kind = 'resolved'), count(*) FILTER (WHERE e.kind = 'reopened')
            FROM json_each(?1) piece CROSS JOIN timeline e
                ON e.kind IN ('resolved', 'reopened')
                    AND e.at >= piece.value ->> 0 AND e.at < piece.value ->> 1
                CROSS JOIN ticket t ON t.id = e.ticket_id
            WHERE (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                AND (?7 IS NULL OR t.priority = ?7)
            GROUP BY 1, 2
            """, values
        ) { row throws(SQLiteError) in (Key(row), Int(row.integer(2)), Int(row.integer(3))) }
    }

    /// What is measured of a ticket, from its opening on.
    private enum Promise {
        case firstResponse
        case resolution

        /// The tickets of each piece, with the time on the wall and what the promise's own clock says.
        var measured: SQLText {
            switch self {
            case .firstResponse:
                SQLText(
                    """
                    t.first_responded_at - t.created_at AS wall, o.first_response_time AS business,
                        o.kept_first_response AS kept
                    FROM json_each(?1) piece CROSS JOIN ticket t ON t.first_responded_at >= piece.value ->> 0
                        AND t.first_responded_at < piece.value ->> 1
                    """)
            case .resolution:
                SQLText(
                    """
                    t.resolved_at - t.created_at AS wall, o.resolution_time AS business, o.kept_resolution AS kept
                    FROM json_each(?1) piece CROSS JOIN ticket t ON t.resolved_at >= piece.value ->> 0
                        AND t.resolved_at < piece.value ->> 1
                    """)
            }
        }
    }

    private func measures(
        of promise: Promise, _ values: [Value]
    ) throws(DeskError) -> [(Key, Analytics.Measure)] {
        var sql = SQLText(
            """
            WITH measured AS (
                SELECT piece.key AS piece, CAST(CASE ?2 WHEN 'team' THEN t.team_id WHEN 'person' THEN t.assignee_id
                        WHEN 'category' THEN t.category WHEN 'project' THEN t.project_id
                        WHEN 'priority' THEN t.priority END AS TEXT) AS part,
            """, values)
        sql.add(promise.measured)
        sql.add(
            """
                LEFT JOIN service_level_outcome o ON o.ticket_id = t.id
                WHERE t.merged_into_id IS NULL
                    AND (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                    AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                    AND (?7 IS NULL OR t.priority = ?7)),
            ranked AS (
                SELECT piece, part, kept, wall, row_number() OVER (PARTITION BY piece, part ORDER BY wall) AS wall_rank,
                    count(*) OVER (PARTITION BY piece, part) AS wall_count, business,
                    row_number() OVER (PARTITION BY piece, part ORDER BY business IS NULL, business) AS business_rank,
                    count(business) OVER (PARTITION BY piece, part) AS business_count
                FROM measured)
            SELECT piece, part, wall_count,
                max(wall) FILTER (WHERE wall_rank = (wall_count + 1) / 2),
                max(wall) FILTER (WHERE wall_rank = (wall_count * 9 + 9) / 10), business_count,
                max(business) FILTER (WHERE business_rank = (business_count + 1) / 2),
                max(business) FILTER (WHERE business_rank = (business_count * 9 + 9) / 10),
                count(*) FILTER (WHERE kept = 1), count(*) FILTER (WHERE kept = 0)
            FROM ranked GROUP BY piece, part
            """)
        return try rows(sql) { row throws(SQLiteError) in (Key(row), Analytics.Measure(row: row, from: 2)) }
    }

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
                AND (?7 IS NULL OR t.priority = ?7)
            GROUP BY 1
            """,
            [.text(JSON.array(edges.map { .integer($0) }).description)]
                + query.values([], by: nil).dropFirst()
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
            WHERE t.status IN ('open', 'in_progress', 'waiting') AND t.merged_into_id IS NULL AND ?1 IS NOT NULL
                AND (?3 IS NULL OR t.team_id = ?3) AND (?4 IS NULL OR t.assignee_id = ?4)
                AND (?5 IS NULL OR t.category = ?5) AND (?6 IS NULL OR t.project_id = ?6)
                AND (?7 IS NULL OR t.priority = ?7)
            GROUP BY 1
            """, query.values([], by: dimension)
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

/// A piece of the period, and what its tickets have in common.
private struct Key: Hashable {
    let piece: Int
    let group: String?

    init(piece: Int, group: String?) {
        self.piece = piece
        self.group = group
    }

    /// Columns: piece, part.
    init(_ row: Row) {
        self.init(piece: Int(row.integer(0)), group: row.optionalText(1))
    }
}

extension AnalyticsQuery {
    fileprivate func values(
        _ pieces: [(start: Timestamp, end: Timestamp)], by dimension: Analytics.Dimension?
    ) -> [Value] {
        let list = pieces.map {
            JSON.array([.integer($0.start.milliseconds), .integer($0.end.milliseconds)])
        }
        return [
            .text(JSON.array(list).description), .optional(dimension?.rawValue), .optional(team?.rawValue),
            .optional(person?.rawValue), .optional(category), .optional(project?.rawValue),
            .optional(priority?.rawValue),
        ]
    }
}

extension Analytics.Measure {
    /// Columns: count, median and ninetieth of the wall's time, the same of business time, kept, broken.
    fileprivate init(row: Row, from column: Int32) {
        self.init()
        wall = Analytics.Spread(row: row, from: column)
        business = Analytics.Spread(row: row, from: column + 3)
        kept = Int(row.integer(column + 6))
        broken = Int(row.integer(column + 7))
    }
}

extension Analytics.Spread {
    fileprivate init(row: Row, from column: Int32) {
        self.init(
            count: Int(row.integer(column)),
            median: row.optionalInteger(column + 1).map { .milliseconds($0) },
            ninetieth: row.optionalInteger(column + 2).map { .milliseconds($0) })
    }
}
