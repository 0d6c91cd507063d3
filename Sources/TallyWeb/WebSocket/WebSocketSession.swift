/// The protocol of one WebSocket after its handshake (RFC 6455 §5 to §7).
///
///     open ──their close──────────────▶ closed        (theirs is echoed)
///       ├──our close──▶ closing ──their close──▶ closed
///       └──violation──▶ closed                        (with a close frame that says which)
///
/// It decides and never acts: its owner performs the returned actions in order.
struct WebSocketSession {
    enum Action: Hashable, Sendable {
        case deliver(String)
        case send([UInt8])
        /// The WebSocket is over; the connection ends when what was sent before has gone.
        case end(WebSocketCloseCode)
    }

    private enum State: Hashable {
        case open
        case closing(WebSocketCloseCode)
        case closed
    }

    /// A text message that has begun.
    private struct Message {
        var bytes: [UInt8] = []
        var check = UTF8Check()
        var fragments = 1
    }

    private let limits: HTTPLimits
    private var reader = WebSocketFrameReader()
    private var state = State.open
    private var message: Message?
    private var frame: WebSocketFrame.Header?
    private var control: [UInt8] = []

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    var isOpen: Bool { state == .open }
    var isClosed: Bool { state == .closed }

    /// Takes octets from the client.
    mutating func receive(_ bytes: ArraySlice<UInt8>) -> [Action] {
        var actions: [Action] = []
        var position = bytes.startIndex
        do {
            while state != .closed, let event = try reader.next(in: bytes, at: &position) {
                switch event {
                case .header(let header): try begin(header)
                case .payload(let payload): try take(payload)
                case .end: actions += try finish()
                }
            }
        } catch {
            actions += violation(error.code)
        }
        return actions
    }

    /// Closes from our side; nothing is delivered any more.
    mutating func close(_ code: WebSocketCloseCode) -> [Action] {
        guard state == .open else { return [] }
        state = .closing(code)
        message = nil
        return [.send(WebSocketFrame.close(code))]
    }

    private mutating func violation(_ code: WebSocketCloseCode) -> [Action] {
        let isOpen = state == .open
        state = .closed
        message = nil
        return isOpen ? [.send(WebSocketFrame.close(code)), .end(code)] : [.end(code)]
    }

    private mutating func begin(_ header: WebSocketFrame.Header) throws(WebSocketFrameReader.Violation) {
        frame = header
        control = []
        guard !header.opcode.isControl else { return }
        switch (header.opcode, message != nil) {
        case (.text, false): message = Message()
        case (.binary, false): throw WebSocketFrameReader.Violation(code: .unsupportedData)
        case (.continuation, true): message?.fragments += 1
        case (.text, true), (.binary, true), (.continuation, false):
            // While closing, the message that was being read is gone and its rest is of no interest.
            guard state == .open else { return }
            throw WebSocketFrameReader.Violation(code: .protocolError)
        case (.close, _), (.ping, _), (.pong, _): preconditionFailure("a control frame is no message")
        }
        guard let message else { return }
        guard header.length <= limits.messageBytes - message.bytes.count else {
            throw WebSocketFrameReader.Violation(code: .messageTooBig)
        }
        guard message.fragments <= limits.messageFragments else {
            throw WebSocketFrameReader.Violation(code: .policyViolation)
        }
    }

    private mutating func take(_ payload: [UInt8]) throws(WebSocketFrameReader.Violation) {
        guard let frame else { preconditionFailure("payload without a header") }
        if frame.opcode.isControl {
            control += payload
        } else if message?.check.accept(payload[...]) == false {
            throw WebSocketFrameReader.Violation(code: .invalidText)
        } else {
            message?.bytes += payload
        }
    }

    private mutating func finish() throws(WebSocketFrameReader.Violation) -> [Action] {
        guard let frame else { preconditionFailure("an end without a header") }
        self.frame = nil
        switch frame.opcode {
        case .text, .continuation, .binary: return try finishMessage(isFinal: frame.isFinal)
        case .ping: return state == .open ? [.send(WebSocketFrame.bytes(.pong, control))] : []
        case .pong: return []
        case .close: return try finishClose()
        }
    }

    private mutating func finishMessage(
        isFinal: Bool
    ) throws(WebSocketFrameReader.Violation) -> [Action] {
        guard isFinal, let message else { return [] }
        self.message = nil
        guard message.check.isComplete else {
            throw WebSocketFrameReader.Violation(code: .invalidText)
        }
        return state == .open ? [.deliver(String(decoding: message.bytes, as: UTF8.self))] : []
    }

    /// RFC 6455 §5.5.1: no payload, or a code and a reason in UTF-8.
    private mutating func finishClose() throws(WebSocketFrameReader.Violation) -> [Action] {
        let theirs: WebSocketCloseCode
        if control.isEmpty {
            theirs = .none
        } else {
            guard control.count >= 2,
                let code = WebSocketCloseCode(received: UInt16(control[0]) << 8 | UInt16(control[1]))
            else { throw WebSocketFrameReader.Violation(code: .protocolError) }
            var check = UTF8Check()
            guard check.accept(control[2...]), check.isComplete else {
                throw WebSocketFrameReader.Violation(code: .invalidText)
            }
            theirs = code
        }
        defer { state = .closed }
        switch state {
        case .open: return [.send(WebSocketFrame.close(theirs)), .end(theirs)]
        case .closing(let ours): return [.end(ours)]
        case .closed: preconditionFailure("nothing is read after the end")
        }
    }
}
