/// A line of a body as the reply splitter looks at it: a few plain numbers.
///
/// What is asked of every line is found once, when the line is read; what is asked of few is asked of `ReplyLines`.
struct ReplyLine: Sendable {
    let line: TextLine
    // As short as those of the line itself.
    private let firstPlace: UInt32
    private let endPlace: UInt32
    /// Quoted by `>` or `|` in plain text, or by an element in HTML.
    var isQuote: Bool
    /// Ends in a colon or in dashes, as the last line of an attribution does.
    let isClosing: Bool
    /// Begins with a word that attributions begin with.
    let isOpening: Bool
    /// `@` is in it.
    let hasAtSign: Bool
    /// The field of a repeated header block that it names.
    let field: ReplyVocabulary.Field?
    /// The first and the last octet of the words; 0 when there are none.
    let first: UInt8
    let last: UInt8

    /// - Parameter folded: the text of all lines as `FoldedText`.
    @inline(__always)
    init(_ line: TextLine, in text: Span<UInt8>, folded: Span<UInt8>) {
        self.line = line
        var isQuote = line.quoteDepth > 0 || line.marks.contains(.inQuotation)
        var start = line.start
        var end = line.end
        while start < end, folded[start].isWhitespace { start += 1 }
        while end > start, folded[end - 1].isWhitespace { end -= 1 }
        if start < end, line.marks.contains(.plain), Self.isMarked(text, line.start, line.end) {
            isQuote = true
            while start < end, Self.isMark(folded[start]) || folded[start] == .space { start += 1 }
        }
        self.isQuote = isQuote
        firstPlace = UInt32(clamping: start)
        endPlace = UInt32(clamping: end)
        guard start < end else {
            (first, last, isClosing, isOpening, hasAtSign, field) = (0, 0, false, false, false, nil)
            return
        }
        first = folded[start]
        last = folded[end - 1]
        isClosing = Self.isClosing(folded, start, end)
        isOpening = AttributionText.startsWithOpener(folded, start..<end)
        hasAtSign = ByteSearch.first(UInt8(ascii: "@"), in: folded, start..<end) != nil
        field = RepeatedHeader.field(in: folded, start..<end)
    }

    /// Whether an attribution may end with it, in whatever form.
    var mayEndAttribution: Bool {
        isClosing || AttributionText.isDecoration(last) || last == UInt8(ascii: ">") || isQuote && !hasWords
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|")
    }

    private static func isClosing(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        switch text[end - 1] {
        case UInt8(ascii: ":"): return true
        case 0x9A: return end - start >= 3 && text[end - 2] == 0xBC && text[end - 3] == 0xEF
        case UInt8(ascii: "*"), UInt8(ascii: "_"):
            var place = end - 1
            while place >= start, text[place] == UInt8(ascii: "*") || text[place] == UInt8(ascii: "_") {
                place -= 1
            }
            return place >= start && text[place] == UInt8(ascii: ":")
        case UInt8(ascii: "-"):
            return end - start > 8 && text[end - 2] == UInt8(ascii: "-") && text[end - 3] == UInt8(ascii: "-")
        default: return false
        }
    }

    /// Where the text begins, behind quotation marks and white space.
    var start: Int { Int(firstPlace) }

    /// Where the text ends, before white space.
    var end: Int { Int(endPlace) }

    /// Where the words stand.
    var words: Range<Int> { start..<end }

    var count: Int { end - start }

    var hasWords: Bool { start < end }

    var isBlank: Bool { start == end && !isQuote }

    var isText: Bool { start < end && !isQuote }

    /// Whether a line of plain text begins with a quotation mark.
    ///
    /// `>>> >>> link <<<` is decoration, and `C>` in front of a line is how some programs quote.
    private static func isMarked(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var place = start
        while place < end, text[place].isBlank { place += 1 }
        guard place < end else { return false }
        if text[place] == UInt8(ascii: ">") { return end - start > 120 || !isDecorated(text, place, end) }
        if text[place] == UInt8(ascii: "|") { return place + 1 == end || text[place + 1] == .space }
        let first = place
        while place < end, place - first < 11, text[place].isLetter { place += 1 }
        return place > first && place - first <= 10 && place < end && text[place] == UInt8(ascii: ">")
    }

    /// Whether a line ends in `<<<`.
    private static func isDecorated(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var end = end
        while end > start, text[end - 1].isWhitespace { end -= 1 }
        return end - start >= 3 && (1...3).allSatisfy { text[end - $0] == UInt8(ascii: "<") }
    }
}

extension ArraySlice<UInt8> {
    /// U+FF1A, the colon of East Asian scripts.
    var hasWideColonAtEnd: Bool {
        count >= 3 && self[endIndex - 1] == 0x9A && self[endIndex - 2] == 0xBC && self[endIndex - 3] == 0xEF
    }
}
