internal import TallyCore

/// Lists of tickets: what a viewer may see, chosen, in an order, page by page.
///
/// Each order has its index, and so has each filter that chooses few; a page reads its own rows and little
/// else.
extension Records {
    func tickets(_ query: TicketQuery) throws(DeskError) -> TicketPage {
        let limit = min(max(query.limit, 1), 200)
        let conditions = SQLConditions(query, commonTags: try commonTags(query))
        var total: Int?
        let entries: [ListEntry]
        if let match = query.words.match(includesNotes: query.viewer.isAgent) {
            entries = try rows(
                foundPage(query, match, conditions, limit: limit + 1), ListEntry.init(row:))
            total = entries.first.map { Int($0.total) }
            if entries.isEmpty, query.after != nil {
                total = Int(try number(foundCount(match, conditions)))
            }
        } else {
            entries = try rows(page(query, conditions, limit: limit + 1), ListEntry.init(row:))
            // To be counted, those who have a tag are gone through and not the list.
            total = try count(query, SQLConditions(query))
        }
        let shown = entries.prefix(limit)
        let next =
            entries.count > limit
            ? shown.last.map { TicketQuery.Cursor(key: $0.key, ticket: $0.ticket.id) } : nil
        return TicketPage(tickets: shown.map(\.ticket), total: total ?? 0, next: next)
    }

    /// Those of the query's tags that so many tickets have that going through the list finds a page of them
    /// sooner than sorting all who have them.
    private func commonTags(_ query: TicketQuery) throws(DeskError) -> Set<String> {
        var common: Set<String> = []
        for tag in query.tags {
            let count = try number(
                "SELECT count(*) FROM (SELECT 1 FROM ticket_tag WHERE tag = ?1 LIMIT 1000)", [.text(tag)])
            if count == 1_000 { common.insert(tag) }
        }
        return common
    }

    private struct ListEntry {
        let ticket: Ticket
        let key: Int64
        let total: Int64

        init(row: Row) throws(SQLiteError) {
            ticket = try Ticket(row: row)
            key = row.integer(23)
            total = row.integer(24)
        }
    }

    // MARK: Pages

    /// The SQL of one page without words.
    func page(_ query: TicketQuery, _ conditions: SQLConditions, limit: Int) -> SQLText {
        var conditions = conditions
        let order = query.order == .relevance ? TicketQuery.Order.updated : query.order
        if let after = query.after { order.require(beyond: after, isReversed: query.isReversed, &conditions) }
        var sql = SQLText("SELECT")
        sql.add(Self.listColumns)
        sql.add(order.key)
        sql.add(", 0 FROM ticket t")
        sql.add(conditions.clause)
        sql.add(order.clause(isReversed: query.isReversed))
        sql.add("LIMIT ?", .integer(limit))
        return sql
    }

    /// The newest tickets that the words are found in; when there are more, the older ones are not looked at.
    private func found(_ match: String, _ conditions: SQLConditions) -> SQLText {
        var conditions = conditions
        conditions.require("ticket_search MATCH ?", .text(match))
        var sql = SQLText(
            """
            WITH found (id, score) AS MATERIALIZED (
                SELECT t.id, CAST(-bm25(ticket_search, 10.0, 2.0, 1.0, 4.0) * 100000
                    * (1 + 1 / (1 + ((SELECT max(updated_at) FROM ticket) - t.updated_at) / 2592000000.0)) AS INTEGER)
                FROM ticket_search CROSS JOIN ticket t ON t.id = ticket_search.rowid
            """)
        sql.add(conditions.clause)
        sql.add("ORDER BY ticket_search.rowid DESC LIMIT ?)", .integer(TicketPage.foundLimit))
        return sql
    }

    private func foundPage(
        _ query: TicketQuery, _ match: String, _ conditions: SQLConditions, limit: Int
    ) -> SQLText {
        var sql = found(match, conditions)
        var place = SQLConditions()
        if let after = query.after {
            query.order.require(beyond: after, isReversed: query.isReversed, &place)
        }
        sql.add("SELECT")
        sql.add(Self.listColumns)
        sql.add(query.order.key)
        sql.add(", (SELECT count(*) FROM found) FROM found f CROSS JOIN ticket t ON t.id = f.id")
        sql.add(place.clause)
        sql.add(query.order.clause(isReversed: query.isReversed))
        sql.add("LIMIT ?", .integer(limit))
        return sql
    }

    private func foundCount(_ match: String, _ conditions: SQLConditions) -> SQLText {
        var sql = found(match, conditions)
        sql.add("SELECT count(*) FROM found")
        return sql
    }

