/// A line of a body as the reply splitter looks at it.
struct ReplyLine: Sendable {
    let line: TextLine
    /// The text without quotation marks and without white space at its ends, ASCII in lower case.
    let words: ArraySlice<UInt8>
    /// Quoted by `>` or `|` in plain text, or by an element in HTML.
    var isQuote: Bool
    /// Ends in a colon or in dashes, as the last line of an attribution does.
    let isClosing: Bool

    init(_ line: TextLine) {
        self.init(line, folded: FoldedText.folded(Array(line.text))[...])
    }

    /// - Parameter folded: the text of the line as `FoldedText`.
    init(_ line: TextLine, folded: ArraySlice<UInt8>) {
        self.line = line
        var text = folded.trimmed
        var isQuote = line.quoteDepth > 0 || line.isInQuotation
        if line.isPlain, Self.isMarked(line.text) {
            isQuote = true
            text = text.drop { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "|") || $0 == .space }
        }
        self.isQuote = isQuote
        words = text
        isClosing = Self.isClosing(text)
    }

    private static func isClosing(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = text.last else { return false }
        switch last {
        case UInt8(ascii: ":"), 0x9A: return last != 0x9A || text.suffix(3).elementsEqual("：".utf8)
        case UInt8(ascii: "*"), UInt8(ascii: "_"):
            return text.last { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "_") } == UInt8(ascii: ":")
        case UInt8(ascii: "-"): return text.count > 8 && text.suffix(3).elementsEqual("---".utf8)
        default: return false
        }
    }

    var isBlank: Bool { words.isEmpty && !isQuote }

    var isText: Bool { !words.isEmpty && !isQuote }

    /// Whether a line of plain text begins with a quotation mark.
    ///
    /// `>>> >>> link <<<` is decoration, and `C>` in front of a line is how some programs quote.
    private static func isMarked(_ text: ArraySlice<UInt8>) -> Bool {
        let content = text.drop { $0.isBlank }
        guard let first = content.first else { return false }
        if first == UInt8(ascii: ">") {
            return !content.trimmed.hasSuffixIgnoringCase("<<<") || text.count > 120
        }
        if first == UInt8(ascii: "|") { return content.count == 1 || content.dropFirst().first == .space }
        let initials = content.prefix(12).prefix { $0.isLetter }
        return (1...10).contains(initials.count) && initials.count < content.count
            && content[content.startIndex + initials.count] == UInt8(ascii: ">")
    }

    /// A line of nothing but dashes, underscores and the like.
    var isRule: Bool {
        guard let first = words.first, words.count >= 2, !isQuote else { return false }
        return "-_=~*#+".utf8.contains(first) && words.allSatisfy { $0 == first || $0 == .space }
    }

    /// `-- ` (RFC 3676 §4.3), or the dash alone that web mailers make of it.
    var isSignatureMark: Bool {
        guard !isQuote else { return false }
        return words.elementsEqual("--".utf8) || words.elementsEqual("—".utf8)
            || words.elementsEqual("––".utf8)
    }

    /// The words without what decorates a line: dashes, stars, underscores.
    var undecorated: ArraySlice<UInt8> {
        words.trimmed { $0.isWhitespace || "-_*=~".utf8.contains($0) }
    }

    /// `##- Please type your reply above this line -##`, in whatever language, perhaps quoted.
    var isDelimiter: Bool {
        let line = words.trimmed { $0.isWhitespace || $0 == UInt8(ascii: ">") }
        return line.count < 300 && line.starts(with: "##- ".utf8) && line.suffix(4).elementsEqual(" -##".utf8)
    }

    /// `-----Original Message-----`.
    var isOriginalMark: Bool {
        guard words.count < 120, hasDashes else { return false }
        let text = undecorated
        return ReplyVocabulary.originals.contains { text.count <= $0.count + 4 && text.starts(with: $0) }
    }

    /// `Original Message` and nothing else.
    var isOriginalWord: Bool {
        words.count < 60 && ReplyVocabulary.originals.contains { words.elementsEqual($0) }
    }

    /// `---------- Forwarded message ---------`, `Begin forwarded message:`.
    var isForwardMark: Bool {
        guard words.count < 160 else { return false }
        let text = undecorated
        let isMarked = hasDashes || words.last == UInt8(ascii: ":")
        return isMarked && ReplyVocabulary.forwards.contains { text.starts(with: $0) }
    }

    /// Dashes at the start, or stars and dashes.
    private var hasDashes: Bool {
        let text = words.drop { $0 == UInt8(ascii: "*") || $0 == .space }
        return text.hasPrefix("--") || text.hasPrefix("__") || text.hasPrefix("==")
    }

    /// `Sent from my iPhone`, in whatever language.
    var isDeviceSignature: Bool {
        guard !isQuote, words.count < 160 else { return false }
        for phrase in ReplyVocabulary.sentFrom where words.starts(with: phrase) {
            // "Sent from my desk, is much easier" is a sentence: the device comes before the first comma.
            let rest = words.dropFirst(phrase.count).prefix {
                $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ".")
            }
            if rest.count < 3 || phrase.last != .space { return true }
            return ReplyVocabulary.devices.contains { rest.firstRange(ofBytes: $0) != nil } && rest.count < 90
        }
        return words.count < 60 && words.hasSuffixIgnoringCase("gesendet")
            && ReplyVocabulary.devices.contains { words.firstRange(ofBytes: $0) != nil }
    }
}

extension ArraySlice<UInt8> {
    /// The first place where `needle` occurs.
    func firstRange(ofBytes needle: [UInt8]) -> Range<Int>? {
        guard let first = needle.first, count >= needle.count else { return nil }
        var index = startIndex
        while index <= endIndex - needle.count {
            if self[index] == first, self[index..<(index + needle.count)].elementsEqual(needle) {
                return index..<(index + needle.count)
            }
            index += 1
        }
        return nil
    }
}
