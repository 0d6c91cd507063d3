/// What the rules of `style` elements say of classes and identifiers (CSS 2.2 §4.1.7): which are hidden, and which have
/// a background.
///
/// Only selectors of one class or identifier are understood, with or without the name of an element before it, and no
/// rule inside another one: those of `@media` hide on some screens only.
struct HTMLStyleRules: Sendable {
    /// Names with `.` or `#` before them that are hidden.
    private var hidden: Set<[UInt8]> = []
    /// Those whose background nobody knows who reads the style of an element alone.
    private var painted: Set<[UInt8]> = []

    private static let limit = 1_000
    private static let lengthLimit = 100

    var isEmpty: Bool { hidden.isEmpty && painted.isEmpty }

    /// Takes the rules of one element.
    mutating func add(_ sheet: ArraySlice<UInt8>) {
        var start = sheet.startIndex
        var depth = 0
        var selector = sheet[..<start]
        for place in sheet.indices {
            switch sheet[place] {
            case UInt8(ascii: "{"):
                if depth == 0 { selector = sheet[start..<place] }
                depth += 1
                start = place + 1
            case UInt8(ascii: "}"):
                if depth == 1 { takeRule(selector, sheet[start..<place]) }
                depth = max(0, depth - 1)
                start = place + 1
            case UInt8(ascii: ";"): if depth == 0 { start = place + 1 }
            default: break
            }
        }
    }

    private mutating func takeRule(_ selectors: ArraySlice<UInt8>, _ declarations: ArraySlice<UInt8>) {
        let style = HTMLStyle(Array(declarations))
        guard style.isHidden || style.background != nil else { return }
        for selector in selectors.split(separator: UInt8(ascii: ",")) {
            let name = Self.withoutComments(selector).trimmed.drop { ByteSet.alphanumeric.contains($0) }
            guard name.count > 1, name.count < Self.lengthLimit, let mark = name.first,
                mark == UInt8(ascii: ".") || mark == UInt8(ascii: "#"),
                name.dropFirst().allSatisfy(Self.isLetter)
            else { continue }
            if style.isHidden, hidden.count < Self.limit { hidden.insert(Array(name)) }
            if style.background != nil, painted.count < Self.limit { painted.insert(Array(name)) }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        ByteSet.alphanumeric.contains(byte) || byte >= 128 || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }

    /// What stands behind the comments before a selector, among them the marks of a comment around the whole sheet.
    private static func withoutComments(_ selector: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = selector.trimmed
        if rest.hasPrefix("<!--") { rest = rest.dropFirst(4).trimmed }
        let end = rest.hasPrefix("/*") ? rest.lastIndex(of: UInt8(ascii: "/")) : nil
        return end.map { rest[($0 + 1)...] } ?? rest
    }

    /// Adds what the rules say to the style of an element, whose own declarations go before them.
    ///
    /// - Returns: whether the rules hide it.
    func complete(_ style: inout HTMLStyle, _ tokenizer: borrowing HTMLTokenizer) -> Bool {
        var isHidden = false
        for attribute in tokenizer.attributes where attribute.name == .class || attribute.name == .id {
            let mark = attribute.name == .class ? UInt8(ascii: ".") : UInt8(ascii: "#")
            let words = tokenizer.value(of: attribute).split(whereSeparator: \.isWhitespace).prefix(32)
            for word in words where word.count < Self.lengthLimit {
                isHidden = isHidden || hidden.contains([mark] + word)
                if style.background == nil, painted.contains([mark] + word) { style.background = .unknown }
            }
        }
        return isHidden && !style.isDisplayed
    }
}
