internal import Glibc
internal import Synchronization
package import TallyCore

/// The desk's records, staged mail and outbox in one SQLite database, with one writer.
///
/// All writing goes through this actor's thread, so a transaction never waits for another of ours; reading
/// goes on beside it on connections of its own. Other processes (the command line) are waited for up to five
/// seconds.
package actor SQLiteStore {
    private let connection: Connection
    let records: Records
    private let content: ContentDirectory
    private let cryptography: any Cryptography
    private let clock: @Sendable () -> Timestamp
    /// Readers never wait for the writer, nor one of them for another as long as there are enough.
    private let readers: [Reader]
    private nonisolated let turn = Atomic<Int>(0)
    private static let readerCount = 3
    private let checkpointer: Checkpointer
    private nonisolated let commits = Atomic<Int>(0)
    private nonisolated let thread: ThreadExecutor
    private var onCommit: @Sendable () -> Void = {}

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: the database file; its folder exists.
    ///   - contentDirectory: where raw mail and attachments are kept; made when absent.
    package init(
        path: String, contentDirectory: String, cryptography: any Cryptography,
        clock: @escaping @Sendable () -> Timestamp
    ) throws(StoreFailure) {
        do throws(SQLiteError) {
            // The database holds people's mail: nobody else on the machine may read it.
            let mask = umask(0o077)
            defer { umask(mask) }
            connection = try Connection(path: path, isReadOnly: false)
            try Migration.bringUpToDate(connection)
            content = ContentDirectory(path: contentDirectory, cryptography: cryptography)
            var readers: [Reader] = []
            for _ in 0..<Self.readerCount {
                readers.append(Reader(try Connection(path: path, isReadOnly: true), content: content))
            }
            self.readers = readers
        } catch {
            throw StoreFailure(error)
        }
        records = Records(connection: connection, content: content)
        do throws(DeskError) {
            try records.indexAfterMigration()
        } catch {
            throw Self.failure(error)
        }
        self.cryptography = cryptography
        self.clock = clock
        checkpointer = Checkpointer(path: path)
        thread = ThreadExecutor(name: "store-writer")
    }

    /// Calls `body` after each transaction that wrote, on the store's thread.
    package func notifyAfterCommit(_ body: @escaping @Sendable () -> Void) {
        onCommit = body
    }

    /// Whether another process wrote to the database since this was last asked.
    package func wasChangedByOthers() throws(StoreFailure) -> Bool {
        try translated { () throws(DeskError) in
            let version = try records.number("PRAGMA data_version")
            defer { dataVersion = version }
            let isChanged = dataVersion != nil && dataVersion != version
            if isChanged { noteWrite() }
            return isChanged
        }
    }
    private var dataVersion: Int64?

    /// Counts up whenever the database was written to: here, or elsewhere as far as `wasChangedByOthers` is asked.
    nonisolated var writes: Int { commits.load(ordering: .relaxed) }

    /// Counts a transaction that was not run by `transaction`.
    func noteWrite() { commits.wrappingAdd(1, ordering: .relaxed) }

    /// Copies the log into the database as far as possible, beside whoever writes and reads.
    nonisolated func checkpoint() async throws(StoreFailure) { try await checkpointer.run() }

    /// Merges pieces of the full-text index for some milliseconds.
    ///
    /// - Returns: false when there was nothing to merge.
    func mergeSearchIndex() throws(StoreFailure) -> Bool {
        try translated { () throws(DeskError) in try records.mergeSearchIndex() }
    }

    /// How much waits to be processed and to be sent.
    package func queueDepths() throws(StoreFailure) -> QueueDepths {
        try translated { () throws(DeskError) in try records.queueDepths(at: clock()) }
    }

    func transaction<Result>(
        _ body: (Records) throws(DeskError) -> Result
    ) throws(DeskError) -> Result {
        try records.run("BEGIN IMMEDIATE")
        do throws(DeskError) {
            let result = try body(records)
            try records.indexChangedTickets()
            try records.run("COMMIT")
            noteWrite()
            onCommit()
            return result
        } catch {
            try rollBack()
            throw error
        }
    }

    /// SQLite has rolled back by itself after some errors; a second time would be an error.
    func rollBack() throws(DeskError) {
        if connection.isInTransaction { try records.run("ROLLBACK") }
    }

    /// One statement that writes is a transaction of its own.
    private func written<Result>(_ body: () throws(DeskError) -> Result) throws(StoreFailure) -> Result {
        defer { noteWrite() }
        return try translated(body)
    }

    /// For callers to whom nothing can be refused.
    private func translated<Result>(_ body: () throws(DeskError) -> Result) throws(StoreFailure) -> Result {
        do throws(DeskError) {
            return try body()
        } catch {
            throw Self.failure(error)
        }
    }

    private static func failure(_ error: DeskError) -> StoreFailure {
        switch error {
        case .store(let failure): failure
        case .refused(let refusal): preconditionFailure("nothing is refused here: \(refusal)")
        }
    }
}

