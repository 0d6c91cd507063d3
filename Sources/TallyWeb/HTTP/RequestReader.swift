/// Reads the requests of one connection, one after the other, from octets however they arrive.
///
///     head ──complete──▶ content ──complete──▶ head …
///       └──────────refused──────┴──▶ refused
///
/// It holds no socket: `receive` gives it octets, `next` says what they amount to. The caller takes `next` only when
/// it is ready for another request, so what a client sends ahead waits here.
struct RequestReader {
    enum Event: Hashable, Sendable {
        /// A head; `bodyLimit` may be set before `next` is called again.
        case head(RequestHead)
        /// The beginning of a large content, or more of it; only when `keepsWhole` is false.
        case part([UInt8])
        /// The content that belongs to the last head, or the rest of it behind its parts.
        case content([UInt8])
    }

    private enum State {
        case head(HeadScanner)
        case sized(Int)
        case chunked(ChunkedDecoder)
        case refused
    }

    private let limits: HTTPLimits
    private var state: State
    private var buffer: [UInt8] = []
    private var position = 0
    private var body: [UInt8] = []
    /// Octets of content that were handed on as parts.
    private var partBytes = 0
    /// Octets of content allowed for the request being read.
    var bodyLimit: Int
    /// Whether content is gathered to its end, however much it is; set anew for each request.
    var keepsWhole = true

    init(limits: HTTPLimits) {
        self.limits = limits
        state = .head(HeadScanner(limits: limits))
        bodyLimit = limits.bodyBytes
    }

    /// Octets received and not yet used.
    var pendingBytes: Int { buffer.count - position }

    /// Octets of content read so far of the request being read.
    var receivedContentBytes: Int { partBytes + body.count }

    /// Octets of content gathered and not yet handed on.
    var gatheredContentBytes: Int { body.count }

    /// Whether the next octet begins a new request.
    var isBetweenRequests: Bool {
        guard case .head(let scanner) = state else { return false }
        return scanner.isAtStart && scanner.position == buffer.count
    }

    mutating func receive(_ bytes: ArraySlice<UInt8>) {
        if case .refused = state { return }
        buffer.append(contentsOf: bytes)
    }

    /// What is complete now; nil when more octets must come, and for ever after a refusal.
    mutating func next() throws(RequestRefusal) -> Event? {
        do {
            return try advance()
        } catch {
            state = .refused
            buffer = []
            position = 0
            body = []
            throw error
        }
    }

    /// What was received and is not part of a request, for the protocol that the connection changes to.
    mutating func takeRest() -> [UInt8] {
        defer {
            buffer = []
            position = 0
        }
        return Array(buffer[position...])
    }

    private mutating func advance() throws(RequestRefusal) -> Event? {
        switch state {
        case .head(var scanner):
            guard let end = try scanner.scan(buffer) else {
                state = .head(scanner)
                return nil
            }
            let head = try RequestHead(buffer, lines: scanner.lines, limits: limits)
            position = end
            bodyLimit = limits.bodyBytes
            keepsWhole = true
            switch head.framing {
            case .length(let length): state = .sized(length)
            case .chunked: state = .chunked(ChunkedDecoder(limits: limits))
            }
            return .head(head)
        case .sized(let length):
            guard length <= bodyLimit else {
                throw RequestRefusal(.contentTooLarge, "the content is too large")
            }
            let count = min(length - receivedContentBytes, pendingBytes)
            body.append(contentsOf: buffer[position..<position + count])
            position += count
            compact()
            return receivedContentBytes == length ? finish() : takePart()
        case .chunked(var decoder):
            let isComplete = try decoder.decode(
                buffer, from: &position, into: &body, limit: bodyLimit - partBytes)
            state = .chunked(decoder)
            compact()
            return isComplete ? finish() : takePart()
        case .refused: return nil
        }
    }

    private mutating func finish() -> Event {
        defer {
            body = []
            partBytes = 0
        }
        state = .head(HeadScanner(limits: limits, start: position))
        return .content(body)
    }

    private mutating func takePart() -> Event? {
        guard !keepsWhole, body.count > limits.memoryBytes else { return nil }
        defer { body = [] }
        partBytes += body.count
        return .part(body)
    }

    /// Drops what was used: all at once when nothing is left, so that an idle connection holds no buffer; otherwise
    /// only in large pieces, so that many small requests sent ahead are not each moved to the front.
    private mutating func compact() {
        if position == buffer.count {
            buffer = []
        } else if position >= 32 * 1_024 {
            buffer.removeFirst(position)
        } else {
            return
        }
        position = 0
    }
}
