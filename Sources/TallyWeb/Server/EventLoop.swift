internal import Glibc
internal import TallyCore

/// The thread that owns every socket of a server.
///
/// `run` never suspends, so the actor's thread is the loop, and the compiler keeps everybody else away from the
/// connections. News from other threads comes through the `Inbox`.
actor EventLoop {
    private enum Token {
        static let inbox: UInt64 = 0
        static let firstListener: UInt64 = 1
        static let firstConnection: UInt64 = 1 << 16
    }

    private nonisolated let thread: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private let context: ServerContext
    private var poller: Poller
    private var listeners: [Listener]
    private var connections: [ConnectionID: Connection] = [:]
    private var connectionsPerNetwork: [IPAddress: Int] = [:]
    private var deadlines = Deadlines<ConnectionID>()
    private var nextConnection = Token.firstConnection
    private var scratch = [UInt8](repeating: 0, count: 64 * 1_024)
    private var date = HTTPDate()
    private let answers: RepeatedAnswers
    /// When what is left is cut off; nil while the server is not stopping.
    private var end: ContinuousClock.Instant?
    /// When accepting is tried again after the process ran out of descriptors.
    private var acceptAgain: ContinuousClock.Instant?

    /// Whether connections were ended before they were done.
    private(set) var hasCutOff = false

    /// How many connections over the limit are told so; those beyond are closed without a word.
    private static let overflow = 64

    init(listeners: [Listener], context: ServerContext) throws(SystemError) {
        self.listeners = listeners
        self.context = context
        answers = RepeatedAnswers(until: context.application.changes)
        poller = try Poller()
        thread = ThreadExecutor(name: "http")
        try poller.watch(context.inbox.rawDescriptor, token: Token.inbox, for: .reading)
        for (index, listener) in listeners.enumerated() {
            try poller.watch(
                listener.rawDescriptor, token: Token.firstListener + UInt64(index), for: .reading)
        }
    }

    /// Turns until the server was stopped and the last connection has ended.
    func run() {
        blockBrokenPipes()
        while !isFinished {
            let events = poller.wait(timeUntilNext())
            let now = ContinuousClock.now
            for event in events { handle(event, now) }
            while let id = deadlines.takeDue(now) {
                connections[id]?.deadlinePassed(turn(now))
                settle(id)
            }
            resumeAccepting(now)
            cutOff(now)
        }
        context.work.finish()
    }

    /// Keeps a client that goes away during `sendfile` from ending the process: that call has no MSG_NOSIGNAL.
    ///
    /// SIGPIPE goes to the thread that wrote, so blocking it in this one changes nothing for the program.
    private func blockBrokenPipes() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private var isFinished: Bool { end != nil && connections.isEmpty }

    private func timeUntilNext() -> Duration? {
        let moments = [deadlines.next, end, acceptAgain].compactMap { $0 }
        return moments.min().map { ContinuousClock.now.duration(to: $0) }
    }

    private func turn(_ now: ContinuousClock.Instant) -> Connection.Turn {
        Connection.Turn(now: now, date: date.now(), answers: answers)
    }

    private func handle(_ event: Poller.Readiness, _ now: ContinuousClock.Instant) {
        switch event.token {
        case Token.inbox: readInbox(now)
        case Token.firstListener..<Token.firstConnection:
            let index = Int(event.token - Token.firstListener)
            if index < listeners.count { accept(from: listeners[index], atMost: 64, now) }
        default:
            let id = ConnectionID(rawValue: event.token)
            // Closed earlier in this turn.
            guard let connection = connections[id] else { return }
            if event.canWrite { connection.writable(turn(now)) }
            if event.canRead || event.isBroken {
                connection.readable(turn(now), isBroken: event.isBroken, scratch: &scratch)
            }
            settle(id)
        }
    }

    private func readInbox(_ now: ContinuousClock.Instant) {
        for message in context.inbox.takeAll() {
            switch message {
            case .answer(let id, let response): tell(id) { $0.answer(response, turn(now)) }
            case .send(let id, let frame): tell(id) { $0.send(frame, turn(now)) }
            case .closeWebSocket(let id, let code): tell(id) { $0.closeWebSocket(code, turn(now)) }
            case .caughtUp(let id): tell(id) { $0.caughtUp(turn(now)) }
            case .stop(let time): beginStop(within: time, now)
            }
        }
    }

    private func tell(_ id: ConnectionID, _ body: (Connection) -> Void) {
        guard let connection = connections[id] else { return }
        body(connection)
        settle(id)
    }

    /// Makes the poller and the deadlines follow what a connection has become.
    private func settle(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        guard !connection.isClosed else {
            poller.forget(connection.rawDescriptor)
            deadlines.remove(id)
            connections[id] = nil
            uncount(connection)
            return
        }
        if connection.watched != connection.interest {
            connection.watched = connection.interest
            poller.change(connection.rawDescriptor, token: id.rawValue, to: connection.interest)
        }
        deadlines.set(connection.deadline, for: id)
    }
}

