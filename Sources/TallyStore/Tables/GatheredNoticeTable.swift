internal import TallyCore

/// Notices that go out together, those of floods and those of a day.
extension Records {
    func gather(
        _ kind: MailKind, to person: Person.ID, about ticket: Ticket.ID, for mail: GatheringMail,
        at now: Timestamp
    ) throws(DeskError) {
        try run(
            """
            INSERT INTO gathered_notice (person_id, ticket_id, kind, at, is_daily) VALUES (?1, ?2, ?3, ?4, ?5)
            """,
            [
                .integer(person.rawValue), .integer(ticket.rawValue), .text(kind.rawValue),
                .integer(now.milliseconds), .flag(mail == .digest),
            ])
    }

    func hasGathered(for person: Person.ID) throws(DeskError) -> Bool {
        try number(
            "SELECT EXISTS (SELECT 1 FROM gathered_notice WHERE is_daily = 0 AND person_id = ?1)",
            [.integer(person.rawValue)])
            != 0
    }

    func peopleWithGathered(since latest: Timestamp, limit: Int) throws(DeskError) -> [Person.ID] {
        try rows(
            """
            SELECT person_id FROM gathered_notice WHERE is_daily = 0
            GROUP BY person_id HAVING min(at) <= ?1 ORDER BY person_id LIMIT ?2
            """, [.integer(latest.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in Person.ID(rawValue: row.integer(0)) }
    }

    func takeGathered(_ mail: GatheringMail, of person: Person.ID) throws(DeskError) -> [GatheredNotices] {
        let found = try rows(
            """
            SELECT ticket_id, kind, count(*) FROM gathered_notice WHERE is_daily = ?1 AND person_id = ?2
            GROUP BY ticket_id, kind ORDER BY min(id)
            """, [.flag(mail == .digest), .integer(person.rawValue)]
        ) { row throws(SQLiteError) in
            (row.ticket(0), try row.choice(MailKind.self, 1), Int(row.integer(2)))
        }
        try run(
            "DELETE FROM gathered_notice WHERE is_daily = ?1 AND person_id = ?2",
            [.flag(mail == .digest), .integer(person.rawValue)])
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

    func waitingDigests() throws(DeskError) -> [(person: Person.ID, since: Timestamp)] {
        try rows(
            """
            SELECT person_id, min(at) FROM gathered_notice WHERE is_daily = 1 GROUP BY person_id ORDER BY person_id
            """, []
        ) { row throws(SQLiteError) in (Person.ID(rawValue: row.integer(0)), row.moment(1)) }
    }

    func noteDigest(of day: CalendarDay, to person: Person.ID, at now: Timestamp) throws(DeskError) -> Bool {
        try run(
            """
            INSERT INTO sent_digest (person_id, day, at) VALUES (?1, ?2, ?3)
            ON CONFLICT (person_id) DO UPDATE SET day = excluded.day, at = excluded.at
            WHERE sent_digest.day <> excluded.day
            """, [.integer(person.rawValue), .text(day.description), .integer(now.milliseconds)]) == 1
    }
}
