internal import TallyCore

/// A connection to the outgoing server, logged in and between two messages.
///
/// Every method blocks its thread until the server has answered, a time-out has passed, or the waker is raised.
struct SMTPConnection: ~Copyable {
    /// How the attempt to submit one message ended.
    enum Outcome {
        /// - Parameter isReusable: another message may follow on this connection.
        case judged(Result<SMTPReply, SubmissionFailure>, isReusable: Bool)
        /// The server had closed the idle connection; nothing was said about the message.
        case stale
    }

    /// When the work is stopped after the final dot, its reply is still waited for so long.
    private static let graceAfterDot: Duration = .seconds(5)

    private let stream: ByteStream
    private let settings: SubmissionSettings
    private var reader = SMTPReplyReader()
    private var usedAt: ContinuousClock.Instant = .now
    private var submissions = 0
    private var isBroken = false
    let capabilities: SMTPCapabilities

    /// Connects, greets and logs in.
    static func open(_ settings: SubmissionSettings, waker: Waker) throws(TransportFailure) -> SMTPConnection
    {
        let connector = Connector(
            scheme: .smtp, endpoint: settings.endpoint, credentials: settings.credentials,
            path: settings.ehloName, timeout: settings.connectTimeout)
        return SMTPConnection(try connector.connect(waker: waker), settings: settings)
    }

    private init(_ stream: consuming ByteStream, settings: SubmissionSettings) {
        capabilities = SMTPCapabilities(
            lines: ConnectReading(transcript: stream.transcript, scheme: .smtp).lastEHLO)
        self.stream = stream
        self.settings = settings
    }

    /// Unused for so long that the next message had better get a new one.
    var isStale: Bool { .now - usedAt > settings.idleLimit }

    /// Submits one message.
    mutating func submit(
        _ message: MessageData, sender: SMTPPath?, recipient: SMTPPath, id: String?
    ) -> Outcome {
        guard capabilities.hasSMTPUTF8 || !(recipient.needsSMTPUTF8 || sender?.needsSMTPUTF8 ?? false) else {
            return .judged(.failure(.refused(.addressNeedsSMTPUTF8)), isReusable: true)
        }
        let isReused = submissions > 0
        submissions += 1
        defer { usedAt = .now }
        if isReused && !isQuiet() { return .stale }
        var transaction = SMTPTransaction(
            sender: sender, recipient: recipient, message: message, capabilities: capabilities,
            id: id)
        do throws(TransportFailure) {
            let result = try converse(&transaction, message)
            if isReused, transaction.replies == 1, case .failure(.unavailable) = result { return .stale }
            return .judged(result, isReusable: recovers(after: result))
        } catch {
            if isReused && transaction.replies == 0 && error.cause != .stopped { return .stale }
            return .judged(.failure(transaction.failure(after: error)), isReusable: false)
        }
    }

    private mutating func converse(
        _ transaction: inout SMTPTransaction, _ message: MessageData
    ) throws(TransportFailure) -> Result<SMTPReply, SubmissionFailure> {
        try stream.send(transaction.start(), patience: Patience(settings.replyTimeout))
        while true {
            let reply = try transaction.isUncertain ? finalReply() : reply(within: settings.replyTimeout)
            switch transaction.receive(reply) {
            case .await: continue
            case .send(let bytes): try stream.send(bytes, patience: Patience(settings.replyTimeout))
            case .finish(let result): return result
            case .sendMessage:
                // A reply that came too early would be taken for the one to the final dot.
                guard reader.isEmpty else { throw stream.failure(.violation, "a reply to nothing") }
                if let early = try send(message) { return .failure(.refused(early)) }
                transaction.noteSent()
            }
        }
    }

    /// Sends the message; a server that has seen enough says so before the end.
    ///
    /// - Returns: its refusal in that case.
    private mutating func send(_ message: MessageData) throws(TransportFailure) -> SMTPReply? {
        do throws(TransportFailure) {
            try stream.send(message.bytes, patience: Patience(settings.replyTimeout))
            return nil
        } catch {
            // Where in the message the server is, nobody knows: what follows would be read as part of it.
            isBroken = true
            guard error.cause == .connectionLost || error.cause == .timedOut else { throw error }
            // The loss is what counts when there is nothing more to read.
            guard let reply = try? reply(within: .seconds(1)), reply.code >= 400, reply.code != 421 else {
                throw error
            }
            return reply
        }
    }

    private mutating func reply(
        within timeout: Duration, isInterruptible: Bool = true
    ) throws(TransportFailure) -> SMTPReply {
        var patience = Patience(timeout)
        while true {
            do throws(SMTPViolation) {
                if let reply = try reader.next() { return reply }
            } catch {
                throw stream.failure(.violation, "\(error)")
            }
            var bytes: [UInt8] = []
            try stream.receive(into: &bytes, until: patience.deadline, isInterruptible: isInterruptible)
            patience.extend(forBytes: bytes.count)
            reader.receive(bytes[...])
        }
    }

    /// The reply to the final dot.
    ///
    /// Leaving before it comes makes a duplicate, so stopping waits for it a little.
    private mutating func finalReply() throws(TransportFailure) -> SMTPReply {
        do throws(TransportFailure) {
            return try reply(within: settings.dataEndTimeout)
        } catch {
            guard error.cause == .stopped else { throw error }
            return try reply(within: Self.graceAfterDot, isInterruptible: false)
        }
    }

    /// Brings the connection back between two messages; false when it is of no more use.
    private mutating func recovers(after result: Result<SMTPReply, SubmissionFailure>) -> Bool {
        switch result {
        case .success: return true
        case .failure(.unavailable), .failure(.uncertain): return false
        case .failure(.refused), .failure(.senderRefused):
            guard !isBroken else { return false }
            do throws(TransportFailure) {
                try stream.send(Array("RSET\r\n".utf8), patience: Patience(settings.replyTimeout))
                return try reply(within: settings.replyTimeout).code == 250
            } catch {
                // The judgement on the message stands; only the connection is lost.
                return false
            }
        }
    }

    /// Says goodbye without waiting for an answer.
    mutating func leave() {
        stream.sendNow(Array("QUIT\r\n".utf8))
    }

    /// Whether the server has said nothing since its last reply; what it says unasked is a goodbye.
    private mutating func isQuiet() -> Bool {
        var bytes: [UInt8] = []
        do {
            return try stream.receiveNow(into: &bytes) == nil && reader.isEmpty
        } catch {
            return false
        }
    }
}