// Taking connections.
extension EventLoop {
    private func accept(from listener: Listener, atMost count: Int, _ now: ContinuousClock.Instant) {
        do {
            for _ in 0..<count {
                guard let (socket, peer) = try listener.accept() else { return }
                admit(Descriptor(socket), peer, now)
            }
        } catch {
            // No descriptor or no memory left: the listener stays readable, and trying at once would only turn the
            // loop. Connections wait in the kernel meanwhile.
            acceptAgain = now + .milliseconds(100)
            for listener in listeners { poller.forget(listener.rawDescriptor) }
        }
    }

    private func resumeAccepting(_ now: ContinuousClock.Instant) {
        guard let moment = acceptAgain, moment <= now else { return }
        acceptAgain = nil
        for (index, listener) in listeners.enumerated() {
            do {
                try poller.watch(
                    listener.rawDescriptor, token: Token.firstListener + UInt64(index), for: .reading)
            } catch {
                acceptAgain = now + .milliseconds(100)
            }
        }
    }

    private func admit(
        _ socket: consuming Descriptor, _ peer: PeerAddress, _ now: ContinuousClock.Instant
    ) {
        let limits = context.limits
        guard connections.count < limits.connections + Self.overflow else { return }
        let id = ConnectionID(rawValue: nextConnection)
        nextConnection += 1
        let network = countedNetwork(of: peer)
        let fromNetwork = network.flatMap { connectionsPerNetwork[$0] } ?? 0
        let connection = Connection(id: id, socket: socket, peer: peer, context: context, now: now)
        do {
            try poller.watch(connection.rawDescriptor, token: id.rawValue, for: connection.watched)
        } catch {
            return
        }
        connections[id] = connection
        if let network { connectionsPerNetwork[network] = fromNetwork + 1 }
        if connections.count > limits.connections {
            connection.refuse(
                RequestRefusal(.serviceUnavailable, "too many connections"), turn(now))
        } else if fromNetwork >= limits.connectionsPerAddress {
            connection.refuse(
                RequestRefusal(.tooManyRequests, "too many connections from this address"), turn(now))
        }
        settle(id)
    }

    /// The network whose connections are counted; nil for proxies, behind which everybody is.
    private func countedNetwork(of peer: PeerAddress) -> IPAddress? {
        guard case .ip(let address) = peer, !context.configuration.trustedProxies.contains(peer) else {
            return nil
        }
        return address.network
    }

    private func uncount(_ connection: Connection) {
        guard let network = countedNetwork(of: connection.peer) else { return }
        let count = (connectionsPerNetwork[network] ?? 1) - 1
        connectionsPerNetwork[network] = count > 0 ? count : nil
    }
}

// Stopping.
extension EventLoop {
    private func beginStop(within time: Duration, _ now: ContinuousClock.Instant) {
        let wanted = now + time
        if let end {
            self.end = min(end, wanted)
            return
        }
        end = wanted
        // Who already waits in the kernel's queue has connected, and is served like the others.
        for listener in listeners { accept(from: listener, atMost: context.limits.connections, now) }
        for listener in listeners where acceptAgain == nil { poller.forget(listener.rawDescriptor) }
        listeners = []
        acceptAgain = nil
        for id in Array(connections.keys) { tell(id) { $0.beginStop(turn(now), scratch: &scratch) } }
    }

    private func cutOff(_ now: ContinuousClock.Instant) {
        guard let end, end <= now, !connections.isEmpty else { return }
        hasCutOff = true
        for id in Array(connections.keys) { tell(id) { $0.cut() } }
    }
}
