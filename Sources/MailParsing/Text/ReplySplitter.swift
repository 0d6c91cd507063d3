/// Finds which lines of a body its writer added.
///
/// One pass from top to bottom finds where repetition begins; a second one weighs the quotations that are left, by what
/// stands before and behind them. Every look ahead is bounded, so that the work is proportional to the text.
struct ReplySplitter: Sendable {
    let lines: ReplyLines
    private(set) var isVisible: [Bool] = []

    private let isForward: Bool
    private var roles: [Role]
    /// Where everything to the end is repetition.
    private var cut: Int
    /// Whether an attribution introduces the quotation that begins with this line.
    private var isAttributed: [Bool]
    private var attributions = Attribution.Memory()
    /// The first line from where the scan is that may end an attribution; behind the last line when there is none.
    private var nextEnd = 0
    /// The first line from there that ends in a colon or in dashes, as far as it was looked for.
    private var nextClosing = 0
    /// The first line from there that names a time zone, as far as it was looked for.
    private var nextZone = 0
    private var hasText = false
    /// Where the first attribution stands; behind the last line when there is none.
    private var firstAttribution = 0

    private enum Role: UInt8, Sendable {
        case blank
        case text
        case quote
        case attribution
        case signature
    }

    init(_ body: BodyLines, isForward: Bool) {
        lines = ReplyLines(body)
        self.isForward = isForward
        roles = lines.lines.map { $0.isQuote ? .quote : $0.isBlank ? .blank : .text }
        isAttributed = [Bool](repeating: false, count: lines.count)
        cut = lines.count
        scan()
        markSignatures()
        weighQuotations()
        finish()
    }

    /// Whether everything behind the last line would be repetition too.
    var endsInRepetition: Bool { cut < lines.count }

    // MARK: Where repetition begins

    private mutating func scan() {
        var index = 0
        let hasContainers = lines.marks.contains(.inQuotation)
        while index < cut {
            if hasText, lines.hasDelimiter, lines.isDelimiter(lines[index]) {
                cutFrom(index)
            } else if hasContainers, lines[index].line.marks.contains(.inQuotation) {
                index = takeContainer(at: index)
            } else if roles[index] == .text {
                index = takeText(at: index)
            } else {
                index += 1
            }
        }
    }

    /// - Returns: where to go on; the end when the rest is content.
    private mutating func takeText(at index: Int) -> Int {
        guard mayBegin(at: index) else {
            hasText = true
            return index + 1
        }
        let line = lines[index]
        if lines.isForwardMark(line) { return keepRest(from: index) }
        if isOriginalMark(at: index) { return cutOrKeep(index) }
        if mayBeAttribution(at: index),
            let attribution = Attribution.find(at: index, in: lines, &attributions)
        {
            let next = nextFilled(from: attribution.lines.upperBound)
            let isBeforeQuote = next < lines.count && lines[next].isQuote
            if isBeforeQuote || attribution.strength == .strong {
                if !isBeforeQuote, hasText {
                    cutFrom(index)
                    return cut
                }
                for place in attribution.lines where !lines[place].isBlank { roles[place] = .attribution }
                if isBeforeQuote { isAttributed[next] = true }
                return attribution.lines.upperBound
            }
        }
        if RepeatedHeader.standsAlone(at: index, in: lines) { return cutOrKeep(index) }
        if !lines.isRule(line) { hasText = true }
        return index + 1
    }

    /// A quick look at a line, which refuses most of those that are only words of their writer.
    private mutating func mayBegin(at index: Int) -> Bool {
        nextEnd = max(nextEnd, index)
        while nextEnd < lines.count, !lines.lines[nextEnd].mayEndAttribution { nextEnd += 1 }
        return nextEnd < index + Attribution.maximumLines || lines.mayBeMark(at: index)
            || Attribution.mayBeZoned(at: index, in: lines) && isBeforeZone(index)
    }

    /// A quick look at a line without a date, whose attribution would need an end that is seen.
    private mutating func mayBeAttribution(at index: Int) -> Bool {
        if lines[index].first.isDigit { return true }
        nextClosing = max(nextClosing, index)
        while nextClosing < lines.count, !lines.lines[nextClosing].isClosing { nextClosing += 1 }
        return nextClosing < min(index + Attribution.maximumLines, lines.count)
    }

    private mutating func isBeforeZone(_ index: Int) -> Bool {
        nextZone = max(nextZone, index)
        while nextZone < lines.count, !Attribution.hasZone(at: nextZone, in: lines) { nextZone += 1 }
        return nextZone < index + Attribution.maximumLines
    }

    /// `-----Original Message-----` as a paragraph, above a repeated message or at the end; without dashes, as phones
    /// wrote it, right above a header block.
    private func isOriginalMark(at index: Int) -> Bool {
        let isDashed = lines.isOriginalMark(lines[index])
        guard isDashed || lines.isOriginalWord(lines[index]) else { return false }
        if isDashed, index == 0 || roles[index - 1] == .blank { return true }
        let next = nextFilled(from: index + 1)
        guard next < lines.count else { return isDashed }
        return RepeatedHeader.begins(at: next, in: lines)
            || isDashed && (lines[next].isQuote || lines[next].field != nil)
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
        while cut > 0, roles[cut - 1] == .blank || lines.isRule(lines[cut - 1]) { cut -= 1 }
    }

