/// Reads frames of a client from octets however they arrive (RFC 6455 §5.2).
///
/// A payload is handed on in the pieces in which it comes, unmasked, so that nothing is kept of a frame that its
/// header already condemns.
struct WebSocketFrameReader {
    enum Event: Hashable, Sendable {
        case header(WebSocketFrame.Header)
        case payload([UInt8])
        case end
    }

    /// A client that does not keep to the protocol, and the code to say it with.
    struct Violation: Error, Hashable {
        let code: WebSocketCloseCode
    }

    private enum State {
        case header([UInt8])
        case payload(WebSocketFrame.Header, read: Int)
    }

    private var state = State.header([])

    /// The next event in `bytes` from `position` on, which moves behind it; nil at the end.
    mutating func next(
        in bytes: ArraySlice<UInt8>, at position: inout Int
    ) throws(Violation) -> Event? {
        switch state {
        case .header(var octets):
            while position < bytes.endIndex {
                octets.append(bytes[position])
                position += 1
                if let header = try Self.header(octets) {
                    state = .payload(header, read: 0)
                    return .header(header)
                }
            }
            state = .header(octets)
            return nil
        case .payload(let header, let read):
            guard read < header.length else {
                state = .header([])
                return .end
            }
            let count = min(header.length - read, bytes.endIndex - position)
            guard count > 0 else { return nil }
            var payload = Array(bytes[position..<position + count])
            for index in payload.indices { payload[index] ^= header.mask[(read + index) & 3] }
            position += count
            state = .payload(header, read: read + count)
            return .payload(payload)
        }
    }

    /// The header that these octets make; nil when there must be more of them.
    private static func header(_ octets: [UInt8]) throws(Violation) -> WebSocketFrame.Header? {
        // Reserved bits belong to extensions, and none was agreed on.
        guard octets[0] & 0x70 == 0, let opcode = WebSocketFrame.Opcode(rawValue: octets[0] & 0x0f) else {
            throw Violation(code: .protocolError)
        }
        let isFinal = octets[0] & 0x80 != 0
        guard isFinal || !opcode.isControl else { throw Violation(code: .protocolError) }
        guard octets.count >= 2 else { return nil }
        // RFC 6455 §5.1: a client masks every frame.
        guard octets[1] & 0x80 != 0 else { throw Violation(code: .protocolError) }
        let short = Int(octets[1] & 0x7f)
        guard short <= 125 || !opcode.isControl else { throw Violation(code: .protocolError) }
        let extra = short == 126 ? 2 : short == 127 ? 8 : 0
        guard octets.count >= 2 + extra else { return nil }
        let length = try length(short, octets[2..<2 + extra])
        guard octets.count == 6 + extra else { return nil }
        return WebSocketFrame.Header(
            opcode: opcode, isFinal: isFinal, length: length, mask: Array(octets[(2 + extra)...]))
    }

    /// RFC 6455 §5.2: the shortest form that holds the length, and never the topmost bit.
    private static func length(_ short: Int, _ octets: ArraySlice<UInt8>) throws(Violation) -> Int {
        guard !octets.isEmpty else { return short }
        let value = octets.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard value >= (octets.count == 2 ? 126 : 65_536), let length = Int(exactly: value) else {
            throw Violation(code: .protocolError)
        }
        return length
    }
}
