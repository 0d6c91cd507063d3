/// Cuts HTML into tags and text (HTML Living Standard §13.2.5, as far as mail needs it).
///
/// It is total and linear: a construct that never ends is taken as text once, up to the end.
struct HTMLTokenizer: Sendable {
    /// An attribute that means something, the first of its name.
    struct Attribute: Sendable {
        let name: HTMLAttribute
        /// Where its value stands; references are still to be decoded.
        let value: Range<Int>
    }

    struct Tag: Sendable {
        let element: HTMLElement
        let traits: HTMLElement.Traits
        var isSelfClosing = false
    }

    enum Token: Sendable {
        /// Raw text: references are still to be decoded.
        case text(Range<Int>)
        /// Its attributes are those of the tokenizer until the next token.
        case start(Tag)
        case end(Tag)
        case comment(Range<Int>)
    }

    let bytes: [UInt8]
    /// The attributes of the start tag that was taken last.
    private(set) var attributes: [Attribute] = []

    private var position = 0
    /// Where markup is known to begin, behind text.
    private var markup = -1
    private var names = HTMLElement.table.names
    private let traits = HTMLElement.table.traits
    /// The name of the element whose content is no markup, until its end tag.
    private var rawElement: Range<Int>?
    /// A comment that never ends was seen.
    private var hasOpenComment = false

    /// Octets of a name that count.
    private static let nameLimit = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Token? {
        guard position < bytes.count else { return nil }
        if let name = rawElement { return takeRaw(name) }
        if position == markup || bytes[position] == UInt8(ascii: "<") && beginsMarkup(position) {
            return takeMarkup()
        }
        let start = position
        position += 1
        while let next = ByteSearch.first(UInt8(ascii: "<"), in: bytes.span, position..<bytes.count) {
            position = next
            if beginsMarkup(next) {
                markup = next
                return .text(start..<next)
            }
            position += 1
        }
        position = bytes.count
        return .text(start..<position)
    }

    /// Whether the `<` at this place begins more than text.
    private func beginsMarkup(_ place: Int) -> Bool {
        guard place + 1 < bytes.count else { return false }
        let second = bytes[place + 1]
        if second == UInt8(ascii: "/") { return place + 2 < bytes.count && bytes[place + 2].isLetter }
        if second.isLetter { return !isAddress(from: place + 1) }
        return second == UInt8(ascii: "!") || second == UInt8(ascii: "?")
    }

    /// Whether what would be the name of an element has an `@` in it.
    ///
    /// QUIRK: HTML Living Standard §13.2.5.8. Programs make HTML of `Ann <ann@example.org>` as it is; no element has such
    /// a name, and whoever reads the text wants the address. (quirks/html-address-unescaped.eml)
    private func isAddress(from start: Int) -> Bool {
        let end = min(bytes.count, start + Self.nameLimit)
        for place in start..<end {
            if bytes[place] == UInt8(ascii: "@") { return true }
            if Self.endsName(bytes[place]) { return false }
        }
        return false
    }

    /// The content of `script` and its like, up to the end tag.
    private mutating func takeRaw(_ name: Range<Int>) -> Token? {
        rawElement = nil
        let start = position
        var place = start
        position = bytes.count
        while let next = ByteSearch.firstPair(
            UInt8(ascii: "<"), UInt8(ascii: "/"), in: bytes.span, place..<bytes.count)
        {
            if isRepeated(name, at: next + 2) {
                position = next
                break
            }
            place = next + 2
        }
        return start == position ? next() : .text(start..<position)
    }

    /// Whether a name stands at this place again, in whatever case.
    private func isRepeated(_ name: Range<Int>, at place: Int) -> Bool {
        place + name.count <= bytes.count
            && zip(name, place...).allSatisfy { bytes[$0].lowercased == bytes[$1].lowercased }
    }

    private mutating func takeMarkup() -> Token {
        switch bytes[position + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return takeDeclaration()
        case UInt8(ascii: "/"): return takeTag(nameStart: position + 2, isEnd: true)
        default: return takeTag(nameStart: position + 1, isEnd: false)
        }
    }

    private mutating func takeDeclaration() -> Token {
        let start = position
        if bytes[start...].hasPrefix("<!--") {
            if !hasOpenComment, let end = endOfComment(from: start + 4) {
                position = end
                return .comment(start..<end)
            }
            hasOpenComment = true
        }
        let end = ByteSearch.first(UInt8(ascii: ">"), in: bytes.span, (start + 2)..<bytes.count)
        position = end.map { $0 + 1 } ?? bytes.count
        return .comment(start..<position)
    }

