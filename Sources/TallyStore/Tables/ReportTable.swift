internal import TallyCore

/// What reports of a period are made from, and which were sent.
extension Records {
    func resolvedTickets(
        in period: CalendarPeriod, after cursor: TicketQuery.Cursor?, limit: Int
    ) throws(DeskError) -> [Ticket] {
        let numbers = try rows(
            """
            SELECT id FROM ticket
            WHERE resolved_at >= ?1 AND resolved_at < ?2 AND (resolved_at, id) > (?3, ?4) AND merged_into_id IS NULL
            ORDER BY resolved_at, id LIMIT ?5
            """,
            [
                .integer(period.start.milliseconds), .integer(period.end.milliseconds),
                .integer(cursor?.moment.milliseconds ?? 0), .integer(cursor?.ticket.rawValue ?? 0),
                .integer(limit),
            ]
        ) { row throws(SQLiteError) in row.ticket(0) }
        var tickets: [Ticket] = []
        for number in numbers {
            if let ticket = try ticket(number) { tickets.append(ticket) }
        }
        return tickets
    }

    func noteReport(of period: CalendarPeriod, at now: Timestamp) throws(DeskError) -> Bool {
        try run(
            "INSERT INTO sent_report (period_start, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            [.integer(period.start.milliseconds), .integer(now.milliseconds)]) == 1
    }

    func hasTickets(before moment: Timestamp) throws(DeskError) -> Bool {
        try number(
            "SELECT EXISTS (SELECT 1 FROM ticket WHERE created_at < ?1)", [.integer(moment.milliseconds)])
            == 1
    }
}
