internal import TallyCore

/// `/auth`: signing in and out.
struct SignInRoutes: Sendable {
    let api: API
    let live: LiveEvents
    /// Whether anybody may sign in as one of the demonstration's people.
    let isDemo: Bool

    /// No body here is longer than an address and a password.
    private static let bodyLimit = 4_096

    func add(to router: inout Router) {
        router.on(.logIn, bodyLimit: Self.bodyLimit) { request throws(Problem) in
            API.answer(try await api.signIns.logIn(request, api).json)
        }
        router.on(.refresh, bodyLimit: Self.bodyLimit) { request throws(Problem) in
            API.answer(try await api.signIns.refresh(request, api).json)
        }
        router.on(.logOut, bodyLimit: Self.bodyLimit) { request throws(Problem) in
            try await api.signIns.logOut(request, api)
            return HTTPResponse(.noContent)
        }
        router.on(.demoLogIn, bodyLimit: Self.bodyLimit, demoLogIn)
        router.on(.openSocket, bodyLimit: Self.bodyLimit, socketTicket)
    }

    private func demoLogIn(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        guard isDemo else { throw Problem(.notFound) }
        try api.signIns.checkDemonstration(request, at: api.clock())
        var body = try RequestBody(request)
        let role = body.choice("role", Role.self)
        if role == nil, body["role"] == .null { body.refuse("role", "is required") }
        try body.check()
        let person = try await api.read(for: request) { _, records throws(DeskError) in
            try records.people().filter { $0.isActive && $0.role == role }
                .min { $0.id.rawValue < $1.id.rawValue }
        }
        guard let person else { throw Problem(.notFound, detail: "Nobody here has that role.") }
        return API.answer(try await api.signIns.begin(for: person.id, request, api).json)
    }

    private func socketTicket(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        let claims = AccessTokens.Claims(person: caller.person.id, session: caller.session)
        let ticket = await live.issueTicket(for: claims)
        return API.answer([
            "ticket": .string(ticket.reveal()),
            "expires_in": .integer(SocketTickets.lifetime.milliseconds / 1_000),
        ])
    }
}
