internal import TallyCore

/// `/auth/password` and `/auth/sessions`: what people see to about their own account.
struct OwnAccountRoutes: Sendable {
    let api: API

    private static let bodyLimit = 4_096
    private static let sessionsLimit = 100

    func add(to router: inout Router) {
        router.on(.changePassword, bodyLimit: Self.bodyLimit, changePassword)
        router.on(.listSessions, list)
        router.on(.endOtherSessions, endOthers)
        router.on(.endSession, end)
        router.on(.invitePerson, bodyLimit: Self.bodyLimit, invite)
    }

    /// Asks for the present password, so that a screen left unlocked is no account lost.
    private func changePassword(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let current = Secret(body.text("current_password", upTo: PasswordPolicy.longestOctets))
        let password = body.text("password", upTo: PasswordPolicy.longestOctets)
        try body.check()
        let person = caller.person
        let names = [person.address.text, person.name, api.settings.siteName]
        try AccountRoutes.check(password, knowing: names)
        guard try await api.signIns.confirm(current, of: person, request, api) else {
            throw Problem(
                .conflict, detail: "You have no password yet. Have a link mailed to you to set one.",
                members: [JSON.Member(name: "code", value: "conflict")])
        }
        let hash = try await api.signIns.hash(Secret(password))
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.changePassword(of: person, to: hash, keeping: caller.session)
        }
        api.noteAccount(.passwordChanged(person.id, from: request.client))
        return HTTPResponse(.noContent)
    }

    // MARK: Sign-ins

    private func list(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let sessions = try await sessions(of: caller, request)
        let items = sessions.map { session -> JSON in
            [
                "id": .string(api.signIns.refreshTokens.number(of: session)),
                "created_at": session.createdAt.json,
                "used_at": session.usedAt.json, "expires_at": session.expiresAt.json,
                "client": .string(session.client), "address": .string(session.place),
                "is_current": .bool(session.id == caller.session),
            ]
        }
        return API.answer(Paging.whole(items))
    }

    private func endOthers(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        try await api.write(for: request) { _, records throws(DeskError) in
            try records.revokeSessions(of: caller.person.id, except: caller.session)
        }
        return HTTPResponse(.noContent)
    }

    private func end(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let named = request.pathParameters["session"] ?? ""
        guard
            let session = try await sessions(of: caller, request).first(where: {
                api.signIns.refreshTokens.number(of: $0) == named
            })
        else { throw Problem(.notFound) }
        try await api.write(for: request) { _, records throws(DeskError) in
            try records.revokeSession(session.id)
        }
        return HTTPResponse(.noContent)
    }

    private func sessions(of caller: Caller, _ request: HTTPRequest) async throws(Problem) -> [Session] {
        try await api.read(for: request) { desk, records throws(DeskError) in
            try records.sessions(of: caller.person.id, at: desk.now, limit: Self.sessionsLimit)
        }
    }

    // MARK: Inviting

    private func invite(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let id = try PeopleRoutes.personID(in: request, for: caller)
        try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.invite(id, by: .actor(caller.actor))
        }
        return API.answer(["accepted": true], status: .accepted)
    }
}
