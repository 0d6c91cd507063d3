import Foundation
import MailParsing
import Synchronization
import TallyCore
import TallyCryptography
import TallyStore
import TestSupport

/// A desk on a database of its own, with a clock that stands until it is moved.
final class TestDesk: Sendable {
    static let settings = settings(serviceLevels: .none)

    static func settings(serviceLevels: ServiceLevelAgreement) -> DeskSettings {
        DeskSettings(
            siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT",
            senderName: "Acme IT", senderAddress: Known.support,
            mailboxes: [
                DeskSettings.Mailbox(
                    name: MailboxName("support"), address: Known.support,
                    replyAddress: ReplyAddress("support+{token}@acme.example"), team: nil, priority: .medium)
            ], defaultWorkloadLimit: 3, serviceLevels: serviceLevels)
    }

    /// Addresses the tests speak of.
    enum Known {
        static let support = address("support@acme.example")
        static let alice = address("alice@acme.example")

        static func address(_ text: String) -> MailAddress {
            guard let address = MailAddress(text) else { preconditionFailure("\(text) is no address") }
            return address
        }
    }

    let settings: DeskSettings
    /// Shared by those who work on one database.
    private let folder: ScratchFolder
    var directory: String { folder.path }
    let store: SQLiteStore
    let mint: TokenMint
    private let time = Mutex(Timestamp(unixSeconds: 1_795_000_000))

    /// - Parameters:
    ///   - cryptography: for tokens and Message-IDs; without randomness they are the same in each run.
    ///   - keyOctet: another one makes a desk that the first does not know for itself.
    init(
        cryptography: any Cryptography = SodiumCryptography(), settings: DeskSettings = TestDesk.settings,
        keyOctet: UInt8 = 3
    ) throws {
        self.settings = settings
        folder = try ScratchFolder(on: .memory)
        try Self.emptyDatabase.get().copy(to: folder.path("tally.db"))
        let key = KeyRing.Key(id: 1, octets: Array(repeating: keyOctet, count: 32))
        mint = TokenMint(keys: KeyRing(keys: [key]), cryptography: cryptography)
        store = try Self.open(folder.path, SodiumCryptography())
    }

    /// Works beside another desk on the same database, as another process does.
    private init(beside desk: TestDesk) throws {
        folder = desk.folder
        settings = desk.settings
        mint = desk.mint
        store = try Self.open(folder.path, SodiumCryptography())
    }

    /// Two on one database.
    static func pair() throws -> (TestDesk, TestDesk) {
        let first = try TestDesk()
        return (first, try TestDesk(beside: first))
    }

    // The schema takes longer to build than most tests take.
    private static let emptyDatabase = Result {
        try TemplateFile("tally.db") { folder in _ = try open(folder, SodiumCryptography()) }
    }

