/// Text in a form that words are looked for in: as long as the text itself, so that places stay the same.
///
/// ASCII is in lower case; spaces that do not break and marks of the direction of writing are spaces.
enum FoldedText {
    /// - Parameter end: how much of the text is wanted.
    static func folded(_ text: [UInt8], upTo end: Int) -> [UInt8] {
        var output = end == text.count ? text : Array(text[..<end])
        var bytes = output.mutableSpan
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x80 {
                bytes[index] = byte.lowercased
            } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
                bytes[index] = .space
                bytes[index + 1] = .space
            } else if byte == 0xE2, index + 2 < bytes.count,
                isDirectionMark(bytes[index + 1], bytes[index + 2])
            {
                for place in index..<(index + 3) { bytes[place] = .space }
            }
        }
        return output
    }

    /// ASCII in lower case, and nothing else changed.
    static func lowercased(_ text: [UInt8]) -> [UInt8] {
        var output = text
        var bytes = output.mutableSpan
        for index in bytes.indices { bytes[index] = bytes[index].lowercased }
        return output
    }

    /// The octets behind the first of U+200E, U+200F, U+202A … U+202E, U+2066 … U+2069.
    private static func isDirectionMark(_ middle: UInt8, _ last: UInt8) -> Bool {
        if middle == 0x80 { return last == 0x8E || last == 0x8F || (0xAA...0xAE).contains(last) }
        return middle == 0x81 && (0xA6...0xA9).contains(last)
    }
}
