internal import TallyCore

/// Projects, their teams and members.
extension Records: ProjectRecords {
    func project(_ id: Project.ID) throws(DeskError) -> Project? {
        try first(
            """
            SELECT id, name, description, status, deadline, created_at, updated_at, version
            FROM project WHERE id = ?1
            """, [.integer(id.rawValue)], Project.init(row:))
    }

    func project(named name: String) throws(DeskError) -> Project? {
        try first(
            """
            SELECT id, name, description, status, deadline, created_at, updated_at, version
            FROM project WHERE name = ?1
            """, [.text(name)], Project.init(row:))
    }

    func projects(_ query: ProjectQuery) throws(DeskError) -> Page<Project> {
        let statuses: Value =
            query.statuses.isEmpty
            ? .null
            : .text(JSON.array(query.statuses.map { .string($0.rawValue) }).description)
        let filter = [statuses, .optional(query.member?.rawValue)]
        let total = try number(
            """
            SELECT count(*) FROM project p
            WHERE (?1 IS NULL OR p.status IN (SELECT value FROM json_each(?1)))
              AND (?2 IS NULL
                OR EXISTS (SELECT 1 FROM project_member m WHERE m.project_id = p.id AND m.person_id = ?2)
                OR EXISTS (SELECT 1 FROM project_team g JOIN person x ON x.team_id = g.team_id
                    WHERE g.project_id = p.id AND x.id = ?2))
            """, filter)
        let limit = min(max(query.limit, 1), 200)
        let found = try rows(
            """
            SELECT id, name, description, status, deadline, created_at, updated_at, version FROM project p
            WHERE (?1 IS NULL OR p.status IN (SELECT value FROM json_each(?1)))
              AND (?2 IS NULL
                OR EXISTS (SELECT 1 FROM project_member m WHERE m.project_id = p.id AND m.person_id = ?2)
                OR EXISTS (SELECT 1 FROM project_team g JOIN person x ON x.team_id = g.team_id
                    WHERE g.project_id = p.id AND x.id = ?2))
              AND (?3 IS NULL OR p.id < ?3)
            ORDER BY p.id DESC LIMIT ?4
            """, filter + [.optional(query.after?.rawValue), .integer(limit + 1)], Project.init(row:))
        return Page(found, limit: limit, total: total) { $0.id.rawValue }
    }

    func addProject(_ draft: ProjectDraft, at now: Timestamp) throws(DeskError) -> Project {
        let id = Project.ID(
            rawValue: try number(
                """
                INSERT INTO project (name, description, status, deadline, created_at, updated_at, version)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5, 1) RETURNING id
                """,
                [
                    .text(draft.name), .text(draft.description), .text(draft.status.rawValue),
                    .optional(draft.deadline?.milliseconds), .integer(now.milliseconds),
                ]))
        try setTeams(draft.teams, of: id)
        try setMembers(draft.members, of: id)
        return Project(
            id: id, name: draft.name, description: draft.description, status: draft.status,
            deadline: draft.deadline, createdAt: now, updatedAt: now)
    }

    func updateProject(_ project: Project) throws(DeskError) -> Project {
        let changed = try run(
            """
            UPDATE project SET name = ?3, description = ?4, status = ?5, deadline = ?6, updated_at = ?7,
                version = version + 1
            WHERE id = ?1 AND version = ?2
            """,
            [
                .integer(project.id.rawValue), .integer(project.version), .text(project.name),
                .text(project.description), .text(project.status.rawValue),
                .optional(project.deadline?.milliseconds), .integer(project.updatedAt.milliseconds),
            ])
        guard changed == 1 else {
            guard let current = try self.project(project.id) else { throw .refused(.missing(.project)) }
            throw .refused(.outdated(.project, current: current.version))
        }
        var saved = project
        saved.version += 1
        return saved
    }

    func removeProject(_ id: Project.ID) throws(DeskError) {
        try run("DELETE FROM project WHERE id = ?1", [.integer(id.rawValue)])
    }

    func progress(of project: Project.ID) throws(DeskError) -> ProjectProgress {
        try first(
            """
            SELECT count(*), count(CASE WHEN status NOT IN ('open', 'in_progress', 'waiting') THEN 1 END)
            FROM ticket WHERE project_id = ?1 AND merged_into_id IS NULL
            """, [.integer(project.rawValue)]
        ) { row throws(SQLiteError) in
            ProjectProgress(tickets: Int(row.integer(0)), finished: Int(row.integer(1)))
        } ?? ProjectProgress(tickets: 0, finished: 0)
    }

    func tickets(in project: Project.ID) throws(DeskError) -> [Ticket.ID] {
        try rows("SELECT id FROM ticket WHERE project_id = ?1 ORDER BY id", [.integer(project.rawValue)]) {
            row throws(SQLiteError) in row.ticket(0)
        }
    }

    // MARK: Who belongs to them

    func teams(of project: Project.ID) throws(DeskError) -> [Team] {
        try rows(
            """
            SELECT t.id, t.name, t.version FROM project_team p JOIN team t ON t.id = p.team_id
            WHERE p.project_id = ?1 ORDER BY t.name
            """, [.integer(project.rawValue)], Team.init(row:))
    }

    func setTeams(_ teams: [Team.ID], of project: Project.ID) throws(DeskError) {
        try run("DELETE FROM project_team WHERE project_id = ?1", [.integer(project.rawValue)])
        for team in teams {
            try run(
                "INSERT INTO project_team (project_id, team_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [.integer(project.rawValue), .integer(team.rawValue)])
        }
    }

    func members(of project: Project.ID) throws(DeskError) -> [Person] {
        try rows(
            """
            SELECT x.id, x.name, x.role, x.address, x.team_id, x.workload_limit, x.is_active, x.time_zone,
                x.language, x.is_team_lead, x.version
            FROM project_member m JOIN person x ON x.id = m.person_id
            WHERE m.project_id = ?1 ORDER BY x.name COLLATE NOCASE, x.id
            """, [.integer(project.rawValue)], Person.init(row:))
    }

    func setMembers(_ members: [Person.ID], of project: Project.ID) throws(DeskError) {
        try run("DELETE FROM project_member WHERE project_id = ?1", [.integer(project.rawValue)])
        for member in members {
            try run(
                "INSERT INTO project_member (project_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [.integer(project.rawValue), .integer(member.rawValue)])
        }
    }

    func isMember(_ person: Person.ID, of project: Project.ID) throws(DeskError) -> Bool {
        try number(
            """
            SELECT EXISTS (SELECT 1 FROM project_member WHERE project_id = ?1 AND person_id = ?2)
                OR EXISTS (SELECT 1 FROM project_team g JOIN person x ON x.team_id = g.team_id
                    WHERE g.project_id = ?1 AND x.id = ?2)
            """, [.integer(project.rawValue), .integer(person.rawValue)]) == 1
    }
}

extension Project {
    /// Columns: id, name, description, status, deadline, created_at, updated_at, version.
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: ID(rawValue: row.integer(0)), name: row.text(1), description: row.text(2),
            status: try row.choice(ProjectStatus.self, 3), deadline: row.optionalMoment(4),
            createdAt: row.moment(5), updatedAt: row.moment(6), version: Int(row.integer(7)))
    }
}