    /// Lines inside an element that a client puts around quotations.
    private mutating func takeContainer(at start: Int) -> Int {
        var end = start
        while end < lines.count, lines[end].line.marks.contains(.inQuotation) || lines[end].isBlank {
            end += 1
        }
        let first = nextFilledInside(start..<end)
        let isSentOn = lines.isForwardMark(lines[first]) || isForward
        let isAllThereIs = !hasText && RepeatedHeader.begins(at: first, in: lines)
        if isSentOn || isAllThereIs { return keepRest(from: start) }
        isAttributed[start] = true
        return end
    }

    private func nextFilledInside(_ range: Range<Int>) -> Int {
        range.first { lines[$0].hasWords } ?? range.lowerBound
    }

    private func nextFilled(from start: Int) -> Int {
        var index = start
        while index < lines.count, roles[index] == .blank { index += 1 }
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
            if roles[place] == .blank { continue }
            if lines.isSignatureMark(lines[place]),
                SignatureBlock.begins(at: place, upTo: range.upperBound, in: lines)
            {
                // Of several marks the first within reach counts; behind a colon they set off a list.
                let isList = place > range.lowerBound && lines[place - 1].last == UInt8(ascii: ":")
                end = isList ? range.upperBound : place
            }
            filled += 1
        }
        if lines.marks.contains(.inSignature) {
            for place in range where lines[place].line.marks.contains(.inSignature) && roles[place] == .text {
                roles[place] = .signature
            }
        }
        let postscript = SignatureBlock.postscript(in: end..<range.upperBound, of: lines)
        for place in end..<postscript where roles[place] == .text { roles[place] = .signature }
        end = markDevices(before: end, from: range.lowerBound)
        end = markFooter(before: end, from: range.lowerBound)
        markName(before: end, from: range.lowerBound)
    }

    /// `Sent from my iPhone` and rules, upwards from the end.
    private mutating func markDevices(before end: Int, from start: Int) -> Int {
        var place = end
        while place > start, roles[place - 1] != .text || isDevice(lines[place - 1]) { place -= 1 }
        for index in place..<end where roles[index] == .text { roles[index] = .signature }
        return place
    }

    private func isDevice(_ line: ReplyLine) -> Bool {
        lines.isRule(line) || lines.isSignatureMark(line) || lines.isTrackerMark(line)
            || lines.isDeviceSignature(line)
    }

    /// A mailing list's footer behind a rule.
    private mutating func markFooter(before end: Int, from start: Int) -> Int {
        var place = end
        while place > start, end - place < 10 {
            place -= 1
            guard lines[place].count >= 10, lines.isRule(lines[place]) else { continue }
            let isList = (place..<end).contains { index in
                let words = lines.words(lines[index])
                return ["mailing list", "listinfo", "unsubscribe"].contains { words.containsIgnoringCase($0) }
            }
            guard isList else { return end }
            for index in place..<end where roles[index] == .text { roles[index] = .signature }
            return place
        }
        return end
    }

    /// `-Ann Doe` as the last line.
    private mutating func markName(before end: Int, from start: Int) {
        guard let last = (start..<end).last(where: { roles[$0] != .blank }), last > start,
            roles[last - 1] == .blank
        else { return }
        let text = lines.written(lines[last]).trimmed
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
        let followed = blocks.count { $0.lowerBound < lastText }
        firstAttribution = roles.firstIndex(of: .attribution) ?? roles.count
        for block in blocks {
            if isKept(
                block, isFollowed: block.lowerBound < lastText, followed, hasOwnText,
                blocks.last == block)
            {
                for place in block where roles[place] == .quote { roles[place] = .text }
            }
        }
    }

    private func isKept(
        _ block: Range<Int>, isFollowed: Bool, _ followedCount: Int, _ hasOwnText: Bool, _ isLast: Bool
    ) -> Bool {
        let isSentOn = lines.isForwardMark(lines[nextFilledInside(block)])
        if isSentOn, !isAttributed[block.lowerBound] { return true }
        let isIntroduced = isAttributed[block.lowerBound] || beginsWithAttribution(block)
        if isFollowed { return followedCount > 1 || !isIntroduced }
        if isIntroduced { return false }
        if !hasOwnText { return block.lowerBound < firstAttribution }
        return !isLast
            || block.allSatisfy { lines[$0].line.marks.contains(.indentation) || lines[$0].isBlank }
    }

    /// `> On Monday, Ann wrote:` inside the quotation itself.
    private func beginsWithAttribution(_ block: Range<Int>) -> Bool {
        let filled = lines.lines[block].lazy.filter(\.hasWords).prefix(Attribution.maximumLines)
        // Without its end an attribution is known by a date alone.
        let isDated = filled.first?.first.isDigit == true && filled.reduce(0) { $0 + $1.count + 1 } > 12
        guard isDated || filled.contains(where: \.isClosing) else { return false }
        let inner = ReplyLines(Array(filled)[...], unquotedFrom: lines)
        return inner.count > 0 && Attribution(at: 0, in: inner) != nil
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
        let isEmpty = !zip(isVisible, roles).contains { $0 && $1 != .blank }
        if isEmpty, cut == lines.count, !roles.contains(.quote), !roles.contains(.attribution) {
            isVisible = [Bool](repeating: true, count: lines.count)
        }
    }
}
