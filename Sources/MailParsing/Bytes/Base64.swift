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

    /// What the letters stand for, and whether anything else was among them.
    ///
    /// Bytes outside the alphabet are skipped (RFC 2045 §6.8: they MUST be ignored). Padding ends the data unless
    /// more whole groups follow.
    ///
    /// QUIRK: RFC 2045 §6.8. Encoders that work in chunks pad each; lists put a footer behind, cuts go through groups.
    /// (quirks/base64-chunks-padded.eml, quirks/base64-footer.eml, quirks/base64-truncated.eml)
    static func decode(_ bytes: [UInt8], in range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool) {
        var decoder = Decoder(room: range.count / 4 * 3 + 3)
        var index = range.lowerBound
        while index < range.upperBound {
            index = decoder.takeGroups(bytes, from: index, to: range.upperBound)
            guard index < range.upperBound else { break }
            let byte = bytes[index]
            let value = values[Int(byte)]
            index += 1
            if value < 64 {
                decoder.take(value)
            } else if value == 64 {
                guard decoder.takePadding() else { continue }
                while index < range.upperBound, bytes[index] == UInt8(ascii: "=") { index += 1 }
                guard continues(bytes, from: index, to: range.upperBound) else {
                    return (decoder.output, decoder.isDamaged || hasLetters(bytes, index..<range.upperBound))
                }
            } else if !byte.isWhitespace {
                decoder.isDamaged = true
            }
        }
        decoder.finish()
        return (decoder.output, decoder.isDamaged)
    }

    /// Four letters at a time into three octets.
    private struct Decoder {
        private(set) var output: [UInt8] = []
        var isDamaged = false
        private var group: UInt32 = 0
        private var count = 0

        init(room: Int) { output.reserveCapacity(room) }

        /// Whole groups from here, as long as nothing else comes between their letters.
        mutating func takeGroups(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
            guard count == 0 else { return start }
            let values = Base64.values
            var index = start
            while index + 4 <= end {
                let first = UInt32(values[Int(bytes[index])])
                let second = UInt32(values[Int(bytes[index + 1])])
                let third = UInt32(values[Int(bytes[index + 2])])
                let fourth = UInt32(values[Int(bytes[index + 3])])
                guard first | second | third | fourth < 64 else { break }
                let octets = first << 18 | second << 12 | third << 6 | fourth
                output.append(UInt8(truncatingIfNeeded: octets >> 16))
                output.append(UInt8(truncatingIfNeeded: octets >> 8))
                output.append(UInt8(truncatingIfNeeded: octets))
                index += 4
            }
            return index
        }

        mutating func take(_ value: UInt8) {
            group = group << 6 | UInt32(value)
            count += 1
            guard count == 4 else { return }
            output.append(UInt8(truncatingIfNeeded: group >> 16))
            output.append(UInt8(truncatingIfNeeded: group >> 8))
            output.append(UInt8(truncatingIfNeeded: group))
            clear()
        }

        /// - Returns: whether the padding ends a group; otherwise it is just another stray byte.
        mutating func takePadding() -> Bool {
            guard count >= 2 else { return false }
            flush()
            return true
        }

        mutating func finish() {
            guard count > 0 else { return }
            isDamaged = true
            flush()
        }

        private mutating func flush() {
            if count == 2 {
                output.append(UInt8(truncatingIfNeeded: group >> 4))
            } else if count == 3 {
                output.append(UInt8(truncatingIfNeeded: group >> 10))
                output.append(UInt8(truncatingIfNeeded: group >> 2))
            }
            clear()
        }

        private mutating func clear() {
            group = 0
            count = 0
        }
    }

    /// Whether a whole line of encoded groups follows padding.
    private static func continues(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
        var index = start
        while index < end, bytes[index].isWhitespace { index += 1 }
        let first = index
        while index < end, values[Int(bytes[index])] <= 64 { index += 1 }
        let length = index - first
        return length > 0 && length % 4 == 0 && (index == end || bytes[index].isWhitespace)
    }

    private static func hasLetters(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        bytes[range].contains { !$0.isWhitespace }
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
