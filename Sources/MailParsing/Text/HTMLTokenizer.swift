/// Cuts HTML into tags and text (HTML Living Standard §13.2.5, as far as mail needs it).
///
/// It is total and linear: a construct that never ends is taken as text once, up to the end.
struct HTMLTokenizer: Sendable {
    struct Attribute: Sendable {
        /// In lower case.
        let name: String
        /// References decoded.
        let value: [UInt8]
    }

    enum Token: Sendable {
        /// Raw text: references are still to be decoded.
        case text(Range<Int>)
        case start(name: String, attributes: [Attribute], isSelfClosing: Bool)
        case end(name: String)
        case comment(Range<Int>)
    }

    let bytes: [UInt8]
    private var position = 0
    /// The element whose content is no markup, until its end tag.
    private var rawElement: String?
    /// A comment that never ends was seen.
    private var hasOpenComment = false

    /// No element of a mail has more.
    private static let attributeLimit = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Token? {
        guard position < bytes.count else { return nil }
        if let name = rawElement { return takeRaw(name) }
        if bytes[position] == UInt8(ascii: "<"), let token = takeMarkup() { return token }
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
        return .text(start..<position)
    }

    /// The content of `script` and its like, up to the end tag.
    private mutating func takeRaw(_ name: String) -> Token? {
        rawElement = nil
        let start = position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), position + 1 < bytes.count,
                bytes[position + 1] == UInt8(ascii: "/"), bytes[(position + 2)...].hasPrefixIgnoringCase(name)
            {
                break
            }
            position += 1
        }
        return start == position ? next() : .text(start..<position)
    }

    private mutating func takeMarkup() -> Token? {
        guard position + 1 < bytes.count else { return nil }
        let second = bytes[position + 1]
        if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") { return takeDeclaration() }
        if second == UInt8(ascii: "/") {
            guard position + 2 < bytes.count, bytes[position + 2].isLetter else { return nil }
            return takeTag(nameStart: position + 2, isEnd: true)
        }
        return second.isLetter ? takeTag(nameStart: position + 1, isEnd: false) : nil
    }

    private mutating func takeDeclaration() -> Token? {
        let start = position
        if bytes[start...].hasPrefix("<!--") {
            if !hasOpenComment, let end = endOfComment(from: start + 4) {
                position = end
                return .comment(start..<end)
            }
            hasOpenComment = true
        }
        var index = start + 2
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
        guard index < bytes.count else {
            position = bytes.count
            return .comment(start..<bytes.count)
        }
        position = index + 1
        return .comment(start..<position)
    }

    private func endOfComment(from start: Int) -> Int? {
        // `<!-->` and `<!--->` are whole comments.
        if start < bytes.count, bytes[start] == UInt8(ascii: ">") { return start + 1 }
        if bytes[start...].hasPrefix("->") { return start + 2 }
        var index = start
        while index + 2 < bytes.count {
            if bytes[index] == UInt8(ascii: "-"), bytes[index + 1] == UInt8(ascii: "-") {
                if bytes[index + 2] == UInt8(ascii: ">") { return index + 3 }
                if bytes[index + 2] == UInt8(ascii: "!"), index + 3 < bytes.count,
                    bytes[index + 3] == UInt8(ascii: ">")
                {
                    return index + 4
                }
            }
            index += 1
        }
        return nil
    }

    private mutating func takeTag(nameStart: Int, isEnd: Bool) -> Token? {
        let start = position
        var index = nameStart
        while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
        let name = String(bytes: bytes[nameStart..<min(index, nameStart + 64)].map(\.lowercased))
        var attributes: [Attribute] = []
        var isSelfClosing = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                position = index + 1
                if isEnd { return .end(name: name) }
                if Self.rawElements.contains(name) { rawElement = name }
                return .start(name: name, attributes: attributes, isSelfClosing: isSelfClosing)
            }
            isSelfClosing = byte == UInt8(ascii: "/")
            if byte.isWhitespace || isSelfClosing {
                index += 1
            } else {
                let attribute = takeAttribute(&index)
                if attributes.count < Self.attributeLimit,
                    !attributes.contains(where: { $0.name == attribute.name })
                {
                    attributes.append(attribute)
                }
            }
        }
        position = bytes.count
        return .text(start..<bytes.count)
    }

    private func takeAttribute(_ index: inout Int) -> Attribute {
        let nameStart = index
        index += 1
        while index < bytes.count, !Self.endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
            index += 1
        }
        let name = String(bytes: bytes[nameStart..<min(index, nameStart + 64)].map(\.lowercased))
        var place = index
        while place < bytes.count, bytes[place].isWhitespace { place += 1 }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
            return Attribute(name: name, value: [])
        }
        index = place + 1
        while index < bytes.count, bytes[index].isWhitespace { index += 1 }
        guard index < bytes.count else { return Attribute(name: name, value: []) }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            index += 1
            let start = index
            while index < bytes.count, bytes[index] != quote { index += 1 }
            defer { index = min(index + 1, bytes.count) }
            return Attribute(name: name, value: decoded(start..<index))
        }
        let start = index
        while index < bytes.count, !bytes[index].isWhitespace, bytes[index] != UInt8(ascii: ">") {
            index += 1
        }
        return Attribute(name: name, value: decoded(start..<index))
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte.isWhitespace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private static let rawElements: Set<String> = [
        "script", "style", "xmp", "iframe", "noembed", "noframes", "title", "textarea", "plaintext",
    ]

    /// A range of text with its references decoded.
    func decoded(_ range: Range<Int>) -> [UInt8] {
        guard bytes[range].contains(UInt8(ascii: "&")) else { return Array(bytes[range]) }
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "&"),
                let reference = HTMLEntity.text(in: bytes, at: index, upTo: range.upperBound)
            {
                output.append(contentsOf: reference.text)
                index = reference.end
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }
}
