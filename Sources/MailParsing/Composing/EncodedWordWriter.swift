extension EncodedWord {
    /// What fits into a word: "=?utf-8?b?" + 60 letters + "?=" is 72 of 75 (RFC 2047 §2).
    private static let pieceBytes = 45

    /// Encoded words of at most 75 octets (RFC 2047 §2), each of whole characters (§5), that read as the text together.
    ///
    /// No word but the last has padding where that can be helped: GMime 3.2 drops what follows padding.
    ///
    /// - Parameter text: UTF-8.
    static func encode(_ text: some Collection<UInt8>) -> [String] {
        let bytes = Array(text)
        var words: [String] = []
        var start = 0
        while start < bytes.count {
            let end = endOfPiece(of: bytes, from: start)
            let isPadded = (end - start) % 3 != 0
            let piece = bytes[start..<end]
            words.append(
                end < bytes.count && isPadded
                    ? quoted(piece) : "=?utf-8?b?" + String(bytes: Base64.encode(piece)) + "?=")
            start = end
        }
        return words
    }

    /// Behind the last whole character that fits, and if possible where three octets make four letters.
    private static func endOfPiece(of bytes: [UInt8], from start: Int) -> Int {
        let limit = start + pieceBytes
        guard bytes.count > limit else { return bytes.count }
        var end = limit
        var fallback: Int?
        while end > start {
            if bytes[end] & 0xC0 != 0x80 {
                if (end - start) % 3 == 0 { return end }
                // What is not padded is longer in the other encoding.
                if fallback == nil, end - start <= pieceBytes / 3 { fallback = end }
            }
            end -= 1
        }
        return fallback ?? limit
    }

    /// A word of the `Q` encoding (RFC 2047 §4.2) in which every octet is written as its number.
    private static func quoted(_ piece: ArraySlice<UInt8>) -> String {
        let digits = QuotedPrintable.hexadecimal
        let letters = piece.flatMap { [UInt8(ascii: "="), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "=?utf-8?q?" + String(bytes: letters) + "?="
    }
}