extension SQLiteStore: DeskStore {
    package func write<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        try transaction { (records) throws(DeskError) in try body(records) }
    }

    package nonisolated func read<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) async throws(DeskError) -> Result {
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue & Int.max
        return try await readers[turn % readers.count].read(body)
    }
}

extension SQLiteStore: MailStaging {
    package func highestStaged(in folder: MailboxFolder) async throws(StoreFailure) -> UID? {
        try translated { () throws(DeskError) in try records.highestStaged(in: folder) }
    }

    package func stage(_ messages: [FetchedMessage], in folder: MailboxFolder) async throws(StoreFailure) {
        var prepared: [(message: FetchedMessage, identity: [UInt8], name: String)] = []
        for message in messages {
            let octets = ContentIdentity.octets(of: message.content, internalDate: message.internalDate)
            prepared.append((message, cryptography.sha256(octets), try content.keep(message.content)))
        }
        let now = clock()
        try translated { () throws(DeskError) in
            try transaction { (records) throws(DeskError) in
                for entry in prepared {
                    try records.stage(
                        entry.message, identity: entry.identity, content: entry.name, in: folder, at: now)
                }
            }
        }
    }

    /// Keeps one message that a mail server handed over; it is on stable storage when this returns.
    package func stage(_ message: DeliveredMessage, in mailbox: MailboxName) async throws(StoreFailure) {
        let now = clock()
        let identity = cryptography.sha256(ContentIdentity.octets(of: message.content, internalDate: now))
        let name = try content.keep(message.content)
        try translated { () throws(DeskError) in
            try transaction { (records) throws(DeskError) in
                try records.stage(message, identity: identity, content: name, in: mailbox, at: now)
            }
        }
    }

    package func stageUnknown(_ messages: [FetchedMessage], in mailbox: MailboxName)
        async throws(StoreFailure)
    {
        let now = clock()
        for message in messages {
            let octets = ContentIdentity.octets(of: message.content, internalDate: message.internalDate)
            let identity = cryptography.sha256(octets)
            try translated { () throws(DeskError) in
                // Nearly all of them are known, and need not be written once more.
                guard try !records.isStaged(identity, in: mailbox) else { return }
                try transaction { (records) throws(DeskError) in
                    let size = message.isOversize ? message.size : message.content.count
                    let delivered = DeliveredMessage(message.content, size: size)
                    let name = try records.keep(message.content)
                    try records.stage(delivered, identity: identity, content: name, in: mailbox, at: now)
                }
            }
        }
    }

    package func reviewStart(of mailbox: MailboxName) async throws(StoreFailure) -> Timestamp? {
        try translated { () throws(DeskError) in try records.reviewStart(of: mailbox) }
    }

