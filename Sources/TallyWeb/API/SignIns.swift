internal import TallyCore

/// Begins, continues and ends sign-ins, and tells who a request is from.
struct SignIns: Sendable {
    /// What a person who signed in gets.
    struct Grant: Sendable {
        let accessToken: String
        let refreshToken: Secret
        let user: JSON

        var json: JSON {
            [
                "access_token": .string(accessToken), "token_type": "Bearer",
                "expires_in": .integer(AccessTokens.lifetime.milliseconds / 1_000),
                "refresh_token": .string(refreshToken.reveal()), "user": user,
            ]
        }
    }

    /// How a refresh ended; a token that was used before is no error of the store: the session has to go.
    private enum Renewal: Sendable {
        case renewed(Grant)
        case refused
        /// It was good once.
        case copied(Person.ID)
    }

    /// Octets that are kept of what a client calls itself.
    private static let clientLimit = 200
    /// The contract promises more than 20 requests a second for each person.
    private static let personRate = Rate(burst: 200, perSecond: 100)

    let hashing: any PasswordHashing
    let accessTokens: AccessTokens
    let refreshTokens: RefreshTokens
    /// The origin of the console, `https://desk.example`.
    let siteOrigin: String
    let limits = SignInLimits()
    let requests = Throttle<Person.ID>(capacity: 20_000)
}

// Signing in and out.
extension SignIns {
    /// Signs somebody in by password, or by a link that was mailed to them.
    func logIn(_ request: HTTPRequest, _ api: API) async throws(Problem) -> Grant {
        let body = try RequestBody(request)
        return body.has("token")
            ? try await logIn(byLink: body, request, api)
            : try await logIn(byPassword: body, request, api)
    }

    /// Wrong passwords and unknown addresses are answered with the same words after the same work.
    private func logIn(
        byPassword body: RequestBody, _ request: HTTPRequest, _ api: API
    ) async throws(Problem) -> Grant {
        var body = body
        let email = body.text("email", upTo: 254)
        let password = Secret(body.text("password", upTo: PasswordPolicy.longestOctets))
        try body.check()
        let address = MailAddress(email)
        let attempt = try limits.attempt(address?.text ?? "", from: request.client, at: api.clock())
        let known = try await api.read(for: request) { _, records throws(DeskError) in
            try address.flatMap { address throws(DeskError) in try Self.account(address, records) }
        }
        guard try await verify(password, against: known?.hash), let person = known?.person, person.isActive
        else { throw Problem(.unauthorized, detail: "The address or the password is wrong.") }
        limits.succeeded(attempt, at: api.clock())
        return try await begin(for: person.id, by: .password, request, api)
    }

    private func logIn(
        byLink body: RequestBody, _ request: HTTPRequest, _ api: API
    ) async throws(Problem) -> Grant {
        var body = body
        let token = body.text("token", upTo: AccountRoutes.tokenLimit)
        try body.check()
        try limits.presentLink(from: request.client, at: api.clock())
        let person = try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.signIn(with: token)
        }
        guard let person else { throw AccountRoutes.spent }
        return try await begin(for: person.id, by: .link, request, api)
    }

    private static func account(
        _ address: MailAddress, _ records: any DeskRecords
    ) throws(DeskError) -> (person: Person, hash: String?)? {
        guard let person = try records.person(with: address) else { return nil }
        return (person, try records.passwordHash(of: person.id))
    }

    /// Whether a password is right; 503 when too many others wait to know.
    func verify(_ password: Secret, against stored: String?) async throws(Problem) -> Bool {
        do throws(PasswordHashingBusy) {
            return try await hashing.verify(password, against: stored)
        } catch {
            throw Self.busy
        }
    }

    /// The hash of a new password; 503 when too many others wait for theirs.
    func hash(_ password: Secret) async throws(Problem) -> String {
        do throws(PasswordHashingBusy) {
            return try await hashing.hash(password)
        } catch {
            throw Self.busy
        }
    }

    private static var busy: Problem {
        Problem(
            .serviceUnavailable, detail: "Too many people sign in just now. Try again in a moment.",
            fields: ["Retry-After": "2"])
    }

    /// Signs in whoever it is; the caller has made sure of them.
    func begin(
        for person: Person.ID, by way: AccountNote.Way, _ request: HTTPRequest, _ api: API
    ) async throws(Problem) -> Grant {
        let token = refreshTokens.mint()
        let begun = try await api.write(for: request) { desk, records throws(DeskError) in
            guard let person = try records.person(person), person.isActive else { return nil as Grant? }
            var session = Session(
                id: token.session, person: person.id, token: token.hash, createdAt: desk.now,
                expiresAt: desk.now + RefreshTokens.lifetime)
            session.client = Self.client(of: request)
            session.place = request.client.description
            try records.addSession(session)
            return try grant(token, person, at: desk.now, records)
        }
        guard let begun else { throw Self.signInAgain }
        api.noteAccount(.signedIn(person, way, from: request.client))
        return begun
    }

    /// What the client calls itself, or the beginning of it.
    private static func client(of request: HTTPRequest) -> String {
        let name = (request.fields["user-agent"] ?? "").utf8.prefix(clientLimit)
        return String(decoding: name.filter { (0x20..<0x7F).contains($0) }, as: UTF8.self)
    }

    private func grant(
        _ token: RefreshTokens.Token, _ person: Person, at now: Timestamp, _ records: any DeskRecords
    ) throws(DeskError) -> Grant {
        Grant(
            accessToken: accessTokens.mint(
                AccessTokens.Claims(person: person.id, session: token.session), at: now),
            refreshToken: token.text, user: try person.account(in: records, at: now))
    }

    /// Trades a refresh token for new tokens.
    ///
    /// Each is good once, and for a minute again for the same answer. One that comes later was copied, so its sign-in ends
    /// for whoever has the other copy too.
    func refresh(_ request: HTTPRequest, _ api: API) async throws(Problem) -> Grant {
        var body = try RequestBody(request)
        let text = body.text("refresh_token", upTo: 1_024)
        try body.check()
        guard let token = refreshTokens.read(text), let next = refreshTokens.next(after: token) else {
            throw Self.signInAgain
        }
        let renewal = try await api.write(for: request) { desk, records throws(DeskError) in
            try renew(token, to: next, desk, records)
        }
        switch renewal {
        case .renewed(let grant): return grant
        case .refused: throw Self.signInAgain
        case .copied(let person):
            api.noteAccount(.refreshTokenReused(person, from: request.client))
            throw Self.signInAgain
        }
    }

    private func renew(
        _ token: RefreshTokens.Token, to next: RefreshTokens.Token, _ desk: Desk,
        _ records: any DeskRecords
    ) throws(DeskError) -> Renewal {
        let now = desk.now
        guard let session = try records.session(token.session), now < session.expiresAt,
            let person = try records.person(session.person), person.isActive
        else { return .refused }
        if session.token == next.hash, now - session.usedAt < RefreshTokens.repetition {
            return .renewed(try grant(next, person, at: now, records))
        }
        guard session.token == token.hash else {
            try records.revokeSession(session.id)
            try desk.tell(person, of: .signInCopied)
            return .copied(person.id)
        }
        try records.rotateSession(
            session.id, to: next.hash, at: now, expiresAt: now + RefreshTokens.lifetime)
        return .renewed(try grant(next, person, at: now, records))
    }

    /// Ends the sign-in that the request's access token or refresh token belongs to.
    func logOut(_ request: HTTPRequest, _ api: API) async throws(Problem) {
        var sessions: Set<String> = []
        if !request.body.isEmpty, let text = try RequestBody(request)["refresh_token"].text,
            let token = refreshTokens.read(text)
        {
            sessions.insert(token.session)
        }
        if let claims = claims(of: request, at: api.clock()) { sessions.insert(claims.session) }
        guard !sessions.isEmpty else { throw Self.signInAgain }
        let ended = sessions
        try await api.write(for: request) { _, records throws(DeskError) in
            for session in ended { try records.revokeSession(session) }
        }
    }
}

