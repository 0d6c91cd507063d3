/// Whether octets that arrive in pieces are UTF-8 (RFC 3629 §4), told at the first that is not.
struct UTF8Check: Hashable {
    /// Continuation octets still expected.
    private var expected = 0
    /// What the next continuation octet may be; narrower behind some first octets.
    private var range: ClosedRange<UInt8> = 0x80...0xbf

    /// Whether the octets so far end at the end of a character.
    var isComplete: Bool { expected == 0 }

    /// Goes on with more octets; false when they cannot be UTF-8, and then for good.
    mutating func accept(_ bytes: ArraySlice<UInt8>) -> Bool {
        for byte in bytes where !accept(byte) { return false }
        return true
    }

    private mutating func accept(_ byte: UInt8) -> Bool {
        if expected > 0 {
            guard range.contains(byte) else { return false }
            expected -= 1
            range = 0x80...0xbf
            return true
        }
        switch byte {
        case 0x00...0x7f: return true
        case 0xc2...0xdf: begin(1)
        case 0xe0: begin(2, 0xa0...0xbf)
        case 0xe1...0xec, 0xee, 0xef: begin(2)
        case 0xed: begin(2, 0x80...0x9f)
        case 0xf0: begin(3, 0x90...0xbf)
        case 0xf1...0xf3: begin(3)
        case 0xf4: begin(3, 0x80...0x8f)
        default: return false
        }
        return true
    }

    private mutating func begin(_ count: Int, _ first: ClosedRange<UInt8> = 0x80...0xbf) {
        expected = count
        range = first
    }
}
