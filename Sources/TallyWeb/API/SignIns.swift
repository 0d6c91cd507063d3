internal import TallyCore

/// Begins, continues and ends sign-ins, and tells who a request is from.
struct SignIns: Sendable {
    /// What signing in is slowed down by.
    enum Bucket: Hashable, Sendable {
        /// Guessing one person's password, from everywhere together.
        case account(String)
        /// Guessing one person's password from one place.
        case accountFrom(String, PeerAddress)
        /// Trying many people's passwords from one place.
        case address(PeerAddress)
        /// Signing in as one of the demonstration's people.
        case demonstration(PeerAddress)
    }

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
    }

    /// How long passwords are.
    static let passwordOctets = 8...128
    private static let accountRate = Rate(burst: 40, perSecond: 20 / 60)
    private static let accountFromRate = Rate(burst: 8, perSecond: 5 / 60)
    private static let addressRate = Rate(burst: 30, perSecond: 0.5)
    private static let demonstrationRate = Rate(burst: 400, perSecond: 20)
    /// The contract promises more than 20 requests a second for each person.
    private static let personRate = Rate(burst: 200, perSecond: 100)

    let hashing: any PasswordHashing
    let accessTokens: AccessTokens
    let refreshTokens: RefreshTokens
    /// The origin of the console, `https://desk.example`.
    let siteOrigin: String
    let attempts = Throttle<Bucket>(capacity: 20_000)
    let requests = Throttle<Person.ID>(capacity: 20_000)
}

// Signing in and out.
extension SignIns {
    /// Signs somebody in by password.
    ///
    /// Wrong passwords and unknown addresses are answered with the same words after the same work.
    func logIn(_ request: HTTPRequest, _ api: API) async throws(Problem) -> Grant {
        var body = try RequestBody(request)
        let email = body.text("email", upTo: 254)
        let password = Secret(body.text("password", upTo: Self.passwordOctets.upperBound))
        try body.check()
        let address = MailAddress(email)
        let keys = Self.keys(address?.text ?? "", request.client)
        if let wait = attempts.take(keys, at: api.clock()) { throw Self.tooMany(wait) }
        let known = try await api.read(for: request) { _, records throws(DeskError) in
            try address.flatMap { address throws(DeskError) in try Self.account(address, records) }
        }
        let isRight = await hashing.verify(password, against: known?.hash)
        guard isRight, let person = known?.person, person.isActive else {
            throw Problem(.unauthorized, detail: "The address or the password is wrong.")
        }
        attempts.giveBack(keys)
        return try await begin(for: person.id, request, api)
    }

    private static func account(
        _ address: MailAddress, _ records: any DeskRecords
    ) throws(DeskError) -> (person: Person, hash: String?)? {
        guard let person = try records.person(with: address) else { return nil }
        return (person, try records.passwordHash(of: person.id))
    }

    /// Throws when there were too many demonstration sign-ins from the place that the request is from.
    func checkDemonstration(_ request: HTTPRequest, at now: Timestamp) throws(Problem) {
        let key = Bucket.demonstration(Self.place(of: request.client))
        if let wait = attempts.take([(key, Self.demonstrationRate)], at: now) { throw Self.tooMany(wait) }
    }

    /// What counts as one place: IPv6 gives everybody a whole network of addresses.
    static func place(of client: PeerAddress) -> PeerAddress {
        switch client {
        case .ip(let address): .ip(address.network)
        case .local: .local
        }
    }

    private static func keys(_ account: String, _ client: PeerAddress) -> [(key: Bucket, rate: Rate)] {
        let place = place(of: client)
        return [
            (.account(account), accountRate), (.accountFrom(account, place), accountFromRate),
            (.address(place), addressRate),
        ]
    }

    static func tooMany(_ wait: Duration) -> Problem {
        let seconds = (wait.milliseconds + 999) / 1_000
        return Problem(
            .tooManyRequests, detail: "Too many tries. Wait \(seconds) seconds.",
            fields: ["Retry-After": String(seconds)])
    }

    /// Signs in whoever it is; the caller has made sure of them.
    func begin(for person: Person.ID, _ request: HTTPRequest, _ api: API) async throws(Problem) -> Grant {
        let token = refreshTokens.mint()
        let begun = try await api.write(for: request) { desk, records throws(DeskError) in
            guard let person = try records.person(person), person.isActive else { return nil as Grant? }
            try records.addSession(
                Session(
                    id: token.session, person: person.id, token: token.hash, createdAt: desk.now,
                    expiresAt: desk.now + RefreshTokens.lifetime))
            return try grant(token, person, at: desk.now, records)
        }
        guard let begun else { throw Self.signInAgain }
        return begun
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
    /// Each is good once. One that comes again was copied, so its sign-in ends for whoever has the other copy too.
    func refresh(_ request: HTTPRequest, _ api: API) async throws(Problem) -> Grant {
        var body = try RequestBody(request)
        let text = body.text("refresh_token", upTo: 1_024)
        try body.check()
        guard let token = refreshTokens.read(text), let next = refreshTokens.next(after: token) else {
            throw Self.signInAgain
        }
        let renewal = try await api.write(for: request) { desk, records throws(DeskError) in
            try renew(token, to: next, at: desk.now, records)
        }
        switch renewal {
        case .renewed(let grant): return grant
        case .refused: throw Self.signInAgain
        }
    }

    private func renew(
        _ token: RefreshTokens.Token, to next: RefreshTokens.Token, at now: Timestamp,
        _ records: any DeskRecords
    ) throws(DeskError) -> Renewal {
        guard let session = try records.session(token.session), now < session.expiresAt,
            let person = try records.person(session.person), person.isActive
        else { return .refused }
        guard session.token == token.hash else {
            try records.revokeSession(session.id)
            return .refused
        }
        try records.rotateSession(session.id, to: next.hash, expiresAt: now + RefreshTokens.lifetime)
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
            throw Self.tooMany(wait)
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

    static var signInAgain: Problem {
        Problem(.unauthorized, detail: "Sign in first.", fields: ["WWW-Authenticate": "Bearer"])
    }
}
