extension EncodedWord {
    /// Encoded words of at most 75 octets (RFC 2047 §2), each of whole characters (§5), that read as the text together.
    ///
    /// - Parameter text: UTF-8.
    static func encode(_ text: some Collection<UInt8>) -> [String] {
        // What fits: "=?utf-8?b?" + 60 letters + "?=" is 72.
        var words: [String] = []
        var piece: [UInt8] = []
        var character: [UInt8] = []
        func flush() {
            guard !piece.isEmpty else { return }
            words.append("=?utf-8?b?" + String(bytes: Base64.encode(piece)) + "?=")
            piece.removeAll()
        }
        func place() {
            if piece.count + character.count > 45 { flush() }
            piece.append(contentsOf: character)
            character.removeAll()
        }
        for byte in text {
            if byte & 0xC0 != 0x80 { place() }
            character.append(byte)
        }
        place()
        flush()
        return words
    }
}
