internal import TallyCore

/// `/users` and what everybody may know of the site.
struct PeopleRoutes: Sendable {
    let api: API
    /// What `/site` answers.
    let site: JSON

    private static let cursorMark = UInt8(ascii: "p")

    func add(to router: inout Router) {
        router.on(.showSite) { _ throws(Problem) in API.answer(site) }
        router.on(.listPeople, list)
        router.on(.showPerson, show)
        router.on(.putPerson, change)
        router.on(.changePerson, change)
        router.on(.listPeopleForAdmins, list)
        router.on(.createPerson, create)
        router.on(.disablePerson, disable)
    }

    /// The person that the path names, by number or as `me`.
    static func personID(in request: HTTPRequest, for caller: Caller) throws(Problem) -> Person.ID {
        if request.pathParameters["id"] == "me" { return caller.person.id }
        return Person.ID(rawValue: try API.number("id", in: request))
    }

    /// One person, with the version that `If-Match` speaks of.
    static func answer(_ person: Person, _ json: JSON, status: HTTPStatus = .ok) -> HTTPResponse {
        var fields: HTTPFields = ["ETag": "\"\(person.version)\""]
        if status == .created { fields.append("Location", "\(API.base)/users/\(person.id.rawValue)") }
        return API.answer(json, status: status, fields: fields)
    }

    private func show(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try Self.personID(in: request, for: caller)
        let (person, json) = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.see, .person(id, for: caller.person), of: caller.person)
            guard let person = try records.person(id) else { throw .refused(.missing(.person)) }
            return (person, try person.account(in: records, at: desk.now))
        }
        return Self.answer(person, json)
    }

    private func change(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try Self.personID(in: request, for: caller)
        let edit = try PersonEdit(request)
        let (person, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            let person = try edit.apply(to: id, by: caller, desk, records)
            return (person, try person.account(in: records, at: desk.now))
        }
        return Self.answer(person, json)
    }

    /// Everybody, for admins.
    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var query = PersonQuery()
        query.limit = try Paging.limit(request.target)
        query.after = try Paging.cursor(request.target, mark: Self.cursorMark, count: 1)?.first
            .map { Person.ID(rawValue: $0) }
        query.roles = try Paging.choices("role", request.target)
        query.isActive = try Self.flag("active", request.target)
        query.words = Paging.value("q", request.target)
        let team = Paging.value("team", request.target)
        let asked = query
        let answer = try await api.read(for: request) { desk, records throws(DeskError) in
            try desk.require(.list, DeskObject(.person), of: caller.person)
            var query = asked
            if let team { query.team = try TicketReferences(records).team(.string(team)) }
            let page = try records.people(query)
            var items: [JSON] = []
            for person in page.elements { items.append(try person.account(in: records, at: desk.now)) }
            return Paging.answer(page, items, mark: Self.cursorMark)
        }
        return API.answer(answer)
    }

    private static func flag(_ name: String, _ target: RequestTarget) throws(Problem) -> Bool? {
        switch Paging.value(name, target) {
        case nil: nil
        case "true": true
        case "false": false
        case .some: throw Problem(invalid: name, "must be true or false")
        }
    }

    private func create(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        try await api.read(for: request) { desk, _ throws(DeskError) in
            // Before a password is hashed, which is work that not everybody may ask for.
            try desk.require(.create, DeskObject(.person), of: caller.person)
        }
        var body = try RequestBody(request)
        let name = body.text("name", upTo: Desk.nameLimit)
        let address = body.address("email")
        let role = body.choice("role", Role.self) ?? .employee
        let (team, limit) = (body["team"], body.count("workload_limit"))
        let (zone, language) = (body.optionalText("time_zone", upTo: 64), body.language("language"))
        var extras = PersonChanges()
        if let isLead = body.flag("team_lead") { extras.isTeamLead = .set(isLead) }
        if body.has("categories") { extras.categories = .set(body.texts("categories")) }
        let password = body.optionalText("password", upTo: PasswordPolicy.longestOctets)
        let names = [address?.text ?? "", name, api.settings.siteName]
        if let problem = password.flatMap({ PasswordPolicy.problem(with: $0, knowing: names) }) {
            body.refuse("password", problem)
        }
        let isInvited = body.flag("invite") ?? false
        if isInvited, password != nil { body.refuse("invite", "is for people who choose their password") }
        try body.check()
        guard let address else { throw Problem(invalid: "email", "is required") }
        let hash: String? = if let password { try await api.signIns.hash(Secret(password)) } else { nil }
        let wanted = extras
        let (person, json) = try await api.write(for: request) { desk, records throws(DeskError) in
            var draft = PersonDraft(name: name, role: role, address: address, workloadLimit: limit)
            draft.team = try TicketReferences(records).team(team)
            draft.timeZone = zone
            draft.language = language
            let made = try desk.createPerson(draft, by: .actor(caller.actor))
            let person = try desk.editPerson(made.id, wanted, by: .actor(caller.actor))
            if let hash { try records.setPasswordHash(hash, of: person.id) }
            if isInvited { try desk.invite(person.id, by: .actor(caller.actor)) }
            return (person, try person.account(in: records, at: desk.now))
        }
        return Self.answer(person, json, status: .created)
    }

    private func disable(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try Self.personID(in: request, for: caller)
        _ = try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.disablePerson(id, seen: request.matchedVersion, by: .actor(caller.actor))
        }
        return HTTPResponse(.noContent)
    }
}
