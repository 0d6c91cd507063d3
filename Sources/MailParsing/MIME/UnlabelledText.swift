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
}
