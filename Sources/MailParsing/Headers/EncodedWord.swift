/// Text in header fields that is not ASCII (RFC 2047).
///
///     encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="      ; RFC 2047 §2, RFC 2231 §5
enum EncodedWord {
    private struct Word {
        let charset: String
        let bytes: [UInt8]
        let end: Int
    }

    /// The text that the bytes of a field stand for.
    ///
    /// Encoded words are read wherever they stand. QUIRK: RFC 2047 §5 forbids them inside quoted strings, at the edge of
    /// other text and split inside a character; clients do all three. (quirks/encoded-word-in-quotes.eml,
    /// quirks/encoded-word-in-text.eml, quirks/encoded-word-cut-inside-character.eml) Control characters never come out: line ends
    /// and tabs become spaces, the others U+FFFD.
    static func decode(_ bytes: consuming [UInt8]) -> String {
        let features = TextFeatures(of: bytes.span, bytes.indices)
        if features.isEmpty { return String(bytes: bytes) }
        guard isEncoded(bytes, features) else { return String(bytes: withoutControls(bytes)) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var plainStart = 0
        var index = 0
        var hasMoreEnds = true
        // Encoded words next to each other are one text when their charset is the same.
        var charset: String?
        var octets: [UInt8] = []

        func flush() {
            if let charset { Charset.appendUTF8(of: octets, charset: charset, to: &output) }
            charset = nil
            octets.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            guard hasMoreEnds, bytes[index] == UInt8(ascii: "="), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "?"),
                let word = word(in: bytes, at: index, hasMoreEnds: &hasMoreEnds)
            else {
                index += 1
                continue
            }
            let between = bytes[plainStart..<index]
            if charset == nil || !between.allSatisfy(\.isWhitespace) {
                flush()
                appendPlain(between, to: &output)
            }
            if charset != word.charset { flush() }
            charset = word.charset
            octets.append(contentsOf: word.bytes)
            index = word.end
            plainStart = index
        }
        flush()
        appendPlain(bytes[plainStart...], to: &output)
        return String(bytes: withoutControls(output))
    }

    /// Whether there is anything to decode: most fields are ASCII, and stand for themselves.
    private static func isEncoded(_ bytes: [UInt8], _ features: TextFeatures) -> Bool {
        !features.isDisjoint(with: [.encodedWord, .nonASCII])
            || features.contains(.control) && bytes.contains(0x1B)
    }

    /// Text outside encoded words.
    ///
    /// QUIRK: RFC 5322 §2.2 has ASCII only, RFC 6532 UTF-8. Other raw bytes are Windows-1252 nearly always.
    /// (quirks/raw-latin-header.eml, quirks/raw-iso-2022-jp-header.eml)
    private static func appendPlain(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        if bytes.allSatisfy({ $0 < 128 && $0 != 0x1B }) {
            output.append(contentsOf: bytes)
        } else {
            Charset.appendUTF8(of: Array(bytes), charset: "", to: &output)
        }
    }

    /// The text with line ends and tabs as spaces and other control characters as U+FFFD.
    static func withoutControls(_ text: String) -> String { String(bytes: withoutControls(Array(text.utf8))) }

    static func withoutControls(_ text: consuming [UInt8]) -> [UInt8] {
        var output = text
        var start = 0
        while let place = ByteSearch.firstControl(in: output.span, from: start) {
            guard output[place].isWhitespace else { return output.flatMap(Self.shown) }
            output[place] = .space
            start = place + 1
        }
        return output
    }

    private static func shown(_ byte: UInt8) -> [UInt8] {
        byte.isWhitespace ? [.space] : byte.isControl ? Charset.replacement : [byte]
    }

    /// One encoded word, if one begins at `start`.
    ///
    /// - Parameter hasMoreEnds: becomes false when no `?=` follows any more, so that a flood of beginnings costs nothing.
    private static func word(in bytes: [UInt8], at start: Int, hasMoreEnds: inout Bool) -> Word? {
        let charsetStart = start + 2
        var index = charsetStart
        while index < bytes.count, bytes[index] != UInt8(ascii: "?") {
            guard index - charsetStart < 75, !bytes[index].isWhitespace else { return nil }
            index += 1
        }
        guard index > charsetStart, index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "?") else {
            return nil
        }
        let charset = bytes[charsetStart..<index].prefix { $0 != UInt8(ascii: "*") }
        let encoding = bytes[index + 1].lowercased
        guard encoding == UInt8(ascii: "q") || encoding == UInt8(ascii: "b") else { return nil }
        let textStart = index + 3
        index = textStart
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "?"), bytes[index + 1] == UInt8(ascii: "=") {
                let text = textStart..<index
                let decoded =
                    encoding == UInt8(ascii: "q")
                    ? decodeQ(bytes, text) : Base64.decode(bytes, in: text).bytes
                return Word(charset: Charset.canonicalName(charset), bytes: decoded, end: index + 2)
            }
            index += 1
        }
        hasMoreEnds = false
        return nil
    }

    /// The `Q` encoding (RFC 2047 §4.2).
    ///
    /// QUIRK: RFC 2047 §4.2 (3) forbids spaces inside, and clients write them. (quirks/encoded-word-with-spaces.eml)
    private static func decodeQ(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "="), index + 2 < range.upperBound,
                let high = bytes[index + 1].hexadecimalValue, let low = bytes[index + 2].hexadecimalValue
            {
                output.append(high << 4 | low)
                index += 3
                continue
            }
            output.append(byte == UInt8(ascii: "_") ? .space : byte)
            index += 1
        }
        return output
    }
}
