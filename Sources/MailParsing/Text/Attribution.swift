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

    /// What was found at the last few lines, which are asked for more than once.
    struct Memory: Sendable {
        private var places = [Int](repeating: -1, count: Self.size)
        private var found = [Attribution?](repeating: nil, count: Self.size)

        private static let size = 8

        /// The attribution at a line as it was found before; nil when nobody asked lately.
        func recall(_ place: Int) -> Attribution?? {
            places[place % Self.size] == place ? .some(found[place % Self.size]) : nil
        }

        mutating func keep(_ attribution: Attribution?, at place: Int) {
            places[place % Self.size] = place
            found[place % Self.size] = attribution
        }
    }

    /// The attribution that begins at a line, if one does.
    static func find(at start: Int, in lines: ReplyLines, _ memory: inout Memory) -> Attribution? {
        if let known = memory.recall(start) { return known }
        guard mayBegin(at: start, in: lines) else { return nil }
        let found = Attribution(at: start, in: lines, &memory)
        memory.keep(found, at: start)
        return found
    }

    /// The attribution that begins at a line, if one does.
    init?(at start: Int, in lines: ReplyLines) {
        var memory = Memory()
        guard let found = Self.find(at: start, in: lines, &memory) else { return nil }
        self = found
    }

    private init?(at start: Int, in lines: ReplyLines, _ memory: inout Memory) {
        let mayBeDated = Self.mayBeDated(at: start, in: lines)
        var text = Folded(lines.words(lines[start]), upTo: start + 1)
        var count = 0
        var hasZone = false
        var index = start
        while index < lines.count, index - start < Self.maximumLines, count < Self.maximumBytes {
            let line = lines[index]
            if index > start {
                // `Ann <` … `> wrote:` is folded where the bracket looks like a quotation mark, or around empty lines.
                guard line.isText || Self.isOpen(text.joined(upTo: index, in: lines)) else { return nil }
                if !line.isBlank { count += line.isQuote ? 2 : 1 }
            }
            count += line.count
            index += 1
            hasZone = hasZone || mayBeDated && lines.hasZone(line)
            let mayEnd =
                line.isClosing || Self.isDecoration(line.last)
                || mayBeDated && (hasZone || line.last == UInt8(ascii: ">"))
            if mayEnd, let strength = Self.strength(of: text.joined(upTo: index, in: lines)) {
                guard
                    index - start == 1 || !Self.beginsLater(than: start, endingAt: index, in: lines, &memory)
                else { return nil }
                self.lines = start..<index
                self.strength = strength
                return
            }
            if line.isClosing { return nil }
        }
        return nil
    }

    /// The words of some lines as one line, put together when somebody looks at them.
    private struct Folded {
        private var text: ArraySlice<UInt8>
        private var end: Int

        init(_ first: ArraySlice<UInt8>, upTo end: Int) {
            text = first
            self.end = end
        }

        mutating func joined(upTo index: Int, in lines: ReplyLines) -> ArraySlice<UInt8> {
            for place in end..<max(end, index) where !lines[place].isBlank {
                text.append(.space)
                if lines[place].isQuote { text.append(UInt8(ascii: ">")) }
                text.append(contentsOf: lines.words(lines[place]))
            }
            end = max(end, index)
            return text
        }
    }

    /// Whether an attribution from here on may begin with a date, which needs no colon at its end.
    private static func mayBeDated(at start: Int, in lines: ReplyLines) -> Bool {
        guard !isDecoration(lines[start].first) else { return true }
        var head = SIMD4<UInt8>()
        var count = 0
        for index in start..<min(start + maximumLines, lines.count) where count < 4 {
            if index > start {
                head[count] = .space
                count += 1
            }
            for byte in lines.words(lines[index]).prefix(4 - count) {
                head[count] = byte
                count += 1
            }
        }
        return (0..<4).allSatisfy { head[$0].isDigit }
            || (0..<3).contains { head[$0] == UInt8(ascii: ".") || head[$0] == UInt8(ascii: "/") }
    }

    /// Whether a line below the first one is where the attribution really begins, after text of the writer.
    private static func beginsLater(
        than start: Int, endingAt end: Int, in lines: ReplyLines, _ memory: inout Memory
    ) -> Bool {
        let first = lines.words(lines[start])
        if startsWithOpener(first) || first.first?.isDigit == true, hasDate(first) { return false }
        // From the last to the first, so that none waits for what others of them find.
        for later in ((start + 1)..<end).reversed() {
            guard lines[later].isText, startsWithOpener(lines.words(lines[later])),
                let inner = find(at: later, in: lines, &memory)
            else { continue }
            if inner.strength == .strong, inner.lines.upperBound == end { return true }
        }
        return false
    }

    /// Whether a bracket is open, or the next line can only go on with one.
    private static func isOpen(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = text.last else { return false }
        if last == UInt8(ascii: ":") { return false }
        return (text.lastIndex(of: UInt8(ascii: "<")) ?? -1) > (text.lastIndex(of: UInt8(ascii: ">")) ?? -1)
            || startsWithOpener(text) && hasDate(text) && text.count < 120
    }

    /// A quick look at a line and those behind it, so that only few are looked at closely.
    private static func mayBegin(at start: Int, in lines: ReplyLines) -> Bool {
        let first = lines[start]
        guard first.isText, first.count < maximumBytes else { return false }
        let all = lines.lines.span
        let reach = start..<min(start + maximumLines, all.count)
        if first.first.isDigit {
            let mayEnd = reach.contains { all[$0].isClosing || isDecoration(all[$0].last) }
            return mayEnd || mayBeDated(at: start, in: lines)
        }
        guard reach.contains(where: { all[$0].isClosing }) else { return false }
        let words = lines.words(first)
        let text = withoutDashes(words)
        guard let initial = text.first else { return false }
        if isDashed(words) || initial.isDigit || first.hasAtSign || startsWithOpener(text) { return true }
        if text.last == UInt8(ascii: ":") || text.hasWideColonAtEnd { return true }
        return text.contains { $0.isDigit || $0 == UInt8(ascii: "<") }
    }

    /// `---- Ann wrote ----`.
    private static func isDashed(_ words: ArraySlice<UInt8>) -> Bool {
        words.starts(with: "---".utf8) && words.suffix(3).elementsEqual("---".utf8)
    }

    private static func isDecoration(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
    }

    private static func withoutDashes(_ words: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        words.trimmed { isDecoration($0) || $0.isWhitespace }
    }

    static func startsWithOpener(_ text: ArraySlice<UInt8>) -> Bool {
        ReplyVocabulary.openers.begins(text)
    }

    private static func strength(of words: ArraySlice<UInt8>) -> Strength? {
        let isDashed = isDashed(words)
        let text = withoutDashes(words)
        if let strength = dateFirst(text) { return strength }
        let body = withoutColon(text)
        guard isDashed || body.count < text.count else { return nil }
        guard let verb = verbRange(in: body) else {
            return addressBeforeColon(body, text) ?? withoutVerb(body)
        }
        let isAtEnd = verb.upperBound == body.endIndex
        let opens = startsWithOpener(text) || text.first?.isDigit == true
        let isSelf = body[..<verb.lowerBound].trimmed.hasSuffixIgnoringCase(" i") || body.hasPrefix("i ")
        if isDashed, isAtEnd { return .strong }
        if opens, hasDate(text), !isSelf { return .strong }
        if isAddressBefore(verb, in: body) { return .strong }
        // A day of the week, or a language whose attributions begin with it.
        if isAtEnd, hasYearOrTime(text), text.count < 200, !isSelf, hasWeekday(text) { return .strong }
        return isAtEnd ? .weak : addressBeforeColon(body, text) ?? withoutVerb(body)
    }

    /// An address with an instant, or behind words such as `Quoting`, in whatever language the rest is.
    private static func withoutVerb(_ body: ArraySlice<UInt8>) -> Strength? {
        guard body.count < 250, body.contains(UInt8(ascii: "@")) else { return nil }
        return hasTime(body) && hasYear(body) || ReplyVocabulary.quoting.begins(body) ? .weak : nil
    }

    /// `2016-03-03 17:21 GMT+01:00 Name <address>`, with or without a colon.
    private static func dateFirst(_ text: ArraySlice<UInt8>) -> Strength? {
        guard text.count > 12,
            text.prefix(4).allSatisfy(\.isDigit) || text.prefix(3).contains(UInt8(ascii: "."))
                || text.prefix(3).contains(UInt8(ascii: "/"))
        else { return nil }
        let isYearFirst = text.prefix(4).allSatisfy(\.isDigit)
        let end = withoutColon(text)
        let hasAddress = end.last == UInt8(ascii: ">") && end.contains(UInt8(ascii: "@"))
        guard isYearFirst else {
            return hasAddress && end.count < text.count && hasTime(text) ? .strong : nil
        }
        if hasAddress { return .strong }
        let isZoned =
            text.count < 200 && !end.contains(UInt8(ascii: "<")) && hasTime(text)
            && text.containsIgnoringCase(" gmt")
        return isZoned ? .strong : nil
    }

    /// `Thu, 26 Jun 2014 14:00:51 +0400 от Ann <ann@example.org>:`, where no verb is written.
    private static func addressBeforeColon(_ body: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Strength?
    {
        guard body.last == UInt8(ascii: ">"), body.contains(UInt8(ascii: "@")), hasTime(text),
            hasYearOrTime(text),
            text.count < 250
        else { return nil }
        return .strong
    }

    private static func withoutColon(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let trimmed = text.trimmed { $0.isWhitespace || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") }
        if trimmed.last == UInt8(ascii: ":") { return trimmed.dropLast() }
        return trimmed.hasWideColonAtEnd ? trimmed.dropLast(3) : text
    }

    /// The last verb in the text, as a word of its own.
    private static func verbRange(in text: ArraySlice<UInt8>) -> Range<Int>? {
        let bytes = text.span
        let verbs = ReplyVocabulary.verbs
        var best: Range<Int>?
        var index = 0
        while index < bytes.count {
            guard verbs.begins(with: bytes[index]), let range = verbs.longest(in: bytes, index..<bytes.count)
            else {
                index += 1
                continue
            }
            let before = index > 0 ? bytes[index - 1] : .space
            let behind = range.upperBound < bytes.count ? bytes[range.upperBound] : .space
            // Scripts without spaces have no edges of words.
            let isWord = bytes[index] >= 0xE0 || !isWordByte(before) && !isWordByte(behind)
            if isWord { best = range }
            index = isWord ? range.upperBound : index + 1
        }
        return best.map { (text.startIndex + $0.lowerBound)..<(text.startIndex + $0.upperBound) }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 128 || byte.isDigit }

    /// `Ann <ann@example.org> wrote`: the address stands right before the verb, with at most an auxiliary between.
    private static func isAddressBefore(_ verb: Range<Int>, in text: ArraySlice<UInt8>) -> Bool {
        let before = text[..<verb.lowerBound].trimmed
        let words = before.split(whereSeparator: \.isWhitespace).suffix(2)
        guard let last = words.last else { return false }
        let isAuxiliary = last.count <= 4 && !last.contains(UInt8(ascii: ">"))
        guard let word = isAuxiliary ? words.first : last else { return false }
        guard word.last == UInt8(ascii: ">") || word.contains(UInt8(ascii: "@")) else { return false }
        return before.contains(UInt8(ascii: "@"))
    }

    private static func hasDate(_ text: ArraySlice<UInt8>) -> Bool {
        var digits = 0
        for byte in text.prefix(160) where byte.isDigit { digits += 1 }
        return digits >= 3
    }

    private static func hasTime(_ text: ArraySlice<UInt8>) -> Bool {
        for index in text.indices.dropFirst().dropLast() where text[index] == UInt8(ascii: ":") {
            if text[index - 1].isDigit, text[index + 1].isDigit { return true }
        }
        return false
    }

    private static func hasYearOrTime(_ text: ArraySlice<UInt8>) -> Bool {
        hasTime(text) || hasYear(text)
    }

    private static func hasYear(_ text: ArraySlice<UInt8>) -> Bool {
        var run = 0
        for (index, byte) in zip(text.indices, text) {
            run = byte.isDigit ? run + 1 : 0
            if run == 4, text[index - 3] == UInt8(ascii: "2") || text[index - 3] == UInt8(ascii: "1") {
                return true
            }
        }
        return false
    }

    private static let weekdays = PhraseList([
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "понедельник", "вторник", "сред", "четверг",
        "пятниц", "суббот", "воскресень", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понеділок", "вівторок",
        "серед", "п'ятниц", "субот", "неділ",
    ])

    private static func hasWeekday(_ text: ArraySlice<UInt8>) -> Bool { weekdays.begins(text) }
}
