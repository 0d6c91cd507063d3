/// Text in header fields that is not ASCII (RFC 2047).
///
///     encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="      ; RFC 2047 §2, RFC 2231 §5
enum EncodedWord {
    /// Where an encoded word and its pieces stand.
    private struct Word {
        let label: Range<Int>
        let text: Range<Int>
        let isBase64: Bool
        let end: Int
        /// The text goes on to the end of the field, and `?=` is missing.
        var isCutOff = false
    }

    /// The charsets that a field names, by their labels as they are written: fields repeat a few of them.
    private struct Labels {
        private var known: [(label: Range<Int>, charset: String, keepsASCII: Bool)] = []

        /// More different labels than a field has; further ones are looked up each time.
        private static let limit = 16

        mutating func charset(_ label: Range<Int>, in bytes: [UInt8]) -> (name: String, keepsASCII: Bool) {
            for entry in known where entry.label.count == label.count {
                if zip(entry.label, label).allSatisfy({ bytes[$0] == bytes[$1] }) {
                    return (entry.charset, entry.keepsASCII)
                }
            }
            let name = Charset.canonicalName(bytes[label])
            let keepsASCII = name == "utf-8" || SingleByteCharset.named(name) != nil
            if known.count < Self.limit { known.append((label, name, keepsASCII)) }
            return (name, keepsASCII)
        }
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
        var labels = Labels()
        var charset: (name: String, keepsASCII: Bool)?
        var octets: [UInt8] = []

        func flush() {
            if let charset, charset.keepsASCII, Charset.isASCII(octets) {
                output.append(contentsOf: octets)
            } else if let charset {
                Charset.appendUTF8(of: octets, charset: charset.name, to: &output)
            }
            charset = nil
            octets.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "="), index + 1 < bytes.count,
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
            let next = labels.charset(word.label, in: bytes)
            if charset?.name != next.name { flush() }
            charset = next
            if word.isBase64 {
                octets.append(contentsOf: Base64.decode(bytes, in: word.text).bytes)
            } else {
                appendQ(bytes, word.text, to: &octets)
            }
            if word.isCutOff, next.name == "utf-8" { endCutOffCharacter(in: &octets) }
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
        let label = charsetStart..<(bytes[charsetStart..<index].firstIndex(of: UInt8(ascii: "*")) ?? index)
        let encoding = bytes[index + 1].lowercased
        guard encoding == UInt8(ascii: "q") || encoding == UInt8(ascii: "b") else { return nil }
        let textStart = index + 3
        let (mark, isBase64) = (UInt8(ascii: "?"), encoding == UInt8(ascii: "b"))
        let close =
            hasMoreEnds
            ? ByteSearch.firstPair(mark, UInt8(ascii: "="), in: bytes.span, textStart..<bytes.count) : nil
        guard let close else {
            hasMoreEnds = false
            return cutOffText(in: bytes, from: textStart, isBase64, label).map {
                Word(label: label, text: $0, isBase64: isBase64, end: bytes.count, isCutOff: true)
            }
        }
        return Word(label: label, text: textStart..<close, isBase64: isBase64, end: close + 2)
    }

    /// The text of an encoded word that ends with the field, when it can be no other text.
    ///
    /// QUIRK: RFC 2047 §2. Programs cut long fields, and the end of the word with them.
    /// (quirks/encoded-word-cut-off.eml)
    private static func cutOffText(
        in bytes: [UInt8], from start: Int, _ isBase64: Bool, _ label: Range<Int>
    ) -> Range<Int>? {
        let mark = UInt8(ascii: "?")
        let end = bytes.last == mark ? bytes.count - 1 : bytes.count
        guard start < end else { return nil }
        for place in start..<end {
            let byte = bytes[place]
            guard byte > .space, byte < 127, byte != mark else { return nil }
            guard !isBase64 || isBase64Letter(byte) else { return nil }
        }
        let charset = Charset.canonicalName(bytes[label])
        guard Charset.keepsLineEnds(charset) || charset.hasPrefix("iso-2022-jp") else { return nil }
        return start..<end
    }

    /// Puts U+FFFD for a character of UTF-8 whose end is missing, or all of the text would be taken for another charset.
    private static func endCutOffCharacter(in octets: inout [UInt8]) {
        let rest = octets.suffix(3)
        guard let lead = rest.lastIndex(where: { $0 >= 0xC0 }),
            rest[(lead + 1)...].allSatisfy({ $0 & 0xC0 == 0x80 })
        else { return }
        let length = rest[lead] >= 0xF0 ? 4 : rest[lead] >= 0xE0 ? 3 : 2
        guard octets.count - lead < length else { return }
        octets.removeSubrange(lead...)
        octets.append(contentsOf: Charset.replacement)
    }

    private static func isBase64Letter(_ byte: UInt8) -> Bool {
        ByteSet.alphanumeric.contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "=")
    }

    /// Whether the text ends inside an encoded word.
    static func isCutOff(_ bytes: [UInt8]) -> Bool {
        let (first, second) = (UInt8(ascii: "="), UInt8(ascii: "?"))
        var hasMoreEnds = true
        var index = 0
        while let start = ByteSearch.firstPair(first, second, in: bytes.span, index..<bytes.count) {
            let word = word(in: bytes, at: start, hasMoreEnds: &hasMoreEnds)
            if let word, word.isCutOff { return true }
            index = word?.end ?? start + 1
        }
        return false
    }

    /// The `Q` encoding (RFC 2047 §4.2).
    ///
    /// QUIRK: RFC 2047 §4.2 (3) forbids spaces inside, and clients write them. (quirks/encoded-word-with-spaces.eml)
    private static func appendQ(_ bytes: [UInt8], _ range: Range<Int>, to output: inout [UInt8]) {
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
    }
}
