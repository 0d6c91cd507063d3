/// The text that a reader of HTML sees.
///
/// Linear, and with a list of open elements in place of the call stack. Hidden text is left out and reported, since
/// what nobody saw must never be read as an instruction.
struct HTMLText: Sendable {
    private(set) var lines: [TextLine] = []
    /// Text was left out because its element is not shown.
    private(set) var hasHiddenText = false

    private let showsTargets: Bool
    private var line = TextLine(text: [])
    private var wantsSpace = false
    private var wantedBreaks = 0
    private var elements: [Element] = []
    private var openCounts: [String: Int] = [:]
    private var quoteDepth = 0
    private var hiddenDepth = 0
    private var unshownDepth = 0
    private var quotationDepth = 0
    private var signatureDepth = 0
    private var areaDepth = 0
    private var indentationDepth = 0
    private var preformattedDepth = 0
    /// A mark was passed behind which everything is quotation.
    private var quotationHasBegun = false

    private struct Element: Sendable {
        let name: String
        let marks: HTMLMarks
        let isUnshown: Bool
        /// The number of the next item of an ordered list.
        var itemNumber: Int
        /// Where a link leads, and how long its line was before.
        let target: [UInt8]
        let lineLength: Int
    }

    /// - Parameter showsTargets: whether links are followed by where they lead.
    init(_ html: [UInt8], showsTargets: Bool = true) {
        self.showsTargets = showsTargets
        var tokenizer = HTMLTokenizer(html)
        while let token = tokenizer.next() {
            switch token {
            case .text(let range): take(text: tokenizer.decoded(range))
            case .start(let name, let attributes, let isSelfClosing):
                start(name, attributes, isSelfClosing: isSelfClosing)
            case .end(let name): end(name)
            case .comment: break
            }
        }
        breakLine(keepingEmpty: false)
        while let last = lines.last, last.isBlank { lines.removeLast() }
    }

    var text: [UInt8] { TextLine.joined(lines) }

    // MARK: Elements

    private mutating func start(
        _ name: String, _ attributes: [HTMLTokenizer.Attribute], isSelfClosing: Bool
    ) {
        closeImplied(before: name)
        switch name {
        case "br":
            applyBreaks()
            breakLine(keepingEmpty: true)
            return
        case "hr": wantedBreaks = max(wantedBreaks, 2)
        case "td", "th": if !line.text.isEmpty { wantsSpace = true }
        default: if HTMLElement.blocks.contains(name) { wantBreak(around: name) }
        }
        let marks = HTMLMarks(element: name, attributes: attributes)
        if marks.contains(.quotationBegins), hiddenDepth == 0 { quotationHasBegun = true }
        guard !HTMLElement.void.contains(name), !isSelfClosing || HTMLElement.blocks.contains(name) else {
            return
        }
        let target = name == "a" ? attributes.first { $0.name == "href" }?.value ?? [] : []
        push(
            Element(
                name: name, marks: marks, isUnshown: HTMLElement.unshown.contains(name), itemNumber: 1,
                target: target, lineLength: line.text.count))
        if name == "li" { takeItem() }
    }

    private mutating func push(_ element: Element) {
        elements.append(element)
        openCounts[element.name, default: 0] += 1
        count(element, 1)
    }

    private mutating func pop() {
        guard let element = elements.popLast() else { return }
        openCounts[element.name, default: 1] -= 1
        if element.name == "a" { endLink(element) }
        if HTMLElement.blocks.contains(element.name), element.name != "td", element.name != "th" {
            wantBreak(around: element.name)
        }
        count(element, -1)
    }

    private mutating func count(_ element: Element, _ change: Int) {
        if element.name == "blockquote" { quoteDepth += change }
        if element.name == "pre" || element.name == "listing" { preformattedDepth += change }
        if element.isUnshown { unshownDepth += change }
        if element.isUnshown || element.marks.contains(.hidden) { hiddenDepth += change }
        if element.marks.contains(.quotation) { quotationDepth += change }
        if element.marks.contains(.signature) { signatureDepth += change }
        if element.marks.contains(.quotationArea) {
            if element.name == "blockquote" { indentationDepth += change } else { areaDepth += change }
        }
    }

    private mutating func end(_ name: String) {
        guard openCounts[name, default: 0] > 0 else {
            if name == "p" { wantedBreaks = max(wantedBreaks, 2) }
            if name == "br" { breakLine(keepingEmpty: true) }
            return
        }
        if HTMLElement.blocks.contains(name) || HTMLElement.unshown.contains(name) {
            while let last = elements.last {
                pop()
                if last.name == name { return }
            }
            return
        }
        // An inline element ends inside its block only: a misplaced end tag must not close a quotation.
        var index = elements.count - 1
        let floor = max(0, elements.count - 64)
        while index >= floor, elements[index].name != name {
            if HTMLElement.blocks.contains(elements[index].name) { return }
            index -= 1
        }
        guard index >= floor else { return }
        while elements.count > index { pop() }
    }

