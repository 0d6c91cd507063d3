internal import TallyCore

/// `/admin/analytics`: the desk in numbers, for admins.
struct AnalyticsRoutes: Sendable {
    /// The days that are shown when nobody says which.
    static let defaultDays = 30

    let api: API

    func add(to router: inout Router) {
        router.on(.showAnalytics, analytics)
    }

    private func analytics(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        guard authorize(caller.person, .see, DeskObject(.analytics)) == .granted else {
            throw Problem(.forbidden(.see, .analytics), settings: api.settings)
        }
        var query = AnalyticsQuery(period: try period(request.target))
        query.step = try Self.choice("by", request.target) ?? .day
        query.priority = try Self.choice("priority", request.target)
        query.category = Paging.value("category", request.target)
        query.person = try Self.number("person", request.target).map { Person.ID(rawValue: $0) }
        query.project = try Self.number("project", request.target).map { Project.ID(rawValue: $0) }
        guard let pieces = query.period.pieces(by: query.step) else {
            throw Problem(
                invalid: "by", "makes more than \(CalendarPeriod.longest) pieces; take longer ones")
        }
        let team = Paging.value("team", request.target)
        let json = try await api.read(for: request) {
            [query, settings = api.settings] desk, records throws(DeskError) in
            var query = query
            if let team { query.team = try TicketReferences(records).team(.string(team)) }
            let analytics = try records.analytics(query, at: desk.now)
            return Self.json(analytics, query, pieces, zone: settings.zoneName)
        }
        return API.answer(json)
    }

    /// The days that are asked for, on the site's calendar.
    private func period(_ target: RequestTarget) throws(Problem) -> CalendarPeriod {
        let zone = api.settings.zone
        let last = try Self.day("to", target) ?? CalendarDay(of: api.clock(), in: zone)
        let first = try Self.day("from", target) ?? last.adding(days: 1 - Self.defaultDays)
        guard let period = CalendarPeriod(from: first, to: last, in: zone) else {
            throw Problem(invalid: "to", "must not be before from")
        }
        return period
    }

    private static func day(_ name: String, _ target: RequestTarget) throws(Problem) -> CalendarDay? {
        guard let text = Paging.value(name, target) else { return nil }
        guard let day = CalendarDay(text) else {
            throw Problem(invalid: name, "must be a date like 2026-11-01")
        }
        return day
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ target: RequestTarget
    ) throws(Problem) -> Choice? {
        guard let text = Paging.value(name, target) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(invalid: name, "must be one of \(names)")
        }
        return choice
    }

    private static func number(_ name: String, _ target: RequestTarget) throws(Problem) -> Int64? {
        guard let text = Paging.value(name, target) else { return nil }
        guard let number = API.decimal(text) else { throw Problem(invalid: name, "must be a number") }
        return number
    }

    // MARK: JSON

    private static func json(
        _ analytics: Analytics, _ query: AnalyticsQuery, _ pieces: [CalendarPeriod.Piece], zone: String
    ) -> JSON {
        let series = zip(pieces, analytics.series).map { piece, figures in
            JSON.object(
                [
                    JSON.Member(name: "from", value: .string(piece.first.description)),
                    JSON.Member(name: "starts_at", value: piece.start.json),
                ] + figures.members)
        }
        var members: [JSON.Member] = [
            JSON.Member(name: "from", value: .string(query.period.first.description)),
            JSON.Member(name: "to", value: .string(query.period.last.description)),
            JSON.Member(name: "by", value: .string(query.step.rawValue)),
            JSON.Member(name: "time_zone", value: .string(zone)),
            JSON.Member(name: "totals", value: .object(analytics.totals.members)),
            JSON.Member(name: "backlog", value: analytics.backlog.json),
            JSON.Member(name: "series", value: .array(series)),
        ]
        for dimension in Analytics.Dimension.allCases {
            let groups = (analytics.groups[dimension] ?? []).map { group in
                JSON.object(
                    [
                        JSON.Member(name: "id", value: group.id.map { .integer($0) } ?? .null),
                        JSON.Member(name: "name", value: group.name.json),
                    ] + group.figures.members + [JSON.Member(name: "backlog", value: group.backlog.json)])
            }
            members.append(JSON.Member(name: dimension.plural, value: .array(groups)))
        }
        return .object(members)
    }
}

extension Analytics.Dimension {
    var plural: String {
        switch self {
        case .team: "teams"
        case .person: "people"
        case .category: "categories"
        case .project: "projects"
        case .priority: "priorities"
        }
    }
}

extension Analytics.Figures {
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member(name: "created", value: created.json),
            JSON.Member(name: "resolved", value: resolved.json),
            JSON.Member(name: "reopened", value: reopened.json),
            JSON.Member(name: "first_response", value: firstResponse.json),
            JSON.Member(name: "resolution", value: resolution.json),
        ]
    }
}

extension Analytics.Measure {
    fileprivate var json: JSON {
        [
            "count": wall.count.json, "median_seconds": wall.median.seconds,
            "p90_seconds": wall.ninetieth.seconds, "business_median_seconds": business.median.seconds,
            "business_p90_seconds": business.ninetieth.seconds, "kept": kept.json, "broken": broken.json,
            "compliance": compliance.map { .number($0) } ?? .null,
        ]
    }
}

extension Analytics.Backlog {
    fileprivate var json: JSON {
        let ages = byAge.enumerated().map { index, count -> JSON in
            [
                "from_days": (index == 0 ? 0 : Self.ages[index - 1]).json,
                "to_days": (index < Self.ages.count ? Self.ages[index] : nil).json, "count": count.json,
            ]
        }
        return ["total": total.json, "breached": breached.json, "by_age": .array(ages)]
    }
}

extension Duration? {
    /// Whole seconds, or null.
    fileprivate var seconds: JSON { map { .integer($0.milliseconds / 1_000) } ?? .null }
}
