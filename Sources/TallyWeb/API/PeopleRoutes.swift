internal import TallyCore

/// `/users` and what everybody may know of the site.
struct PeopleRoutes: Sendable {
    let api: API
    /// What `/site` answers.
    let site: JSON

    private static let cursorMark = UInt8(ascii: "p")

    func add(to router: inout Router) {
        router.on(.get, API.base + "/site") { _ throws(Problem) in API.answer(site) }
        router.on(.get, API.base + "/users", list)
        router.on(.get, API.base + "/users/me") { request throws(Problem) in
            let caller = try await api.signIns.caller(of: request, api)
            return try await account(of: caller.person.id, request)
        }
        router.on(.get, API.base + "/users/{id}") { request throws(Problem) in
            let caller = try await api.signIns.caller(of: request, api)
            let id = Person.ID(rawValue: try API.number("id", in: request))
            guard caller.person.role == .admin || caller.person.id == id else { throw Problem(.notFound) }
            return try await account(of: id, request)
        }
    }

    private func account(of id: Person.ID, _ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let json = try await api.read(for: request) { _, records throws(DeskError) in
            try records.person(id)?.account(in: records)
        }
        guard let json else { throw Problem(.notFound) }
        return API.answer(json)
    }

    /// Everybody, for admins.
    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        guard caller.person.role == .admin else {
            throw Problem(.forbidden, detail: "Only admins see who else there is.")
        }
        let limit = try Paging.limit(request.target)
        let after = try Paging.cursor(request.target, mark: Self.cursorMark, count: 1)?.first
        let page = try await api.read(for: request) { _, records throws(DeskError) in
            let people = try records.people()
            let begin = after.flatMap { last in people.firstIndex { $0.id.rawValue == last } }
            let rest = people[(begin.map { $0 + 1 } ?? 0)...]
            var items: [JSON] = []
            for person in rest.prefix(limit) { items.append(try person.account(in: records)) }
            var next: JSON = .null
            if rest.count > limit, let last = rest.prefix(limit).last {
                next = .string(Paging.text(mark: Self.cursorMark, [last.id.rawValue]))
            }
            return ["items": .array(items), "total": people.count.json, "next_cursor": next] as JSON
        }
        return API.answer(page)
    }
}
