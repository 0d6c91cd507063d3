internal import TallyCore

/// `/projects`: read by everybody who is signed in, changed by admins.
struct ProjectRoutes: Sendable {
    let api: API

    private static let cursorMark = UInt8(ascii: "j")

    func add(to router: inout Router) {
        router.on(.listProjects, list)
        router.on(.createProject, create)
        router.on(.showProject, show)
        router.on(.changeProject, change)
        router.on(.putProject, change)
        router.on(.removeProject, remove)
    }

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var query = ProjectQuery()
        query.limit = try Paging.limit(request.target)
        query.after = try Paging.cursor(request.target, mark: Self.cursorMark, count: 1)?.first
            .map { Project.ID(rawValue: $0) }
        query.statuses = try Paging.choices("status", request.target)
        switch Paging.value("member", request.target) {
        case nil: break
        case "me": query.member = caller.person.id
        case let text?:
            guard let number = API.decimal(text) else {
                throw Problem(invalid: "member", "must be the number of a person or me")
            }
            query.member = Person.ID(rawValue: number)
        }
        let asked = query
        let answer = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, DeskObject(.project), of: caller.person)
            // The projects of somebody else, asked for by their number, would say where they belong.
            if let member = asked.member, member != caller.person.id {
                try desk.require(.seeMembers, DeskObject(.project), of: caller.person)
            }
            let page = try records.projects(asked)
            var items: [JSON] = []
            for project in page.elements {
                items.append(try Self.json(of: project, for: caller.person, desk, records))
            }
            return Paging.answer(page, items, mark: Self.cursorMark)
        }
        return API.answer(answer)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Project.ID(rawValue: try API.number("id", in: request))
        let (project, json) = try await api.read(for: request) { desk, records throws(DeskError) in
            let project = try desk.project(id, for: .see, by: caller.person)
            return (project, try Self.json(of: project, for: caller.person, desk, records))
        }
        return Self.answer(project, json)
    }

    private func create(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let draft = ProjectDraft(
            name: body.text("name", upTo: Desk.projectNameLimit),
            description: body.description,
            status: body.choice("status", ProjectStatus.self) ?? .planning,
            deadline: body.moment("deadline", in: api.settings.zone))
        let (teams, members) = (body["teams"], body["members"])
        try body.check()
        let (project, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            try desk.require(.create, DeskObject(.project), of: caller.person)
            var draft = draft
            draft.teams = try GroupReferences(records).teams(teams, in: "teams")
            draft.members = try GroupReferences(records).people(members, in: "members")
            let project = try desk.createProject(draft, by: caller.actor)
            return (project, try Self.json(of: project, for: caller.person, desk, records))
        }
        return Self.answer(project, json, status: .created)
    }

    private func change(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Project.ID(rawValue: try API.number("id", in: request))
        var body = try RequestBody(request)
        var changes = ProjectChanges()
        if body.has("name") { changes.name = .set(body.text("name", upTo: Desk.projectNameLimit)) }
        if body.has("description") { changes.description = .set(body.description) }
        if body.has("status") {
            if let status = body.choice("status", ProjectStatus.self) {
                changes.status = .set(status)
            } else if body["status"] == .null {
                body.refuse("status", "must not be null")
            }
        }
        if body.has("deadline") {
            changes.deadline = .set(body.moment("deadline", in: api.settings.zone))
        }
        let (teams, members) = (body.member("teams"), body.member("members"))
        let seen = body.seenVersion(request)
        try body.check()
        let wanted = changes
        let (project, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            _ = try desk.project(id, for: .edit, by: caller.person)
            var changes = wanted
            let references = GroupReferences(records)
            if let teams { changes.teams = .set(try references.teams(teams, in: "teams")) }
            if let members { changes.members = .set(try references.people(members, in: "members")) }
            let project = try desk.editProject(id, changes, seen: seen, by: caller.actor)
            return (project, try Self.json(of: project, for: caller.person, desk, records))
        }
        return Self.answer(project, json)
    }

    private func remove(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = Project.ID(rawValue: try API.number("id", in: request))
        let detaching = try Paging.flag("detach_tickets", request.target)
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.removeProject(
                id, detachingTickets: detaching, seen: request.matchedVersion, by: caller.actor)
        }
        return HTTPResponse(.noContent)
    }

    private static func json(
        of project: Project, for reader: Person, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> JSON {
        let progress = try records.progress(of: project.id)
        let teams = try records.teams(of: project.id).map { team -> JSON in
            ["id": .integer(team.id.rawValue), "name": .string(team.name)]
        }
        var pairs: [(String, JSON)] = [
            ("id", .integer(project.id.rawValue)), ("name", .string(project.name)),
            ("description", .string(project.description)), ("status", .string(project.status.rawValue)),
            ("deadline", project.deadline.json), ("is_overdue", .bool(project.isOverdue(at: desk.now))),
            ("progress", progress.percent.json),
            ("tickets", ["total": progress.tickets.json, "finished": progress.finished.json]),
            ("teams", .array(teams)), ("created_at", project.createdAt.json),
            ("updated_at", project.updatedAt.json), ("version", project.version.json),
        ]
        let isMember = try records.isMember(reader.id, of: project.id)
        let object = DeskObject(.project, isMember ? [.member, .none] : [.none])
        if authorize(reader, .seeMembers, object) == .granted {
            pairs.append(("members", .array(try records.members(of: project.id).map(\.json))))
        }
        return .object(pairs.map { JSON.Member(name: $0, value: $1) })
    }

    private static func answer(_ project: Project, _ json: JSON, status: HTTPStatus = .ok) -> HTTPResponse {
        var fields: HTTPFields = ["ETag": "\"\(project.version)\""]
        if status == .created { fields.append("Location", "\(API.base)/projects/\(project.id.rawValue)") }
        return API.answer(json, status: status, fields: fields)
    }
}

extension RequestBody {
    /// A project's description, which may be empty.
    fileprivate var description: String {
        mutating get {
            guard self["description"] != "" else { return "" }
            return optionalText("description", upTo: Desk.projectDescriptionLimit) ?? ""
        }
    }
}
