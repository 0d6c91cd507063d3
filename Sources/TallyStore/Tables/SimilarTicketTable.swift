internal import TallyCore

/// Tickets that a request may repeat.
extension Records {
    /// The requester's own newest, and others with a word of the subject.
    func similarTickets(_ search: SimilarTicketSearch) throws(DeskError) -> [Ticket] {
        var found: [Ticket] = []
        if let requester = search.requester {
            var own = conditions(search)
            own.require("t.requester_id = ?", .integer(requester.rawValue))
            var sql = SQLText("SELECT")
            sql.add(Self.listColumns)
            sql.add("0, 0 FROM ticket t")
            sql.add(own.clause)
            sql.add("ORDER BY t.updated_at DESC, t.id DESC LIMIT 30")
            found = try rows(sql, Ticket.init(row:))
        }
        let terms = search.words.map { SearchExpression.Term($0) }
        guard let match = SearchExpression(groups: terms.isEmpty ? [] : [terms]).match(columns: "subject")
        else {
            return found
        }
        var others = conditions(search)
        others.require("ticket_search MATCH ?", .text(match))
        others.require(
            """
            ticket_search.rowid >= (SELECT id FROM ticket WHERE created_at >= ? ORDER BY created_at, id LIMIT 1)
            """, .integer(search.begunSince.milliseconds))
        var sql = SQLText("SELECT")
        sql.add(Self.listColumns)
        sql.add("0, 0 FROM ticket_search CROSS JOIN ticket t ON t.id = ticket_search.rowid")
        sql.add(others.clause)
        sql.add("ORDER BY ticket_search.rowid DESC LIMIT ?", .integer(search.limit))
        let known = Set(found.map(\.id))
        return found + (try rows(sql, Ticket.init(row:))).filter { !known.contains($0.id) }
    }

    func firstText(of ticket: Ticket.ID) throws(DeskError) -> String? {
        try first(
            """
            SELECT substr(text, 1, 8000) FROM comment WHERE ticket_id = ?1 AND visibility = 'public' ORDER BY id LIMIT 1
            """, [.integer(ticket.rawValue)]
        ) { row throws(SQLiteError) in row.text(0) }
    }

    private func conditions(_ search: SimilarTicketSearch) -> SQLConditions {
        var conditions = SQLConditions(TicketQuery(viewer: search.viewer))
        conditions.require("t.merged_into_id IS NULL AND t.status <> 'withdrawn'")
        conditions.require(
            "t.status IN ('open', 'in_progress', 'waiting') OR t.updated_at >= ?",
            .integer(search.finishedSince.milliseconds))
        if let id = search.except { conditions.require("t.id <> ?", .integer(id.rawValue)) }
        return conditions
    }
}
