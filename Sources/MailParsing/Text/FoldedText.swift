/// Text in a form that words are looked for in: as long as the text itself, so that places stay the same.
///
/// ASCII is in lower case; spaces that do not break and marks of the direction of writing are spaces.
enum FoldedText {
    static func folded(_ text: [UInt8]) -> [UInt8] {
        var output = text
        for index in output.indices {
            let byte = output[index]
            if byte < 0x80 {
                output[index] = byte.lowercased
            } else if byte == 0xC2, index + 1 < output.count, output[index + 1] == 0xA0 {
                blank(index..<(index + 2), of: &output)
            } else if byte == 0xE2, isDirectionMark(output, at: index) {
                blank(index..<(index + 3), of: &output)
            }
        }
        return output
    }

    private static func blank(_ range: Range<Int>, of text: inout [UInt8]) {
        for place in range { text[place] = .space }
    }

    /// U+200E, U+200F, U+202A … U+202E, U+2066 … U+2069.
    private static func isDirectionMark(_ text: [UInt8], at index: Int) -> Bool {
        guard index + 2 < text.count else { return false }
        let last = text[index + 2]
        if text[index + 1] == 0x80 { return last == 0x8E || last == 0x8F || (0xAA...0xAE).contains(last) }
        return text[index + 1] == 0x81 && (0xA6...0xA9).contains(last)
    }
}
