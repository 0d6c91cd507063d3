/// The text that a reader of HTML sees.
///
/// Linear, and with a list of open elements in place of the call stack. Hidden text is left out and reported, since
/// what nobody saw must never be read as an instruction.
struct HTMLText: Sendable {
    /// Its lines.
    private(set) var body = BodyLines()
    /// Text was left out because its element is not shown.
    private(set) var hasHiddenText = false
    /// Text was kept that may be white on white, as far as the whole of the HTML says.
    private(set) var hasPaleText = false

    private let showsTargets: Bool
    /// The line that is being written.
    private var line = TextLine(start: 0, end: 0)
    private var wantsSpace = false
    private var wantedBreaks = 0
    private var elements: [Element] = []
    /// How many elements of each name are open.
    private var openCounts = [Int32](repeating: 0, count: HTMLElement.table.traits.count)
    /// How many of those are open that the start of another one may end.
    private var openImplied = 0
    private var quoteDepth = 0
    private var hiddenDepth = 0
    private var unshownDepth = 0
    private var quotationDepth = 0
    private var signatureDepth = 0
    private var areaDepth = 0
    private var indentationDepth = 0
    private var preformattedDepth = 0
    private var headDepth = 0
    /// A mark was passed behind which everything is quotation.
    private var quotationHasBegun = false

    /// How the text looks where it is read.
    private var look = HTMLLook()
    private var rules = HTMLStyleRules()

    /// The links that are open: where their addresses stand, and how long their line was before.
    private var links: [(target: Range<Int>, lineLength: Int)] = []
    /// Where the lists stand among the open elements whose items are marked.
    private var markedLists: [Int] = []
    private var itemNumbers = HTMLItemNumbers()

    private struct Element: Sendable {
        let element: HTMLElement
        let traits: HTMLElement.Traits
        let marks: HTMLMarks
        let look: HTMLLook
    }

    /// How many open elements are looked at for the one that an end tag, or the start of another one, ends.
    private static let reach = 64

