import Foundation
import Synchronization
import TallyCore
import TallyCryptography
import TallyStore
import TestSupport

@testable import TallyWeb

/// A whole site on a port and a database of its own.
final class TestSite: Sendable {
    static let origin = "https://desk.acme.example"
    static let password = "correct horse battery"
    static let key = [UInt8](repeating: 5, count: 32)
    static let settings: DeskSettings = {
        var settings = DeskSettings(
            siteName: "Acme IT", siteURL: origin, ticketPrefix: "TT", senderName: nil,
            senderAddress: address("support@acme.example"), mailboxes: [], defaultWorkloadLimit: 3)
        settings.attachmentBytes = 300_000
        // Who reads German is spoken to in German.
        do {
            let known = TemplateSet(files: try ProjectTemplates.mail(), kinds: []).vocabularies
            settings.vocabularies = { known }
        } catch {
            preconditionFailure("the project's templates cannot be read: \(error)")
        }
        return settings
    }()

    let clock = SharedClock()
    let store: SQLiteStore
    let hashing = CountingHashing()
    let renderer = ReportCapture()
    let failures = FailureLog()
    let notes = NoteLog()
    let web: WebApplication
    let server: HTTPServer
    let mint: TokenMint

    // The schema takes longer to build than most tests take.
    private static let emptyDatabase = Result {
        try TemplateFile("tally.db") { folder in _ = try open(folder, SharedClock()) }
    }

    private static func open(_ directory: String, _ clock: SharedClock) throws -> SQLiteStore {
        try SQLiteStore(
            path: directory + "/tally.db", contentDirectory: directory + "/content",
            cryptography: SodiumCryptography(), clock: { clock.now })
    }

    /// - Parameter directory: where the database and the console are, or get to be.
    private init(in directory: String, isDemo: Bool, signUp: DeskSettings.SignUp) throws {
        var settings = Self.settings
        settings.signUp = signUp
        let clock = clock
        let console = directory + "/console"
        try FileManager.default.createDirectory(atPath: console, withIntermediateDirectories: true)
        try "<!doctype html>".write(toFile: console + "/index.html", atomically: true, encoding: .utf8)
        let cryptography = SodiumCryptography()
        let keys = KeyRing(keys: [KeyRing.Key(id: 7, octets: Self.key)])
        mint = TokenMint(keys: keys, cryptography: cryptography)
        let database = directory + "/tally.db"
        if !FileManager.default.fileExists(atPath: database) {
            try Self.emptyDatabase.get().copy(to: database)
        }
        store = try Self.open(directory, clock)
        web = WebApplication(
            store: store, settings: settings, keys: keys, cryptography: cryptography, hashing: hashing,
            renderer: renderer, clock: { clock.now }, console: try StaticFiles(directory: console),
            allowedOrigins: ["https://intranet.acme.example"], isDemo: isDemo, version: "1.2.3",
            metrics: Metrics(),
            readiness: { [renderer] in
                [
                    ReadinessPart(name: "database", isReady: true),
                    ReadinessPart(name: "report", isReady: !renderer.isBroken, detail: "as told"),
                ]
            }, noteFailure: { [failures] _, what in failures.add(what) },
            noteAccount: { [notes] note in notes.add(note) })
        DocumentCheck.learn(web.document.json)
        server = try HTTPServer(
            HTTPServer.Configuration(listen: [.loopback]), application: web.application)
    }

