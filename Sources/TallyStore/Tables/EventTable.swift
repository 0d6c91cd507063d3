internal import TallyCore

/// The event log.
extension Records {
    func append(_ event: DeskEvent.Kind, about ticket: Ticket.ID, at now: Timestamp) throws(DeskError) {
        try run(
            "INSERT INTO event (at, kind, ticket_id) VALUES (?1, ?2, ?3)",
            [.integer(now.milliseconds), .text(event.rawValue), .integer(ticket.rawValue)])
    }

    func append(
        _ event: DeskEvent.Kind, about ticket: Ticket.ID,
        notification: (id: Notification.ID, person: Person.ID), at now: Timestamp
    ) throws(DeskError) {
        try run(
            "INSERT INTO event (at, kind, ticket_id, person_id, notification_id) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .integer(now.milliseconds), .text(event.rawValue), .integer(ticket.rawValue),
                .integer(notification.person.rawValue), .integer(notification.id.rawValue),
            ])
    }

    func events(
        after sequence: Int64, for person: Person.ID?, limit: Int
    ) throws(DeskError) -> [DeskEvent] {
        guard let person else {
            return try rows(
                """
                SELECT sequence, at, kind, ticket_id, person_id, notification_id FROM event
                WHERE sequence > ?1 ORDER BY sequence LIMIT ?2
                """, [.integer(sequence), .integer(limit)], DeskEvent.init(row:))
        }
        return try rows(
            """
            SELECT * FROM (SELECT sequence, at, kind, ticket_id, person_id, notification_id FROM event
                WHERE sequence > ?1 AND person_id IS NULL ORDER BY sequence LIMIT ?2)
            UNION ALL
            SELECT * FROM (SELECT sequence, at, kind, ticket_id, person_id, notification_id FROM event
                WHERE sequence > ?1 AND person_id = ?3 ORDER BY sequence LIMIT ?2)
            ORDER BY 1 LIMIT ?2
            """, [.integer(sequence), .integer(limit), .integer(person.rawValue)], DeskEvent.init(row:))
    }

    func eventCount(
        after first: Int64, through last: Int64, for person: Person.ID, limit: Int
    ) throws(DeskError) -> Int? {
        guard first < last else { return 0 }
        // Events go from the oldest on (`removeEvents`).
        let oldest = try number("SELECT coalesce(min(sequence), 0) FROM event")
        guard oldest > 0, oldest <= first + 1 else { return nil }
        return Int(
            try number(
                """
                SELECT count(*) FROM (
                    SELECT * FROM (SELECT 1 FROM event
                        WHERE sequence > ?1 AND sequence <= ?2 AND person_id IS NULL LIMIT ?4)
                    UNION ALL
                    SELECT * FROM (SELECT 1 FROM event
                        WHERE sequence > ?1 AND sequence <= ?2 AND person_id = ?3 LIMIT ?4)
                    LIMIT ?4)
                """, [.integer(first), .integer(last), .integer(person.rawValue), .integer(limit)]))
    }

    func lastEventSequence() throws(DeskError) -> Int64 {
        try number("SELECT coalesce(max(sequence), 0) FROM event")
    }
}

extension DeskEvent {
    /// Columns: sequence, at, kind, ticket_id, person_id, notification_id.
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            sequence: row.integer(0), at: row.moment(1), kind: try row.choice(Kind.self, 2),
            ticket: row.ticket(3), person: row.optionalPerson(4),
            notification: row.optionalInteger(5).map { Notification.ID(rawValue: $0) })
    }
}
