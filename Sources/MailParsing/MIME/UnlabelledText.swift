/// What octets without a charset, or with a wrong one, give away about themselves.
enum UnlabelledText {
    /// Whether one character beyond ASCII is written as UTF-8 writes it, which other charsets hardly do by accident.
    static func hasUTF8Sequence(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            let length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
            if length > 1, index + length <= bytes.count,
                bytes[(index + 1)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
            {
                return true
            }
            index += 1
        }
        return false
    }

    /// The UTF-8 of ASCII octets that switch to Japanese characters; nil when they do not.
    ///
    /// QUIRK: RFC 1468. Japanese programs leave the label out. (quirks/charset-iso-2022-jp-unlabelled.eml)
    static func japanese(_ bytes: [UInt8]) -> [UInt8]? {
        guard let escape = bytes.firstIndex(of: 0x1B), switches(bytes[escape...]) else { return nil }
        var output: [UInt8] = []
        let bad = CharsetConverter.convert(bytes, from: "iso-2022-jp-3", appendingTo: &output)
        return bad == 0 ? output : nil
    }

    /// Whether `ESC $ B` or `ESC $ @` occurs, which begin characters of JIS X 0208.
    private static func switches(_ bytes: ArraySlice<UInt8>) -> Bool {
        for place in bytes.indices.dropLast(2) where bytes[place] == 0x1B {
            let set = bytes[place + 2]
            if bytes[place + 1] == UInt8(ascii: "$"), set == UInt8(ascii: "B") || set == UInt8(ascii: "@") {
                return true
            }
        }
        return false
    }

    // MARK: Text that its label is wrong about

    /// The UTF-8 of text that is plainly not in the charset that its label names; nil when it may be.
    ///
    /// QUIRK: RFC 2046 §4.1.2. Gateways label what they do not look at: Japanese escapes and UTF-8 go under the names of
    /// other charsets. (quirks/charset-iso-2022-jp-as-utf-8.eml, quirks/charset-latin-is-utf-8.eml)
    static func otherwise(
        _ text: ArraySlice<UInt8>, labelled charset: String
    ) -> (octets: [UInt8], outcome: Charset.Outcome)? {
        guard !charset.isEmpty else { return nil }
        let isLatin = latins.contains(charset)
        guard isLatin || charset == "utf-8" else { return nil }
        if ByteSearch.first(0x1B, in: text.span, 0..<text.count) != nil, let japanese = japanese(Array(text))
        {
            return (japanese, .damaged)
        }
        guard isLatin, !ByteSearch.isASCII(text.span), isLongUTF8(text) else { return nil }
        return (Array(text), .damaged)
    }

    private static let latins: Set<String> = ["iso-8859-1", "windows-1252", "iso-8859-15"]

    /// Octets beyond those of the first of each character that no accident makes.
    private static let continuationLimit = 3

    private static func isLongUTF8(_ text: ArraySlice<UInt8>) -> Bool {
        let continuations = text.count { $0 & 0xC0 == 0x80 }
        return continuations >= continuationLimit && String(validating: text, as: UTF8.self) != nil
    }

    // MARK: UTF-16

    /// Whether a text begins with the mark of UTF-16 (RFC 2781 §3.2), which in other charsets is no text.
    static func hasUTF16Mark(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= 4 && (text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]))
            && text.prefix(64).contains(0)
    }

    /// The charset with the order of its octets, and whether the label says what it is.
    ///
    /// QUIRK: RFC 2781 §4.3. Programs leave out the mark, and the order that they should have then: Latin text gives it
    /// away. (quirks/charset-utf-16-unmarked.eml)
    static func utf16(_ text: ArraySlice<UInt8>, _ charset: String) -> (name: String, isAsLabelled: Bool) {
        if charset == "utf-16" || Charset.keepsLineEnds(charset) {
            let isAsLabelled = charset == "utf-16"
            if text.starts(with: [0xFF, 0xFE]) { return ("utf-16le", isAsLabelled) }
            if text.starts(with: [0xFE, 0xFF]) { return ("utf-16be", isAsLabelled) }
            var zeros = (even: 0, odd: 0)
            for (place, byte) in text.prefix(1_024).enumerated() where byte == 0 {
                if place & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
            }
            return (zeros.odd > zeros.even ? "utf-16le" : "utf-16be", isAsLabelled)
        }
        return (charset, true)
    }
}
