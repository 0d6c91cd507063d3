internal import Synchronization

/// A charset in which every octet is a character and the lower half is ASCII.
struct SingleByteCharset: Sendable {
    /// The characters from 0x80 on.
    private let upper: [PackedCharacter]

    /// - Parameter scalars: what each octet from 0x80 means; nil for those that mean nothing.
    init(upper scalars: [UInt16?]) {
        upper = scalars.map(PackedCharacter.init)
    }

    /// The UTF-8 of `bytes`, and whether every octet meant something; those that mean nothing become U+FFFD.
    func utf8(of bytes: Span<UInt8>) -> (octets: [UInt8], isExact: Bool) {
        var isExact = true
        let output = ByteWriter.bytes(room: 3 * bytes.count) { output in
            let upper = upper.span
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    index += output.copyASCII(bytes, from: index, to: bytes.count)
                } else {
                    let character = upper[Int(byte & 0x7F)]
                    output.append(character)
                    if character.isUndefined { isExact = false }
                    index += 1
                }
            }
        }
        return (output, isExact)
    }

    // MARK: By name

    /// ISO 8859-1 and its control characters.
    static let latin1 = SingleByteCharset(upper: (0x80...0xFF).map { UInt16($0) })

    /// What Windows-1252 has at 0x80 … 0x9F, where ISO 8859-1 has control characters that no mail means.
    static let windows1252Controls: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    static let windows1252 = SingleByteCharset(
        upper: windows1252Controls + (0xA0...0xFF).map { UInt16($0) })

    /// Those of the C library that mail uses, the frequent ones first.
    private static let names =
        [1251, 1250, 1253, 1254, 1255, 1256, 1257].map { "windows-\($0)" }
        + [15, 2, 5, 9, 7, 8, 6, 3, 4, 10, 11, 13, 14, 16].map { "iso-8859-\($0)" }
        + ["koi8-r", "koi8-u", "tis-620", "cp866", "cp850", "cp437"]

    private static let known = Mutex([SingleByteCharset?](repeating: nil, count: names.count))

    /// The charset of this canonical name; nil when it is none of one octet a character.
    ///
    /// What its octets mean is asked of the C library once.
    static func named(_ name: String) -> SingleByteCharset? {
        // Most mail is labelled so, or not at all.
        if name.isEmpty || name == "utf-8" || name == "us-ascii" { return nil }
        if name == "iso-8859-1" { return latin1 }
        if name == "windows-1252" { return windows1252 }
        guard let place = names.firstIndex(of: name) else { return nil }
        return known.withLock { known in
            if let charset = known[place] { return charset }
            let converter = CharsetConverter(from: name)
            let charset = SingleByteCharset(upper: (0x80...0xFF).map { converter?.character([$0]) })
            known[place] = charset
            return charset
        }
    }
}
