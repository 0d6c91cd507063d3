/// The frames of RFC 6455 §5, as a server sends them and reads them.
enum WebSocketFrame {
    /// What a frame is for (RFC 6455 §5.2).
    enum Opcode: UInt8, Hashable, Sendable, CaseIterable {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xa

        var isControl: Bool { rawValue >= 0x8 }
    }

    /// What comes before the payload.
    struct Header: Hashable, Sendable {
        let opcode: Opcode
        let isFinal: Bool
        let length: Int
        let mask: [UInt8]
    }

    /// A whole frame of a server: final, unmasked, in the shortest form.
    static func bytes(_ opcode: Opcode, _ payload: some Collection<UInt8>) -> [UInt8] {
        var frame: [UInt8] = [0x80 | opcode.rawValue]
        frame.reserveCapacity(payload.count + 10)
        switch payload.count {
        case ..<126: frame.append(UInt8(payload.count))
        case ..<65_536:
            frame.append(126)
            append(UInt64(payload.count), octets: 2, to: &frame)
        default:
            frame.append(127)
            append(UInt64(payload.count), octets: 8, to: &frame)
        }
        frame.append(contentsOf: payload)
        return frame
    }

    static func close(_ code: WebSocketCloseCode) -> [UInt8] {
        guard code.isSendable else { return bytes(.close, []) }
        return bytes(.close, [UInt8(code.number >> 8), UInt8(code.number & 0xff)])
    }

    private static func append(_ value: UInt64, octets: Int, to frame: inout [UInt8]) {
        for shift in stride(from: 8 * (octets - 1), through: 0, by: -8) {
            frame.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
