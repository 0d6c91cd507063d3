/// What an image says to those who do not see it: its `alt` text (HTML Living Standard §4.8.4.4).
enum HTMLImage {
    /// Octets of a few characters that stand for themselves: more of them are words.
    private static let symbolLength = 32

    /// The words in brackets, as people know them from mail programs; pictures of characters stand for those.
    ///
    /// - Returns: nil for what shows nothing to anybody, such as the images that count readers.
    static func words(_ tokenizer: borrowing HTMLTokenizer) -> [UInt8]? {
        var words: [UInt8] = []
        for attribute in tokenizer.attributes {
            if attribute.name == .alt {
                words = HTMLText.withoutNoBreakSpaces(tokenizer.value(of: attribute)[...])
            } else if attribute.name == .width || attribute.name == .height {
                guard !isDot(tokenizer.value(of: attribute)) else { return nil }
            }
        }
        let pieces = words.split(whereSeparator: \.isWhitespace)
        guard !pieces.isEmpty else { return nil }
        let text = Array(pieces.joined(separator: [.space]))
        return isSymbol(text) ? text : [UInt8(ascii: "[")] + text + [UInt8(ascii: "]")]
    }

    /// `0`, `1` or `1px`.
    private static func isDot(_ length: [UInt8]) -> Bool {
        let digits = length.trimmed.prefix(while: \.isDigit)
        return digits.elementsEqual("0".utf8) || digits.elementsEqual("1".utf8)
    }

    /// An emoji: characters of the planes and blocks that hold no letters.
    private static func isSymbol(_ text: [UInt8]) -> Bool {
        (text.first == 0xF0 || text.first == 0xE2) && text.count <= symbolLength
            && text.allSatisfy { $0 >= 0x80 }
    }
}
