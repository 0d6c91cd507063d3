internal import Glibc

/// One client's connection, from its first octet to its last.
///
///     idle ─▶ reading ─▶ responding ─▶ writing ─┬─▶ idle
///               │            │                  ├─▶ lingering ─▶ closed
///               └─ refused ──┼──────────────────┘
///                            └─▶ webSocket ─▶ lingering ─▶ closed
///
/// It belongs to the thread of its `EventLoop`, which calls it and then looks at `interest`, `deadline`, `isClosed`.
final class Connection {
    private enum Phase {
        /// Between requests, or before the first.
        case idle
        case readingHead
        case readingContent(since: ContinuousClock.Instant)
        case responding
        case writing(since: ContinuousClock.Instant)
        /// Our side is closed; the client's octets are thrown away until it closes too (RFC 9112 §9.6).
        case lingering
        case webSocket(WebSocketLink)
        case closed
    }

    let id: ConnectionID
    let peer: PeerAddress
    /// When `deadlinePassed` has to be called.
    private(set) var deadline: ContinuousClock.Instant
    /// What the poller waits for at present; kept by the loop.
    var watched: Poller.Interest = .reading

    private let context: ServerContext
    private let socket: Descriptor
    private var phase = Phase.idle
    private var reader: RequestReader
    private var output = OutputQueue()
    private var exchange: Exchange?
    /// What the client asks, when its answer may be one to give again.
    private var question: RepeatedAnswers.Question?
    private var incoming: IncomingContent
    private var keepsConnection = true
    private var peerHasFinished = false
    private var isStopping = false

    init(
        id: ConnectionID, socket: consuming Descriptor, peer: PeerAddress, context: ServerContext,
        now: ContinuousClock.Instant
    ) {
        self.id = id
        self.socket = socket
        self.peer = peer
        self.context = context
        reader = RequestReader(limits: context.limits)
        incoming = IncomingContent(context)
        deadline = now + context.limits.headTime
    }

    var rawDescriptor: Int32 { socket.rawValue }

    var isClosed: Bool {
        guard case .closed = phase else { return false }
        return true
    }

    /// What the connection waits for.
    var interest: Poller.Interest {
        var interest: Poller.Interest = wantsToRead ? .reading : []
        if !output.isEmpty { interest.insert(.writing) }
        return interest
    }

    private var limits: HTTPLimits { context.limits }

    private var wantsToRead: Bool {
        guard !peerHasFinished else { return false }
        switch phase {
        case .idle, .readingHead, .readingContent, .lingering: return true
        case .responding, .writing: return reader.pendingBytes < limits.pipelinedBytes
        case .webSocket(let link): return link.wantsToRead
        case .closed: return false
        }
    }
}

// What the loop tells.
extension Connection {
    /// There is something to read, or the connection is broken.
    func readable(_ turn: Turn, isBroken: Bool, scratch: inout [UInt8]) {
        guard wantsToRead else {
            if isBroken { close() }
            return
        }
        let count = unsafe recv(rawDescriptor, &scratch, scratch.count, 0)
        if count > 0 {
            received(scratch[..<count], turn)
        } else if count == 0 {
            peerFinished()
        } else if errno != EAGAIN, errno != EINTR {
            close()
        }
    }

    func writable(_ turn: Turn) {
        guard !output.isEmpty else { return }
        flush(turn)
    }

    /// The program has answered the request under way.
    func answer(_ response: HTTPResponse, _ turn: Turn) {
        // Not any more, when the answer came after its time.
        guard case .responding = phase else { return }
        respond(response, turn)
    }

    /// Answers what cannot be served, and ends the connection.
    func refuse(_ refusal: RequestRefusal, _ turn: Turn) {
        keepsConnection = false
        if exchange == nil { beginExchange(nil, turn) }
        respond(Problem(refusal.status, detail: refusal.reason).response(), turn)
    }

    func deadlinePassed(_ turn: Turn) {
        switch phase {
        case .idle, .writing, .lingering, .closed: close()
        case .readingHead, .readingContent:
            refuse(RequestRefusal(.requestTimeout, "the request did not come in time"), turn)
        case .responding:
            refuse(RequestRefusal(.serviceUnavailable, "the answer took too long"), turn)
        case .webSocket(let link):
            guard let ping = link.deadlinePassed(turn.now) else { return close() }
            enqueue([ping], of: link, turn)
        }
    }

    /// Ends the connection as soon as what is under way has ended.
    func beginStop(_ turn: Turn, scratch: inout [UInt8]) {
        isStopping = true
        if case .webSocket = phase { return closeWebSocket(.goingAway, turn) }
        // A request may have come since the last look.
        if case .idle = phase { readable(turn, isBroken: false, scratch: &scratch) }
        if case .idle = phase { close() }
    }

