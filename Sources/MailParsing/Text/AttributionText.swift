/// What the words of one attribution say, put together as one line.
///
/// The words are looked at where they lie, as places in text that is folded: a body may have an attribution in every
/// line, and lines that belong to several of them.
enum AttributionText {
    /// How sure it is that words introduce a quotation; nil when they do not.
    ///
    /// - Parameter known: the verb that was found in this text before, in these words or in more of it.
    static func strength(
        _ bytes: Span<UInt8>, _ words: Range<Int>, _ known: inout LastVerb
    ) -> Attribution.Strength? {
        let isDashed = isDashed(bytes, words)
        let text = withoutDashes(bytes, words)
        if let strength = dateFirst(bytes, text) { return strength }
        let body = withoutColon(bytes, text)
        guard isDashed || body.count < text.count else { return nil }
        guard let verb = known.range(in: bytes, body) else {
            return addressBeforeColon(bytes, body, text) ?? withoutVerb(bytes, body)
        }
        let isAtEnd = verb.upperBound == body.upperBound
        if isDashed, isAtEnd { return .strong }
        // What refuses most texts is asked first.
        if hasDate(bytes, text), bytes[text.lowerBound].isDigit || startsWithOpener(bytes, text),
            !isOfWriter(bytes, body, before: verb)
        {
            return .strong
        }
        if isAddressBefore(verb, bytes, body) { return .strong }
        // A day of the week, or a language whose attributions begin with it.
        if isAtEnd, text.count < 200, weekdays.begins(bytes, text), hasYearOrTime(bytes, text),
            !isOfWriter(bytes, body, before: verb)
        {
            return .strong
        }
        return isAtEnd ? .weak : addressBeforeColon(bytes, body, text) ?? withoutVerb(bytes, body)
    }

    // MARK: Beginnings and ends

    /// Whether the first line of an attribution may look like this when it has no address.
    static func mayBegin(_ bytes: Span<UInt8>, _ words: Range<Int>) -> Bool {
        let text = withoutDashes(bytes, words)
        guard !text.isEmpty else { return false }
        if bytes[text.lowerBound].isDigit || startsWithOpener(bytes, text) { return true }
        if hasColonAtEnd(bytes, text) || isDashed(bytes, words) { return true }
        return text.contains { bytes[$0].isDigit || bytes[$0] == UInt8(ascii: "<") }
    }

    /// Whether words may begin with a date.
    static func mayBeDate(_ bytes: Span<UInt8>, _ words: Range<Int>) -> Bool {
        beginsWithYear(bytes, words) || words.prefix(3).contains { dividesDate(bytes[$0]) }
    }

    /// Whether an octet stands between the numbers of a date.
    static func dividesDate(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
    }

    static func beginsWithYear(_ bytes: Span<UInt8>, _ words: Range<Int>) -> Bool {
        words.count >= 4 && words.prefix(4).allSatisfy { bytes[$0].isDigit }
    }

    static func startsWithOpener(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        ReplyVocabulary.openers.begins(bytes, text)
    }

    /// Whether a bracket is open, or the next line can only go on with one.
    static func isOpen(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        guard !text.isEmpty else { return false }
        if bytes[text.upperBound - 1] == UInt8(ascii: ":") { return false }
        let bracket = text.last { bytes[$0] == UInt8(ascii: "<") || bytes[$0] == UInt8(ascii: ">") }
        if let bracket, bytes[bracket] == UInt8(ascii: "<") { return true }
        return text.count < 120 && startsWithOpener(bytes, text) && hasDate(bytes, text)
    }

    static func isDecoration(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
    }

    /// `---- Ann wrote ----`.
    private static func isDashed(_ bytes: Span<UInt8>, _ words: Range<Int>) -> Bool {
        let dash = UInt8(ascii: "-")
        return words.count >= 3 && words.prefix(3).allSatisfy { bytes[$0] == dash }
            && words.suffix(3).allSatisfy { bytes[$0] == dash }
    }

