internal import TallyCore

/// `/auth`, for people who have no account yet or cannot get into theirs: links that are mailed, and what they open.
///
/// Who asks for a link is answered alike whether or not anybody has the address. A link only opens what it was mailed
/// for, and once; looking at one changes nothing.
struct AccountRoutes: Sendable {
    let api: API
    let requests: AccountRequests
    private let spentLinks = SpentLinks()

    init(api: API, requests: AccountRequests) {
        self.api = api
        self.requests = requests
    }

    /// No token is longer.
    static let tokenLimit = 200
    private static let bodyLimit = 4_096
    /// The links that set a password.
    private static let settable: Set<AccountLink.Purpose> = [.reset, .signUp, .invitation]

    func add(to router: inout Router) {
        router.on(.signUp, bodyLimit: Self.bodyLimit, signUp)
        router.on(.forgotPassword, bodyLimit: Self.bodyLimit) { request throws(Problem) in
            try await ask(request) { .resetPassword($0) }
        }
        router.on(.askForLoginLink, bodyLimit: Self.bodyLimit) { request throws(Problem) in
            try await ask(request) { .signIn($0) }
        }
        router.on(.lookAtLink, bodyLimit: Self.bodyLimit, look)
        router.on(.resetPassword, bodyLimit: Self.bodyLimit, setPassword)
    }

    /// A link that opens nothing, for whatever reason.
    static var spent: Problem {
        Problem(
            .gone, detail: "The link was used already, is too old, or is not complete. Ask for another.",
            members: [JSON.Member(name: "code", value: "link_spent")])
    }

    // MARK: Asking

    private func signUp(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        var form = try RequestBody(request)
        guard case .domains(let domains) = api.settings.signUp else { throw Self.closed }
        let name = form.text("name", upTo: Desk.nameLimit)
        let address = form.address("email")
        if let address, !domains.contains(address.domain) {
            form.refuse("email", "must be an address of " + domains.sorted().joined(separator: ", "))
        }
        try form.check()
        guard let address else { throw Problem(invalid: "email", "is required") }
        return try submit(.signUp(address, name: name), to: address, request)
    }

    private static var closed: Problem {
        Problem(
            .forbidden,
            detail: "Accounts are not made this way here. Ask an administrator for an invitation.",
            members: [JSON.Member(name: "code", value: "forbidden")])
    }

    private func ask(
        _ request: HTTPRequest, for wish: (MailAddress) -> Desk.AccountWish
    ) async throws(Problem) -> HTTPResponse {
        var body = try RequestBody(request)
        let address = body.address("email")
        try body.check()
        guard let address else { throw Problem(invalid: "email", "is required") }
        return try submit(wish(address), to: address, request)
    }

    /// 202: whether a mail follows is told to whoever reads the mail of the address.
    private func submit(
        _ wish: Desk.AccountWish, to address: MailAddress, _ request: HTTPRequest
    ) throws(Problem) -> HTTPResponse {
        try api.signIns.limits.askForLink(to: address, from: request.client, at: api.clock())
        guard requests.submit(wish) else {
            throw Problem(
                .serviceUnavailable, detail: "Too many people ask just now. Try again in a moment.",
                fields: ["Retry-After": "10"])
        }
        return API.answer(["accepted": true], status: .accepted)
    }

    // MARK: Links

    /// What a link is for, so that a page can say it before somebody acts; changes nothing.
    private func look(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        var body = try RequestBody(request)
        let token = body.text("token", upTo: Self.tokenLimit)
        try body.check()
        try api.signIns.limits.presentLink(from: request.client, at: api.clock())
        let found = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.accountLink(token)
        }
        guard let (link, person) = found else { throw Self.spent }
        return API.answer([
            "purpose": .string(link.purpose.rawValue), "email": .string(link.address.text),
            "name": (person?.name ?? link.name).json, "expires_at": link.expiresAt.json,
        ])
    }

    /// Nobody is signed in by it: the page does that with the password it has, as everybody else does.
    private func setPassword(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        var body = try RequestBody(request)
        let token = body.text("token", upTo: Self.tokenLimit)
        let password = body.text("password", upTo: PasswordPolicy.longestOctets)
        let name = body.optionalText("name", upTo: Desk.nameLimit)
        try body.check()
        try api.signIns.limits.presentLink(from: request.client, at: api.clock())
        let found = try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.accountLink(token)
        }
        // Before a password is hashed, which is work that not everybody may ask for.
        guard let (link, known) = found, Self.settable.contains(link.purpose) else {
            return try await repeatedly(setting: Secret(password), with: token, request)
        }
        let names = [link.address.text, known?.name ?? name ?? "", api.settings.siteName]
        try Self.check(password, knowing: names)
        let hash = try await api.signIns.hash(Secret(password))
        let person = try await api.write(for: request) { desk, _ throws(DeskError) in
            try desk.setPassword(hash, with: token, for: Self.settable, name: name)
        }
        guard let person else {
            return try await repeatedly(setting: Secret(password), with: token, request)
        }
        spentLinks.note(api.mint.digest(ofOneTimeToken: token), of: person.id, at: api.clock())
        api.noteAccount(
            known == nil
                ? .signedUp(person.id, from: request.client) : .passwordSet(person.id, from: request.client))
        return HTTPResponse(.noContent)
    }

    /// Answers who asks again with the link and the password of a moment ago, since the answer may have been lost.
    ///
    /// Nothing is set again: another password is refused as if the link were any other, and trying passwords is as slow
    /// as at signing in.
    private func repeatedly(
        setting password: Secret, with token: String, _ request: HTTPRequest
    ) async throws(Problem) -> HTTPResponse {
        let digest = api.mint.digest(ofOneTimeToken: token)
        guard let id = spentLinks.person(digest, at: api.clock()) else { throw Self.spent }
        let known = try await api.read(for: request) { _, records throws(DeskError) in
            (person: try records.person(id), hash: try records.passwordHash(of: id))
        }
        guard let person = known.person, person.isActive, let hash = known.hash else { throw Self.spent }
        let limits = api.signIns.limits
        let attempt = try limits.attempt(person.address.text, from: request.client, at: api.clock())
        guard try await api.signIns.verify(password, against: hash) else { throw Self.spent }
        limits.succeeded(attempt, at: api.clock())
        return HTTPResponse(.noContent)
    }

    /// Throws when a new password is not good enough.
    static func check(_ password: String, knowing names: [String]) throws(Problem) {
        if let problem = PasswordPolicy.problem(with: password, knowing: names) {
            throw Problem(invalid: "password", problem)
        }
    }
}
