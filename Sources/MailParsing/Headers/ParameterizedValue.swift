/// A value with parameters, such as those of `Content-Type` (RFC 2045 §5.1) and `Content-Disposition` (RFC 2183 §2).
///
///     value     = token *(";" parameter)
///     parameter = attribute ["*" section] ["*"] "=" (token / quoted-string)        ; sections and charsets: RFC 2231
struct ParameterizedValue: Sendable {
    /// The value before the first semicolon, in lower case.
    private(set) var value: String
    /// Parameters were left out.
    private(set) var exceedsLimit = false
    private var plain: [(name: [UInt8], text: [UInt8])] = []
    private var sections: [Section] = []

    private struct Section: Sendable {
        let name: [UInt8]
        let number: Int
        let isExtended: Bool
        let text: [UInt8]
    }

    /// More parameters than any client writes; the rest is left out.
    private static let limit = 256

    init(reading bytes: [UInt8]) {
        var cursor = ByteCursor(bytes)
        var text: [UInt8] = []
        text.reserveCapacity(min(bytes.count, 32))
        // QUIRK: RFC 2045 §5.1. Without the semicolon the value ends where a word follows a word.
        // (quirks/name-semicolon-missing.eml)
        while true {
            cursor.skipCommentsAndWhitespace()
            let isJoined =
                text.isEmpty || text.last == UInt8(ascii: "/") || cursor.current == UInt8(ascii: "/")
            guard let byte = cursor.current, byte != UInt8(ascii: ";"), isJoined else { break }
            while let byte = cursor.current, byte != UInt8(ascii: ";"), byte != UInt8(ascii: "("),
                !byte.isWhitespace
            {
                text.append(byte.lowercased)
                cursor.advance()
            }
        }
        // QUIRK: RFC 2183 §2. Programs write the file name alone. (quirks/name-without-disposition.eml)
        if text.contains(UInt8(ascii: "=")), !text.contains(UInt8(ascii: "/")) {
            cursor = ByteCursor(bytes)
            text = []
        }
        value = String(bytes: text)
        while !cursor.isAtEnd, plain.count + sections.count < Self.limit { takeParameter(&cursor) }
        exceedsLimit = !cursor.isAtEnd
    }

    private mutating func takeParameter(_ cursor: inout ByteCursor) {
        while cursor.take(UInt8(ascii: ";")) { cursor.skipCommentsAndWhitespace() }
        cursor.skipCommentsAndWhitespace()
        var attribute: [UInt8] = []
        while let byte = cursor.current, byte != UInt8(ascii: "="), byte != UInt8(ascii: ";") {
            cursor.advance()
            if !byte.isWhitespace { attribute.append(byte.lowercased) }
        }
        guard cursor.take(UInt8(ascii: "=")) else { return }
        cursor.skipCommentsAndWhitespace()
        keep(attribute, Self.takeValue(&cursor))
    }

    /// A quoted string, or everything up to the next semicolon.
    ///
    /// QUIRK: RFC 2045 §5.1. Clients leave spaces in unquoted file names, and never close a quotation mark.
    /// (quirks/name-with-spaces.eml, quirks/name-never-closed.eml)
    private static func takeValue(_ cursor: inout ByteCursor) -> [UInt8] {
        guard cursor.current == UInt8(ascii: "\"") else {
            let range = cursor.take(upTo: UInt8(ascii: ";"))
            return Array(withoutComment(cursor.bytes[range]).trimmed)
        }
        cursor.advance()
        var text: [UInt8] = []
        while let byte = cursor.next(), byte != UInt8(ascii: "\"") {
            // QUIRK: RFC 5322 §3.2.4. Backslashes of Windows paths are not meant as quoting.
            // (quirks/name-backslashes.eml)
            if byte == UInt8(ascii: "\\"), let next = cursor.current,
                next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
            {
                text.append(next)
                cursor.advance()
            } else {
                text.append(byte)
            }
        }
        cursor.skipCommentsAndWhitespace()
        return text
    }

    private static func withoutComment(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = text.trimmed.last, last == UInt8(ascii: ")"),
            let open = text.firstIndex(of: UInt8(ascii: "(")), open > text.startIndex, text[open - 1].isBlank
        else { return text }
        return text[..<open]
    }

    private mutating func keep(_ attribute: [UInt8], _ text: [UInt8]) {
        let pieces = attribute.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard pieces.count > 1, let name = pieces.first else {
            plain.append((attribute, text))
            return
        }
        let number = pieces[1].isEmpty ? 0 : Int(String(bytes: pieces[1])) ?? 0
        let isExtended = attribute.last == UInt8(ascii: "*")
        sections.append(
            Section(name: Array(name), number: max(0, number), isExtended: isExtended, text: text))
    }

    /// The text of a parameter, decoded.
    ///
    /// The forms of RFC 2231 go before the plain one, which is what clients add for readers that do not know them.
    ///
    /// QUIRK: RFC 2047 §5 forbids encoded words in parameters; clients write them there, in sections even, and raw
    /// octets. (quirks/name-encoded-word.eml, quirks/name-sections-encoded-word.eml, quirks/name-raw-latin.eml)
    func text(_ name: String) -> String? {
        guard !plain.isEmpty || !sections.isEmpty else { return nil }
        let key = Array(name.utf8)
        if let text = joined(sections.filter { $0.name == key }), !text.isEmpty { return text }
        guard let text = plain.first(where: { $0.name == key })?.text else { return nil }
        return EncodedWord.decode(text)
    }

    /// The bytes of a parameter as they were written, for what is compared and never shown.
    func bytes(_ name: String) -> [UInt8]? {
        guard !plain.isEmpty || !sections.isEmpty else { return nil }
        let key = Array(name.utf8)
        if let text = plain.first(where: { $0.name == key })?.text { return text }
        let pieces = sections.filter { $0.name == key }.sorted { $0.number < $1.number }
        return pieces.isEmpty ? nil : pieces.flatMap(\.text)
    }

    /// RFC 2231 §3 and §4: all sections are joined before the charset is applied, since they may cut a character.
    private func joined(_ found: [Section]) -> String? {
        guard !found.isEmpty else { return nil }
        var charset: String?
        var bytes: [UInt8] = []
        for (place, section) in found.sorted(by: { $0.number < $1.number }).enumerated() {
            var text = section.text[...]
            if section.isExtended, place == 0 {
                let parts = text.split(
                    separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
                // QUIRK: RFC 2231 §4. A file name may lack `charset'language'` altogether.
                // (quirks/name-2231-no-charset.eml)
                if parts.count == 3 {
                    charset = Charset.canonicalName(parts[0])
                    text = parts[2]
                }
            }
            bytes.append(contentsOf: section.isExtended ? text.percentDecoded() : Array(text))
        }
        guard let charset else { return EncodedWord.decode(bytes) }
        var output: [UInt8] = []
        Charset.appendUTF8(of: bytes, charset: charset, to: &output)
        return EncodedWord.withoutControls(String(bytes: output))
    }
}
