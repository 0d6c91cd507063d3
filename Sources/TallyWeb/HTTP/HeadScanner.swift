/// Finds the lines of a request head while its octets arrive, each looked at once.
///
/// What can never become a head is refused at the octet that shows it, not when the time for the head is over.
struct HeadScanner {
    private let limits: HTTPLimits
    private let start: Int
    /// Up to where the octets were looked at.
    private(set) var position: Int
    private var lineStart: Int
    private var sawCarriageReturn = false
    private var skippedEmptyLine = false
    /// The request line and the field lines, without CRLF.
    private(set) var lines: [Range<Int>] = []

    /// - Parameter start: where in the buffer the head begins.
    init(limits: HTTPLimits, start: Int = 0) {
        self.limits = limits
        self.start = start
        position = start
        lineStart = start
    }

    /// Whether nothing but perhaps the one permitted empty line has come.
    var isAtStart: Bool { position == lineStart && lines.isEmpty && !sawCarriageReturn }

    /// Goes on to the end of `bytes`.
    ///
    /// - Returns: where the content begins, behind the empty line; nil when more must come.
    mutating func scan(_ bytes: [UInt8]) throws(RequestRefusal) -> Int? {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if sawCarriageReturn {
                guard byte == .lineFeed else { throw RequestRefusal(.badRequest, "a bare carriage return") }
                if try endLine() { return position }
            } else if byte == .carriageReturn {
                sawCarriageReturn = true
            } else {
                try check(byte)
            }
        }
        return nil
    }

    /// - Returns: whether the line was the empty one behind the head.
    private mutating func endLine() throws(RequestRefusal) -> Bool {
        sawCarriageReturn = false
        let line = lineStart..<position - 2
        lineStart = position
        if line.isEmpty {
            guard lines.isEmpty else { return true }
            // RFC 9112 §2.2: an empty line before the request line is ignored; a second is no client's habit.
            guard !skippedEmptyLine else { throw RequestRefusal(.badRequest, "no request line") }
            skippedEmptyLine = true
            return false
        }
        lines.append(line)
        guard lines.count <= limits.fields + 1 else {
            throw RequestRefusal(.requestHeaderFieldsTooLarge, "too many fields")
        }
        return false
    }

    private func check(_ byte: UInt8) throws(RequestRefusal) {
        guard byte != .lineFeed else { throw RequestRefusal(.badRequest, "a bare line feed") }
        let length = position - lineStart
        if lines.isEmpty {
            guard byte >= .space, byte < 0x7f else {
                throw RequestRefusal(.badRequest, "a forbidden octet in the request line")
            }
            // Room for the longest method and the version.
            guard length <= limits.targetBytes + 18 else {
                throw RequestRefusal(.uriTooLong, "the request line is too long")
            }
        } else {
            guard byte.isFieldValueByte else {
                throw RequestRefusal(.badRequest, "a forbidden octet in a field")
            }
            guard length > 1 || (byte != .space && byte != .tab) else {
                throw RequestRefusal(.badRequest, "a folded field line")
            }
        }
        guard position - start <= limits.headBytes else {
            throw RequestRefusal(.requestHeaderFieldsTooLarge, "the request head is too long")
        }
    }
}
