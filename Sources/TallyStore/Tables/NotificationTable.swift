internal import TallyCore

/// Notifications and how people want to be told.
extension Records: NotificationRecords {
    /// How many notifications of one person are kept.
    private static let kept = 500

    func addNotification(
        _ kind: NotificationKind, to person: Person.ID, about ticket: Ticket.ID, by actor: Person.ID?,
        at now: Timestamp
    ) throws(DeskError) -> Notification.ID {
        let id = try number(
            """
            INSERT INTO notification (person_id, kind, ticket_id, actor_id, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id
            """,
            [
                .integer(person.rawValue), .text(kind.rawValue), .integer(ticket.rawValue),
                .optional(actor?.rawValue), .integer(now.milliseconds),
            ])
        try run(
            """
            DELETE FROM notification WHERE person_id = ?1 AND id <= (
                SELECT id FROM notification WHERE person_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
            """, [.integer(person.rawValue), .integer(Self.kept)])
        return Notification.ID(rawValue: id)
    }

    func notifications(
        of person: Person.ID, unreadOnly: Bool, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<Notification> {
        let found = try rows(
            """
            SELECT id, person_id, kind, ticket_id, actor_id, created_at, read_at FROM notification
            WHERE person_id = ?1 AND (?2 = 0 OR read_at IS NULL) AND (?3 IS NULL OR id < ?3)
            ORDER BY id DESC LIMIT ?4
            """, [.integer(person.rawValue), .flag(unreadOnly), .optional(last), .integer(limit + 1)],
            Notification.init(row:))
        let total = try number(
            "SELECT count(*) FROM notification WHERE person_id = ?1 AND (?2 = 0 OR read_at IS NULL)",
            [.integer(person.rawValue), .flag(unreadOnly)])
        return Page(found, limit: limit, total: total) { $0.id.rawValue }
    }

    func notification(_ id: Notification.ID) throws(DeskError) -> Notification? {
        try first(
            """
            SELECT id, person_id, kind, ticket_id, actor_id, created_at, read_at FROM notification WHERE id = ?1
            """, [.integer(id.rawValue)], Notification.init(row:))
    }

    func unreadNotifications(of person: Person.ID) throws(DeskError) -> Int {
        Int(
            try number(
                "SELECT count(*) FROM notification WHERE person_id = ?1 AND read_at IS NULL",
                [.integer(person.rawValue)]))
    }

    func markRead(_ id: Notification.ID?, of person: Person.ID, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE notification SET read_at = ?3
            WHERE person_id = ?1 AND read_at IS NULL AND (?2 IS NULL OR id = ?2)
            """,
            [.integer(person.rawValue), .optional(id?.rawValue), .integer(now.milliseconds)])
    }

    func preference(
        for kind: NotificationKind, of person: Person.ID
    ) throws(DeskError) -> NotificationPreference {
        try first(
            """
            SELECT by_mail, in_digest, in_app FROM notification_preference WHERE person_id = ?1 AND kind = ?2
            """,
            [.integer(person.rawValue), .text(kind.rawValue)]
        ) { row throws(SQLiteError) in
            NotificationPreference(
                mail: row.flag(0) ? (row.flag(1) ? .digest : .each) : .none, inApp: row.flag(2))
        } ?? NotificationPreference()
    }

    func setPreference(
        _ preference: NotificationPreference, for kind: NotificationKind, of person: Person.ID
    ) throws(DeskError) {
        try run(
            """
            INSERT INTO notification_preference (person_id, kind, by_mail, in_digest, in_app)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (person_id, kind) DO UPDATE
            SET by_mail = excluded.by_mail, in_digest = excluded.in_digest, in_app = excluded.in_app
            """,
            [
                .integer(person.rawValue), .text(kind.rawValue), .flag(preference.mail != .none),
                .flag(preference.mail == .digest), .flag(preference.inApp),
            ])
    }
}

extension Notification {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: ID(rawValue: row.integer(0)), person: Person.ID(rawValue: row.integer(1)),
            kind: try row.choice(NotificationKind.self, 2), ticket: row.ticket(3),
            actor: row.optionalPerson(4), createdAt: row.moment(5), readAt: row.optionalMoment(6))
    }
}