    /// Serves a site for as long as `body` takes.
    static func with(
        isDemo: Bool = false, signUp: DeskSettings.SignUp = .invite, in directory: String? = nil,
        _ body: @escaping @Sendable (TestSite) async throws -> Void
    ) async throws {
        let folder = try ScratchFolder(on: .memory)
        defer { withExtendedLifetime(folder) {} }
        let site = try TestSite(in: directory ?? folder.path, isDemo: isDemo, signUp: signUp)
        let live = site.web.live
        await site.store.notifyAfterCommit { live.deskChanged() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await site.server.run() }
            group.addTask { await live.run() }
            try await body(site)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    static func address(_ text: String) -> MailAddress {
        guard let address = MailAddress(text) else { preconditionFailure("\(text) is no address") }
        return address
    }
}

// Driving it.
extension TestSite {
    func write<Result: Sendable>(
        _ body: @Sendable (Desk, any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        let (mint, now) = (mint, clock.now)
        return try await store.write { records throws(DeskError) in
            try body(Desk(records: records, settings: Self.settings, mint: mint, now: now), records)
        }
    }

    /// Everything that is due to be mailed, oldest first, taken out of the outbox.
    func mailed() async throws -> [OutgoingMail] {
        // What is asked for by people who are not signed in is mailed after they were answered.
        await web.accounts.grantAll()
        var mails: [OutgoingMail] = []
        while let mail = try await store.nextDue(at: clock.now + .days(30), besides: []) {
            try await store.keep(
                Delivery(state: .failed(reason: "taken by a test"), createdAt: mail.createdAt), of: mail.id,
                at: clock.now)
            mails.append(mail.linked(by: mint).addressed(by: mint))
        }
        return mails
    }

    /// The path of the link in the newest mail that has one.
    func mailedPath(_ member: String = "link_url") async throws -> String {
        let url = try await mailed().compactMap { $0.draft.values[member].text }.last
        return String((url ?? Self.origin).dropFirst(Self.origin.count))
    }

    /// The token of the link in the newest mail that has one.
    func mailedToken() async throws -> JSON {
        .string(try await mailedPath().split(separator: "/").last.map(String.init) ?? "")
    }

    /// Adds somebody whose password is `TestSite.password`.
    @discardableResult
    func add(_ name: String, _ role: Role, team: String? = nil) async throws -> Person {
        let address = Self.address(name.lowercased() + "@acme.example")
        let hash = await hashing.hash(Secret(Self.password))
        return try await write { desk, records throws(DeskError) in
            var draft = PersonDraft(name: name, role: role, address: address)
            draft.team = try Self.team(team, records)
            let person = try records.add(draft, at: desk.now)
            try records.setPasswordHash(hash, of: person.id)
            return person
        }
    }

    /// Puts somebody out.
    func disable(_ person: Person) async throws {
        var gone = person
        gone.isActive = false
        let left = gone
        try await write { _, records throws(DeskError) in try records.update(left) }
    }

    /// Resolves a ticket as whoever holds it.
    func finish(_ ticket: Ticket) async throws {
        try await write { desk, records throws(DeskError) in
            guard let id = try records.ticket(ticket.id)?.assignee, let holder = try records.person(id) else {
                throw .refused(.notFound)
            }
            _ = try desk.resolve(ticket.id, text: "", by: Desk.Actor(person: holder, source: .system))
        }
    }

    @discardableResult
    func openTicket(
        _ subject: String = "The printer burns", by person: Person, team: String? = nil
    ) async throws -> Ticket {
        try await write { desk, records throws(DeskError) in
            var draft = TicketDraft(subject: subject, requester: person.id)
            draft.team = try Self.team(team, records)
            let comment = CommentDraft(
                author: person.id, source: .mail, text: "Please help.", isVerified: true)
            return try desk.open(
                draft, first: comment, by: Desk.Actor(person: person, source: .mail), isProven: true)
        }
    }

    /// A client that is signed in.
    func client(_ person: Person) async throws -> APIClient {
        let client = try APIClient(server.addresses[0])
        try await client.signIn(person.address.text)
        return client
    }

    /// A client that is nobody.
    func stranger() throws -> APIClient { try APIClient(server.addresses[0]) }

    /// The team of that name, made when there is none.
    private static func team(_ name: String?, _ records: any DeskRecords) throws(DeskError) -> Team.ID? {
        guard let name else { return nil }
        if let team = try records.team(named: name) { return team.id }
        return try records.addTeam(named: name).id
    }
}