    static func open(_ directory: String, _ cryptography: SodiumCryptography) throws -> SQLiteStore {
        try SQLiteStore(
            path: directory + "/tally.db", contentDirectory: directory + "/content",
            cryptography: cryptography,
            clock: { Timestamp(unixSeconds: 1_795_000_000) })
    }

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }

    func write<Result: Sendable>(
        _ body: @Sendable (Desk, any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        let (settings, mint, now) = (settings, mint, now)
        return try await store.write { records throws(DeskError) in
            try body(Desk(records: records, settings: settings, mint: mint, now: now), records)
        }
    }

    func timeline(of id: Ticket.ID) async throws -> [TimelineEntry] {
        try await store.read { records throws(DeskError) in try records.timeline(of: id) }
    }

    func participants(of id: Ticket.ID) async throws -> [Person.ID] {
        try await store.read { records throws(DeskError) in try records.participants(of: id) }
    }

    func comments(of id: Ticket.ID) async throws -> [Comment] {
        try await store.read { records throws(DeskError) in try records.comments(of: id) }
    }

    func add(_ name: String, _ role: Role, limit: Int? = nil) async throws -> Person {
        let address = Known.address(name.lowercased() + "@acme.example")
        return try await write { desk, records throws(DeskError) in
            try records.add(
                PersonDraft(name: name, role: role, address: address, workloadLimit: limit), at: desk.now)
        }
    }

    /// Does one thing as somebody who is signed in.
    func act<Result: Sendable>(
        as person: Person, _ deed: @Sendable (Desk, Desk.Actor) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        try await write { desk, _ throws(DeskError) in
            try deed(desk, Desk.Actor(person: person, source: .api))
        }
    }

    func openTicket(_ subject: String = "The printer burns", by person: Person) async throws -> Ticket {
        try await write { desk, _ throws(DeskError) in
            let comment = CommentDraft(
                author: person.id, source: .api, text: "Please help.", isVerified: true)
            return try desk.open(
                TicketDraft(subject: subject, requester: person.id), first: comment,
                by: Desk.Actor(person: person, source: .api), isProven: true)
        }
    }

    /// Stages a mail as if it had been fetched, and processes everything that waits.
    ///
    /// An oversize one is what of it was fetched: its head.
    func receive(
        _ text: String, uid: UInt32, isOversize: Bool = false, in mailbox: String = "support"
    ) async throws -> [IntakeOutcome] {
        try await stage(text, uid: uid, isOversize: isOversize, in: mailbox)
        return try await processStaged()
    }

    /// Stages a mail as if it had been fetched.
    func stage(
        _ text: String, uid: UInt32, isOversize: Bool = false, in mailbox: String = "support"
    ) async throws {
        try await stage(
            Octets.withBothLineEnds(Array(text.utf8)), uid: uid, isOversize: isOversize, in: mailbox)
    }

    /// Stages mails as if they had been fetched together, numbered from `first`.
    func stage(_ texts: [String], from first: UInt32) async throws {
        let fetched = texts.enumerated().map { number, text in
            let bytes = Octets.withBothLineEnds(Array(text.utf8))
            return FetchedMessage(
                uid: UID(first + UInt32(number)), internalDate: now, size: bytes.count, content: bytes,
                isOversize: false)
        }
        try await store.stage(
            fetched, in: MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1)))
    }

    private func stage(
        _ bytes: [UInt8], uid: UInt32, isOversize: Bool = false, in mailbox: String = "support"
    ) async throws {
        let folder = MailboxFolder(mailbox: MailboxName(mailbox), uidValidity: UIDValidity(1))
        let fetched = FetchedMessage(
            uid: UID(uid), internalDate: now, size: bytes.count, content: bytes, isOversize: isOversize)
        try await store.stage([fetched], in: folder)
    }

    /// Stages octets as they are, and processes everything that waits.
    func receive(_ bytes: [UInt8], uid: UInt32) async throws -> [IntakeOutcome] {
        try await stage(bytes, uid: uid)
        return try await processStaged()
    }

    /// Stages a mail as `ingest` does, with the line ends of a pipe.
    func ingest(_ text: String, in mailbox: String = "support") async throws {
        let bytes = Array(text.utf8)
        try await store.stage(DeliveredMessage(bytes, size: bytes.count), in: MailboxName(mailbox))
    }

    /// Stages the head of a mail that was too large to be fetched, and processes it.
    func receiveOversize(uid: UInt32) async throws {
        let head =
            "From: Bob <bob@acme.example>\r\nSubject: Holiday\r\nMessage-ID: <big@acme.example>\r\n\r\n"
        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1))
        let fetched = FetchedMessage(
            uid: UID(uid), internalDate: now, size: 40_000_000, content: Array(head.utf8), isOversize: true)
        try await store.stage([fetched], in: folder)
        _ = try await processStaged()
    }

    func processStaged() async throws -> [IntakeOutcome] {
        var outcomes: [IntakeOutcome] = []
        while let mail = try await store.beginNextIntake() {
            let message = Message(reading: mail.content)
            let foreseen = try await write { desk, _ throws(DeskError) in
                try Intake(desk: desk).foresee(mail, as: message)
            }
            outcomes.append(
                try await write { desk, _ throws(DeskError) in
                    try Intake(desk: desk, foreseen: foreseen).process(mail, as: message)
                })
        }
        return outcomes
    }

    /// Everything in the outbox, also what is to wait, taken out of it.
    func sent() async throws -> [OutgoingMail] { try await sent(until: now + .days(30)) }

    /// What of the outbox is due by now, taken out of it.
    func due() async throws -> [OutgoingMail] { try await sent(until: now) }

    private func sent(until time: Timestamp) async throws -> [OutgoingMail] {
        var mails: [OutgoingMail] = []
        while let mail = try await store.nextDue(at: time, besides: []) {
            var delivery = Delivery(
                state: .waiting(attempts: mail.attempts, next: mail.createdAt), createdAt: mail.createdAt)
            delivery.begin()
            delivery.end(.accepted(SMTPReply(code: 250, enhancedCode: nil, text: "ok")), now: now)
            try await store.keep(delivery, of: mail.id, at: now)
            mails.append(mail.linked(by: mint).addressed(by: mint))
        }
        return mails
    }

    /// Looks at every ticket whose service level is due, as the daemon does.
    func reviewServiceLevels() async throws {
        try await write { desk, records throws(DeskError) in
            for ticket in try records.serviceLevelReviews(at: desk.now, limit: 100) {
                try desk.reviewServiceLevel(of: ticket)
            }
        }
    }

    /// The person whose address it is; nil when the desk does not know them.
    func person(_ address: String) async throws -> Person? {
        let address = Known.address(address)
        return try await store.read { records throws(DeskError) in try records.person(with: address) }
    }

    /// What waits in quarantine, oldest first.
    func quarantine() async throws -> [QuarantinedMail] {
        try await store.read { records throws(DeskError) in
            try records.quarantine(after: nil, limit: 200).elements.reversed()
        }
    }

    func ticket(_ id: Ticket.ID) async throws -> Ticket? {
        try await store.read { records throws(DeskError) in try records.ticket(id) }
    }
}
