internal import TallyCore

/// Sign-ins.
extension Records {
    func addSession(_ session: Session) throws(DeskError) {
        try run("DELETE FROM session WHERE expires_at < ?1", [.integer(session.createdAt.milliseconds)])
        try run(
            "INSERT INTO session (id, person_id, token, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .text(session.id), .integer(session.person.rawValue), .blob(session.token),
                .integer(session.createdAt.milliseconds), .integer(session.expiresAt.milliseconds),
            ])
    }

    func session(withToken token: [UInt8]) throws(DeskError) -> Session? {
        try first(
            "SELECT id, person_id, token, created_at, expires_at FROM session WHERE token = ?1",
            [.blob(token)],
            Session.init(row:))
    }

    func session(_ id: String) throws(DeskError) -> Session? {
        try first(
            "SELECT id, person_id, token, created_at, expires_at FROM session WHERE id = ?1", [.text(id)],
            Session.init(row:))
    }

    func revokeSession(_ id: String) throws(DeskError) {
        try run("DELETE FROM session WHERE id = ?1", [.text(id)])
    }

    func rotateSession(_ id: String, to token: [UInt8], expiresAt: Timestamp) throws(DeskError) {
        try run(
            "UPDATE session SET token = ?2, expires_at = ?3 WHERE id = ?1",
            [.text(id), .blob(token), .integer(expiresAt.milliseconds)])
    }

    func revokeSessions(of person: Person.ID) throws(DeskError) {
        try run("DELETE FROM session WHERE person_id = ?1", [.integer(person.rawValue)])
    }
}

extension Session {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: row.text(0), person: Person.ID(rawValue: row.integer(1)), token: row.blob(2),
            createdAt: row.moment(3), expiresAt: row.moment(4))
    }
}
