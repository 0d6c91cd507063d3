/// The lines that introduce a quotation: `On Monday, Ann wrote:`.
struct Attribution: Sendable {
    /// How sure it is that what follows is a quotation.
    enum Strength: Comparable, Sendable {
        /// Only when the next line is marked as quoted.
        case weak
        /// Also when it is not.
        case strong
    }

    let lines: Range<Int>
    let strength: Strength

    /// Lines that one attribution may be folded into.
    static let maximumLines = 6
    private static let maximumBytes = 500

    /// What was found at the last few lines, which are asked for more than once, and their words put together.
    struct Memory: Sendable {
        private var places = [Int](repeating: -1, count: Self.size)
        private var found = [Attribution?](repeating: nil, count: Self.size)
        private var words = JoinedWords()

        private static let size = 8

        /// The attribution at a line as it was found before; nil when nobody asked lately.
        func recall(_ place: Int) -> Attribution?? {
            places[place % Self.size] == place ? .some(found[place % Self.size]) : nil
        }

        mutating func keep(_ attribution: Attribution?, at place: Int) {
            places[place % Self.size] = place
            found[place % Self.size] = attribution
        }

        /// How strong some lines are as one attribution.
        fileprivate mutating func strength(
            of range: Range<Int>, in lines: Span<ReplyLine>, _ folded: Span<UInt8>
        ) -> Strength? {
            guard range.count > 1 else {
                var verb = AttributionText.LastVerb()
                return AttributionText.strength(folded, lines[range.lowerBound].words, &verb)
            }
            let text = words.join(range, of: lines, folded)
            var verb = words.lastVerb
            defer { words.lastVerb = verb }
            return AttributionText.strength(words.text.span, text, &verb)
        }

        /// Whether a bracket is open behind some lines, or the next line can only go on with them.
        fileprivate mutating func isOpen(
            _ range: Range<Int>, in lines: Span<ReplyLine>, _ folded: Span<UInt8>
        ) -> Bool {
            let text = words.join(range, of: lines, folded)
            return AttributionText.isOpen(words.text.span, text)
        }
    }

    /// The attribution that begins at a line, if one does.
    static func find(at start: Int, in lines: ReplyLines, _ memory: inout Memory) -> Attribution? {
        find(at: start, in: lines.lines.span, lines.folded.span, &memory)
    }

    /// - Parameters:
    ///   - lines: the lines of a body.
    ///   - folded: their text as `FoldedText`.
    private static func find(
        at start: Int, in lines: Span<ReplyLine>, _ folded: Span<UInt8>, _ memory: inout Memory
    ) -> Attribution? {
        if let known = memory.recall(start) { return known }
        guard mayBegin(at: start, in: lines, folded) else { return nil }
        let found = Attribution(at: start, in: lines, folded, &memory)
        memory.keep(found, at: start)
        return found
    }

    /// The attribution that begins at a line, if one does.
    init?(at start: Int, in lines: ReplyLines) {
        var memory = Memory()
        guard let found = Self.find(at: start, in: lines, &memory) else { return nil }
        self = found
    }

    private init?(
        at start: Int, in lines: Span<ReplyLine>, _ folded: Span<UInt8>, _ memory: inout Memory
    ) {
        let mayBeDated = Self.mayBeDated(at: start, in: lines, folded)
        // Of dates only those that begin with a year stand before a time zone without anything behind it.
        let mayBeZoned =
            AttributionText.isDecoration(lines[start].first)
            || AttributionText.beginsWithYear(folded, lines[start].words)
        var count = 0
        var hasZone = false
        var index = start
        while index < lines.count, index - start < Self.maximumLines, count < Self.maximumBytes {
            let line = lines[index]
            if index > start {
                // `Ann <` … `> wrote:` is folded where the bracket looks like a quotation mark, or around empty lines.
                guard line.isText || memory.isOpen(start..<index, in: lines, folded) else { return nil }
                if !line.isBlank { count += line.isQuote ? 2 : 1 }
            }
            count += line.count
            index += 1
            hasZone = hasZone || mayBeZoned && Self.hasZone(folded, line.words)
            let mayEnd =
                line.isClosing || AttributionText.isDecoration(line.last)
                || mayBeDated && (hasZone || line.last == UInt8(ascii: ">") || line.isQuote && !line.hasWords)
            if mayEnd, let strength = memory.strength(of: start..<index, in: lines, folded) {
                guard
                    index - start == 1
                        || !Self.beginsLater(than: start, endingAt: index, in: lines, folded, &memory)
                else { return nil }
                self.lines = start..<index
                self.strength = strength
                return
            }
            if line.isClosing { return nil }
        }
        return nil
    }

