/// The lines that the reply splitter looks at, as places in one folded copy of their text.
struct ReplyLines: Sendable {
    private(set) var lines: [ReplyLine] = []
    /// The text of the lines as they were written.
    private let text: [UInt8]
    /// The same as `FoldedText`, octet for octet.
    let folded: [UInt8]
    /// A line above which people are asked to write may be somewhere in it.
    let hasDelimiter: Bool
    /// What is known of any of the lines.
    private(set) var marks: TextLine.Marks = []

    /// How many times `On` may stand in a line before it is no attribution.
    private static let attemptLimit = 4

    /// An octet of which rules are made.
    private static func isRuleMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "*"),
            UInt8(ascii: "#"), UInt8(ascii: "+"):
            true
        default: false
        }
    }

    /// An octet that dashes may begin with.
    private static func isDash(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "=") || byte == .space
    }

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
        for line in source {
            lines.append(ReplyLine(line, in: text.span, folded: folded.span))
            marks.formUnion(line.marks)
        }
        divide()
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

    private mutating func divide() {
        var divided: [(place: Int, pieces: [ReplyLine])] = []
        for place in lines.indices where lines[place].isText {
            let isBeforeQuote = place + 1 < lines.count && lines[place + 1].isQuote
            if isBeforeQuote, place > 0 {
                let last = divided.last.flatMap { $0.place == place - 1 ? $0.pieces.last : nil }
                if isRest(lines[place], of: last ?? lines[place - 1]) {
                    lines[place].isQuote = true
                    continue
                }
            }
            let hasColon = lines[place].last == UInt8(ascii: ":")
            guard hasColon ? isBeforeQuote : lines[place].isOpening else { continue }
            let line = lines[place]
            if let pieces = hasColon ? dividedBeforeAttribution(line) : dividedBehindAttribution(line) {
                divided.append((place, pieces))
            }
        }
        if !divided.isEmpty { replace(divided) }
    }

    private mutating func replace(_ divided: [(place: Int, pieces: [ReplyLine])]) {
        var output: [ReplyLine] = []
        output.reserveCapacity(lines.count + divided.count)
        var start = 0
        for (place, pieces) in divided {
            output.append(contentsOf: lines[start..<place])
            output.append(contentsOf: pieces)
            start = place + 1
        }
        output.append(contentsOf: lines[start...])
        lines = output
    }

    /// Whether a line is the wrapped rest of a quoted one.
    ///
    /// QUIRK: RFC 3676 §4.2. Clients wrap quoted links without marking the second line.
    /// (quirks/quoted-link-wrapped.eml)
    private func isRest(_ line: ReplyLine, of quote: ReplyLine) -> Bool {
        guard quote.isQuote else { return false }
        if line.last == UInt8(ascii: ">") { return true }
        let words = words(quote)
        let open = words.lastIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") } ?? -1
        let close = words.lastIndex { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ">") } ?? -1
        return open > close && words[(open + 1)...].hasPrefix("http")
    }

    private func piece(_ start: Int, _ end: Int) -> ReplyLine {
        let piece = text[start..<end].trimmed
        return plainLine(piece.startIndex, piece.endIndex)
    }

    private func plainLine(_ start: Int, _ end: Int) -> ReplyLine {
        ReplyLine(TextLine(start: start, end: end, marks: .plain), in: text.span, folded: folded.span)
    }

    /// `answer On Wed, Apr 4, 2012, Ann wrote:` in one line, above a quotation.
    private func dividedBeforeAttribution(_ line: ReplyLine) -> [ReplyLine]? {
        guard line.count < 400, line.line.quoteDepth == 0 else { return nil }
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
            let rest = plainLine(place, range.upperBound)
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
        guard line.line.marks.contains(.plain), line.count < 2_000 else { return nil }
        let text = written(line)
        guard let close = text.firstIndex(of: UInt8(ascii: ">")),
            let colon = text[close...].prefix(40).firstIndex(of: UInt8(ascii: ":")),
            colon + 1 < text.endIndex,
            text[colon + 1].isBlank
        else { return nil }
        let range = text.startIndex..<(colon + 1)
        let first = plainLine(range.lowerBound, range.upperBound)
        guard Attribution(at: 0, in: ReplyLines(first, in: self))?.strength == .strong else { return nil }
        return [first, piece(colon + 1, text.endIndex)]
    }

    // MARK: What a line says

    /// Whether a line may be a rule, a mark, or a field.
    func mayBeMark(at index: Int) -> Bool {
        let first = lines[index].first
        return lines[index].field != nil || Self.isRuleMark(first) || Self.isDash(first)
            || isOriginalWord(lines[index])
    }

    /// A line of nothing but dashes, underscores and the like.
    func isRule(_ line: ReplyLine) -> Bool {
        guard line.count >= 2, !line.isQuote, Self.isRuleMark(line.first) else { return false }
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
        guard line.count > 1, Self.isDash(line.first) else { return false }
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
