/// The base64 transfer encoding (RFC 2045 §6.8).
enum Base64 {
    private static let alphabet = [UInt8](
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte; 64 is padding, 255 is no letter of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        values[Int(UInt8(ascii: "="))] = 64
        return values
    }()

    /// What four letters stand for together: four tables of 256 words, one for each place of a group.
    ///
    /// A word holds the three octets in the order in which they are stored; what is no letter sets the fourth. On
    /// processors without AVX this is twice as fast as translating sixteen letters at once with SIMD types.
    private static let groups: [UInt32] = {
        var groups = [UInt32](repeating: 0xFF00_0000, count: 4 * 256)
        for (value, letter) in alphabet.enumerated() {
            for place in 0..<4 {
                let octets = UInt32(value) << UInt32(26 - 6 * place)
                groups[place * 256 + Int(letter)] = octets.byteSwapped
            }
        }
        return groups
    }()

    /// What the letters stand for, and whether anything else was among them.
    ///
    /// Bytes outside the alphabet are skipped (RFC 2045 §6.8: they MUST be ignored). Padding ends the data unless
    /// more whole groups follow.
    ///
    /// QUIRK: RFC 2045 §6.8. Encoders that work in chunks pad each; lists put a footer behind, cuts go through groups.
    /// (quirks/base64-chunks-padded.eml, quirks/base64-footer.eml, quirks/base64-truncated.eml)
    static func decode(_ bytes: [UInt8], in range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool) {
        var isDamaged = false
        let output = ByteWriter.bytes(room: (range.count + 3) / 4 * 3) { output in
            isDamaged = decode(bytes.span, range, to: &output)
        }
        return (output, isDamaged)
    }

    /// - Returns: whether anything but letters was among them.
    private static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteWriter) -> Bool
    {
        let values = values.span
        var group = Group()
        var isDamaged = false
        var index = range.lowerBound
        while index < range.upperBound {
            if group.isEmpty { index = takeGroups(bytes, index..<range.upperBound, to: &output) }
            guard index < range.upperBound else { break }
            let byte = bytes[index]
            let value = values[Int(byte)]
            index += 1
            if value < 64 {
                group.take(value, to: &output)
            } else if value == 64 {
                guard group.takePadding(to: &output) else { continue }
                while index < range.upperBound, bytes[index] == UInt8(ascii: "=") { index += 1 }
                guard continues(bytes, from: index, to: range.upperBound) else {
                    return isDamaged || hasLetters(bytes, index..<range.upperBound)
                }
            } else if !byte.isWhitespace {
                isDamaged = true
            }
        }
        return group.finish(to: &output) || isDamaged
    }

    /// Whole groups from here and the line ends between them, as long as nothing else comes and it is not the end.
    private static func takeGroups(
        _ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteWriter
    ) -> Int {
        let input = unsafe bytes.bytes
        let groups = groups.span
        // Said once here, it need not be asked for every letter.
        precondition(groups.count == 4 * 256 && range.upperBound <= bytes.count)
        func octets(_ letters: UInt32) -> UInt32 {
            groups[Int(letters & 0xFF)] | groups[256 + Int(letters >> 8 & 0xFF)]
                | groups[512 + Int(letters >> 16 & 0xFF)] | groups[768 + Int(letters >> 24)]
        }
        var index = range.lowerBound
        while index + 8 <= range.upperBound {
            let letters = unsafe input.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
                .littleEndian
            let first = octets(UInt32(truncatingIfNeeded: letters))
            let second = octets(UInt32(truncatingIfNeeded: letters >> 32))
            if first | second < 1 << 24 {
                let both = UInt64(first) | UInt64(second) << 24
                output.store(both.littleEndian, advancingBy: 6)
                index += 8
            } else if first < 1 << 24 {
                output.store(first.littleEndian, advancingBy: 3)
                index += 4
            } else if UInt8(truncatingIfNeeded: letters).isLineEnd {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    /// Letters of a group that something interrupts.
    private struct Group {
        private var bits: UInt32 = 0
        private var count = 0

        var isEmpty: Bool { count == 0 }

        mutating func take(_ value: UInt8, to output: inout ByteWriter) {
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count == 4 else { return }
            output.append(UInt8(truncatingIfNeeded: bits >> 16))
            output.append(UInt8(truncatingIfNeeded: bits >> 8))
            output.append(UInt8(truncatingIfNeeded: bits))
            self = Group()
        }

        /// - Returns: whether the padding ends a group; otherwise it is just another stray byte.
        mutating func takePadding(to output: inout ByteWriter) -> Bool {
            guard count >= 2 else { return false }
            flush(to: &output)
            return true
        }

        /// - Returns: whether there was a group that nothing had ended.
        mutating func finish(to output: inout ByteWriter) -> Bool {
            guard count > 0 else { return false }
            flush(to: &output)
            return true
        }

        private mutating func flush(to output: inout ByteWriter) {
            if count == 2 {
                output.append(UInt8(truncatingIfNeeded: bits >> 4))
            } else if count == 3 {
                output.append(UInt8(truncatingIfNeeded: bits >> 10))
                output.append(UInt8(truncatingIfNeeded: bits >> 2))
            }
            self = Group()
        }
    }

    /// Whether a whole line of encoded groups follows padding.
    private static func continues(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, bytes[index].isWhitespace { index += 1 }
        let first = index
        while index < end, values[Int(bytes[index])] <= 64 { index += 1 }
        let length = index - first
        return length > 0 && length % 4 == 0 && (index == end || bytes[index].isWhitespace)
    }

    private static func hasLetters(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.contains { !bytes[$0].isWhitespace }
    }

    /// The letters, in lines of `lineLength` (76 at most, RFC 2045 §6.8) or in one.
    static func encode(_ bytes: some Collection<UInt8>, lineLength: Int? = nil) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 28 + 8)
        var column = 0
        func append(_ group: UInt32, _ count: Int) {
            if let lineLength, column == lineLength {
                output.append(contentsOf: [.carriageReturn, .lineFeed])
                column = 0
            }
            for place in 0..<4 {
                let isPadding = place > count
                let letter = alphabet[Int(group >> UInt32(18 - 6 * place) & 63)]
                output.append(isPadding ? UInt8(ascii: "=") : letter)
            }
            column += 4
        }
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                append(group, 3)
                group = 0
                count = 0
            }
        }
        if count > 0 { append(group << UInt32(8 * (3 - count)), count) }
        return output
    }
}
