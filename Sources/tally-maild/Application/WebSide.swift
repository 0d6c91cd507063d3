internal import TallyCore
internal import TallyCryptography
internal import TallyDocuments
internal import TallyWeb

/// The HTTP server with everything it serves, made from the configuration.
struct WebSide: Sendable {
    let server: HTTPServer
    let live: LiveEvents
    let accounts: AccountRequests

    init(
        _ installation: Installation, templates folder: String, renderer: ReportProgram,
        observation: Observation,
        log: Logger
    ) throws(ProgramError) {
        let configuration = installation.configuration
        let console: StaticFiles
        do throws(StaticFiles.Failure) {
            console = try StaticFiles(directory: folder + "/console")
        } catch {
            throw ProgramError(.configuration, "templates: \(error.description)")
        }
        let application = WebApplication(
            store: installation.store, settings: installation.settings, keys: installation.keys,
            cryptography: installation.cryptography, hashing: Argon2PasswordHashing(), renderer: renderer,
            clock: SystemClock.now, console: console,
            allowedOrigins: configuration.http.allowedOrigins.map(\.origin), isDemo: configuration.isDemo,
            version: Version.text, spoolDirectory: configuration.dataDirectory,
            metrics: observation.metrics, readiness: observation.parts,
            noteFailure: { request, what in
                log.error("http.failed", ["request": request.map { "\($0)" }], message: what)
            },
            noteAccount: { note in Self.note(note, log) },
            answered: { [level = configuration.log.access ? LogLevel.info : .debug] record, target in
                Self.note(record, target, log, level)
            })
        live = application.live
        accounts = application.accounts
        let addresses = try Self.addresses(configuration.http.listen)
        do throws(SystemError) {
            server = try HTTPServer(
                HTTPServer.Configuration(
                    listen: addresses, allowedHosts: application.allowedHosts,
                    trustedProxies: TrustedProxies(configuration.http.trustedProxies.map(Self.network)),
                    spoolDirectory: configuration.dataDirectory),
                application: application.application)
        } catch {
            throw ProgramError(.configuration, "http.listen: \(configuration.http.listen): \(error)")
        }
    }

    /// Serves until the task is cancelled; then answers what is under way before it ends.
    func run() async {
        // A task of its own, because cancelling the server's would cut everybody off at once.
        let serving = Task(name: "http server") { [server] in await server.run() }
        await withTaskCancellationHandler {
            await serving.value
        } onCancel: {
            server.stop(within: .seconds(4))
        }
    }

    private static func addresses(
        _ listen: Configuration.ListenAddress
    ) throws(ProgramError) -> [TallyWeb.ListenAddress] {
        switch listen {
        case .systemd:
            let passed = TallyWeb.ListenAddress.passedBySystemd()
            guard !passed.isEmpty else {
                throw ProgramError(
                    .configuration, "http.listen: systemd passed no socket; is tally-maild.socket on?")
            }
            return passed
        case .unix(let path):
            return [.unix(path: path)]
        case .tcp(let host, let port):
            let hosts = host == "*" ? ["0.0.0.0"] : host == "localhost" ? ["127.0.0.1"] : [host]
            return try hosts.map { host throws(ProgramError) in
                guard let address = IPAddress(host), let port = UInt16(exactly: port) else {
                    throw ProgramError(.configuration, "http.listen: \(host) is no IP address")
                }
                return .tcp(address, port: port)
            }
        }
    }

    private static func network(_ range: NetworkRange) -> IPNetwork {
        guard let address = IPAddress(octets: range.address.bytes),
            let network = IPNetwork(address, length: range.prefixLength)
        else { preconditionFailure("a network range that was checked is no network") }
        return network
    }

    private static func note(_ note: AccountNote, _ log: Logger) {
        switch note {
        case .signedIn(let person, let way, let client):
            log.info(
                "account.signed_in",
                ["person": Int(person.rawValue), "by": way.rawValue, "client": "\(client)"])
        case .refreshTokenReused(let person, let client):
            log.warning(
                "account.refresh_token_reused", ["person": Int(person.rawValue), "client": "\(client)"],
                message: "somebody has a copy of a sign-in; it was ended, and its person is told")
        case .passwordChanged(let person, let client):
            log.info(
                "account.password_changed", ["person": Int(person.rawValue), "client": "\(client)"])
        case .passwordSet(let person, let client):
            log.info("account.password_set", ["person": Int(person.rawValue), "client": "\(client)"])
        case .signedUp(let person, let client):
            log.info("account.signed_up", ["person": Int(person.rawValue), "client": "\(client)"])
        }
    }

    private static func note(
        _ record: AccessRecord, _ target: () -> String?, _ log: Logger, _ level: LogLevel
    ) {
        guard level >= log.level else { return }
        log.log(
            level, "http.request",
            [
                "request": "\(record.id)", "client": "\(record.client)",
                "method": record.head?.method.rawValue,
                "target": target(),
                "status": record.status?.code, "bytes": record.sentBytes,
                "milliseconds": Int(record.duration.milliseconds),
            ])
    }
}
