/// The lines that the reply splitter looks at, as places in one folded copy of their text.
struct ReplyLines: Sendable {
    private(set) var lines: [ReplyLine] = []
    /// The text of the lines as they were written.
    private let text: [UInt8]
    /// The same as `FoldedText`, octet for octet.
    let folded: [UInt8]
    /// A line above which people are asked to write is somewhere in it.
    private let hasDelimiter: Bool

    /// How many times `On` may stand in a line before it is no attribution.
    private static let attemptLimit = 4

    private static let rules = ByteSet("-_=~*#+")
    private static let dashes = ByteSet("*-_= ")
    private static let decorations = ByteSet("-_*=~")
    private static let delimiter = "##- please type your reply above this line -##"

    /// Lines with attributions on their own, and wrapped rests of quoted lines counted as quoted.
    init(_ body: BodyLines) {
        let source = body.lines.prefix(BodyLines.limit)
        let text = body.text
        let folded = FoldedText.folded(text, upTo: source.last?.end ?? 0)
        self.text = text
        self.folded = folded
        let hash = UInt8(ascii: "#")
        hasDelimiter = ByteSearch.firstPair(hash, hash, in: folded.span, 0..<folded.count) != nil
        lines.reserveCapacity(source.count)
        func read(_ line: TextLine) -> ReplyLine { ReplyLine(line, in: text.span, folded: folded.span) }
        var next = source.first.map(read)
        for index in source.indices {
            guard var line = next else { break }
            next = index + 1 < source.endIndex ? read(source[index + 1]) : nil
            if line.isText, next?.isQuote == true, let last = lines.last, last.isQuote, isRest(line, of: last)
            {
                line.isQuote = true
            }
            if line.isText, Self.mayBeDivided(line, before: next, in: folded.span),
                let pieces = dividedBeforeAttribution(line, next) ?? dividedBehindAttribution(line)
            {
                lines.append(contentsOf: pieces)
            } else {
                lines.append(line)
            }
        }
    }

    /// A few lines of others, as they would stand outside a quotation.
    init(_ some: ArraySlice<ReplyLine>, unquotedFrom other: ReplyLines) {
        text = other.text
        folded = other.folded
        hasDelimiter = other.hasDelimiter
        lines = some.map { line in
            var line = line
            line.isQuote = false
            return line
        }
    }

    private init(_ line: ReplyLine, in other: ReplyLines) {
        text = other.text
        folded = other.folded
        hasDelimiter = other.hasDelimiter
        lines = [line]
    }

    var count: Int { lines.count }

    var indices: Range<Int> { lines.indices }

    subscript(index: Int) -> ReplyLine { lines[index] }

    /// The text without quotation marks and without white space at its ends, ASCII in lower case.
    func words(_ line: ReplyLine) -> ArraySlice<UInt8> { folded[line.start..<line.end] }

    /// The words in the letters they were written with.
    func content(_ line: ReplyLine) -> ArraySlice<UInt8> { text[line.start..<line.end] }

    /// The text as it was written.
    func written(_ line: ReplyLine) -> ArraySlice<UInt8> { text[line.line.start..<line.line.end] }

    // MARK: Divided lines

