internal import TallyCore

/// A logged-in IMAP connection: the dialogue with its bytes really going and coming.
///
/// Every method blocks its thread until the server has answered, the time-out has passed, or the waker is raised.
struct IMAPConnection: ~Copyable {
    private let stream: ByteStream
    private let answerTimeout: Duration
    private var dialogue = IMAPDialogue()
    private(set) var capabilities: Set<String> = []
    private(set) var separator: UInt8? = UInt8(ascii: "/")
    var folder = SelectedFolder()

    /// Connects, logs in, and learns what the server can do.
    static func open(_ settings: MailboxSettings, waker: Waker) throws(TransportFailure) -> IMAPConnection {
        let connector = Connector(
            scheme: .imap, endpoint: settings.endpoint, credentials: settings.credentials,
            timeout: settings.connectTimeout)
        do throws(TransportFailure) {
            var connection = IMAPConnection(
                try connector.connect(waker: waker), answerTimeout: settings.answerTimeout)
            try connection.learnCapabilities()
            return connection
        } catch {
            guard error.cause == .loginNotOffered else { throw error }
            return try openWithoutSASL(settings, waker: waker)
        }
    }

    /// Connects by libcurl and logs in by the LOGIN command, which libcurl uses only where it may also use others.
    private static func openWithoutSASL(
        _ settings: MailboxSettings, waker: Waker
    ) throws(TransportFailure) -> IMAPConnection {
        let connector = Connector(
            scheme: .imap, endpoint: settings.endpoint, credentials: nil, timeout: settings.connectTimeout)
        let login = try connector.login(settings.credentials)
        guard (login.user + login.password.reveal()).utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw connector.failure(.loginNotOffered, "user or password is not ASCII, and there is no SASL")
        }
        var connection = IMAPConnection(
            try connector.connect(waker: waker), answerTimeout: settings.answerTimeout)
        try connection.learnCapabilities()
        guard !connection.capabilities.contains("LOGINDISABLED") else {
            throw connector.failure(.loginNotOffered, "LOGINDISABLED")
        }
        let status = try connection.ask(.login(user: login.user, password: login.password))
        guard status.condition == .ok else {
            let cause = status.cause == .turnedAway ? TransportFailure.Cause.loginUnavailable : .loginRejected
            throw connector.failure(cause, connector.redacted(status.text, login))
        }
        try connection.learnCapabilities()
        return connection
    }

    private init(_ stream: consuming ByteStream, answerTimeout: Duration) {
        self.stream = stream
        self.answerTimeout = answerTimeout
    }

    private mutating func learnCapabilities() throws(TransportFailure) {
        var capabilities: Set<String> = []
        var separator: UInt8?
        // Its answer marks the end of whatever libcurl has left behind.
        _ = try ask(.noop)
        _ = try ask(.capability) { if case .capabilities(let names) = $0 { capabilities.formUnion(names) } }
        _ = try ask(.separator) { if case .list(let byte) = $0 { separator = byte } }
        self.capabilities = capabilities
        self.separator = separator
    }

    /// Gives a command and waits for its end.
    ///
    /// - Parameter take: is shown everything that the server says meanwhile.
    /// - Returns: the server's verdict, which may be a no.
    mutating func ask(
        _ command: IMAPCommand, largestLiteral: Int = 1 << 16, largestAnswer: Int = 1 << 24,
        _ take: (IMAPUntagged) -> Void = { _ in }
    ) throws(TransportFailure) -> IMAPStatus {
        let bytes = dialogue.begin(
            command, largestLiteral: largestLiteral, largestAnswer: largestAnswer)
        try stream.send(bytes, patience: Patience(answerTimeout))
        return try awaitCompletion(take)
    }

    private mutating func awaitCompletion(
        _ take: (IMAPUntagged) -> Void
    ) throws(TransportFailure) -> IMAPStatus {
        var patience = Patience(answerTimeout)
        while true {
            for event in try listen(&patience) {
                switch event {
                case .untagged(let data): take(data)
                case .continuation: continue
                case .completed(let status): return status
                case .violated: continue
                }
            }
        }
    }

    /// Waits for bytes and gives what they amount to; violations and goodbyes are thrown.
    private mutating func listen(_ patience: inout Patience) throws(TransportFailure) -> [IMAPDialogue.Event]
    {
        var bytes: [UInt8] = []
        try stream.receive(into: &bytes, until: patience.deadline)
        patience.extend(forBytes: bytes.count)
        return try digest(bytes)
    }

    private mutating func digest(_ bytes: [UInt8]) throws(TransportFailure) -> [IMAPDialogue.Event] {
        let events = dialogue.receive(bytes[...])
        for event in events {
            switch event {
            case .untagged(.bye(let text)): throw stream.failure(.turnedAway, text)
            case .untagged(let data): folder.note(data)
            case .completed(let status): folder.note(status.code)
            case .violated(let violation): throw stream.failure(.violation, "\(violation)")
            case .continuation: continue
            }
        }
        return events
    }

    /// Lets the server tell of new mail (RFC 2177), until it does or the time is up.
    ///
    /// - Returns: false when the server refuses to.
    mutating func idle(until end: ContinuousClock.Instant) throws(TransportFailure) -> Bool {
        guard !folder.hasArrivals else { return true }
        try stream.send(dialogue.begin(.idle), patience: Patience(answerTimeout))
        var patience = Patience(answerTimeout)
        var isIdling = false
        while !isIdling {
            for event in try listen(&patience) {
                switch event {
                case .completed: return false
                case .continuation: isIdling = true
                case .untagged, .violated: continue
                }
            }
        }
        guard try waitForArrivals(until: end) else { return false }
        try stream.send(Array("DONE\r\n".utf8), patience: Patience(answerTimeout))
        _ = try awaitCompletion { _ in }
        return true
    }

    /// Waits without IDLE until the time is up, taking note of what the server says unasked.
    mutating func rest(until end: ContinuousClock.Instant) throws(TransportFailure) {
        _ = try waitForArrivals(until: end)
    }

    /// False when the server ended the command instead.
    private mutating func waitForArrivals(until end: ContinuousClock.Instant) throws(TransportFailure) -> Bool
    {
        while !folder.hasArrivals {
            var bytes: [UInt8] = []
            guard try stream.receives(into: &bytes, until: end) else { return true }
            for event in try digest(bytes) {
                if case .completed = event { return false }
            }
        }
        return true
    }

    /// Says goodbye without waiting for an answer.
    mutating func leave() {
        stream.sendNow(dialogue.farewell())
    }

    borrowing func failure(_ cause: TransportFailure.Cause, _ detail: String = "") -> TransportFailure {
        stream.failure(cause, detail)
    }
}