    /// Ends the connection now.
    func cut() { close() }
}

// Requests and responses.
extension Connection {
    private func received(_ bytes: ArraySlice<UInt8>, _ turn: Turn) {
        switch phase {
        case .idle, .readingHead, .readingContent:
            question = nil
            if answerAgain(bytes, turn) { return }
            reader.receive(bytes)
            advance(turn)
        case .responding, .writing: reader.receive(bytes)
        case .webSocket(let link): enqueue(link.receive(bytes, turn.now), of: link, turn)
        case .lingering, .closed: break
        }
    }

    /// Answers what was asked a moment ago in the same octets; false when they have to be read.
    private func answerAgain(_ bytes: ArraySlice<UInt8>, _ turn: Turn) -> Bool {
        guard case .idle = phase, !isStopping, reader.isBetweenRequests,
            let question = turn.answers.question(bytes)
        else { return false }
        guard let answer = turn.answers.answer(to: question, at: turn.now) else {
            self.question = question
            return false
        }
        beginExchange(answer.request, turn)
        exchange?.status = answer.status
        phase = .writing(since: turn.now)
        output.append(answer.head.again(id: exchange?.id ?? RequestID(), date: turn.date), answer.content)
        flush(turn)
        return true
    }

    private func peerFinished() {
        peerHasFinished = true
        switch phase {
        // What was asked is answered: many clients close their side once they have asked.
        case .responding, .writing: break
        case .idle, .readingHead, .readingContent, .lingering, .webSocket, .closed: close()
        }
    }

    private var isReading: Bool {
        switch phase {
        case .idle, .readingHead, .readingContent: true
        case .responding, .writing, .lingering, .webSocket, .closed: false
        }
    }

    /// Reads on until a request is complete, and hands it over.
    private func advance(_ turn: Turn) {
        do {
            while isReading, let event = try reader.next() {
                switch event {
                case .head(let head): try begin(head, turn)
                case .part(let part): try incoming.append(part)
                case .content(let rest): dispatch(try incoming.finish(rest), turn)
                }
            }
            guard isReading else { return }
            if peerHasFinished { return close() }
            try incoming.hold(reader.gatheredContentBytes)
            noteProgress(turn.now)
        } catch {
            refuse(error, turn)
        }
    }

    /// Sets phase and deadline by how far the request has come.
    private func noteProgress(_ now: ContinuousClock.Instant) {
        if exchange != nil {
            var start = now
            if case .readingContent(let since) = phase { start = since }
            phase = .readingContent(since: start)
            deadline = start + limits.bodyTime + limits.time(for: reader.receivedContentBytes)
        } else if !reader.isBetweenRequests, case .idle = phase {
            phase = .readingHead
            deadline = now + limits.headTime
        }
    }

    private func beginExchange(_ head: RequestHead?, _ turn: Turn) {
        let proxies = context.configuration.trustedProxies
        let client = head.map { proxies.client(of: $0.fields, peer: peer) } ?? peer
        exchange = Exchange(head: head, client: client, start: turn.now, sentBefore: output.sentBytes)
    }

    private func begin(_ head: RequestHead, _ turn: Turn) throws(RequestRefusal) {
        beginExchange(head, turn)
        if let allowed = context.configuration.allowedHosts {
            guard let host = head.host, allowed.contains(host) else {
                throw RequestRefusal(.misdirectedRequest, "this server does not serve that host")
            }
        }
        let limit = context.application.bodyLimit(head) ?? limits.bodyBytes
        reader.bodyLimit = limit
        reader.keepsWhole = limit <= limits.bodyBytes
        guard head.expectsContinue, reader.pendingBytes == 0 else { return }
        switch head.framing {
        case .length(let length) where length == 0 || length > limit: return
        case .length, .chunked:
            output.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            flush(turn)
        }
    }

    private func dispatch(_ content: RequestContent, _ turn: Turn) {
        guard var exchange, let head = exchange.head else { preconditionFailure("content without a head") }
        exchange.start = turn.now
        self.exchange = exchange
        let request = HTTPRequest(
            id: exchange.id, head: head, content: content, peer: peer, client: exchange.client)
        // Octets behind the head are another question.
        if reader.pendingBytes > 0 || content.count > 0 { question = nil }
        phase = .responding
        deadline = turn.now + limits.responseTime
        context.work.add { [id, respond = context.application.respond, inbox = context.inbox] in
            inbox.post(.answer(id, await respond(request)))
        }
    }

