internal import TallyCore

/// Sign-ins.
extension Records {
    func addSession(_ session: Session) throws(DeskError) {
        try run("DELETE FROM session WHERE expires_at < ?1", [.integer(session.createdAt.milliseconds)])
        try run(
            """
            INSERT INTO session (id, person_id, token, created_at, expires_at, used_at, client, place)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            [
                .text(session.id), .integer(session.person.rawValue), .blob(session.token),
                .integer(session.createdAt.milliseconds), .integer(session.expiresAt.milliseconds),
                .integer(session.usedAt.milliseconds), .text(session.client), .text(session.place),
            ])
    }

    func session(withToken token: [UInt8]) throws(DeskError) -> Session? {
        try first(
            """
            SELECT id, person_id, token, created_at, expires_at, coalesce(used_at, created_at), client, place
            FROM session WHERE token = ?1
            """, [.blob(token)], Session.init(row:))
    }

    func session(_ id: String) throws(DeskError) -> Session? {
        try first(
            """
            SELECT id, person_id, token, created_at, expires_at, coalesce(used_at, created_at), client, place
            FROM session WHERE id = ?1
            """, [.text(id)], Session.init(row:))
    }

    func sessions(of person: Person.ID, at now: Timestamp, limit: Int) throws(DeskError) -> [Session] {
        try rows(
            """
            SELECT id, person_id, token, created_at, expires_at, coalesce(used_at, created_at), client, place
            FROM session WHERE person_id = ?1 AND expires_at > ?2
            ORDER BY coalesce(used_at, created_at) DESC, id LIMIT ?3
            """, [.integer(person.rawValue), .integer(now.milliseconds), .integer(limit)],
            Session.init(row:))
    }

    func revokeSession(_ id: String) throws(DeskError) {
        try run("DELETE FROM session WHERE id = ?1", [.text(id)])
    }

    func rotateSession(
        _ id: String, to token: [UInt8], at now: Timestamp, expiresAt: Timestamp
    ) throws(DeskError) {
        try run(
            "UPDATE session SET token = ?2, used_at = ?3, expires_at = ?4 WHERE id = ?1",
            [.text(id), .blob(token), .integer(now.milliseconds), .integer(expiresAt.milliseconds)])
    }

    func revokeSessions(of person: Person.ID, except kept: String?) throws(DeskError) {
        try run(
            "DELETE FROM session WHERE person_id = ?1 AND id IS NOT ?2",
            [.integer(person.rawValue), .optional(kept)])
    }
}

extension Session {
    /// Columns: id, person_id, token, created_at, expires_at, used_at, client, place.
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: row.text(0), person: Person.ID(rawValue: row.integer(1)), token: row.blob(2),
            createdAt: row.moment(3), expiresAt: row.moment(4))
        usedAt = row.moment(5)
        client = row.text(6)
        place = row.text(7)
    }
}
