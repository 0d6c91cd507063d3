/// Finds which lines of a body its writer added.
///
/// One pass from top to bottom finds where repetition begins; a second one weighs the quotations that are left, by what
/// stands before and behind them. Every look ahead is bounded, so that the work is proportional to the text.
struct ReplySplitter: Sendable {
    private(set) var lines: [ReplyLine]
    private(set) var isVisible: [Bool] = []

    private let isForward: Bool
    private var roles: [Role]
    /// Where everything to the end is repetition.
    private var cut: Int
    /// Quotations that an attribution introduces, by their first line.
    private var attributed: Set<Int> = []
    private var hasText = false

    private enum Role: Sendable {
        case blank
        case text
        case quote
        case attribution
        case signature
    }

    init(_ source: [TextLine], isForward: Bool) {
        lines = Self.prepared(Self.folded(source))
        self.isForward = isForward
        roles = lines.map { $0.isQuote ? .quote : $0.isBlank ? .blank : .text }
        cut = lines.count
        scan()
        markSignatures()
        weighQuotations()
        finish()
    }

    /// Whether everything behind the last line would be repetition too.
    var endsInRepetition: Bool { cut < lines.count }

    // MARK: Preparation

    /// The lines with their words, which are slices of one folded copy of the text.
    private static func folded(_ source: [TextLine]) -> [ReplyLine] {
        var text: [UInt8] = []
        text.reserveCapacity(source.reduce(0) { $0 + $1.text.count })
        for line in source { text.append(contentsOf: line.text) }
        let folded = FoldedText.folded(text)
        var start = 0
        return source.map { line in
            defer { start += line.text.count }
            return ReplyLine(line, folded: folded[start..<(start + line.text.count)])
        }
    }

    /// Lines with attributions on their own, and wrapped rests of quoted lines counted as quoted.
    private static func prepared(_ source: [ReplyLine]) -> [ReplyLine] {
        var lines: [ReplyLine] = []
        lines.reserveCapacity(source.count)
        for (index, line) in source.enumerated() {
            var line = line
            let isBetween = index > 0 && index + 1 < source.count && lines[lines.count - 1].isQuote
            if isBetween, line.isText, source[index + 1].isQuote, isRest(line, of: lines[lines.count - 1]) {
                line.isQuote = true
            }
            if line.isText,
                let pieces = dividedBeforeAttribution(line, at: index, in: source)
                    ?? dividedBehindAttribution(line)
            {
                lines.append(contentsOf: pieces)
            } else {
                lines.append(line)
            }
        }
        return lines
    }

