internal import TallyCore

/// The desk at a glance: one pass over the unfinished tickets that the viewer may see, and the days of late.
extension Records {
    /// How far back in the history of the desk is looked for what the viewer may see.
    private static let lookedAt = 500

    func dashboard(
        for viewer: Person, days: [CalendarPeriod.Piece], activities: Int
    ) throws(DeskError) -> Dashboard {
        var dashboard = Dashboard()
        try count(&dashboard, for: viewer)
        dashboard.series = try series(days, for: viewer)
        dashboard.activity = try activity(for: viewer, limit: activities)
        return dashboard
    }

    // MARK: Now

    /// Unfinished tickets that have all of this in common.
    fileprivate struct Share {
        let status: TicketStatus
        let priority: Priority
        let serviceLevel: ServiceLevelStatus
        let assignee: Person.ID?
        let tickets: Int

        init(row: Row) throws(SQLiteError) {
            status = try row.choice(TicketStatus.self, 0)
            priority = try row.choice(Priority.self, 1)
            serviceLevel = try row.choice(ServiceLevelStatus.self, 2)
            assignee = row.optionalPerson(3)
            tickets = Int(row.integer(4))
        }
    }

    private func count(_ dashboard: inout Dashboard, for viewer: Person) throws(DeskError) {
        var query = TicketQuery(viewer: viewer)
        query.statuses = Set(TicketStatus.allCases.filter(\.isUnfinished))
        var sql = SQLText("SELECT t.status, t.priority, t.sla_status, t.assignee_id, count(*) FROM ticket t")
        sql.add(SQLConditions(query).clause)
        sql.add("GROUP BY 1, 2, 3, 4")
        var held: [Person.ID: Int] = [:]
        for colleague in try colleagues(of: viewer) { held[colleague] = 0 }
        for share in try rows(sql, Share.init(row:)) {
            dashboard.figures.add(share, viewer: viewer)
            dashboard.statuses[share.status, default: 0] += share.tickets
            dashboard.priorities[share.priority, default: 0] += share.tickets
            if let assignee = share.assignee { held[assignee, default: 0] += share.tickets }
        }
        guard viewer.isAgent else { return }
        dashboard.people = held.map { Dashboard.Load(person: $0, tickets: $1) }
            .sorted { ($1.tickets, $0.person.rawValue) < ($0.tickets, $1.person.rawValue) }
    }

    /// Whose load is told although they hold nothing: the viewer's team; everybody who works here for an admin.
    private func colleagues(of viewer: Person) throws(DeskError) -> [Person.ID] {
        switch viewer.role {
        case .admin: try agents(of: nil).map(\.id)
        case .staff: try viewer.team == nil ? [viewer.id] : agents(of: viewer.team).map(\.id)
        case .employee: []
        }
    }

    // MARK: Days

    private func series(
        _ days: [CalendarPeriod.Piece], for viewer: Person
    ) throws(DeskError) -> [Dashboard.Day] {
        guard let start = days.first?.start.milliseconds, let end = days.last?.end.milliseconds else {
            return []
        }
        var series = Array(repeating: Dashboard.Day(), count: days.count)
        let starts = days.map(\.start.milliseconds)
        let visible = SQLConditions(TicketQuery(viewer: viewer))

        var opened = visible
        opened.require("t.created_at >= ? AND t.created_at < ?", .integer(start), .integer(end))
        for moment in try moments("SELECT t.created_at FROM ticket t", opened) {
            series[Self.place(of: moment, in: starts)].opened += 1
        }
        var resolved = visible
        resolved.require("t.resolved_at >= ? AND t.resolved_at < ?", .integer(start), .integer(end))
        for moment in try moments("SELECT t.resolved_at FROM ticket t", resolved) {
            series[Self.place(of: moment, in: starts)].resolved += 1
        }
        return series
    }

    private func moments(
        _ selection: StaticString, _ conditions: SQLConditions
    ) throws(DeskError) -> [Int64] {
        var sql = SQLText(selection)
        sql.add(conditions.clause)
        return try rows(sql) { row throws(SQLiteError) in row.integer(0) }
    }

    /// The last of the beginnings that is not behind the moment; the first one is not.
    private static func place(of moment: Int64, in starts: [Int64]) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= moment { low = middle } else { high = middle }
        }
        return low
    }

    // MARK: Activity

    private func activity(for viewer: Person, limit: Int) throws(DeskError) -> [Dashboard.Activity] {
        var conditions = SQLConditions(TicketQuery(viewer: viewer))
        conditions.require(
            "recent.id > (SELECT max(id) FROM timeline) - ?", .integer(Self.lookedAt))
        var sql = SQLText(
            """
            SELECT recent.at, recent.actor_id, recent.kind, recent.from_value, recent.to_value, recent.source,
                recent.version, recent.id, recent.ticket_id, t.subject
            FROM timeline recent CROSS JOIN ticket t ON t.id = recent.ticket_id
            """)
        sql.add(conditions.clause)
        sql.add("ORDER BY recent.id DESC")
        let found = try rows(sql) { row throws(SQLiteError) in
            Dashboard.Activity(entry: try AuditEntry(row: row), subject: row.text(9))
        }
        return Array(found.lazy.filter { $0.entry.change.isVisible(to: viewer) }.prefix(limit))
    }
}

extension Dashboard.Figures {
    fileprivate mutating func add(_ share: Records.Share, viewer: Person) {
        unfinished += share.tickets
        if share.assignee == nil { unassigned += share.tickets }
        if share.assignee == viewer.id { mine += share.tickets }
        if share.status == .waiting { waiting += share.tickets }
        switch share.serviceLevel {
        case .atRisk: atRisk += share.tickets
        case .breached: breached += share.tickets
        case .onTrack, .paused, .met: break
        }
    }
}
