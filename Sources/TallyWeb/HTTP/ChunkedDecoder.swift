/// Takes the chunks out of content sent with `Transfer-Encoding: chunked` (RFC 9112 §7.1).
///
///     chunked-body = *chunk last-chunk trailer-section CRLF
///     chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
///
/// Line ends are CRLF and nothing else; extensions and trailers are checked, counted and dropped.
struct ChunkedDecoder {
    private enum State {
        case size(digits: Int)
        case sizeExtension
        case sizeLineFeed
        case data
        case dataCarriageReturn
        case dataLineFeed
        case trailerStart
        case trailerName
        case trailerValue
        case trailerLineFeed
        case lastLineFeed
    }

    private var state = State.size(digits: 0)
    private var remaining = 0
    private var overhead = 0
    private let overheadLimit: Int

    init(limits: HTTPLimits) {
        overheadLimit = limits.chunkOverheadBytes
    }

    /// Decodes from `position` on, and moves it behind what was used.
    ///
    /// - Parameter limit: how many octets `body` may have in the end.
    /// - Returns: whether the content is complete.
    mutating func decode(
        _ bytes: [UInt8], from position: inout Int, into body: inout [UInt8], limit: Int
    ) throws(RequestRefusal) -> Bool {
        while position < bytes.count {
            if case .data = state {
                let count = min(remaining, bytes.count - position)
                body.append(contentsOf: bytes[position..<position + count])
                position += count
                remaining -= count
                if remaining == 0 { state = .dataCarriageReturn }
                continue
            }
            let byte = bytes[position]
            position += 1
            if try step(byte, room: limit - body.count) { return true }
        }
        return false
    }

    /// - Returns: whether this was the last octet of the content.
    private mutating func step(_ byte: UInt8, room: Int) throws(RequestRefusal) -> Bool {
        switch state {
        case .size(let digits): try stepSize(byte, digits: digits, room: room)
        case .sizeExtension:
            if byte == .carriageReturn {
                state = .sizeLineFeed
            } else {
                try countOverhead(byte)
            }
        case .sizeLineFeed:
            try expect(byte, .lineFeed)
            state = remaining == 0 ? .trailerStart : .data
        case .data: preconditionFailure("chunk data is copied, not stepped through")
        case .dataCarriageReturn:
            try expect(byte, .carriageReturn)
            state = .dataLineFeed
        case .dataLineFeed:
            try expect(byte, .lineFeed)
            state = .size(digits: 0)
        case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed: try stepTrailer(byte)
        case .lastLineFeed:
            try expect(byte, .lineFeed)
            return true
        }
        return false
    }

    private mutating func stepSize(_ byte: UInt8, digits: Int, room: Int) throws(RequestRefusal) {
        if let value = byte.hexValue {
            // 15 digits cannot overflow.
            guard digits < 15 else { throw RequestRefusal(.badRequest, "bad chunk size") }
            remaining = (digits == 0 ? 0 : remaining << 4) | Int(value)
            guard remaining <= room else {
                throw RequestRefusal(.contentTooLarge, "the content is too large")
            }
            state = .size(digits: digits + 1)
        } else if digits > 0, byte == .carriageReturn {
            state = .sizeLineFeed
        } else if digits > 0, byte == UInt8(ascii: ";") {
            state = .sizeExtension
        } else {
            throw RequestRefusal(.badRequest, "bad chunk size")
        }
    }

    private mutating func stepTrailer(_ byte: UInt8) throws(RequestRefusal) {
        switch state {
        case .trailerStart where byte == .carriageReturn: state = .lastLineFeed
        case .trailerStart, .trailerName:
            if byte == UInt8(ascii: ":"), case .trailerName = state {
                state = .trailerValue
            } else {
                guard byte.isTokenByte else { throw RequestRefusal(.badRequest, "bad trailer") }
                state = .trailerName
            }
            try countOverhead(byte)
        case .trailerValue:
            if byte == .carriageReturn {
                state = .trailerLineFeed
            } else {
                try countOverhead(byte)
            }
        case .trailerLineFeed:
            try expect(byte, .lineFeed)
            state = .trailerStart
        case .size, .sizeExtension, .sizeLineFeed, .data, .dataCarriageReturn, .dataLineFeed, .lastLineFeed:
            preconditionFailure("not in the trailer section")
        }
    }

    private mutating func countOverhead(_ byte: UInt8) throws(RequestRefusal) {
        guard byte.isFieldValueByte else {
            throw RequestRefusal(.badRequest, "a forbidden octet between chunks")
        }
        overhead += 1
        guard overhead <= overheadLimit else {
            throw RequestRefusal(.requestHeaderFieldsTooLarge, "too much between the chunks")
        }
    }

    private func expect(_ byte: UInt8, _ wanted: UInt8) throws(RequestRefusal) {
        guard byte == wanted else { throw RequestRefusal(.badRequest, "bad chunk line end") }
    }
}
