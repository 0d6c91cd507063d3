package import TallyCore

/// The daemon's web side: API, WebSocket, console, health and metrics, wired from what the program has.
package struct WebApplication: Sendable {
    /// Told of commits and of the passing of time by the program, which also runs it.
    package let live: LiveEvents
    /// Mails links to people who are not signed in; the program runs it.
    package let accounts: AccountRequests
    /// By what names the site may be asked for.
    package let allowedHosts: AllowedHosts
    let router: Router
    /// What the router answers, as OpenAPI.
    let document: APIDocument
    private let answered: @Sendable (AccessRecord) -> Void

    /// Told of each request, with its target as a log may have it; nil when it could not be read.
    ///
    /// The target is made when it is asked for: most sites do not log it.
    package typealias AccessNote = @Sendable (_ record: AccessRecord, _ target: () -> String?) -> Void

    /// What only the operator can mend goes to `noteFailure`, with the number of the request it happened in.
    package typealias FailureNote = @Sendable (_ request: RequestID?, _ what: String) -> Void

    /// - Parameters:
    ///   - allowedOrigins: origins beside the site's own whose pages may open a WebSocket and call the API.
    ///   - isDemo: whether anybody may sign in as one of the demonstration's people.
    ///   - version: the program's, as `/site` shows it.
    ///   - spoolDirectory: on whose file system reports lie while they are sent.
    ///   - noteAccount: told of what happens to accounts; must not block.
    ///   - answered: told of each request; must not block.
    package init(
        store: any DeskStore, settings: DeskSettings, keys: KeyRing, cryptography: any Cryptography,
        hashing: any PasswordHashing, renderer: any ReportRenderer,
        clock: @escaping @Sendable () -> Timestamp,
        console: StaticFiles, allowedOrigins: [String] = [], isDemo: Bool = false, version: String,
        spoolDirectory: String = "/tmp",
        metrics: Metrics, readiness: @escaping @Sendable () async -> [ReadinessPart],
        noteFailure: @escaping FailureNote,
        noteAccount: @escaping @Sendable (AccountNote) -> Void = { _ in },
        answered: @escaping AccessNote = { _, _ in }
    ) {
        let siteOrigin = Self.origin(of: settings.siteURL)
        let signIns = SignIns(
            hashing: hashing,
            accessTokens: AccessTokens(keys: keys, cryptography: cryptography, issuer: settings.siteURL),
            refreshTokens: RefreshTokens(keys: keys, cryptography: cryptography), siteOrigin: siteOrigin)
        let mint = TokenMint(keys: keys, cryptography: cryptography)
        let api = API(
            store: store, settings: settings, mint: mint, signIns: signIns, renderer: renderer, clock: clock,
            noteFailure: { noteFailure($0, $1) }, noteAccount: noteAccount)
        accounts = AccountRequests(
            store: store, settings: settings, mint: mint, clock: clock, noteFailure: { noteFailure(nil, $0) })
        let live = LiveEvents(
            store: store, settings: settings, cryptography: cryptography,
            connected: metrics.gauge("tally_websocket_clients", help: "WebSocket clients signed in."),
            clock: clock, noteFailure: { noteFailure(nil, $0) })
        var router = Router { request throws(Problem) in try console.response(to: request) }
        router.add(SecurityFields().layer)
        // Signing in is answered with tokens.
        router.add(Compression { $0.target.segments.starts(with: ["api", "v1", "auth"]) }.layer)
        router.add(CrossOrigin(allowed: Set(allowedOrigins.map(Self.origin))).layer)
        SignInRoutes(api: api, live: live, isDemo: isDemo).add(to: &router)
        AccountRoutes(api: api, requests: accounts).add(to: &router)
        PeopleRoutes(api: api, site: Self.site(settings, isDemo: isDemo, version: version)).add(to: &router)
        AnalyticsRoutes(api: api).add(to: &router)
        Self.addDesk(to: &router, api, spoolDirectory: spoolDirectory)
        Self.addPages(to: &router, api, PublicPage(settings: settings, cryptography: cryptography))
        StateRoutes(api: api, readiness: readiness, metrics: metrics).add(to: &router)
        document = APIDocument(router.operations, version: version)
        document.add(to: &router, cryptography)
        let origins = Set([siteOrigin] + allowedOrigins.map(Self.origin))
        // Without an Origin it is no page of anybody's, and a program has to bring a ticket like everybody else.
        router.on(.get, "/ws") { request throws(Problem) in
            WebSocketHandshake.response(
                to: request, allowedOrigins: origins, requiresOrigin: false, endpoint: live)
        }
        allowedHosts = .of(origins: Array(origins))
        let numbers = HTTPMetrics(metrics)
        self.live = live
        self.router = router
        self.answered = { [router] record in
            numbers.count(record)
            answered(record) { record.head.map { router.loggable($0.target) } }
        }
    }

    /// What everybody may know of the site.
    private static func site(_ settings: DeskSettings, isDemo: Bool, version: String) -> JSON {
        [
            "name": .string(settings.siteName), "time_zone": .string(settings.zoneName),
            "ticket_prefix": .string(settings.ticketPrefix),
            "demo": .bool(isDemo), "version": .string(version), "signup": .string(settings.signUp.name),
        ]
    }

    /// Pages for people who are not signed in, and the contact form's.
    private static func addPages(to router: inout Router, _ api: API, _ frame: PublicPage) {
        AddressPage(api: api, frame: frame).add(to: &router)
        ConfirmRoutes(api: api, frame: frame).add(to: &router)
        FileRoutes(api: api, frame: frame).add(to: &router)
        let contact = ContactRoutes(api: api)
        contact.add(to: &router)
        ContactPage(contact: contact, frame: frame).add(to: &router)
    }

    /// The routes that need nothing but the desk.
    private static func addDesk(to router: inout Router, _ api: API, spoolDirectory: String) {
        TicketRoutes(api: api).add(to: &router)
        DashboardRoutes(api: api).add(to: &router)
        DuplicateRoutes(api: api).add(to: &router)
        TicketActionRoutes(api: api, spoolDirectory: spoolDirectory).add(to: &router)
        CommentRoutes(api: api).add(to: &router)
        AttachmentRoutes(api: api).add(to: &router)
        NotificationRoutes(api: api).add(to: &router)
        AbsenceRoutes(api: api).add(to: &router)
        TeamRoutes(api: api).add(to: &router)
        ProjectRoutes(api: api).add(to: &router)
        OperationRoutes(api: api).add(to: &router)
        OwnAccountRoutes(api: api).add(to: &router)
    }

    /// What the server serves.
    package var application: HTTPApplication {
        HTTPApplication(
            bodyLimit: router.bodyLimit, answered: answered, changes: live.changes, respond: router.respond)
    }

    /// The origin of a URL, as browsers write it (RFC 6454 §6.2): scheme and authority, in lower case.
    static func origin(of url: String) -> String {
        let bytes = Array(url.utf8)
        var slashes = 0
        let end = bytes.firstIndex { byte in
            if byte == UInt8(ascii: "/") { slashes += 1 }
            return slashes == 3
        }
        return String(decoding: bytes[..<(end ?? bytes.endIndex)].map(\.lowercased), as: UTF8.self)
    }
}
