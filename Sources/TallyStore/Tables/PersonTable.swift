internal import TallyCore

/// People, their addresses, teams and sign-ins.
extension Records: PeopleRecords {
    func person(_ id: Person.ID) throws(DeskError) -> Person? {
        try first(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person WHERE id = ?1
            """, [.integer(id.rawValue)], Person.init(row:))
    }

    func person(with address: MailAddress) throws(DeskError) -> Person? {
        try first(
            """
            SELECT p.id, p.name, p.role, p.address, p.team_id, p.workload_limit, p.is_active, p.time_zone, p.language,
                p.is_team_lead, p.version
            FROM person_address a JOIN person p ON p.id = a.person_id WHERE a.address = ?1
            """, [.text(address.text)], Person.init(row:))
    }

    func add(_ draft: PersonDraft, at now: Timestamp) throws(DeskError) -> Person {
        guard try person(with: draft.address) == nil else {
            throw .refused(.invalid(field: "email", problem: "belongs to somebody already"))
        }
        let id = Person.ID(
            rawValue: try number(
                """
                INSERT INTO person (name, role, address, team_id, workload_limit, created_at, time_zone, language)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id
                """,
                [
                    .text(draft.name), .text(draft.role.rawValue), .text(draft.address.text),
                    .optional(draft.team?.rawValue), .optional(draft.workloadLimit),
                    .integer(now.milliseconds), .optional(draft.timeZone), .optional(draft.language?.text),
                ]))
        try run(
            "INSERT INTO person_address (address, person_id) VALUES (?1, ?2)",
            [.text(draft.address.text), .integer(id.rawValue)])
        return Person(id: id, draft: draft)
    }

    func update(_ person: Person) throws(DeskError) {
        let changed = try run(
            """
            UPDATE person SET name = ?3, role = ?4, team_id = ?5, workload_limit = ?6, is_active = ?7,
                time_zone = ?8, language = ?9, is_team_lead = ?10, version = version + 1
            WHERE id = ?1 AND version = ?2
            """,
            [
                .integer(person.id.rawValue), .integer(person.version), .text(person.name),
                .text(person.role.rawValue), .optional(person.team?.rawValue),
                .optional(person.workloadLimit), .flag(person.isActive), .optional(person.timeZone),
                .optional(person.language?.text), .flag(person.isTeamLead),
            ])
        guard changed == 1 else {
            guard let current = try self.person(person.id) else { throw .refused(.notFound) }
            throw .refused(.stale(current: current.version))
        }
    }

    func people() throws(DeskError) -> [Person] {
        try rows(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person ORDER BY name COLLATE NOCASE, id
            """, [], Person.init(row:))
    }

    func agents(of team: Team.ID?) throws(DeskError) -> [Person] {
        try rows(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person
            WHERE is_active = 1 AND role <> 'employee' AND (?1 IS NULL OR team_id = ?1) ORDER BY id
            """, [.optional(team?.rawValue)], Person.init(row:))
    }

    func passwordHash(of person: Person.ID) throws(DeskError) -> String? {
        try first("SELECT password_hash FROM person WHERE id = ?1", [.integer(person.rawValue)]) {
            row throws(SQLiteError) in row.optionalText(0)
        } ?? nil
    }

    func setPasswordHash(_ hash: String, of person: Person.ID) throws(DeskError) {
        try run(
            "UPDATE person SET password_hash = ?2 WHERE id = ?1", [.integer(person.rawValue), .text(hash)])
    }

    // MARK: Teams

    func team(named name: String) throws(DeskError) -> Team? {
        try first("SELECT id, name FROM team WHERE name = ?1", [.text(name)], Team.init(row:))
    }

    func team(_ id: Team.ID) throws(DeskError) -> Team? {
        try first("SELECT id, name FROM team WHERE id = ?1", [.integer(id.rawValue)], Team.init(row:))
    }

    func addTeam(named name: String) throws(DeskError) -> Team {
        let id = try number("INSERT INTO team (name) VALUES (?1) RETURNING id", [.text(name)])
        return Team(id: Team.ID(rawValue: id), name: name)
    }

    // MARK: Sign-ins

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
}

extension Person {
    /// Columns: id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
    /// version.
    init(row: Row) throws(SQLiteError) {
        guard let address = MailAddress(row.text(3)) else {
            throw .unreadable("the address of person \(row.integer(0))")
        }
        self.init(
            id: ID(rawValue: row.integer(0)), name: row.text(1), role: try row.choice(Role.self, 2),
            address: address, team: row.optionalInteger(4).map { Team.ID(rawValue: $0) },
            workloadLimit: row.optionalInteger(5).map { Int($0) }, isActive: row.flag(6))
        timeZone = row.optionalText(7)
        language = row.optionalText(8).flatMap { LanguageTag($0) }
        isTeamLead = row.flag(9)
        version = Int(row.integer(10))
    }
}

extension Team {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(id: ID(rawValue: row.integer(0)), name: row.text(1))
    }
}

extension Session {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: row.text(0), person: Person.ID(rawValue: row.integer(1)), token: row.blob(2),
            createdAt: row.moment(3), expiresAt: row.moment(4))
    }
}
