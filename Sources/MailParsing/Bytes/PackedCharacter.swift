/// One character below U+10000 as a word that is stored: its UTF-8 in order, and its length in the highest octet.
///
/// A table of them turns a charset into UTF-8 with one load and one store a character.
struct PackedCharacter: Hashable, Sendable {
    /// As they are stored on a machine that puts the lowest octet first.
    let octets: UInt32

    private init(octets: UInt32) { self.octets = octets }

    private static let mark: UInt32 = 1 << 31

    /// A scalar value; U+FFFD and marked when there is none, or when it is half of a surrogate pair.
    init(_ scalar: UInt16?) {
        guard let scalar, !(0xD800..<0xE000).contains(scalar) else {
            self.init(octets: Self.packed(0xFFFD) | Self.mark)
            return
        }
        self.init(octets: Self.packed(scalar))
    }

    /// What nobody has asked for yet.
    static let unknown = PackedCharacter(octets: 0)

    var length: Int { Int(octets >> 24 & 3) }

    /// Whether there is no such character.
    var isUndefined: Bool { octets & Self.mark != 0 }

    private static func packed(_ scalar: UInt16) -> UInt32 {
        guard scalar >= 0x80 else { return 1 << 24 | UInt32(scalar) }
        let last = 0x80 | UInt32(scalar & 63)
        guard scalar >= 0x800 else { return 2 << 24 | last << 8 | 0xC0 | UInt32(scalar >> 6) }
        return 3 << 24 | last << 16 | (0x80 | UInt32(scalar >> 6 & 63)) << 8 | 0xE0 | UInt32(scalar >> 12)
    }
}

extension ByteWriter {
    @inline(__always)
    mutating func append(_ character: PackedCharacter) {
        store(character.octets.littleEndian, advancingBy: character.length)
    }

    /// Copies ASCII from here, eight octets at a time or as much of them as there is.
    ///
    /// - Returns: how many they were; at least one.
    @inline(__always)
    mutating func copyASCII(_ bytes: Span<UInt8>, from index: Int, to end: Int) -> Int {
        guard index + 8 <= end else {
            append(bytes[index])
            return 1
        }
        let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        let beyond = word.littleEndian & 0x8080_8080_8080_8080
        let count = beyond == 0 ? 8 : beyond.trailingZeroBitCount / 8
        store(word, advancingBy: count)
        return count
    }
}

extension String {
    /// The text of octets that were put together from whole characters only, which need not be looked at again.
    ///
    /// A text whose octets are no UTF-8 would break what is promised of every `String`: this is for what tables of
    /// `PackedCharacter` wrote, whose entries are UTF-8 by construction, and ASCII between them.
    init(wholeCharacters octets: [UInt8]) {
        assert(String(validating: octets, as: UTF8.self) != nil)
        self = unsafe String(copying: UTF8Span(unchecked: octets.span))
    }
}