    private func endOfComment(from start: Int) -> Int? {
        // `<!-->` and `<!--->` are whole comments.
        if start < bytes.count, bytes[start] == UInt8(ascii: ">") { return start + 1 }
        if bytes[start...].hasPrefix("->") { return start + 2 }
        var index = start
        let dash = UInt8(ascii: "-")
        while let next = ByteSearch.firstPair(dash, dash, in: bytes.span, index..<bytes.count) {
            let rest = bytes[(next + 2)...]
            if rest.hasPrefix(">") { return next + 3 }
            if rest.hasPrefix("!>") { return next + 4 }
            index = next + 1
        }
        return nil
    }

    private mutating func takeTag(nameStart: Int, isEnd: Bool) -> Token {
        let start = position
        var index = nameStart
        while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
        let name = nameStart..<min(index, nameStart + Self.nameLimit)
        var seen: HTMLAttribute = []
        var isSelfClosing = false
        attributes.removeAll(keepingCapacity: true)
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                position = index + 1
                return tag(name, isEnd: isEnd, isSelfClosing: isSelfClosing)
            }
            isSelfClosing = byte == UInt8(ascii: "/")
            if byte.isWhitespace || isSelfClosing {
                index += 1
            } else if let attribute = takeAttribute(&index), !seen.contains(attribute.name) {
                seen.insert(attribute.name)
                attributes.append(attribute)
            }
        }
        position = bytes.count
        return .text(start..<bytes.count)
    }

    private mutating func tag(_ name: Range<Int>, isEnd: Bool, isSelfClosing: Bool) -> Token {
        // Names that nobody can tell apart are one.
        let number = names.number(of: bytes.span, name) ?? add(name) ?? Int(UInt32.max)
        let traits = number < traits.count ? traits[number] : []
        let element = HTMLElement(number: UInt32(clamping: number))
        let tag = Tag(element: element, traits: traits, isSelfClosing: isSelfClosing)
        if isEnd { return .end(tag) }
        if traits.contains(.raw) { rawElement = name }
        return .start(tag)
    }

    private mutating func add(_ name: Range<Int>) -> Int? {
        let bytes = bytes
        return names.number(adding: bytes.span, name)
    }

    /// - Returns: nil for an attribute that means nothing.
    private func takeAttribute(_ index: inout Int) -> Attribute? {
        let nameStart = index
        index += 1
        while index < bytes.count, !Self.endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
            index += 1
        }
        let name = HTMLAttribute.named(bytes.span, nameStart..<min(index, nameStart + Self.nameLimit))
        let value = takeValue(&index)
        return name.map { Attribute(name: $0, value: value) }
    }

    /// What is behind the equals sign; empty when there is none.
    private func takeValue(_ index: inout Int) -> Range<Int> {
        var place = index
        while place < bytes.count, bytes[place].isWhitespace { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { return index..<index }
        index = place + 1
        while index < bytes.count, bytes[index].isWhitespace { index += 1 }
        guard index < bytes.count else { return index..<index }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            let end = ByteSearch.first(quote, in: bytes.span, start..<bytes.count) ?? bytes.count
            index = min(end + 1, bytes.count)
            return start..<end
        }
        let start = index
        while index < bytes.count, !bytes[index].isWhitespace, bytes[index] != UInt8(ascii: ">") {
            index += 1
        }
        return start..<index
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte.isWhitespace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    /// The value of an attribute, references decoded.
    func value(of attribute: Attribute) -> [UInt8] { decoded(attribute.value) }

    /// Whether text has references to be decoded.
    func hasReferences(_ range: Range<Int>) -> Bool {
        ByteSearch.first(UInt8(ascii: "&"), in: bytes.span, range) != nil
    }

    /// A range of text with its references decoded.
    func decoded(_ range: Range<Int>) -> [UInt8] {
        let text = bytes.span
        var output: [UInt8] = []
        var start = range.lowerBound
        var index = start
        while let next = ByteSearch.first(UInt8(ascii: "&"), in: text, index..<range.upperBound) {
            index = next + 1
            guard let reference = HTMLEntity.scalar(in: text, at: next, upTo: range.upperBound) else {
                continue
            }
            if output.isEmpty { output.reserveCapacity(range.count) }
            output.append(contentsOf: bytes[start..<next])
            UTF8.append(reference.scalar, to: &output)
            index = reference.end
            start = index
        }
        output.append(contentsOf: bytes[start..<range.upperBound])
        return output
    }
}

extension UTF8 {
    /// Writes a character.
    static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        if scalar.isASCII {
            output.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            output.append(contentsOf: String(scalar).utf8)
        }
    }
}