    private static func withoutDashes(_ bytes: Span<UInt8>, _ words: Range<Int>) -> Range<Int> {
        bytes.trimmed(words) { isDecoration($0) || $0.isWhitespace }
    }

    private static func hasColonAtEnd(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        guard let last = text.last else { return false }
        return bytes[last] == UInt8(ascii: ":") || hasWideColonAtEnd(bytes, text)
    }

    /// U+FF1A, the colon of East Asian scripts.
    private static func hasWideColonAtEnd(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        let end = text.upperBound
        return text.count >= 3 && bytes[end - 1] == 0x9A && bytes[end - 2] == 0xBC && bytes[end - 3] == 0xEF
    }

    private static func withoutColon(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Range<Int> {
        let trimmed = bytes.trimmed(text) {
            $0.isWhitespace || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_")
        }
        guard let last = trimmed.last else { return text }
        if bytes[last] == UInt8(ascii: ":") { return trimmed.lowerBound..<last }
        return hasWideColonAtEnd(bytes, trimmed) ? trimmed.lowerBound..<(last - 2) : text
    }

    // MARK: Kinds of attributions

    /// `2016-03-03 17:21 GMT+01:00 Name <address>`, with or without a colon.
    private static func dateFirst(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Attribution.Strength? {
        guard text.count > 12, mayBeDate(bytes, text) else { return nil }
        let end = withoutColon(bytes, text)
        let hasAddress =
            !end.isEmpty && bytes[end.upperBound - 1] == UInt8(ascii: ">")
            && has(UInt8(ascii: "@"), bytes, end)
        guard beginsWithYear(bytes, text) else {
            return hasAddress && end.count < text.count && hasTime(bytes, text) ? .strong : nil
        }
        if hasAddress { return .strong }
        let isZoned =
            text.count < 200 && !has(UInt8(ascii: "<"), bytes, end) && hasTime(bytes, text)
            && namesGreenwich(bytes, text)
        return isZoned ? .strong : nil
    }

    /// ` GMT`.
    private static func namesGreenwich(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        var place = text.lowerBound
        while let next = ByteSearch.firstPair(
            .space, UInt8(ascii: "g"), in: bytes, place..<text.upperBound)
        {
            if next + 3 < text.upperBound, bytes[next + 2] == UInt8(ascii: "m"),
                bytes[next + 3] == UInt8(ascii: "t")
            {
                return true
            }
            place = next + 1
        }
        return false
    }

    /// `Thu, 26 Jun 2014 14:00:51 +0400 от Ann <ann@example.org>:`, where no verb is written.
    private static func addressBeforeColon(
        _ bytes: Span<UInt8>, _ body: Range<Int>, _ text: Range<Int>
    ) -> Attribution.Strength? {
        guard text.count < 250, !body.isEmpty, bytes[body.upperBound - 1] == UInt8(ascii: ">"),
            has(UInt8(ascii: "@"), bytes, body), hasTime(bytes, text)
        else { return nil }
        return .strong
    }

    /// An address with an instant, or behind words such as `Quoting`, in whatever language the rest is.
    private static func withoutVerb(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Attribution.Strength? {
        guard body.count < 250, has(UInt8(ascii: "@"), bytes, body) else { return nil }
        let isInstant = hasTime(bytes, body) && hasYear(bytes, body)
        return isInstant || ReplyVocabulary.quoting.begins(bytes, body) ? .weak : nil
    }

    /// The last verb of some words, kept for the words that end with them: an attribution is looked for at each line.
    struct LastVerb: Sendable {
        private var searched = 0..<0
        private var found: Range<Int>?

        /// The last verb in `text`, as a word of its own.
        fileprivate mutating func range(in bytes: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
            let isKnown =
                searched.upperBound == text.upperBound && searched.lowerBound <= text.lowerBound
            // One over the edge may be another one inside.
            if isKnown, found.map({ $0.lowerBound >= text.lowerBound }) ?? true { return found }
            if isKnown, let found, found.upperBound <= text.lowerBound { return nil }
            searched = text
            found = AttributionText.verbRange(bytes, text)
            return found
        }
    }

    private static func verbRange(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
        let verbs = ReplyVocabulary.verbs
        var best: Range<Int>?
        var index = text.lowerBound
        while index < text.upperBound {
            let before = index > text.lowerBound ? bytes[index - 1] : .space
            // Scripts without spaces have no edges of words.
            let hasEdges = bytes[index] < 0xE0
            guard verbs.begins(with: bytes[index]), !hasEdges || !isWordByte(before),
                let range = verbs.longest(in: bytes, index..<text.upperBound)
            else {
                index += 1
                continue
            }
            let behind = range.upperBound < text.upperBound ? bytes[range.upperBound] : .space
            let isWord = !hasEdges || !isWordByte(behind)
            if isWord { best = range }
            index = isWord ? range.upperBound : index + 1
        }
        return best
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 128 || byte.isDigit }

    /// `I wrote`: people tell what they did themselves.
    private static func isOfWriter(_ bytes: Span<UInt8>, _ body: Range<Int>, before verb: Range<Int>) -> Bool
    {
        let subject = bytes.trimmed(body.lowerBound..<verb.lowerBound, of: \.isWhitespace)
        let letter = UInt8(ascii: "i")
        let endsWithIt =
            subject.count >= 2 && bytes[subject.upperBound - 1] == letter
            && bytes[subject.upperBound - 2] == .space
        return endsWithIt
            || body.count >= 2 && bytes[body.lowerBound] == letter && bytes[body.lowerBound + 1] == .space
    }

    /// `Ann <ann@example.org> wrote`: the address stands right before the verb, with at most an auxiliary between.
    private static func isAddressBefore(
        _ verb: Range<Int>, _ bytes: Span<UInt8>, _ text: Range<Int>
    ) -> Bool {
        let at = UInt8(ascii: "@")
        let before = text.lowerBound..<verb.lowerBound
        guard has(at, bytes, before) else { return false }
        let last = lastWord(bytes, before)
        let isAuxiliary = last.count <= 4 && !has(UInt8(ascii: ">"), bytes, last)
        var word = last
        if isAuxiliary {
            let other = lastWord(bytes, before.lowerBound..<last.lowerBound)
            if !other.isEmpty { word = other }
        }
        guard !word.isEmpty else { return false }
        return bytes[word.upperBound - 1] == UInt8(ascii: ">") || has(at, bytes, word)
    }

    /// The last run of octets without white space.
    private static func lastWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1].isWhitespace { end -= 1 }
        var start = end
        while start > range.lowerBound, !bytes[start - 1].isWhitespace { start -= 1 }
        return start..<end
    }

    // MARK: Instants

    /// Three digits near the beginning.
    static func hasDate(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        ByteSearch.digits(in: bytes, text.prefix(160)) >= 3
    }

    private static func hasTime(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        var place = text.lowerBound + 1
        while place + 1 < text.upperBound {
            if bytes[place] == UInt8(ascii: ":"), bytes[place - 1].isDigit, bytes[place + 1].isDigit {
                return true
            }
            place += 1
        }
        return false
    }

    private static func hasYear(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        var run = 0
        for place in text {
            run = bytes[place].isDigit ? run + 1 : 0
            if run == 4, bytes[place - 3] == UInt8(ascii: "2") || bytes[place - 3] == UInt8(ascii: "1") {
                return true
            }
        }
        return false
    }

    static func hasYearOrTime(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        hasTime(bytes, text) || hasYear(bytes, text)
    }

    private static let weekdays = PhraseList([
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "понедельник", "вторник", "сред", "четверг",
        "пятниц", "суббот", "воскресень", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понеділок", "вівторок",
        "серед", "п'ятниц", "субот", "неділ",
    ])

    private static func has(_ byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        ByteSearch.first(byte, in: bytes, range) != nil
    }
}