    /// Whether a line names a time zone, behind which the attribution of a line above needs no other end.
    static func hasZone(at index: Int, in lines: ReplyLines) -> Bool {
        hasZone(lines.folded.span, lines.lines[index].words)
    }

    /// Whether the attribution that begins at a line may end with a time zone.
    static func mayBeZoned(at index: Int, in lines: ReplyLines) -> Bool {
        lines.lines[index].first.isDigit
            && AttributionText.beginsWithYear(lines.folded.span, lines.lines[index].words)
    }

    /// Whether Greenwich may be named there.
    private static func hasZone(_ folded: Span<UInt8>, _ range: Range<Int>) -> Bool {
        ByteSearch.firstPair(UInt8(ascii: "g"), UInt8(ascii: "m"), in: folded, range) != nil
    }

    /// Whether an attribution from here on may begin with a date, which needs no colon at its end.
    private static func mayBeDated(at start: Int, in lines: Span<ReplyLine>, _ folded: Span<UInt8>) -> Bool {
        let first = lines[start]
        if AttributionText.isDecoration(first.first)
            || AttributionText.mayBeDate(folded, first.words)
        {
            return true
        }
        // `1` `.5.2026` in two lines.
        guard first.count == 1 else { return false }
        let reach = (start + 1)..<max(start + 1, min(start + maximumLines, lines.count))
        guard let next = reach.first(where: { !lines[$0].isBlank }), !lines[next].isQuote else {
            return false
        }
        return AttributionText.dividesDate(lines[next].first)
    }

    /// Whether a line below the first one is where the attribution really begins, after text of the writer.
    private static func beginsLater(
        than start: Int, endingAt end: Int, in lines: Span<ReplyLine>, _ folded: Span<UInt8>,
        _ memory: inout Memory
    ) -> Bool {
        let first = lines[start]
        if first.isOpening || first.first.isDigit,
            AttributionText.hasDate(folded, first.words)
        {
            return false
        }
        // From the last to the first, so that none waits for what others of them find.
        for later in ((start + 1)..<end).reversed() {
            guard lines[later].isText, lines[later].isOpening,
                let inner = find(at: later, in: lines, folded, &memory)
            else { continue }
            if inner.strength == .strong, inner.lines.upperBound == end { return true }
        }
        return false
    }

    /// A quick look at a line and those behind it, so that only few are looked at closely.
    private static func mayBegin(at start: Int, in lines: Span<ReplyLine>, _ folded: Span<UInt8>) -> Bool {
        let first = lines[start]
        guard first.isText, first.count < maximumBytes else { return false }
        let reach = start..<min(start + maximumLines, lines.count)
        if first.first.isDigit {
            let mayEnd = reach.contains {
                lines[$0].isClosing || AttributionText.isDecoration(lines[$0].last)
            }
            return mayEnd || mayBeDated(at: start, in: lines, folded)
        }
        guard reach.contains(where: { lines[$0].isClosing }) else { return false }
        let isBare = !AttributionText.isDecoration(first.first) && !AttributionText.isDecoration(first.last)
        return first.hasAtSign || first.isOpening && isBare || AttributionText.mayBegin(folded, first.words)
    }
}