    /// Whether a line is the wrapped rest of a quoted one.
    ///
    /// QUIRK: RFC 3676 §4.2. Clients wrap quoted links without marking the second line.
    /// (quirks/quoted-link-wrapped.eml)
    private func isRest(_ line: ReplyLine, of quote: ReplyLine) -> Bool {
        if line.last == UInt8(ascii: ">") { return true }
        let words = words(quote)
        let open = words.lastIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") } ?? -1
        let close = words.lastIndex { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ">") } ?? -1
        return open > close && words[(open + 1)...].hasPrefix("http")
    }

    private func piece(_ start: Int, _ end: Int) -> ReplyLine {
        let piece = text[start..<end].trimmed
        return ReplyLine(
            TextLine(start: piece.startIndex, end: piece.endIndex, marks: .plain), in: text.span,
            folded: folded.span)
    }

    /// A quick look at a line, so that only few are looked at closely.
    private static func mayBeDivided(_ line: ReplyLine, before next: ReplyLine?, in folded: Span<UInt8>)
        -> Bool
    {
        if line.last == UInt8(ascii: ":") { return next?.isQuote == true }
        return AttributionText.startsWithOpener(folded, line.words)
    }

    /// `answer On Wed, Apr 4, 2012, Ann wrote:` in one line, above a quotation.
    private func dividedBeforeAttribution(_ line: ReplyLine, _ next: ReplyLine?) -> [ReplyLine]? {
        guard line.last == UInt8(ascii: ":"), line.count < 400, next?.isQuote == true,
            line.line.quoteDepth == 0
        else { return nil }
        // What makes one sure is a date or an address.
        guard line.hasAtSign || words(line).count(where: \.isDigit) >= 3 else { return nil }
        let range = line.line.start..<line.line.end
        var attempts = 0
        for place in range.dropFirst(2).dropLast(10) where text[place] == UInt8(ascii: "O") {
            guard attempts < Self.attemptLimit, text[place...].hasPrefix("On "),
                text[place - 1] == .space || text[place - 1] == UInt8(ascii: "-")
            else {
                continue
            }
            attempts += 1
            let rest = ReplyLine(
                TextLine(start: place, end: range.upperBound, marks: .plain), in: text.span,
                folded: folded.span)
            guard Attribution(at: 0, in: ReplyLines(rest, in: self))?.strength == .strong else { continue }
            var end = place
            while end > range.lowerBound, text[end - 1].isWhitespace || text[end - 1] == UInt8(ascii: "-") {
                end -= 1
            }
            let pieces = [piece(range.lowerBound, end), piece(end, range.upperBound)]
            return pieces[0].line.isEmpty ? nil : pieces
        }
        return nil
    }

    /// `On Mon, Nov 23, 2026, Ann <ann@example.org> wrote:   Hello`, as Yahoo's programs of phones write it.
    private func dividedBehindAttribution(_ line: ReplyLine) -> [ReplyLine]? {
        guard line.line.marks.contains(.plain), line.last != UInt8(ascii: ":"), line.count < 2_000
        else { return nil }
        let text = written(line)
        guard let close = text.firstIndex(of: UInt8(ascii: ">")),
            let colon = text[close...].prefix(40).firstIndex(of: UInt8(ascii: ":")),
            colon + 1 < text.endIndex,
            text[colon + 1].isBlank
        else { return nil }
        let range = text.startIndex..<(colon + 1)
        let first = ReplyLine(
            TextLine(start: range.lowerBound, end: range.upperBound, marks: .plain), in: self.text.span,
            folded: folded.span)
        guard Attribution(at: 0, in: ReplyLines(first, in: self))?.strength == .strong else { return nil }
        return [first, piece(colon + 1, text.endIndex)]
    }

    // MARK: What a line says

    /// A line of nothing but dashes, underscores and the like.
    func isRule(_ line: ReplyLine) -> Bool {
        guard line.count >= 2, !line.isQuote, Self.rules.contains(line.first) else { return false }
        let bytes = folded.span
        var index = line.start
        while index < line.end, bytes[index] == line.first || bytes[index] == .space { index += 1 }
        return index == line.end
    }

    /// `-- ` (RFC 3676 §4.3), or the dash alone that web mailers make of it.
    func isSignatureMark(_ line: ReplyLine) -> Bool {
        guard !line.isQuote, line.first == UInt8(ascii: "-") || line.first == 0xE2, line.count <= 6 else {
            return false
        }
        let bytes = folded.span
        return bytes.holds("--", line.words) || bytes.holds("—", line.words) || bytes.holds("––", line.words)
    }

    /// U+1427, with which a tracker of read mail marks its place.
    func isTrackerMark(_ line: ReplyLine) -> Bool {
        line.first == 0xE1 && folded.span.holds("ᐧ", line.words)
    }

    /// `##- Please type your reply above this line -##`, in whatever language, perhaps quoted.
    func isDelimiter(_ line: ReplyLine) -> Bool {
        guard hasDelimiter, line.count < 300 else { return false }
        let text = words(line).trimmed { $0.isWhitespace || $0 == UInt8(ascii: ">") }
        return text.starts(with: "##- ".utf8) && text.hasSuffixIgnoringCase(" -##")
            || text.containsIgnoringCase(Self.delimiter)
    }

    /// The words without what decorates a line: dashes, stars, underscores.
    private func undecorated(_ line: ReplyLine) -> Range<Int> {
        folded.span.trimmed(line.words) { $0.isWhitespace || Self.decorations.contains($0) }
    }

    /// `-----Original Message-----`.
    func isOriginalMark(_ line: ReplyLine) -> Bool {
        guard line.count < 120, hasDashes(line) else { return false }
        let text = undecorated(line)
        guard let phrase = ReplyVocabulary.originals.longest(in: folded.span, text) else { return false }
        return text.count <= phrase.count + 4
    }

    /// `Original Message` and nothing else.
    func isOriginalWord(_ line: ReplyLine) -> Bool {
        line.count < 60 && ReplyVocabulary.originals.number(of: folded.span, line.words) != nil
    }

    /// `---------- Forwarded message ---------`, `Begin forwarded message:`.
    func isForwardMark(_ line: ReplyLine) -> Bool {
        guard line.count < 160, line.last == UInt8(ascii: ":") || hasDashes(line) else { return false }
        return ReplyVocabulary.forwards.begins(folded.span, undecorated(line))
    }

    /// Dashes at the start, or stars and dashes.
    private func hasDashes(_ line: ReplyLine) -> Bool {
        guard Self.dashes.contains(line.first) else { return false }
        let bytes = folded.span
        var start = line.start
        while start < line.end, bytes[start] == UInt8(ascii: "*") || bytes[start] == .space { start += 1 }
        guard start + 1 < line.end, bytes[start] == bytes[start + 1] else { return false }
        return bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "_")
            || bytes[start] == UInt8(ascii: "=")
    }

    /// `Sent from my iPhone`, in whatever language.
    func isDeviceSignature(_ line: ReplyLine) -> Bool {
        guard !line.isQuote, line.count < 160 else { return false }
        let words = words(line)
        guard let phrase = ReplyVocabulary.sentFrom.first(in: words) else {
            return words.count < 60 && words.hasSuffixIgnoringCase("gesendet")
                && ReplyVocabulary.devices.occurs(in: words)
        }
        // "Sent from my desk, is much easier" is a sentence: the device comes before the first comma.
        let rest = words.dropFirst(phrase.count).prefix {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ".")
        }
        if rest.count < 3 || words[phrase.upperBound - 1] != .space { return true }
        return rest.count < 90 && ReplyVocabulary.devices.occurs(in: rest)
    }
}
