internal import TallyCore

/// Absences, the categories people handle, and who leads a team.
extension Records: StaffingRecords {
    func absences(of person: Person.ID, notOverAt moment: Timestamp) throws(DeskError) -> [Absence] {
        try rows(
            """
            SELECT id, person_id, begins_at, ends_at, note FROM absence
            WHERE person_id = ?1 AND ends_at > ?2 ORDER BY begins_at, id
            """, [.integer(person.rawValue), .integer(moment.milliseconds)], Absence.init(row:))
    }

    func absence(_ id: Absence.ID) throws(DeskError) -> Absence? {
        try first(
            "SELECT id, person_id, begins_at, ends_at, note FROM absence WHERE id = ?1",
            [.integer(id.rawValue)], Absence.init(row:))
    }

    func addAbsence(of person: Person.ID, _ period: AbsencePeriod) throws(DeskError) -> Absence {
        let id = try number(
            """
            INSERT INTO absence (person_id, begins_at, ends_at, note) VALUES (?1, ?2, ?3, ?4) RETURNING id
            """,
            [
                .integer(person.rawValue), .integer(period.begin.milliseconds),
                .integer(period.end.milliseconds), .text(period.note),
            ])
        return Absence(id: Absence.ID(rawValue: id), person: person, period: period)
    }

    func removeAbsence(_ id: Absence.ID) throws(DeskError) {
        try run("DELETE FROM absence WHERE id = ?1", [.integer(id.rawValue)])
    }

    func isAway(_ person: Person.ID, at moment: Timestamp) throws(DeskError) -> Bool {
        try number(
            """
            SELECT EXISTS (SELECT 1 FROM absence WHERE person_id = ?1 AND ends_at > ?2 AND begins_at <= ?2)
            """, [.integer(person.rawValue), .integer(moment.milliseconds)]) == 1
    }

    func categories(handledBy person: Person.ID) throws(DeskError) -> [String] {
        try rows(
            "SELECT category FROM person_category WHERE person_id = ?1 ORDER BY category",
            [.integer(person.rawValue)]
        ) { row throws(SQLiteError) in row.text(0) }
    }

    func setCategories(_ categories: [String], handledBy person: Person.ID) throws(DeskError) {
        try run("DELETE FROM person_category WHERE person_id = ?1", [.integer(person.rawValue)])
        for category in categories {
            try run(
                "INSERT INTO person_category (person_id, category) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [.integer(person.rawValue), .text(category)])
        }
    }

    func leads(of team: Team.ID) throws(DeskError) -> [Person] {
        try rows(
            """
            SELECT id, name, role, address, team_id, workload_limit, is_active, time_zone, language, is_team_lead,
                version
            FROM person WHERE team_id = ?1 AND is_team_lead = 1 AND is_active = 1 AND role <> 'employee' ORDER BY id
            """, [.integer(team.rawValue)], Person.init(row:))
    }
}

extension Absence {
    /// Columns: id, person_id, begins_at, ends_at, note.
    fileprivate init(row: Row) throws(SQLiteError) {
        guard let period = AbsencePeriod(begin: row.moment(2), end: row.moment(3), note: row.text(4)) else {
            throw .unreadable("the period of absence \(row.integer(0))")
        }
        self.init(
            id: ID(rawValue: row.integer(0)), person: Person.ID(rawValue: row.integer(1)), period: period)
    }
}
