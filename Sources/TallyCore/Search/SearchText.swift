/// Text as the full-text index holds it and is asked for it.
///
/// The index finds whole words and the beginnings of words. Chinese, Japanese, Korean, Thai and their
/// neighbours put no blanks between words, so there each two characters that stand together become a word of
/// their own (着火了 is 着火, 火了 and a last 了): any piece of such text is then found, and a single character too,
/// as the beginning of a word. Letters that people type in more than one way become one: full-width ones, ß
/// and ss, ё and е, Greek with and without accents. Other accents are the index's own business.
package enum SearchText {
    /// The words of a text, for the index.
    package static func indexed(_ text: String) -> String { prepared(text, isWhole: true).words }

    /// The words of something searched for.
    ///
    /// `isOpen` when its last one is a single character, which is found as the beginning of words only.
    package static func asked(_ text: String) -> (words: String, isOpen: Bool) {
        prepared(text, isWhole: false)
    }

    /// Whether anything in the text is a letter or a digit, so that it can be found.
    package static func hasWord(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    /// - Parameter isWhole: false when unbroken script at the end may go on in the text that is looked for.
    private static func prepared(_ text: String, isWhole: Bool) -> (words: String, isOpen: Bool) {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return (text, false) }
        var out = String.UnicodeScalarView()
        var last: Unicode.Scalar?
        var isPair = false
        for scalar in text.unicodeScalars {
            guard isUnbroken(scalar) else {
                if let before = last {
                    out.append(contentsOf: [" ", before, " "])
                    last = nil
                    isPair = false
                }
                out.append(contentsOf: folded(scalar))
                continue
            }
            if let before = last {
                out.append(contentsOf: [" ", before, scalar])
                isPair = true
            }
            last = scalar
        }
        if let last, isWhole || !isPair { out.append(contentsOf: [" ", last]) }
        return (String(out), last != nil && !isPair && !isWhole)
    }

    /// Scripts that are written without blanks between words, and Hangul, whose words grow endings.
    static func isUnbroken(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E01...0x0E3A, 0x0E40...0x0E4E,  // Thai
            0x0E81...0x0EDF, 0x1000...0x109F, 0x1780...0x17D3,  // Lao, Myanmar, Khmer
            0x1100...0x11FF, 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F,  // Jamo, Hiragana
            0x30A1...0x30FA, 0x30FC...0x30FF, 0x3105...0x318E, 0x31A0...0x31BF, 0x31F0...0x31FF,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9F,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }

    private static func folded(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        switch scalar.value {
        case 0xFF01...0xFF5E: single(scalar.value - 0xFEE0)  // full-width ASCII
        case 0x3000: single(0x20)
        case 0xDF, 0x1E9E: "ss".unicodeScalars
        case 0xE6, 0xC6: "ae".unicodeScalars
        case 0xF8, 0xD8: "o".unicodeScalars
        case 0x131: "i".unicodeScalars
        case 0x142, 0x141: "l".unicodeScalars
        case 0x111, 0x110: "d".unicodeScalars
        case 0x451, 0x401: "е".unicodeScalars
        case 0x3AC, 0x386: "α".unicodeScalars
        case 0x3AD, 0x388: "ε".unicodeScalars
        case 0x3AE, 0x389: "η".unicodeScalars
        case 0x3AF, 0x38A, 0x3CA, 0x390: "ι".unicodeScalars
        case 0x3CC, 0x38C: "ο".unicodeScalars
        case 0x3CD, 0x38E, 0x3CB, 0x3B0: "υ".unicodeScalars
        case 0x3CE, 0x38F: "ω".unicodeScalars
        case 0x3C2: "σ".unicodeScalars
        default: single(scalar.value)
        }
    }

    private static func single(_ value: UInt32) -> String.UnicodeScalarView {
        var view = String.UnicodeScalarView()
        if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        return view
    }
}
