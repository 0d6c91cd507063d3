internal import TallyCore

/// Teams.
extension Records {
    func team(named name: String) throws(DeskError) -> Team? {
        try first("SELECT id, name, version FROM team WHERE name = ?1", [.text(name)], Team.init(row:))
    }

    func team(_ id: Team.ID) throws(DeskError) -> Team? {
        try first(
            "SELECT id, name, version FROM team WHERE id = ?1", [.integer(id.rawValue)], Team.init(row:))
    }

    func addTeam(named name: String) throws(DeskError) -> Team {
        let id = try number("INSERT INTO team (name) VALUES (?1) RETURNING id", [.text(name)])
        return Team(id: Team.ID(rawValue: id), name: name)
    }

    func teams(after last: Team.ID?, limit: Int) throws(DeskError) -> Page<Team> {
        let total = try number("SELECT count(*) FROM team")
        let limit = min(max(limit, 1), 200)
        let found = try rows(
            "SELECT id, name, version FROM team WHERE id > ?1 ORDER BY id LIMIT ?2",
            [.integer(last?.rawValue ?? 0), .integer(limit + 1)], Team.init(row:))
        return Page(found, limit: limit, total: total) { $0.id.rawValue }
    }

    func updateTeam(_ team: Team) throws(DeskError) {
        let changed = try run(
            "UPDATE team SET name = ?3, version = version + 1 WHERE id = ?1 AND version = ?2",
            [.integer(team.id.rawValue), .integer(team.version), .text(team.name)])
        guard changed == 1 else {
            guard let current = try self.team(team.id) else { throw .refused(.missing(.team)) }
            throw .refused(.outdated(.team, current: current.version))
        }
    }

    func removeTeam(_ id: Team.ID) throws(DeskError) {
        try run("DELETE FROM team WHERE id = ?1", [.integer(id.rawValue)])
    }

    func tickets(of team: Team.ID) throws(DeskError) -> [Ticket.ID] {
        try rows("SELECT id FROM ticket WHERE team_id = ?1 ORDER BY id", [.integer(team.rawValue)]) {
            row throws(SQLiteError) in row.ticket(0)
        }
    }
}

extension Team {
    /// Columns: id, name, version.
    init(row: Row) throws(SQLiteError) {
        self.init(id: ID(rawValue: row.integer(0)), name: row.text(1), version: Int(row.integer(2)))
    }
}
