internal import TallyCore

/// The other side of `/ws`: tells everybody who is connected what happens to the tickets they may see.
///
///     stranger ──auth──▶ client ⇄ catching up (after "resume")
///        └──10 s──▶ closed  └──sign-in ended──▶ closed
///
/// Every client has a cursor, the last event that it was sent. Rights are decided when an event is sent, from the same
/// state of the records that the event was read from.
package actor LiveEvents {
    private struct Client {
        let claims: AccessTokens.Claims
        var cursor: Int64
        var isCatchingUp = false
        var resumes = 0
    }

    /// For the first frame to come.
    static let authenticationTime = Duration.seconds(10)
    /// How long the end of a sign-in may go unnoticed when nothing happens.
    private static let checkTime = Duration.seconds(2)
    /// How many missed events are replayed, of those that everybody or the client itself hears of; who missed more
    /// reads the lists again.
    static let longestReplay = 1_000
    private static let resumesPerConnection = 20
    private static let connectionsPerPerson = 32
    private static let frameLimits = JSON.Limits(bytes: 4_096, depth: 4, values: 32)

    private let store: any DeskStore
    private let settings: DeskSettings
    private let clock: @Sendable () -> Timestamp
    private let noteFailure: @Sendable (String) -> Void
    private let connected: Gauge
    /// Counts what `deskChanged` was told of.
    nonisolated let changes = ChangeCount()
    private let rounds: AsyncStream<Void>
    private nonisolated let noteChange: AsyncStream<Void>.Continuation
    private var tickets: SocketTickets
    private var strangers: [WebSocketConnection: Timestamp] = [:]
    private var clients: [WebSocketConnection: Client] = [:] {
        didSet { connected.set(Double(clients.count)) }
    }
    /// The last event that went round; nil while nobody listens.
    private var last: Int64?
    private var checkedAt: Timestamp?

    init(
        store: any DeskStore, settings: DeskSettings, cryptography: any Cryptography,
        connected: Gauge, clock: @escaping @Sendable () -> Timestamp,
        noteFailure: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.settings = settings
        self.connected = connected
        self.clock = clock
        self.noteFailure = noteFailure
        tickets = SocketTickets(cryptography: cryptography)
        (rounds, noteChange) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that something has changed: after each commit, before its caller goes on.
    ///
    /// Never waits; many calls while one is worked on count as one.
    package nonisolated func deskChanged() {
        changes.increment()
        noteChange.yield()
    }

    /// Says, once a second, that something may have come with time.
    package nonisolated func timePassed() { noteChange.yield() }

    /// Tells clients what happens, until the task is cancelled.
    package func run() async {
        for await _ in rounds { await goRound() }
    }

    /// A ticket to open a WebSocket with.
    func issueTicket(for claims: AccessTokens.Claims) -> Secret {
        tickets.issue(for: claims, at: clock())
    }
}

// Sending.
extension LiveEvents {
    private func goRound() async {
        let now = clock()
        tickets.removeExpired(at: now)
        for (connection, since) in strangers where since + Self.authenticationTime < now {
            strangers[connection] = nil
            connection.close(.policyViolation)
        }
        guard !clients.isEmpty else {
            last = nil
            return
        }
        let isCheckDue = checkedAt.map { now < $0 || $0 + Self.checkTime <= now } ?? true
        if isCheckDue { checkedAt = now }
        var checks = isCheckDue
        while let after = last, let batch = await batch(after: after, inStep, checks: checks) {
            send(batch)
            last = max(after, batch.last ?? after)
            checks = false
            if !batch.isFull { return }
        }
    }

    /// The clients that have everything that went round.
    private var inStep: [EventBatch.Viewer] {
        clients.filter { !$0.value.isCatchingUp }.map { Self.viewer($0.key, $0.value) }
    }

    private static func viewer(_ connection: WebSocketConnection, _ client: Client) -> EventBatch.Viewer {
        EventBatch.Viewer(connection: connection, claims: client.claims, cursor: client.cursor)
    }

    private func batch(
        after sequence: Int64, _ viewers: [EventBatch.Viewer], checks: Bool
    ) async -> EventBatch? {
        let now = clock()
        do throws(DeskError) {
            return try await store.read { [settings] records throws(DeskError) in
                try EventBatch(
                    after: sequence, for: viewers, checksViewers: checks, settings: settings, at: now,
                    records)
            }
        } catch {
            // The next change, or the next second, tries again from the same event.
            noteFailure("events could not be read: \(error)")
            return nil
        }
    }

    private func send(_ batch: EventBatch) {
        for connection in batch.ended where clients.removeValue(forKey: connection) != nil {
            connection.close(.policyViolation)
        }
        for letter in batch.letters {
            // A client may have begun to catch up, or have caught up, while the batch was read.
            guard let client = clients[letter.connection], !client.isCatchingUp,
                client.cursor < letter.sequence
            else { continue }
            clients[letter.connection]?.cursor = letter.sequence
            letter.connection.send(letter.message)
        }
    }

    /// Sends a client what went round without it, and lets it in step again.
    private func catchUp(_ connection: WebSocketConnection) async {
        while let client = clients[connection], let target = last, client.cursor < target {
            let viewer = Self.viewer(connection, client)
            guard let batch = await batch(after: client.cursor, [viewer], checks: true) else {
                // It comes back and asks for what it missed.
                clients[connection] = nil
                return connection.close(.tryAgainLater)
            }
            guard clients[connection] != nil else { return }
            for letter in batch.letters { connection.send(letter.message) }
            clients[connection]?.cursor = batch.last ?? target
            guard batch.ended.isEmpty else {
                clients[connection] = nil
                return connection.close(.policyViolation)
            }
        }
        clients[connection]?.isCatchingUp = false
    }
}

// What clients send.
extension LiveEvents: WebSocketEndpoint {
    package func opened(_ connection: WebSocketConnection) {
        strangers[connection] = clock()
    }

    package func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) {
        strangers[connection] = nil
        clients[connection] = nil
    }

    package func received(_ text: String, from connection: WebSocketConnection) async {
        let frame: JSON
        do throws(JSON.SyntaxError) {
            frame = try JSON(parsing: Array(text.utf8), limits: Self.frameLimits)
        } catch {
            return refuse(connection)
        }
        if strangers[connection] != nil {
            await authenticate(connection, frame)
        } else if clients[connection] != nil, frame["type"] == "resume" {
            await resume(connection, frame)
        }
        // Frames of other types are for versions to come.
    }

    private func authenticate(_ connection: WebSocketConnection, _ frame: JSON) async {
        let now = clock()
        guard frame["type"] == "auth", let ticket = frame["ticket"].text,
            let claims = tickets.redeem(ticket, at: now),
            let sequence = await lastSequence(for: claims, at: now),
            clients.values.count(where: { $0.claims.person == claims.person }) < Self.connectionsPerPerson
        else { return refuse(connection) }
        // It may have been closed meanwhile, or its time may have run out.
        guard strangers.removeValue(forKey: connection) != nil else { return }
        clients[connection] = Client(claims: claims, cursor: sequence, isCatchingUp: true)
        if last == nil { last = sequence }
        connection.send((["type": "ready", "seq": .integer(sequence)] as JSON).description)
        await catchUp(connection)
    }

    /// The newest event, when the sign-in holds.
    private func lastSequence(for claims: AccessTokens.Claims, at now: Timestamp) async -> Int64? {
        do throws(DeskError) {
            return try await store.read { records throws(DeskError) in
                guard try SignIns.person(of: claims, at: now, records) != nil else { return nil as Int64? }
                return try records.lastEventSequence()
            }
        } catch {
            noteFailure("a WebSocket could not be opened: \(error)")
            return nil
        }
    }

    /// Sends again what came after an event, or says that it is too much.
    private func resume(_ connection: WebSocketConnection, _ frame: JSON) async {
        guard let client = clients[connection], case .integer(let after) = frame["after"], after >= 0,
            client.resumes < Self.resumesPerConnection
        else { return refuse(connection) }
        clients[connection]?.resumes += 1
        // What is new waits behind what it missed.
        clients[connection]?.isCatchingUp = true
        let isReplayable = await isReplayable(after: after, to: client)
        guard clients[connection] != nil else { return }
        last = max(last ?? client.cursor, client.cursor)
        if isReplayable {
            // What it had is sent once more, up to where the others are.
            clients[connection]?.cursor = after
        } else {
            let reset: JSON = ["type": "reset", "seq": .integer(client.cursor)]
            connection.send(reset.description)
        }
        await catchUp(connection)
    }

    /// Whether all that came after an event, up to where the client is, is still there and not too much.
    private func isReplayable(after: Int64, to client: Client) async -> Bool {
        guard after <= client.cursor else { return false }
        do throws(DeskError) {
            let count = try await store.read { records throws(DeskError) in
                try records.eventCount(
                    after: after, through: client.cursor, for: client.claims.person,
                    limit: Self.longestReplay + 1)
            }
            return count.map { $0 <= Self.longestReplay } ?? false
        } catch {
            // The client reads the lists again, which is always right.
            noteFailure("events could not be counted: \(error)")
            return false
        }
    }

    private func refuse(_ connection: WebSocketConnection) {
        strangers[connection] = nil
        clients[connection] = nil
        connection.close(.policyViolation)
    }
}