    static let listColumns = SQLText(
        """
        t.id, t.subject, t.status, t.priority, t.category, t.requester_id, t.assignee_id, t.assigned_at, t.team_id,
        t.mailbox, t.created_at, t.updated_at, t.first_responded_at, t.resolved_at, t.version, t.project_id, t.due_at,
        t.merged_into_id, t.closed_at, t.first_response_due_at, t.resolution_due_at, t.sla_status, t.sla_next_at,
        """)

    // MARK: Totals

    private func count(_ query: TicketQuery, _ conditions: SQLConditions) throws(DeskError) -> Int {
        if let total = try talliedCount(query) { return total }
        var sql = SQLText("SELECT count(*) FROM (SELECT 1 FROM ticket t")
        sql.add(conditions.clause)
        sql.add("LIMIT ?)", .integer(TicketPage.countLimit))
        return Int(try number(sql))
    }

    /// The exact total out of `ticket_tally`, for lists that choose by nothing else than what is tallied.
    private func talliedCount(_ query: TicketQuery) throws(DeskError) -> Int? {
        guard query.viewer.isAgent, query.isTallied else { return nil }
        var tallied = SQLConditions()
        tallied.requireTallied(of: query, team: "team_id = ?", unassigned: "is_assigned = 0")
        if query.viewer.role == .staff {
            tallied.require(
                "team_id = 0 OR team_id = ? OR is_assigned = 0",
                .optional(query.viewer.team?.rawValue))
        }
        var sql = SQLText("SELECT coalesce(sum(tickets), 0) FROM ticket_tally")
        sql.add(tallied.clause)
        let total = Int(try number(sql))
        guard query.viewer.role == .staff else { return total }
        return total + (try countBesides(query))
    }

    /// Tickets of other teams that staff see for their own sake: they hold them, asked for them, or take
    /// part.
    private func countBesides(_ query: TicketQuery) throws(DeskError) -> Int {
        let viewer = Value.integer(query.viewer.id.rawValue)
        let team = Value.integer(query.viewer.team?.rawValue ?? 0)
        var conditions = SQLConditions()
        conditions.require("t.team_id IS NOT NULL AND t.team_id <> ? AND t.assignee_id IS NOT NULL", team)
        conditions.requireTallied(of: query, team: "t.team_id = ?", unassigned: "t.assignee_id IS NULL")
        var sql = SQLText(
            """
            SELECT count(*) FROM (
                SELECT id FROM ticket WHERE assignee_id = ? AND team_id < ?
                UNION SELECT id FROM ticket WHERE assignee_id = ? AND team_id > ?
                UNION SELECT id FROM ticket WHERE requester_id = ?
                UNION SELECT ticket_id FROM participant WHERE person_id = ?) own
            CROSS JOIN ticket t ON t.id = own.id
            """, viewer, team, viewer, team, viewer, viewer)
        sql.add(conditions.clause)
        return Int(try number(sql))
    }
}

extension TicketQuery {
    fileprivate var tags: [String] {
        filters.reduce(into: tag.map { [$0] } ?? []) { tags, filter in
            if case .tag(let tag) = filter { tags.append(tag) }
        }
    }

    /// Whether `ticket_tally` knows everything that the list chooses by.
    fileprivate var isTallied: Bool {
        let isAssigneeTallied =
            switch assignee {
            case .nobody, nil: true
            case .person: false
            }
        return isAssigneeTallied && requester == nil && project == nil && category == nil && tag == nil
            && filters.isEmpty && words.isEmpty
    }
}

extension TicketQuery.Order {
    /// What tickets are sorted by, as a column.
    fileprivate var key: SQLText {
        switch self {
        case .updated: SQLText("t.updated_at")
        case .created: SQLText("t.created_at")
        case .priority: SQLText("t.urgency")
        case .due: SQLText("t.due_key")
        case .sla: SQLText("t.sla_key")
        case .relevance: SQLText("f.score")
        }
    }

    fileprivate func clause(isReversed: Bool) -> SQLText {
        var clause = SQLText("ORDER BY")
        clause.add(key)
        clause.add(isDescending != isReversed ? "DESC, t.id DESC" : ", t.id")
        return clause
    }

    fileprivate func require(
        beyond cursor: TicketQuery.Cursor, isReversed: Bool, _ conditions: inout SQLConditions
    ) {
        var condition = SQLText("(")
        condition.add(key)
        condition.add(
            isDescending != isReversed ? ", t.id) < (?, ?)" : ", t.id) > (?, ?)",
            .integer(cursor.key), .integer(cursor.ticket.rawValue))
        conditions.require(condition)
    }
}