    private func respond(_ response: HTTPResponse, _ turn: Turn) {
        guard var exchange else { preconditionFailure("an answer without a request") }
        if isStopping || !exchange.keepsConnection(after: response) { keepsConnection = false }
        var response = response
        let head: ResponseHead
        do {
            head = try ResponseHead(
                response, id: exchange.id, date: turn.date, keepsConnection: keepsConnection)
        } catch {
            response = HTTPResponse(.internalServerError)
            keepsConnection = false
            head = ResponseHead(internalError: exchange.id, date: turn.date)
        }
        exchange.status = response.status
        self.exchange = exchange
        if let question, let request = exchange.head, keepsConnection {
            turn.answers.keep(response, head, to: question, request, at: turn.now)
        }
        question = nil
        send(response, head: head.bytes, omitsContent: exchange.head?.method == .head, turn)
    }

    private func send(_ response: HTTPResponse, head: [UInt8], omitsContent: Bool, _ turn: Turn) {
        phase = .writing(since: turn.now)
        switch response.content {
        case .bytes(let bytes):
            output.append(head, omitsContent || response.status.forbidsContent ? [] : bytes)
        case .file(let slice):
            output.append(head)
            if !omitsContent { output.append(slice) }
        case .webSocket(let endpoint, _):
            output.append(head)
            return upgrade(to: endpoint, turn)
        }
        flush(turn)
    }

    private func flush(_ turn: Turn) {
        switch output.send(to: rawDescriptor) {
        case .broken: close()
        case .blocked:
            if case .writing(let since) = phase, let exchange {
                let sent = output.sentBytes - exchange.sentBefore
                deadline = since + limits.writeTime + limits.time(for: sent)
            }
        case .empty: outputHasGone(turn)
        }
    }

    private func outputHasGone(_ turn: Turn) {
        switch phase {
        case .writing:
            finishExchange(turn.now)
            guard keepsConnection else { return linger(turn.now) }
            phase = .idle
            deadline = turn.now + limits.idleTime
            advance(turn)
        case .webSocket(let link): if link.hasEnded { linger(turn.now) }
        case .idle, .readingHead, .readingContent, .responding, .lingering, .closed: break
        }
    }

    /// Closes our side and waits a little for the client's: closing both at once would reset the connection when
    /// octets of the client are still on their way, and the client could lose the answer.
    private func linger(_ now: ContinuousClock.Instant) {
        guard !peerHasFinished, shutdown(rawDescriptor, Int32(SHUT_WR)) == 0 else { return close() }
        reader = RequestReader(limits: limits)
        phase = .lingering
        deadline = now + limits.lingerTime
    }

    private func finishExchange(_ now: ContinuousClock.Instant) {
        guard let exchange else { return }
        self.exchange = nil
        incoming.release()
        context.application.answered(exchange.record(peer: peer, sentBytes: output.sentBytes, now: now))
    }

    private func close() {
        if isClosed { return }
        if case .webSocket(let link) = phase { link.lost() }
        phase = .closed
        finishExchange(ContinuousClock.now)
    }
}

// WebSocket.
extension Connection {
    /// Sends a frame of the program's.
    func send(_ frame: [UInt8], _ turn: Turn) {
        guard case .webSocket(let link) = phase, link.isOpen else { return }
        guard output.pendingBytes + frame.count <= limits.backlogBytes else {
            output.dropUnbegun()
            return closeWebSocket(.tryAgainLater, turn)
        }
        enqueue([frame], of: link, turn)
    }

    func closeWebSocket(_ code: WebSocketCloseCode, _ turn: Turn) {
        guard case .webSocket(let link) = phase else { return }
        enqueue(link.close(code, turn.now), of: link, turn)
    }

    /// The endpoint has taken every message.
    func caughtUp(_ turn: Turn) {
        guard case .webSocket(let link) = phase else { return }
        link.caughtUp()
    }

    private func upgrade(to endpoint: any WebSocketEndpoint, _ turn: Turn) {
        guard let exchange else { preconditionFailure("an upgrade without a request") }
        let handle = WebSocketConnection(
            id: id, requestID: exchange.id, client: exchange.client, inbox: context.inbox)
        let mailbox = WebSocketMailbox(
            endpoint: endpoint, connection: handle, work: context.work, inbox: context.inbox,
            capacity: limits.unreadMessages)
        let link = WebSocketLink(mailbox: mailbox, limits: limits, now: turn.now)
        phase = .webSocket(link)
        finishExchange(turn.now)
        let rest = reader.takeRest()
        enqueue(link.receive(rest[...], turn.now), of: link, turn)
        if isStopping { closeWebSocket(.goingAway, turn) }
    }

    private func enqueue(_ frames: [[UInt8]], of link: WebSocketLink, _ turn: Turn) {
        for frame in frames { output.append(frame) }
        deadline = link.deadline
        // A client that pings without reading the pongs is slow as well.
        if output.pendingBytes > limits.backlogBytes + limits.messageBytes { return close() }
        flush(turn)
    }
}
