/// The header of one file in an archive that `tar` understands (POSIX.1 ustar, 512 octets).
struct TarEntry: Equatable {
    static let block = 512

    /// At most 100 octets.
    let name: String
    let size: Int

    /// The header; only its owner may read what is unpacked.
    var header: [UInt8] {
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ bytes: some Sequence<UInt8>, at place: Int) {
            for (index, byte) in bytes.enumerated() { header[place + index] = byte }
        }
        put(name.utf8.prefix(100), at: 0)
        put("0000600\0".utf8, at: 100)
        put("0000000\0".utf8, at: 108)
        put("0000000\0".utf8, at: 116)
        put(Self.octal(size, digits: 11), at: 124)
        put("00000000000\0".utf8, at: 136)
        put("        ".utf8, at: 148)
        header[156] = UInt8(ascii: "0")
        put("ustar\u{0}00".utf8, at: 257)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(Self.octal(sum, digits: 6) + [0, UInt8(ascii: " ")], at: 148)
        return header
    }

    /// How many zeros follow the content, up to the next whole block.
    var padding: Int { (Self.block - size % Self.block) % Self.block }

    init(name: String, size: Int) {
        self.name = name
        self.size = size
    }

    /// Nil when the block is no header of a plain file, or its sum is wrong.
    init?(header: [UInt8]) {
        guard header.count == Self.block, header[156] == UInt8(ascii: "0") || header[156] == 0 else {
            return nil
        }
        var blanked = header
        blanked.replaceSubrange(148..<156, with: Array(repeating: UInt8(ascii: " "), count: 8))
        guard Self.number(header[148..<155]) == blanked.reduce(0, { $0 + Int($1) }),
            let size = Self.number(header[124..<136])
        else { return nil }
        self.size = size
        name = String(decoding: header[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits; what is too large for them is written in base 256, as GNU tar does.
    private static func octal(_ value: Int, digits: Int) -> [UInt8] {
        let text = String(value, radix: 8)
        if text.utf8.count <= digits {
            return Array(repeating: UInt8(ascii: "0"), count: digits - text.utf8.count) + Array(text.utf8)
        }
        let octets = (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
        return [0x80] + Array(repeating: 0, count: 3) + octets
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        if field.first == 0x80 {
            return field.suffix(8).reduce(0) { $0 << 8 | Int($1) }
        }
        let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
        guard !digits.isEmpty, digits.count <= 12 else { return nil }
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
            value = value << 3 | Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