    package func endReview(of mailbox: MailboxName) async throws(StoreFailure) {
        let now = clock()
        try translated { () throws(DeskError) in
            try transaction { (records) throws(DeskError) in try records.endReview(of: mailbox, at: now) }
        }
    }

    package func unfiled(in folder: MailboxFolder) async throws(StoreFailure) -> [UID] {
        try translated { () throws(DeskError) in try records.unfiled(in: folder) }
    }

    package func markFiled(_ uids: [UID], in folder: MailboxFolder) async throws(StoreFailure) {
        let now = clock()
        try translated { () throws(DeskError) in
            try transaction { (records) throws(DeskError) in
                for uid in uids { try records.markFiled(uid, in: folder, at: now) }
            }
        }
    }
}

extension SQLiteStore: IntakeQueue {
    package func beginNextIntake() async throws(StoreFailure) -> StagedMail? {
        try translated { () throws(DeskError) in
            while let entry = try records.nextStaged() {
                guard let content = try records.rawMail(entry.contentName) else {
                    // The others must not wait behind it.
                    let reason =
                        "its raw message is gone from the data directory: content \(entry.contentName)"
                    try transaction { (records) throws(DeskError) in
                        try records.finish(entry.mail.id, as: .quarantined(reason: reason), at: clock())
                    }
                    continue
                }
                try transaction { (records) throws(DeskError) in try records.countAttempt(at: entry.mail.id) }
                var mail = entry.mail
                mail.content = content
                return mail
            }
            return nil
        }
    }

    package func quarantine(_ mail: StagedMail.ID, reason: String, at now: Timestamp)
        async throws(StoreFailure)
    {
        try translated { () throws(DeskError) in
            try transaction { (records) throws(DeskError) in
                try records.finish(mail, as: .quarantined(reason: reason), at: now)
            }
        }
    }
}

extension SQLiteStore: OutboxQueue {
    package func nextDue(
        at now: Timestamp, besides busy: Set<String>
    ) async throws(StoreFailure) -> OutgoingMail? {
        try translated { () throws(DeskError) in try records.nextDue(at: now, besides: busy) }
    }

    package func nextDueTime(besides busy: Set<String>) async throws(StoreFailure) -> Timestamp? {
        try translated { () throws(DeskError) in try records.nextDueTime(besides: busy) }
    }

    package func begin(
        _ mail: OutgoingMail, bytes: [UInt8]
    ) async throws(StoreFailure) -> Bool {
        try written { () throws(DeskError) in try records.begin(mail, bytes: bytes) }
    }

    package func countReportFailure(of mail: OutgoingMail.ID, next: Timestamp) async throws(StoreFailure) {
        try written { () throws(DeskError) in try records.countReportFailure(of: mail, next: next) }
    }

    package func keep(
        _ delivery: Delivery, of mail: OutgoingMail.ID, at now: Timestamp
    ) async throws(StoreFailure) {
        try written { () throws(DeskError) in try records.keep(delivery, of: mail, at: now) }
    }

    package func recoverInterrupted(at now: Timestamp) async throws(StoreFailure) {
        try written { () throws(DeskError) in try records.recoverInterrupted(at: now) }
    }
}

/// A reading connection, on a thread of its own.
private actor Reader {
    private let connection: Connection
    private let records: Records
    private nonisolated let thread = ThreadExecutor(name: "store-reader")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe thread.asUnownedSerialExecutor()
    }

    init(_ connection: sending Connection, content: ContentDirectory) {
        self.connection = connection
        records = Records(connection: connection, content: content)
    }

    func read<Result: Sendable>(
        _ body: @Sendable (any DeskRecords) throws(DeskError) -> Result
    ) throws(DeskError) -> Result {
        try records.run("BEGIN")
        do throws(DeskError) {
            let result = try body(records)
            try records.run("COMMIT")
            return result
        } catch {
            if connection.isInTransaction { try records.run("ROLLBACK") }
            throw error
        }
    }
}
