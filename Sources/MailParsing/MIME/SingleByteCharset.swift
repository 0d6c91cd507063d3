internal import Synchronization

/// A charset in which every octet is a character and the lower half is ASCII.
struct SingleByteCharset: Sendable {
    /// The UTF-8 of each octet from 0x80 in the order of storage.
    ///
    /// The highest octet says how long it is, and its highest bit whether the octet means nothing.
    private let upper: [UInt32]

    /// - Parameter scalars: what each octet from 0x80 means; nil for those that mean nothing.
    init(upper scalars: [UInt16?]) {
        upper = scalars.map { $0.map(Self.packed) ?? Self.packed(0xFFFD) | Self.undefined }
    }

    private static let undefined: UInt32 = 1 << 31

    private static func packed(_ scalar: UInt16) -> UInt32 {
        let last = 0x80 | UInt32(scalar & 63)
        guard scalar >= 0x800 else { return 2 << 24 | last << 8 | 0xC0 | UInt32(scalar >> 6) }
        return 3 << 24 | last << 16 | (0x80 | UInt32(scalar >> 6 & 63)) << 8 | 0xE0 | UInt32(scalar >> 12)
    }

    /// Appends the UTF-8 of `bytes`; octets that mean nothing become U+FFFD.
    ///
    /// - Returns: whether every octet meant something.
    @discardableResult
    func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        let start = output.count
        let beyond = bytes.reduce(0) { $0 + Int($1 >> 7) }
        // Three octets at most for each beyond ASCII, and room to store the last character as a word.
        output.append(contentsOf: repeatElement(0, count: bytes.count + 2 * beyond + 8))
        let (end, isExact) = write(bytes.span, to: &output, from: start)
        output.removeLast(output.count - end)
        return isExact
    }

    private func write(
        _ bytes: Span<UInt8>, to output: inout [UInt8], from start: Int
    ) -> (end: Int, isExact: Bool) {
        let input = unsafe bytes.bytes
        let upper = upper.span
        var span = output.mutableSpan
        var octets = unsafe span.mutableBytes
        var met: UInt32 = 0
        var place = start
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 0x80 {
                let word = upper[Int(byte & 0x7F)]
                octets.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt32.self)
                place += Int(word >> 24 & 3)
                met |= word
                index += 1
            } else if index + 8 <= bytes.count {
                // ASCII eight octets at a time, or as much of them as there is.
                let word = unsafe input.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                octets.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
                let beyond = word.littleEndian & 0x8080_8080_8080_8080
                let count = beyond == 0 ? 8 : beyond.trailingZeroBitCount / 8
                place += count
                index += count
            } else {
                octets.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
                place += 1
                index += 1
            }
        }
        return (place, met & Self.undefined == 0)
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

    /// Those of the C library that mail uses.
    private static let names: Set<String> = Set(
        [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map { "iso-8859-\($0)" }
            + [1250, 1251, 1253, 1254, 1255, 1256, 1257].map { "windows-\($0)" }
            + ["koi8-r", "koi8-u", "tis-620", "cp866", "cp850", "cp437"])

    private static let known = Mutex<[String: SingleByteCharset]>([:])

    /// The charset of this canonical name; nil when it is none of one octet a character.
    ///
    /// What its octets mean is asked of the C library once.
    static func named(_ name: String) -> SingleByteCharset? {
        if name == "iso-8859-1" { return latin1 }
        if name == "windows-1252" { return windows1252 }
        guard names.contains(name) else { return nil }
        return known.withLock { known in
            if let charset = known[name] { return charset }
            let charset = SingleByteCharset(upper: (0x80...0xFF).map { scalar(of: $0, in: name) })
            known[name] = charset
            return charset
        }
    }

    private static func scalar(of byte: UInt8, in name: String) -> UInt16? {
        var output: [UInt8] = []
        guard CharsetConverter.convert([byte], from: name, appendingTo: &output) == 0 else { return nil }
        return String(bytes: output).utf16.first
    }
}
