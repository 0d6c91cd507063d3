internal import TallyCore

/// `/teams`: read by everybody who is signed in, changed by admins.
struct TeamRoutes: Sendable {
    let api: API

    private static let cursorMark = UInt8(ascii: "t")

    func add(to router: inout Router) {
        router.on(.listTeams, list)
        router.on(.createTeam, create)
        router.on(.showTeam, show)
        router.on(.changeTeam, change)
        router.on(.putTeam, change)
        router.on(.removeTeam, remove)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let limit = try Paging.limit(request.target)
        let after = try Paging.cursor(request.target, mark: Self.cursorMark, count: 1)?.first
        let answer = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.team), of: caller.person)
            let page = try records.teams(after: after.map { Team.ID(rawValue: $0) }, limit: limit)
            var items: [JSON] = []
            for team in page.elements { items.append(try Self.json(of: team, for: caller.person, records)) }
            return Paging.answer(page, items, mark: Self.cursorMark)
        }
        return API.answer(answer)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Team.ID(rawValue: try API.number("id", in: request))
        let (team, json) = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, .team(id, for: caller.person), of: caller.person)
            return try Self.found(id, for: caller.person, records)
        }
        return Self.answer(team, json)
    }

    private func create(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let name = body.text("name", upTo: Desk.teamNameLimit)
        let (members, leads) = (body["members"], body["leads"])
        try body.check()
        let (team, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            let team = try desk.createTeam(named: name, by: .actor(caller.actor))
            if members != .null || leads != .null {
                let references = GroupReferences(records)
                try desk.setMembers(
                    try references.people(members, in: "members"),
                    leads: try references.people(leads, in: "leads"), of: team.id, by: .actor(caller.actor))
            }
            return try Self.found(team.id, for: caller.person, records)
        }
        return Self.answer(team, json, status: .created)
    }

    private func change(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Team.ID(rawValue: try API.number("id", in: request))
        var body = try RequestBody(request)
        let name = body.has("name") ? body.text("name", upTo: Desk.teamNameLimit) : nil
        let (members, leads) = (body.member("members"), body.member("leads"))
        let seen = body.seenVersion(request)
        try body.check()
        let (team, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            let authority = Desk.Authority.actor(caller.actor)
            try desk.require(.edit, .team(id, for: caller.person), of: caller.person)
            if members != nil || leads != nil {
                let references = GroupReferences(records)
                let now = try records.members(of: id)
                let chosen = try members.map { value throws(DeskError) in
                    try references.people(value, in: "members")
                }
                let leading = try leads.map { value throws(DeskError) in
                    try references.people(value, in: "leads")
                }
                let people = chosen ?? now.map(\.id)
                try desk.setMembers(
                    people,
                    leads: leading ?? now.filter { $0.isTeamLead && people.contains($0.id) }.map(\.id),
                    of: id, seen: seen, by: authority)
            }
            if let name {
                let isFirst = members == nil && leads == nil
                _ = try desk.renameTeam(id, to: name, seen: isFirst ? seen : nil, by: authority)
            }
            return try Self.found(id, for: caller.person, records)
        }
        return Self.answer(team, json)
    }

    private func remove(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Team.ID(rawValue: try API.number("id", in: request))
        let detaching = try Paging.flag("detach", request.target)
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.removeTeam(
                id, detaching: detaching, seen: request.matchedVersion, by: .actor(caller.actor))
        }
        return HTTPResponse(.noContent)
    }

    private static func found(
        _ id: Team.ID, for reader: Person, _ records: any DeskRecords
    ) throws(DeskError) -> (Team, JSON) {
        guard let team = try records.team(id) else { throw .refused(.missing(.team)) }
        return (team, try json(of: team, for: reader, records))
    }

    private static func json(
        of team: Team, for reader: Person, _ records: any DeskRecords
    ) throws(DeskError) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member(name: "id", value: .integer(team.id.rawValue)),
            JSON.Member(name: "name", value: .string(team.name)),
            JSON.Member(name: "version", value: team.version.json),
        ]
        if authorize(reader, .seeMembers, .team(team.id, for: reader)) == .granted {
            let people = try records.members(of: team.id).filter(\.isActive)
            members.append(JSON.Member(name: "members", value: .array(people.map(\.json))))
            let leads = people.filter(\.isTeamLead)
            members.append(JSON.Member(name: "leads", value: .array(leads.map(\.json))))
        }
        return .object(members)
    }

    private static func answer(_ team: Team, _ json: JSON, status: HTTPStatus = .ok) -> HTTPResponse {
        var fields: HTTPFields = ["ETag": "\"\(team.version)\""]
        if status == .created { fields.append("Location", "\(API.base)/teams/\(team.id.rawValue)") }
        return API.answer(json, status: status, fields: fields)
    }
}
