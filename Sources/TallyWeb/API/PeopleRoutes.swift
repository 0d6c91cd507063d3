internal import TallyCore

/// `/users` and what everybody may know of the site.
struct PeopleRoutes: Sendable {
    let api: API
    /// What `/site` answers.
    let site: JSON

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
        let items = try await api.read(for: request) { _, records throws(DeskError) in
            var items: [JSON] = []
            for person in try records.people() { items.append(try person.account(in: records)) }
            return items
        }
        return API.answer(["items": .array(items), "total": items.count.json, "next_cursor": .null])
    }
}
