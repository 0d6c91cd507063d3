internal import TallyCore

/// People and their passwords.
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

    func forget(_ person: Person.ID, madeAt moment: Timestamp) throws(DeskError) -> Bool {
        let id = Value.integer(person.rawValue)
        let isFresh = try number(
            """
            SELECT count(*) FROM person
            WHERE id = ?1 AND created_at = ?2 AND role = 'employee' AND password_hash IS NULL
            """, [id, .integer(moment.milliseconds)])
        guard isFresh == 1 else { return false }
        do throws(SQLiteError) {
            try connection.execute("SAVEPOINT forgetting", [])
            try removeTraces(of: id)
            // Whatever else refers to the person forbids this.
            try connection.execute("DELETE FROM person WHERE id = ?1", [id])
            try connection.execute("RELEASE forgetting", [])
            return true
        } catch {
            guard error.isForeignKeyViolation else { throw DeskError(error) }
            try run("ROLLBACK TO forgetting")
            try run("RELEASE forgetting")
            return false
        }
    }

    /// What the desk itself wrote about somebody who has done nothing yet.
    private func removeTraces(of person: Value) throws(SQLiteError) {
        try connection.execute(
            """
            UPDATE outbox SET state = 'failed', next_attempt_at = NULL, last_reply = 'its recipient was taken back',
                finished_at = next_attempt_at
            WHERE person_id = ?1 AND state = 'waiting'
            """, [person])
        try connection.execute("UPDATE outbox SET person_id = NULL WHERE person_id = ?1", [person])
        try connection.execute(
            """
            DELETE FROM reply_token_use
            WHERE token_id IN (SELECT id FROM reply_token WHERE person_id = ?1)
            """, [person])
        try connection.execute("DELETE FROM reply_token WHERE person_id = ?1", [person])
        try connection.execute("DELETE FROM event WHERE person_id = ?1", [person])
        try connection.execute("DELETE FROM notification WHERE person_id = ?1", [person])
        try connection.execute("DELETE FROM person_address WHERE person_id = ?1", [person])
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
            guard let current = try self.person(person.id) else { throw .refused(.missing(.person)) }
            throw .refused(.outdated(.person, current: current.version))
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

    func people(_ query: PersonQuery) throws(DeskError) -> Page<Person> {
        let filter: [Value] = [
            query.roles.isEmpty
                ? .null : .text(JSON.array(query.roles.map { .string($0.rawValue) }).description),
            query.isActive.map { .flag($0) } ?? .null, .optional(query.team?.rawValue),
            .optional(query.words),
        ]
        let total = try number(
            """
            SELECT count(*) FROM person p
            WHERE (?1 IS NULL OR p.role IN (SELECT value FROM json_each(?1)))
              AND (?2 IS NULL OR p.is_active = ?2) AND (?3 IS NULL OR p.team_id = ?3)
              AND (?4 IS NULL OR instr(lower(p.name), lower(?4)) > 0 OR EXISTS (SELECT 1 FROM person_address a
                    WHERE a.person_id = p.id AND instr(a.address, lower(?4)) > 0))
            """, filter)
        let limit = min(max(query.limit, 1), 200)
        let found = try rows(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person p
            WHERE (?1 IS NULL OR p.role IN (SELECT value FROM json_each(?1)))
              AND (?2 IS NULL OR p.is_active = ?2) AND (?3 IS NULL OR p.team_id = ?3)
              AND (?4 IS NULL OR instr(lower(p.name), lower(?4)) > 0 OR EXISTS (SELECT 1 FROM person_address a
                    WHERE a.person_id = p.id AND instr(a.address, lower(?4)) > 0))
              AND (?5 IS NULL OR (p.name COLLATE NOCASE, p.id)
                > (SELECT x.name, x.id FROM person x WHERE x.id = ?5))
            ORDER BY p.name COLLATE NOCASE, p.id LIMIT ?6
            """, filter + [.optional(query.after?.rawValue), .integer(limit + 1)], Person.init(row:))
        return Page(found, limit: limit, total: total) { $0.id.rawValue }
    }

    func activeAdminCount() throws(DeskError) -> Int {
        Int(try number("SELECT count(*) FROM person WHERE role = 'admin' AND is_active = 1"))
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

    func members(of team: Team.ID) throws(DeskError) -> [Person] {
        try rows(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person WHERE team_id = ?1 ORDER BY name COLLATE NOCASE, id
            """, [.integer(team.rawValue)], Person.init(row:))
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