// Who asks.
extension SignIns {
    /// The person who is signed in and sent the request.
    ///
    /// The session is looked up each time, so a sign-in that was ended, or a person who was put out, is gone at once.
    func caller(of request: HTTPRequest, _ api: API) async throws(Problem) -> Caller {
        let now = api.clock()
        guard let claims = claims(of: request, at: now) else { throw Self.signInAgain }
        let person = try await api.read(for: request) { _, records throws(DeskError) in
            try Self.person(of: claims, at: now, records)
        }
        guard let person else { throw Self.signInAgain }
        if let wait = requests.take([(person.id, Self.personRate)], at: now) {
            throw SignInLimits.tooMany(wait)
        }
        return Caller(person: person, session: claims.session, source: source(of: request))
    }

    /// The person of a sign-in that holds; nil when it has ended.
    static func person(
        of claims: AccessTokens.Claims, at now: Timestamp, _ records: any DeskRecords
    ) throws(DeskError) -> Person? {
        guard let session = try records.session(claims.session), now < session.expiresAt,
            session.person == claims.person, let person = try records.person(session.person), person.isActive
        else { return nil }
        return person
    }

    private func claims(of request: HTTPRequest, at now: Timestamp) -> AccessTokens.Claims? {
        let values = request.fields.values(of: "authorization")
        guard values.count == 1 else { return nil }
        let parts = values[0].utf8.split(separator: .space, maxSplits: 1)
        guard parts.count == 2, parts[0].map(\.lowercased).elementsEqual("bearer".utf8) else { return nil }
        return accessTokens.verify(String(decoding: parts[1], as: UTF8.self), at: now)
    }

    /// Browsers say where a page is from when it changes something; everybody else is a program.
    private func source(of request: HTTPRequest) -> Source {
        request.fields["origin"] == siteOrigin ? .console : .api
    }

    /// Makes sure once more of somebody who is signed in, by their password.
    ///
    /// - Returns: false when they have none.
    /// - Throws: a problem with `current_password` when it is wrong, or there were too many tries.
    @discardableResult
    func confirm(
        _ current: Secret, of person: Person, _ request: HTTPRequest, _ api: API
    ) async throws(Problem) -> Bool {
        let stored = try await api.read(for: request) { _, records throws(DeskError) in
            try records.passwordHash(of: person.id)
        }
        guard let stored else { return false }
        let attempt = try limits.attempt(person.address.text, from: request.client, at: api.clock())
        guard current.reveal().utf8.count <= PasswordPolicy.longestOctets,
            try await verify(current, against: stored)
        else {
            throw Problem(invalid: "current_password", "is wrong")
        }
        limits.succeeded(attempt, at: api.clock())
        return true
    }

    static var signInAgain: Problem {
        Problem(.unauthorized, detail: "Sign in first.", fields: ["WWW-Authenticate": "Bearer"])
    }
}
