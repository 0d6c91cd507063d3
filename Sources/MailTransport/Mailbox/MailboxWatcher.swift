package import TallyCore

/// Brings every message of one mailbox folder into the store, once, and tells when there is something new.
///
///     connect ─▶ open folder ─▶ ┌ search ─▶ fetch ─▶ stage (durable) ─▶ flag and move ─▶ mark as filed ┐
///        ▲                      └───────────── IDLE, or wait and ask again ◀──────────────────────────┘
///        └── pause, longer each time ◀── anything failed
///
/// Nothing happens to a message on the server before it is staged. What is to be fetched follows from what is staged,
/// never from flags that other programs set too; so a stop at any point costs a repetition, not a message.
package actor MailboxWatcher {
    /// A connection in IDLE is used before a server may hang up after 30 minutes (RFC 9051 §5.4), and often enough
    /// that one which died unnoticed costs little.
    private static let idleRenewal: Duration = .minutes(10)
    /// Messages that are listed before the first of them is fetched.
    static let mostListed = 5_000
    /// So often that is done in one round; a server that lists without end must not keep us for ever.
    static let mostPasses = 200
    static let mostSized = 250
    private static let mostFiled = 200
    /// How often the folder is searched for messages that were passed over.
    private static let sweepInterval: Duration = FetchRecord.rest

    private nonisolated let executor: ThreadExecutor
    nonisolated let waker = Waker()
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    let settings: MailboxSettings
    let staging: any MailStaging
    let now: @Sendable () -> Timestamp
    let onStaged: @Sendable () -> Void
    private let report: @Sendable (MailboxStatus) -> Void

    private var status: MailboxStatus
    private var backoff: Backoff
    private var record = FetchRecord()
    /// What of the processed mail was looked at, while that is to be done.
    var review = ReviewRecord()
    private var folder: MailboxFolder?
    private var nextSweep: Timestamp?

    /// - Parameters:
    ///   - now: the wall clock.
    ///   - seed: of the chance in the pauses between attempts.
    ///   - onStaged: called after each batch that became durable.
    ///   - report: called when the state changes, on the watcher's thread; it must not block.
    package init(
        _ settings: MailboxSettings, staging: any MailStaging, seed: UInt64,
        now: @escaping @Sendable () -> Timestamp, onStaged: @escaping @Sendable () -> Void,
        report: @escaping @Sendable (MailboxStatus) -> Void
    ) {
        self.init(
            settings, staging: staging, backoff: Backoff(seed: seed), now: now, onStaged: onStaged,
            report: report)
    }

    init(
        _ settings: MailboxSettings, staging: any MailStaging, backoff: Backoff,
        now: @escaping @Sendable () -> Timestamp, onStaged: @escaping @Sendable () -> Void,
        report: @escaping @Sendable (MailboxStatus) -> Void
    ) {
        executor = ThreadExecutor(name: "imap-\(settings.name)")
        self.settings = settings
        self.staging = staging
        self.now = now
        self.onStaged = onStaged
        self.report = report
        status = MailboxStatus(mailbox: settings.name)
        self.backoff = backoff
    }

    /// Watches until the task is cancelled; returns within about a second then, even when the server hangs.
    package func run() async {
        waker.lower()
        await withTaskCancellationHandler {
            while !waker.isRaised {
                do throws(Setback) {
                    try await connectAndWatch()
                } catch {
                    pause(after: error)
                }
            }
            tell(.stopped)
        } onCancel: {
            waker.raise()
        }
    }

    /// What ends a connection: the server or the store.
    enum Setback: Error {
        case transport(TransportFailure)
        case store(StoreFailure)
    }

    private func pause(after setback: Setback) {
        let reason: String
        let needsOperator: Bool
        switch setback {
        case .transport(let failure):
            guard failure.cause != .stopped else { return }
            (reason, needsOperator) = (failure.description, failure.needsOperator)
        case .store(let failure):
            (reason, needsOperator) = ("the store: \(failure)", !failure.isTransient)
        }
        let pause = backoff.next(needsOperator: needsOperator)
        tell(.backingOff(reason: reason, needsOperator: needsOperator, until: now() + pause))
        _ = waker.wait(for: nil, events: 0, until: .now + pause)
    }

    private func connectAndWatch() async throws(Setback) {
        tell(.connecting)
        try await reviewProcessed()
        var session = try onServer { () throws(TransportFailure) in
            try FolderSession(try IMAPConnection.open(settings, waker: waker), settings: settings)
        }
        if folder != session.folder {
            folder = session.folder
            record = FetchRecord()
        }
        nextSweep = nil
        do throws(Setback) {
            while true {
                tell(.synchronising, session)
                try await synchronise(&session)
                backoff.reset()
                try waitForMail(&session)
            }
        } catch {
            session.connection.leave()
            throw error
        }
    }

    private func waitForMail(_ session: inout FolderSession) throws(Setback) {
        if settings.idle && session.connection.capabilities.contains("IDLE") {
            tell(.idle, session)
            if try onServer({ () throws(TransportFailure) in
                try session.connection.idle(until: .now + Self.idleRenewal)
            }) {
                return
            }
        }
        tell(.polling(next: now() + settings.pollInterval), session)
        try onServer { () throws(TransportFailure) in
            try session.connection.rest(until: .now + settings.pollInterval)
        }
    }

    /// One round: what is left to file, what is new, and from time to time what was passed over.
    private func synchronise(_ session: inout FolderSession) async throws(Setback) {
        session.connection.folder.hasArrivals = false
        let highest = try await inStore { () async throws(StoreFailure) in
            try await staging.highestStaged(in: session.folder)?.rawValue ?? 0
        }
        let unfiled = try await inStore { () async throws(StoreFailure) in
            try await staging.unfiled(in: session.folder)
        }
        try await file(unfiled, &session)
        var floor = highest
        for _ in 0..<Self.mostPasses {
            let new = try onServer { () throws(TransportFailure) in
                try session.uids(above: floor, limit: Self.mostListed)
            }
            try await fetch(new, &session)
            guard new.count == Self.mostListed, let last = new.last else { break }
            floor = last.rawValue
        }
        let moment = now()
        if nextSweep ?? moment <= moment {
            nextSweep = moment + Self.sweepInterval
            try await fetch(try sweep(upTo: highest, without: Set(unfiled), &session), &session)
        }
    }

    /// The messages at or below the mark that are not staged: the server refused them once, or showed them late.
    private func sweep(
        upTo highest: UInt32, without unfiled: Set<UID>, _ session: inout FolderSession
    ) throws(Setback) -> [UID] {
        let unmarked = try onServer { () throws(TransportFailure) in
            try session.unmarkedUIDs(upTo: highest, limit: Self.mostListed)
        }
        let listed = Set(unmarked)
        record.keepOnly { listed.contains($0) || $0.rawValue > highest }
        return unmarked.filter { !unfiled.contains($0) }
    }

    private func fetch(_ listed: [UID], _ session: inout FolderSession) async throws(Setback) {
        let moment = now()
        let uids = listed.filter { !record.isResting($0, at: moment) }
        for start in stride(from: 0, to: uids.count, by: Self.mostSized) {
            let part = Array(uids[start..<min(uids.count, start + Self.mostSized)])
            let batches = try onServer { () throws(TransportFailure) in
                try session.batches(of: part, limit: settings.messageBytes, isAlone: record.isSuspect)
            }
            for batch in batches { try await take(batch, &session) }
        }
    }

    /// Fetches, stages and files one batch.
    ///
    /// What the server does not hand over is noted and passed over.
    private func take(_ batch: FetchBatch, _ session: inout FolderSession) async throws(Setback) {
        let collected = CollectedBatch(batch, from: &session)
        record.note(collected, at: now())
        if !collected.messages.isEmpty {
            try await inStore { () async throws(StoreFailure) in
                try await staging.stage(collected.messages, in: session.folder)
            }
            for uid in collected.received { record.forget(uid) }
            backoff.reset()
            onStaged()
        }
        if let failure = collected.failure { throw .transport(failure) }
        try await file(collected.received.sorted(), &session)
        guard batch.uids.count > 1 else {
            for uid in collected.missing { record.noteRefusal(of: uid, at: now()) }
            return
        }
        for single in batch.singles where collected.missing.contains(single.uids) {
            try await take(single, &session)
        }
    }

    /// Flags and moves staged messages on the server, and remembers that.
    private func file(_ uids: [UID], _ session: inout FolderSession) async throws(Setback) {
        for start in stride(from: 0, to: uids.count, by: Self.mostFiled) {
            let part = Array(uids[start..<min(uids.count, start + Self.mostFiled)])
            let filing = try onServer { () throws(TransportFailure) in try session.file(part) }
            switch filing {
            case .filed:
                status.filingProblem = nil
                try await inStore { () async throws(StoreFailure) in
                    try await staging.markFiled(part, in: session.folder)
                }
            case .refused(let words):
                // Harmless: they are staged. It is tried again in the next round.
                status.filingProblem = words
                return
            }
        }
    }

    func onServer<Value: ~Copyable>(
        _ body: () throws(TransportFailure) -> Value
    ) throws(Setback) -> Value {
        do {
            let value = try body()
            status.lastContact = now()
            return value
        } catch {
            throw .transport(error)
        }
    }

    func inStore<Value>(
        _ body: () async throws(StoreFailure) -> Value
    ) async throws(Setback) -> Value {
        do {
            return try await body()
        } catch {
            throw .store(error)
        }
    }

    private func tell(_ state: MailboxStatus.State, _ session: borrowing FolderSession) {
        status.messages = session.connection.folder.messages
        tell(state)
    }

    private func tell(_ state: MailboxStatus.State) {
        status.state = state
        status.unfetchable = record.resting(at: now()) + review.unfetched.resting(at: now())
        report(status)
    }
}
