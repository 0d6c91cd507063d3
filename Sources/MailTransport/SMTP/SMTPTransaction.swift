internal import TallyCore

/// One message to one recipient, without a socket: replies become what to do next.
///
///     MAIL ──2yz──▶ RCPT ──2yz──▶ DATA ──354──▶ message and dot ──2yz──▶ accepted
///       any other ──4yz, 5yz──▶ refused;   421, 530 before the message ──▶ unavailable
///
/// MAIL and RCPT go together when the server pipelines (RFC 2920). DATA waits for RCPT: a server that accepted
/// nobody has nothing to read.
struct SMTPTransaction {
    /// What the owner does next.
    enum Action: Hashable {
        case send([UInt8])
        /// The message itself, with its final dot.
        case sendMessage
        /// Waits for another reply.
        case await
        case finish(Result<SMTPReply, SubmissionFailure>)
    }

    private enum Step: Hashable {
        case mail
        case recipient
        case data
        case finalDot
    }

    private let sender: String
    private let recipient: String
    private let parameters: String
    private let recipientParameters: String
    private let pipelines: Bool
    private var awaited: [Step] = [.mail]
    /// A refusal that is told only after the replies to what was pipelined behind it.
    private var refusal: SubmissionFailure?
    /// How many replies have come.
    ///
    /// An idle connection that fails at the first can be replaced without a doubt.
    private(set) var replies = 0
    /// The message has been handed over and its fate is not known.
    private(set) var isUncertain = false

    /// - Parameter id: what delivery reports shall name the message by.
    init(
        sender: SMTPPath?, recipient: SMTPPath, message: MessageData, capabilities: SMTPCapabilities,
        id: String? = nil
    ) {
        self.sender = sender?.address ?? ""
        self.recipient = recipient.address
        var parameters = ""
        if capabilities.hasSize { parameters += " SIZE=\(message.bytes.count)" }
        if capabilities.hasEightBitMIME && message.isEightBit { parameters += " BODY=8BITMIME" }
        if recipient.needsSMTPUTF8 || sender?.needsSMTPUTF8 ?? false { parameters += " SMTPUTF8" }
        let reporting = capabilities.hasDSN ? DeliveryReporting(id: id, recipient: recipient.address) : nil
        parameters += reporting?.mailParameters ?? ""
        self.parameters = parameters
        recipientParameters = reporting?.recipientParameters ?? ""
        pipelines = capabilities.hasPipelining
    }

    /// What to send first.
    mutating func start() -> [UInt8] {
        let mail = Self.line("MAIL FROM:<\(sender)>\(parameters)")
        guard pipelines else { return mail }
        awaited.append(.recipient)
        return mail + Self.line("RCPT TO:<\(recipient)>\(recipientParameters)")
    }

    /// Takes the reply to the oldest command that has none.
    mutating func receive(_ reply: SMTPReply) -> Action {
        precondition(!awaited.isEmpty, "a reply cannot come when nothing was asked")
        replies += 1
        let step = awaited.removeFirst()
        guard refusal == nil else { return next() }
        switch (step, reply.code) {
        case (.finalDot, 200..<300): return .finish(.success(reply))
        case (.finalDot, 400..<600): return .finish(.failure(Self.refusal(reply, at: step)))
        case (.finalDot, _):
            return .finish(.failure(.uncertain(reason: "the reply to the message makes no sense: \(reply)")))
        case (_, 421):
            // The server is closing: nothing more will come.
            return .finish(
                .failure(.unavailable(reason: "the server is closing: \(reply)", needsOperator: false)))
        case (_, 530), (_, 538):
            refusal = .unavailable(reason: "the server wants a log-in: \(reply)", needsOperator: true)
            return next()
        case (.data, 354):
            awaited = [.finalDot]
            return .sendMessage
        case (.mail, 200..<300), (.recipient, 200..<300): return next(after: step)
        case (_, 400..<600):
            refusal = Self.refusal(reply, at: step)
            return next()
        default:
            return .finish(
                .failure(
                    .unavailable(reason: "the server broke the protocol: \(reply)", needsOperator: false)))
        }
    }

    /// Whom a refusal is about: MAIL says who we are, and many servers answer that only behind RCPT or the message.
    private static func refusal(_ reply: SMTPReply, at step: Step) -> SubmissionFailure {
        guard reply.code >= 500 else { return .refused(reply) }
        let isAboutSender =
            switch step {
            // Of a message's own, the server learns its size there (RFC 1870 §6).
            case .mail: reply.code != 552
            case .recipient, .data, .finalDot: reply.namesSender
            }
        return isAboutSender ? .senderRefused(reply) : .refused(reply)
    }

    /// The message and its final dot have gone out.
    mutating func noteSent() {
        isUncertain = true
    }

    /// What a lost connection, a time-out or nonsense from the server means for the message.
    func failure(after failure: TransportFailure) -> SubmissionFailure {
        isUncertain
            ? .uncertain(reason: failure.description)
            : .unavailable(reason: failure.description, needsOperator: failure.needsOperator)
    }

    private mutating func next(after step: Step) -> Action {
        guard awaited.isEmpty else { return .await }
        switch step {
        case .mail:
            awaited = [.recipient]
            return .send(Self.line("RCPT TO:<\(recipient)>\(recipientParameters)"))
        case .recipient:
            awaited = [.data]
            return .send(Self.line("DATA"))
        case .data, .finalDot:
            preconditionFailure("\(step) cannot be followed by another command")
        }
    }

    private func next() -> Action {
        guard let refusal, awaited.isEmpty else { return .await }
        return .finish(.failure(refusal))
    }

    private static func line(_ words: String) -> [UInt8] { Array("\(words)\r\n".utf8) }
}

extension SMTPReply {
    /// Whether it refuses the sender's address: by its status (RFC 3463 §3.2), or in the words of Postfix, whose
    /// status for that may also mean the recipient's.
    fileprivate var namesSender: Bool {
        enhancedCode == "5.1.7" || enhancedCode == "5.1.8"
            || text.lowercased().contains("sender address rejected")
    }
}