    /// - Parameter showsTargets: whether links are followed by where they lead.
    init(_ html: [UInt8], showsTargets: Bool = true) {
        self.showsTargets = showsTargets
        var tokenizer = HTMLTokenizer(html)
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): take(range, tokenizer)
            case .start(let tag): start(tag, tokenizer)
            case .end(let tag): end(tag.element, tag.traits, tokenizer)
            case .comment: break
            }
        }
        breakLine(keepingEmpty: false)
        body.dropBlankEnd()
        if hasPaleText {
            let isPainted = ["background", "bgcolor"].contains { tokenizer.bytes.containsIgnoringCase($0) }
            hasPaleText = !isPainted
        }
    }

    var text: [UInt8] { body.joined }

    // MARK: Elements

    private mutating func start(_ tag: HTMLTokenizer.Tag, _ tokenizer: HTMLTokenizer) {
        let traits = tag.traits
        closeImplied(before: traits, tokenizer)
        if traits.contains(.lineBreak) {
            applyBreaks()
            breakLine(keepingEmpty: true)
            return
        }
        if traits.contains(.rule) {
            wantedBreaks = max(wantedBreaks, 2)
        } else if traits.contains(.cell) {
            if !isLineEmpty { wantsSpace = true }
        } else if traits.contains(.block) {
            wantBreak(around: traits)
        }
        var style = HTMLStyle()
        var marks = tokenizer.attributes.isEmpty ? [] : HTMLMarks(traits, tokenizer, &style)
        if !rules.isEmpty, rules.complete(&style, tokenizer) { marks.insert(.hidden) }
        if marks.contains(.quotationBegins), !isHidden { quotationHasBegun = true }
        if traits.contains(.image), !isHidden, !marks.contains(.hidden),
            let words = HTMLImage.words(tokenizer)
        {
            beginWord()
            body.write(words[...])
        }
        guard !traits.contains(.void), !tag.isSelfClosing || traits.contains(.block) else { return }
        if traits.contains(.anchor) {
            let target = tokenizer.attributes.first { $0.name == .href }?.value ?? 0..<0
            links.append((target, lineLength))
        }
        if traits.contains(.ordered) { itemNumbers.begin(tokenizer) }
        look = tokenizer.attributes.isEmpty ? look : look.with(style)
        let element = Element(element: tag.element, traits: traits, marks: marks, look: look)
        if traits.contains(.markedList) { markedLists.append(elements.count) }
        elements.append(element)
        count(element, 1)
        if traits.contains(.item) { takeItem(tokenizer) }
    }

    private mutating func pop(_ tokenizer: HTMLTokenizer) {
        guard let element = elements.popLast() else { return }
        if element.traits.contains(.anchor), let link = links.popLast() {
            endLink(link.target, link.lineLength, tokenizer)
        }
        if element.traits.contains(.markedList) { markedLists.removeLast() }
        if element.traits.contains(.ordered) { itemNumbers.end() }
        if element.traits.contains(.block), !element.traits.contains(.cell) {
            wantBreak(around: element.traits)
        }
        count(element, -1)
        look = elements.last?.look ?? HTMLLook()
    }

    private var isHidden: Bool { hiddenDepth > 0 || look.isUnseen }

    private mutating func count(_ element: Element, _ change: Int) {
        let traits = element.traits
        countOpen(element.element, Int32(change))
        if !traits.isDisjoint(with: Self.counted) {
            if traits.contains(.blockquote) { quoteDepth += change }
            if traits.contains(.preformatted) { preformattedDepth += change }
            if traits.contains(.unshown) { unshownDepth += change }
            if traits.contains(.head) { headDepth += change }
            if !traits.isDisjoint(with: Self.implied) { openImplied += change }
        }
        if traits.contains(.unshown) || element.marks.contains(.hidden) { hiddenDepth += change }
        guard !element.marks.isEmpty else { return }
        if element.marks.contains(.quotation) { quotationDepth += change }
        if element.marks.contains(.signature) { signatureDepth += change }
        if element.marks.contains(.quotationArea) {
            if traits.contains(.blockquote) { indentationDepth += change } else { areaDepth += change }
        }
    }

    private static let implied: HTMLElement.Traits = [.paragraph, .item, .term, .row, .cell, .option]
    private static let counted = implied.union([.blockquote, .preformatted, .unshown, .head])

    private mutating func countOpen(_ element: HTMLElement, _ change: Int32) {
        let number = Self.place(of: element)
        if number >= openCounts.count {
            openCounts.append(contentsOf: repeatElement(0, count: number + 1 - openCounts.count))
        }
        openCounts[number] += change
    }

    /// Names that nobody told apart have one place, behind all others.
    private static func place(of element: HTMLElement) -> Int { Int(min(element.number, 1 << 13)) }

    private func isOpen(_ element: HTMLElement) -> Bool {
        let number = Self.place(of: element)
        return number < openCounts.count && openCounts[number] > 0
    }

    private mutating func end(
        _ element: HTMLElement, _ traits: HTMLElement.Traits, _ tokenizer: HTMLTokenizer
    ) {
        guard isOpen(element) else {
            if traits.contains(.paragraph) { wantedBreaks = max(wantedBreaks, 2) }
            if traits.contains(.lineBreak) { breakLine(keepingEmpty: true) }
            return
        }
        if traits.contains(.block) || traits.contains(.unshown) {
            while let last = elements.last {
                pop(tokenizer)
                if last.element == element { return }
            }
            return
        }
        // An inline element ends inside its block only: a misplaced end tag must not close a quotation.
        closeNearest(in: .block, tokenizer) { $0.element == element }
    }

    /// Ends what the start of another element ends: paragraphs, items, cells.
    private mutating func closeImplied(before traits: HTMLElement.Traits, _ tokenizer: HTMLTokenizer) {
        // QUIRK: HTML Living Standard §13.2.6.4.4. Many mails never close their head: what can be seen ends it.
        // (quirks/html-head-never-closed.eml)
        if headDepth > 0, traits.contains(.block) {
            while let last = elements.last {
                pop(tokenizer)
                if last.traits.contains(.head) { break }
            }
        }
        guard openImplied > 0, let (ends, scope) = HTMLElement.implied(by: traits) else { return }
        closeNearest(in: scope, tokenizer) { !$0.traits.isDisjoint(with: ends) }
    }

    /// Ends the innermost element that is meant, and those inside it, unless a limit of its scope is around them.
    private mutating func closeNearest(
        in scope: HTMLElement.Traits, _ tokenizer: HTMLTokenizer, isMeant: (Element) -> Bool
    ) {
        let floor = max(0, elements.count - Self.reach)
        for index in (floor..<elements.count).reversed() {
            if isMeant(elements[index]) {
                while elements.count > index { pop(tokenizer) }
                return
            }
            if !elements[index].traits.isDisjoint(with: scope) { return }
        }
    }

    private mutating func takeItem(_ tokenizer: HTMLTokenizer) {
        guard !isHidden else { return }
        let list = markedLists.last ?? -Self.reach
        beginWord()
        if list > elements.count - Self.reach, elements[list].traits.contains(.ordered),
            let number = itemNumbers.next(tokenizer)
        {
            body.write(number: number)
            body.write(UInt8(ascii: "."))
            body.write(.space)
        } else {
            body.write(UInt8(ascii: "-"))
            body.write(.space)
        }
    }

    /// Writes where a link leads behind what is shown of it.
    private mutating func endLink(_ place: Range<Int>, _ start: Int, _ tokenizer: HTMLTokenizer) {
        guard showsTargets, !isHidden, !place.isEmpty, wantedBreaks == 0, start < lineLength else {
            return
        }
        let target = tokenizer.decoded(place).trimmed
        guard target.hasPrefixIgnoringCase("http") || target.hasPrefixIgnoringCase("ftp") else { return }
        // What is much longer than the address says something else.
        if lineLength - start < target.count + 1_024 {
            let shown = body.text[(line.start + start)...].trimmed
            guard !shown.elementsEqual(target), !target.hasSuffixIgnoringCase(String(bytes: shown)) else {
                return
            }
        }
        body.write(.space)
        body.write(UInt8(ascii: "<"))
        body.write(target.filter { !$0.isWhitespace }[...])
        body.write(UInt8(ascii: ">"))
    }

    // MARK: Text

    private mutating func take(_ range: Range<Int>, _ tokenizer: HTMLTokenizer) {
        if look.isPale, !isHidden, !hasPaleText {
            hasPaleText = tokenizer.decoded(range).contains { !$0.isWhitespace }
        }
        if isHidden {
            if elements.last?.traits.contains(.styleSheet) == true { rules.add(tokenizer.bytes[range]) }
            if unshownDepth == 0, !hasHiddenText {
                hasHiddenText = tokenizer.decoded(range).contains { !$0.isWhitespace }
            }
        } else if tokenizer.hasReferences(range) {
            take(tokenizer.decoded(range)[...])
        } else {
            take(tokenizer.bytes[range])
        }
    }

    private mutating func take(_ text: ArraySlice<UInt8>) {
        if preformattedDepth > 0 {
            takePreformatted(text)
            return
        }
        let bytes = text.span
        var index = 0
        while index < bytes.count {
            if bytes[index].isWhitespace {
                wantsSpace = true
                index += 1
                continue
            }
            let start = index
            var hasNoBreakSpaces = false
            // Words with one space between them are taken together.
            while index < bytes.count {
                let byte = bytes[index]
                if byte.isWhitespace {
                    guard byte == .space, index + 1 < bytes.count, !bytes[index + 1].isWhitespace else {
                        break
                    }
                }
                if byte == 0xC2 { hasNoBreakSpaces = true }
                index += 1
            }
            let words = text[(text.startIndex + start)..<(text.startIndex + index)]
            beginWord()
            if hasNoBreakSpaces {
                body.write(Self.withoutNoBreakSpaces(words)[...])
            } else {
                body.write(words)
            }
        }
    }

    private mutating func takePreformatted(_ text: ArraySlice<UInt8>) {
        var start = text.startIndex
        while true {
            let rest = text[start...]
            let end = rest.firstIndex(of: .lineFeed) ?? text.endIndex
            let content = rest[..<end].filter { $0 != .carriageReturn }
            if !content.isEmpty {
                beginWord()
                body.write(content[...])
            }
            guard end < text.endIndex else { return }
            applyBreaks()
            breakLine(keepingEmpty: true)
            start = end + 1
        }
    }

    static func withoutNoBreakSpaces(_ words: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(words.count)
        var index = words.startIndex
        while index < words.endIndex {
            if words[index] == 0xC2, index + 1 < words.endIndex, words[index + 1] == 0xA0 {
                output.append(.space)
                index += 2
            } else {
                output.append(words[index])
                index += 1
            }
        }
        return output
    }

    /// What comes before a word that is about to be written.
    private mutating func beginWord() {
        if wantedBreaks > 0 { applyBreaks() }
        if isLineEmpty {
            markLine()
        } else if wantsSpace {
            body.write(.space)
        }
        wantsSpace = false
    }

    private var lineLength: Int { body.text.count - line.start }

    private var isLineEmpty: Bool { body.text.count == line.start }

    private mutating func markLine() {
        line.quoteDepth = UInt16(clamping: quoteDepth)
        line.marks = []
        if quotationHasBegun || quotationDepth > 0 || areaDepth > 0 && quoteDepth > 0 {
            line.marks.insert(.inQuotation)
        }
        if indentationDepth > 0 && areaDepth == 0 { line.marks.insert(.indentation) }
        if signatureDepth > 0 { line.marks.insert(.inSignature) }
    }

    // MARK: Lines

    private mutating func wantBreak(around traits: HTMLElement.Traits) {
        wantedBreaks = max(wantedBreaks, traits.contains(.spaced) ? 2 : 1)
        wantsSpace = false
    }

    private mutating func applyBreaks() {
        guard wantedBreaks > 0 else { return }
        let breaks = wantedBreaks
        wantedBreaks = 0
        breakLine(keepingEmpty: false)
        if breaks > 1, let last = body.lines.last, !body.isEndBlank {
            breakLine(keepingEmpty: true)
            // The empty line between two depths of quotation belongs to the outer one.
            body.setDepthOfLast(min(last.quoteDepth, UInt16(clamping: quoteDepth)))
        }
    }

    private mutating func breakLine(keepingEmpty: Bool) {
        wantsSpace = false
        guard keepingEmpty || !isLineEmpty else { return }
        if isLineEmpty { markLine() }
        body.end(line)
        line = TextLine(start: body.text.count, end: 0)
    }
}