    /// Whether a line is the wrapped rest of a quoted one.
    ///
    /// QUIRK: RFC 3676 §4.2. Clients wrap quoted links without marking the second line.
    /// (quirks/quoted-link-wrapped.eml)
    private static func isRest(_ line: ReplyLine, of quote: ReplyLine) -> Bool {
        if line.words.last == UInt8(ascii: ">") { return true }
        let open = quote.words.lastIndex { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "<") } ?? -1
        let close = quote.words.lastIndex { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: ">") } ?? -1
        return open > close && quote.words.dropFirst(open + 1 - quote.words.startIndex).hasPrefix("http")
    }

    /// `answer On Wed, Apr 4, 2012, Ann wrote:` in one line, above a quotation.
    private static func dividedBeforeAttribution(
        _ line: ReplyLine, at index: Int, in source: [ReplyLine]
    ) -> [ReplyLine]? {
        guard line.words.count < 400, line.words.last == UInt8(ascii: ":"), index + 1 < source.count,
            source[index + 1].isQuote, line.line.quoteDepth == 0
        else { return nil }
        let text = line.line.text
        for place in text.indices.dropFirst(2).dropLast(10) {
            guard text[place...].hasPrefix("On "),
                text[place - 1] == .space || text[place - 1] == UInt8(ascii: "-")
            else {
                continue
            }
            let rest = ReplyLine(TextLine(text: text[place...], isPlain: true))
            guard Attribution(at: 0, in: [rest])?.strength == .strong else { continue }
            var end = place
            while end > text.startIndex, text[end - 1].isWhitespace || text[end - 1] == UInt8(ascii: "-") {
                end -= 1
            }
            let pieces = [text[..<end].trimmed, text[end...].trimmed]
            guard !pieces[0].isEmpty else { return nil }
            return pieces.map { ReplyLine(TextLine(text: $0, isPlain: true)) }
        }
        return nil
    }

    /// `On Mon, Nov 23, 2026, Ann <ann@example.org> wrote:   Hello`, as Yahoo's programs of phones write it.
    private static func dividedBehindAttribution(_ line: ReplyLine) -> [ReplyLine]? {
        guard line.line.isPlain, line.words.count < 2_000, Attribution.startsWithOpener(line.words),
            line.words.last != UInt8(ascii: ":")
        else { return nil }
        let text = line.line.text
        guard let close = text.firstIndex(of: UInt8(ascii: ">")),
            let colon = text[close...].prefix(40).firstIndex(of: UInt8(ascii: ":")),
            colon + 1 < text.endIndex,
            text[colon + 1].isBlank
        else { return nil }
        let first = ReplyLine(TextLine(text: text[...colon], isPlain: true))
        guard Attribution(at: 0, in: [first])?.strength == .strong else { return nil }
        return [first, ReplyLine(TextLine(text: text[(colon + 1)...].trimmed, isPlain: true))]
    }

    // MARK: Where repetition begins

    private mutating func scan() {
        var index = 0
        while index < cut {
            let line = lines[index]
            if line.isDelimiter, hasText {
                cutFrom(index)
            } else if line.line.isInQuotation {
                index = takeContainer(at: index)
            } else if line.isText {
                index = takeText(at: index)
            } else {
                index += 1
            }
        }
    }

    /// - Returns: where to go on; the end when the rest is content.
    private mutating func takeText(at index: Int) -> Int {
        let line = lines[index]
        if line.isForwardMark { return keepRest(from: index) }
        if line.isOriginalMark || isBareOriginalMark(at: index) { return cutOrKeep(index) }
        if let attribution = Attribution(at: index, in: lines) {
            let next = nextFilled(from: attribution.lines.upperBound)
            let isBeforeQuote = next < lines.count && lines[next].isQuote
            if isBeforeQuote || attribution.strength == .strong {
                if !isBeforeQuote, hasText {
                    cutFrom(index)
                    return cut
                }
                for place in attribution.lines where !lines[place].isBlank { roles[place] = .attribution }
                if isBeforeQuote { attributed.insert(next) }
                return attribution.lines.upperBound
            }
        }
        if RepeatedHeader(at: index, in: lines) != nil { return cutOrKeep(index) }
        if !line.isRule { hasText = true }
        return index + 1
    }

    /// `Original Message` without dashes, as phones wrote it, right above a header block.
    private func isBareOriginalMark(at index: Int) -> Bool {
        guard lines[index].isOriginalWord else { return false }
        let next = nextFilled(from: index + 1)
        return next < lines.count && RepeatedHeader(at: next, in: lines) != nil
    }

    /// A header block or its like: repetition below an answer, content when nothing stands above it.
    private mutating func cutOrKeep(_ index: Int) -> Int {
        guard hasText, !isForward else { return keepRest(from: index) }
        cutFrom(index)
        return cut
    }

    private mutating func keepRest(from index: Int) -> Int {
        for place in index..<lines.count where !lines[place].isBlank { roles[place] = .text }
        hasText = true
        return lines.count
    }

    private mutating func cutFrom(_ index: Int) {
        cut = index
        // The rule above a header block belongs to it.
        while cut > 0, lines[cut - 1].isBlank || lines[cut - 1].isRule { cut -= 1 }
    }

    /// Lines inside an element that a client puts around quotations.
    private mutating func takeContainer(at start: Int) -> Int {
        var end = start
        while end < lines.count, lines[end].line.isInQuotation || lines[end].isBlank { end += 1 }
        let first = nextFilledInside(start..<end)
        let isSentOn = lines[first].isForwardMark || isForward
        let isAllThereIs = !hasText && RepeatedHeader(at: first, in: lines) != nil
        if isSentOn || isAllThereIs { return keepRest(from: start) }
        attributed.insert(start)
        return end
    }

    private func nextFilledInside(_ range: Range<Int>) -> Int {
        range.first { !lines[$0].words.isEmpty } ?? range.lowerBound
    }

    private func nextFilled(from start: Int) -> Int {
        var index = start
        while index < lines.count, lines[index].isBlank { index += 1 }
        return index
    }

    // MARK: Signatures

    private mutating func markSignatures() {
        var start = 0
        while start < cut {
            guard roles[start] == .text || roles[start] == .blank else {
                start += 1
                continue
            }
            var end = start
            while end < cut, roles[end] == .text || roles[end] == .blank { end += 1 }
            markSignature(in: start..<end)
            start = end
        }
    }

    /// More lines than this behind a dash are no signature.
    private static let signatureLines = 15

    private mutating func markSignature(in range: Range<Int>) {
        var end = range.upperBound
        var filled = 0
        var place = range.upperBound
        while place > range.lowerBound, filled <= Self.signatureLines {
            place -= 1
            if lines[place].isSignatureMark {
                // Of several marks the first within reach counts; behind a colon they set off a list.
                let isList = place > range.lowerBound && lines[place - 1].words.last == UInt8(ascii: ":")
                end = isList ? range.upperBound : place
            }
            if !lines[place].isBlank { filled += 1 }
        }
        for place in range where lines[place].line.isInSignature && roles[place] == .text {
            roles[place] = .signature
        }
        for place in end..<range.upperBound where roles[place] == .text { roles[place] = .signature }
        end = markDevices(before: end, from: range.lowerBound)
        end = markFooter(before: end, from: range.lowerBound)
        markName(before: end, from: range.lowerBound)
    }

    /// `Sent from my iPhone` and rules, upwards from the end.
    private mutating func markDevices(before end: Int, from start: Int) -> Int {
        var place = end
        while place > start {
            let line = lines[place - 1]
            if !(line.isBlank || line.isRule || line.isDeviceSignature || line.isSignatureMark
                || isAlone(line)
                || roles[place - 1] == .signature)
            {
                break
            }
            place -= 1
        }
        for index in place..<end where roles[index] == .text { roles[index] = .signature }
        return place
    }

    /// U+1427, with which a tracker of read mail marks its place.
    private func isAlone(_ line: ReplyLine) -> Bool { line.words.elementsEqual("ᐧ".utf8) }

    /// A mailing list's footer behind a rule.
    private mutating func markFooter(before end: Int, from start: Int) -> Int {
        var place = end
        while place > start, end - place < 10 {
            place -= 1
            guard lines[place].isRule, lines[place].words.count >= 10 else { continue }
            let isList = lines[place..<end].contains {
                $0.words.containsIgnoringCase("mailing list") || $0.words.containsIgnoringCase("listinfo")
                    || $0.words.containsIgnoringCase("unsubscribe")
            }
            guard isList else { return end }
            for index in place..<end where roles[index] == .text { roles[index] = .signature }
            return place
        }
        return end
    }

    /// `-Ann Doe` as the last line.
    private mutating func markName(before end: Int, from start: Int) {
        guard let last = (start..<end).last(where: { !lines[$0].isBlank }), last > start,
            lines[last - 1].isBlank
        else { return }
        let text = lines[last].line.text.trimmed
        guard text.first == UInt8(ascii: "-"), text.count < 40 else { return }
        let words = text.dropFirst().split(separator: UInt8.space)
        let isName = words.allSatisfy { word in
            guard let first = word.first else { return false }
            return first >= UInt8(ascii: "A") && first <= UInt8(ascii: "Z")
                && word.allSatisfy { $0.isLetter || $0 >= 128 }
        }
        if isName, (2...3).contains(words.count), text.dropFirst().first != .space {
            roles[last] = .signature
        }
    }

    // MARK: Quotations

    private mutating func weighQuotations() {
        let blocks = quotations()
        let lastText = roles[..<cut].lastIndex(of: .text) ?? -1
        let hasOwnText = lastText >= 0
        let followed = blocks.filter { $0.lowerBound < lastText }
        for block in blocks {
            if isKept(
                block, isFollowed: block.lowerBound < lastText, followed.count, hasOwnText,
                blocks.last == block)
            {
                for place in block where roles[place] == .quote { roles[place] = .text }
            }
        }
    }

    private func isKept(
        _ block: Range<Int>, isFollowed: Bool, _ followedCount: Int, _ hasOwnText: Bool, _ isLast: Bool
    ) -> Bool {
        let isSentOn = lines[nextFilledInside(block)].isForwardMark
        if isSentOn, !attributed.contains(block.lowerBound) { return true }
        let isIntroduced = attributed.contains(block.lowerBound) || beginsWithAttribution(block)
        if isFollowed { return followedCount > 1 || !isIntroduced }
        if isIntroduced { return false }
        if !hasOwnText { return !isVisibleAbove(block) }
        return !isLast || block.allSatisfy { lines[$0].line.isIndentation || lines[$0].isBlank }
    }

    private func isVisibleAbove(_ block: Range<Int>) -> Bool {
        roles[..<block.lowerBound].contains(.attribution)
    }

    /// `> On Monday, Ann wrote:` inside the quotation itself.
    private func beginsWithAttribution(_ block: Range<Int>) -> Bool {
        let inner = lines[block].filter { !$0.words.isEmpty }.prefix(8).map { line in
            ReplyLine(TextLine(text: line.words))
        }
        guard !inner.isEmpty else { return false }
        return Attribution(at: 0, in: inner) != nil
    }

    /// Runs of quoted lines, with the empty lines inside them.
    private func quotations() -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var index = 0
        while index < cut {
            guard roles[index] == .quote else {
                index += 1
                continue
            }
            var end = index + 1
            var next = end
            while next < cut, roles[next] == .quote || roles[next] == .blank {
                next += 1
                if roles[next - 1] == .quote { end = next }
            }
            blocks.append(index..<end)
            index = next
        }
        return blocks
    }

    private mutating func finish() {
        // Empty lines behind what is cut go with it.
        var isBehindCut = false
        isVisible = roles.enumerated().map { place, role in
            guard place < cut else { return false }
            switch role {
            case .blank: return !isBehindCut
            case .text:
                isBehindCut = false
                return true
            case .quote, .attribution, .signature:
                isBehindCut = true
                return false
            }
        }
        // An answer that is only a signature is shown as it is.
        let isEmpty = !zip(isVisible, lines).contains { $0 && !$1.isBlank }
        let hasQuotation = cut < lines.count || roles.contains(.quote) || roles.contains(.attribution)
        if isEmpty, !hasQuotation { isVisible = lines.map { _ in true } }
    }
}
