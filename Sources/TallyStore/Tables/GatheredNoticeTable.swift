internal import TallyCore

/// Notices to staff that go out together.
extension Records {
    func gather(
        _ kind: MailKind, to person: Person.ID, about ticket: Ticket.ID, at now: Timestamp
    ) throws(DeskError) {
        try run(
            "INSERT INTO gathered_notice (person_id, ticket_id, kind, at) VALUES (?1, ?2, ?3, ?4)",
            [
                .integer(person.rawValue), .integer(ticket.rawValue), .text(kind.rawValue),
                .integer(now.milliseconds),
            ])
    }

    func hasGathered(for person: Person.ID) throws(DeskError) -> Bool {
        try number(
            "SELECT EXISTS (SELECT 1 FROM gathered_notice WHERE person_id = ?1)", [.integer(person.rawValue)])
            != 0
    }

    func peopleWithGathered(since latest: Timestamp, limit: Int) throws(DeskError) -> [Person.ID] {
        try rows(
            """
            SELECT person_id FROM gathered_notice GROUP BY person_id HAVING min(at) <= ?1
            ORDER BY person_id LIMIT ?2
            """, [.integer(latest.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in Person.ID(rawValue: row.integer(0)) }
    }

    func takeGathered(for person: Person.ID) throws(DeskError) -> [GatheredNotices] {
        let found = try rows(
            """
            SELECT ticket_id, kind, count(*) FROM gathered_notice WHERE person_id = ?1
            GROUP BY ticket_id, kind ORDER BY min(id)
            """, [.integer(person.rawValue)]
        ) { row throws(SQLiteError) in
            (row.ticket(0), try row.choice(MailKind.self, 1), Int(row.integer(2)))
        }
        try run("DELETE FROM gathered_notice WHERE person_id = ?1", [.integer(person.rawValue)])
        var notices: [GatheredNotices] = []
        var positions: [Ticket.ID: Int] = [:]
        for (ticket, kind, count) in found {
            if let position = positions[ticket] {
                notices[position].counts[kind] = count
            } else {
                positions[ticket] = notices.count
                notices.append(GatheredNotices(ticket: ticket, counts: [kind: count]))
            }
        }
        return notices
    }
}
