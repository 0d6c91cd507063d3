internal import TallyCore

/// `/dashboard`: the desk at a glance, of what the caller may see.
struct DashboardRoutes: Sendable {
    /// The days of the series when nobody says how many.
    static let defaultDays = 14
    /// How many there may be: a week at least, which `resolved_week` counts.
    static let daysRange = 7...90
    private static let activityLimit = 8

    let api: API

    func add(to router: inout Router) {
        router.on(.showDashboard, show)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let count = try Self.days(request.target)
        let settings = api.settings
        let json = try await api.read(for: request) { desk, records throws(DeskError) in
            let today = CalendarDay(of: desk.now, in: settings.zone)
            let first = today.adding(days: 1 - count)
            let period = CalendarPeriod(from: first, to: today, in: settings.zone)
            let days = period?.pieces(by: .day) ?? []
            let dashboard = try records.dashboard(
                for: caller.person, days: days, activities: Self.activityLimit)
            var writer = TicketJSON(records: records, settings: settings)
            return try writer.json(of: dashboard, days, at: desk.now)
        }
        return API.answer(json)
    }

    private static func days(_ target: RequestTarget) throws(Problem) -> Int {
        guard let text = Paging.value("days", target) else { return defaultDays }
        guard let number = API.decimal(text), let days = Int(exactly: number), daysRange.contains(days) else {
            throw Problem(
                invalid: "days",
                "must be a number from \(daysRange.lowerBound) to \(daysRange.upperBound)")
        }
        return days
    }
}

extension TicketJSON {
    fileprivate mutating func json(
        of dashboard: Dashboard, _ days: [CalendarPeriod.Piece], at now: Timestamp
    ) throws(DeskError) -> JSON {
        let series = zip(days, dashboard.series).map { day, counts -> JSON in
            [
                "from": .string(day.first.description), "opened": counts.opened.json,
                "resolved": counts.resolved.json,
            ]
        }
        let statuses = TicketStatus.allCases.filter(\.isUnfinished).map { status -> JSON in
            ["status": .string(status.rawValue), "count": (dashboard.statuses[status] ?? 0).json]
        }
        let priorities = Priority.allCases.map { priority -> JSON in
            ["priority": .string(priority.rawValue), "count": (dashboard.priorities[priority] ?? 0).json]
        }
        var people: [JSON] = []
        for load in dashboard.people {
            people.append(["person": try person(load.person), "count": load.tickets.json])
        }
        var activity: [JSON] = []
        for one in dashboard.activity { activity.append(try json(of: one)) }
        return [
            "at": now.json, "figures": Self.json(of: dashboard), "statuses": .array(statuses),
            "priorities": .array(priorities), "people": .array(people), "series": .array(series),
            "activity": .array(activity),
        ]
    }

    private static func json(of dashboard: Dashboard) -> JSON {
        let figures = dashboard.figures
        let resolved = dashboard.series.map(\.resolved)
        return [
            "unfinished": figures.unfinished.json, "unassigned": figures.unassigned.json,
            "mine": figures.mine.json, "waiting": figures.waiting.json, "at_risk": figures.atRisk.json,
            "breached": figures.breached.json, "resolved_today": (resolved.last ?? 0).json,
            "resolved_week": resolved.suffix(7).reduce(0, +).json,
        ]
    }
}