    /// Ends what the start of another element ends: paragraphs, items, cells.
    private mutating func closeImplied(before name: String) {
        // QUIRK: HTML Living Standard §13.2.6.4.4. Many mails never close their head: what can be seen ends it.
        // (quirks/html-head-never-closed.eml)
        if openCounts["head", default: 0] > 0, HTMLElement.blocks.contains(name) { end("head") }
        let ends: Set<String>
        let scope: Set<String>
        if let limits = HTMLElement.scopes[name] {
            ends =
                name == "td" || name == "th"
                ? ["td", "th"] : name == "dt" || name == "dd" ? ["dt", "dd"] : [name]
            scope = limits
        } else if HTMLElement.blocks.contains(name) {
            ends = ["p"]
            scope = []
        } else {
            return
        }
        guard ends.contains(where: { openCounts[$0, default: 0] > 0 }) else { return }
        var index = elements.count - 1
        let floor = max(0, elements.count - 64)
        while index >= floor, !ends.contains(elements[index].name) {
            let other = elements[index].name
            if scope.contains(other) || scope.isEmpty && HTMLElement.blocks.contains(other) { return }
            index -= 1
        }
        guard index >= floor else { return }
        while elements.count > index { pop() }
    }

    private mutating func takeItem() {
        guard hiddenDepth == 0 else { return }
        let list = elements.lastIndex { $0.name == "ul" || $0.name == "ol" }
        var prefix = "- "
        if let list, elements.count - list < 64, elements[list].name == "ol" {
            prefix = "\(elements[list].itemNumber). "
            elements[list].itemNumber += 1
        }
        put(Array(prefix.utf8))
    }

    private mutating func endLink(_ element: Element) {
        guard showsTargets, hiddenDepth == 0, !element.target.isEmpty, wantedBreaks == 0 else { return }
        let target = element.target.trimmed
        guard target.hasPrefixIgnoringCase("http") || target.hasPrefixIgnoringCase("ftp"),
            element.lineLength < line.text.count
        else { return }
        let shown = line.text.dropFirst(element.lineLength).trimmed
        guard !shown.elementsEqual(target), !target.hasSuffixIgnoringCase(String(bytes: shown)) else {
            return
        }
        line.text.append(contentsOf: [.space, UInt8(ascii: "<")])
        line.text.append(contentsOf: target.filter { !$0.isWhitespace })
        line.text.append(UInt8(ascii: ">"))
    }

    // MARK: Text

    private mutating func take(text: [UInt8]) {
        if hiddenDepth > 0 {
            if unshownDepth == 0, !hasHiddenText, text.contains(where: { !$0.isWhitespace }) {
                hasHiddenText = true
            }
            return
        }
        if preformattedDepth > 0 {
            takePreformatted(text)
            return
        }
        var index = 0
        while index < text.count {
            if text[index].isWhitespace {
                wantsSpace = true
                index += 1
                continue
            }
            let start = index
            while index < text.count, !text[index].isWhitespace { index += 1 }
            put(Self.withoutNoBreakSpaces(text[start..<index]))
        }
    }

    private mutating func takePreformatted(_ text: [UInt8]) {
        var isFirst = true
        for part in text.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            if !isFirst {
                applyBreaks()
                breakLine(keepingEmpty: true)
            }
            isFirst = false
            let content = part.filter { $0 != .carriageReturn }
            if !content.isEmpty { put(content) }
        }
    }

    private static func withoutNoBreakSpaces(_ word: ArraySlice<UInt8>) -> [UInt8] {
        guard word.contains(0xC2) else { return Array(word) }
        var output: [UInt8] = []
        var index = word.startIndex
        while index < word.endIndex {
            if word[index] == 0xC2, index + 1 < word.endIndex, word[index + 1] == 0xA0 {
                output.append(.space)
                index += 2
            } else {
                output.append(word[index])
                index += 1
            }
        }
        return output
    }

    private mutating func put(_ word: [UInt8]) {
        applyBreaks()
        if line.text.isEmpty {
            markLine()
        } else if wantsSpace {
            line.text.append(.space)
        }
        wantsSpace = false
        line.text.append(contentsOf: word)
    }

    private mutating func markLine() {
        line.quoteDepth = quoteDepth
        line.isInQuotation = quotationHasBegun || quotationDepth > 0 || areaDepth > 0 && quoteDepth > 0
        line.isIndentation = indentationDepth > 0 && areaDepth == 0
        line.isInSignature = signatureDepth > 0
    }

    // MARK: Lines

    private mutating func wantBreak(around name: String) {
        wantedBreaks = max(wantedBreaks, HTMLElement.spaced.contains(name) ? 2 : 1)
        wantsSpace = false
    }

    private mutating func applyBreaks() {
        guard wantedBreaks > 0 else { return }
        let breaks = wantedBreaks
        wantedBreaks = 0
        breakLine(keepingEmpty: false)
        if breaks > 1, let last = lines.last, !last.isBlank {
            breakLine(keepingEmpty: true)
            // The empty line between two depths of quotation belongs to the outer one.
            lines[lines.count - 1].quoteDepth = min(last.quoteDepth, quoteDepth)
        }
    }

    private mutating func breakLine(keepingEmpty: Bool) {
        wantsSpace = false
        guard keepingEmpty || !line.text.isEmpty else { return }
        if line.text.isEmpty {
            markLine()
        }
        lines.append(line)
        line = TextLine(text: [])
    }
}
