/// Cuts a template into text and tags, in one walk over its bytes.
struct TemplateParser {
    /// A section whose closing tag has not come yet, and what has been read of its inside.
    private struct OpenSection {
        let name: Template.Name
        let isInverted: Bool
        let position: TextPosition
        var nodes: [Template.Node] = []
    }

    /// What stands between two delimiters.
    private struct Tag {
        /// `#`, `^`, `/`, `>`, `!`, `=`, `{` or `&`; nil for a plain name.
        let sigil: UInt8?
        let content: ArraySlice<UInt8>
        /// The whole tag with its delimiters.
        let range: Range<Int>
    }

    private let bytes: [UInt8]
    private let file: String
    private var position = 0
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)
    private var nodes: [Template.Node] = []
    private var open: [OpenSection] = []
    /// The last place asked for; places are asked for in order.
    private var mark = TextPosition.start

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    mutating func template() throws(TemplateProblem) -> [Template.Node] {
        guard bytes.count <= Template.maximumSize else {
            throw TemplateProblem(file: file, position: nil, reason: .tooLarge(limit: Template.maximumSize))
        }
        if let offset = firstInvalidUTF8(in: bytes) { throw problem(.notUTF8, at: offset) }
        while let tag = try nextTag() {
            let line = standaloneLine(of: tag)
            appendText(position..<(line?.lowerBound ?? tag.range.lowerBound))
            if line == nil, tag.sigil != UInt8(ascii: "!"), tag.sigil != UInt8(ascii: "=") {
                appendLineStart(at: tag.range.lowerBound)
            }
            let indentation = line.map { Array(bytes[$0.lowerBound..<tag.range.lowerBound]) } ?? []
            position = line?.upperBound ?? tag.range.upperBound
            try append(tag, indentation: indentation)
        }
        appendText(position..<bytes.count)
        if let section = open.last {
            throw TemplateProblem(
                file: file, position: section.position, reason: .unclosedSection(section.name.text))
        }
        return nodes
    }

    // MARK: Tags

    /// The next tag; nil when only text is left.
    private func nextTag() throws(TemplateProblem) -> Tag? {
        guard let start = firstIndex(of: opening, from: position) else { return nil }
        var contentStart = start + opening.count
        var end = closing
        let sigil =
            contentStart < bytes.count && "#^/>!={&".utf8.contains(bytes[contentStart])
            ? bytes[contentStart] : nil
        if sigil == UInt8(ascii: "{") { end = [UInt8(ascii: "}")] + closing }
        if sigil == UInt8(ascii: "=") { end = [UInt8(ascii: "=")] + closing }
        if sigil != nil { contentStart += 1 }
        guard let contentEnd = firstIndex(of: end, from: contentStart) else {
            throw problem(.unclosedTag, at: start)
        }
        return Tag(
            sigil: sigil, content: bytes[contentStart..<contentEnd], range: start..<(contentEnd + end.count))
    }

    private func firstIndex(of pattern: [UInt8], from start: Int) -> Int? {
        guard start <= bytes.count else { return nil }
        return bytes[start...].indices.first { index in
            bytes[index] == pattern[0] && bytes[index...].starts(with: pattern)
        }
    }

    private mutating func append(_ tag: Tag, indentation: [UInt8]) throws(TemplateProblem) {
        let place = place(of: tag.range.lowerBound)
        switch tag.sigil {
        case UInt8(ascii: "!"): break
        case UInt8(ascii: "="): try setDelimiters(tag)
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
            guard open.count < Template.maximumDepth else {
                throw problem(.tooDeep(limit: Template.maximumDepth), at: tag.range.lowerBound)
            }
            open.append(
                OpenSection(
                    name: try name(in: tag), isInverted: tag.sigil == UInt8(ascii: "^"), position: place))
        case UInt8(ascii: "/"): try close(tag)
        case UInt8(ascii: ">"):
            let words = words(of: tag.content)
            guard let name = words.first, words.count == 1 else {
                throw problem(
                    words.isEmpty ? .emptyTag : .invalidName(text(tag.content)), at: tag.range.lowerBound)
            }
            append(.partial(text(name), indentation: indentation, place))
        case UInt8(ascii: "{"), UInt8(ascii: "&"):
            append(.variable(try name(in: tag), isEscaped: false, place))
        default: append(.variable(try name(in: tag), isEscaped: true, place))
        }
    }

    private mutating func close(_ tag: Tag) throws(TemplateProblem) {
        let name = try name(in: tag)
        guard let section = open.popLast() else {
            throw problem(.unopenedSection(name.text), at: tag.range.lowerBound)
        }
        guard section.name == name else {
            throw problem(
                .mismatchedSection(closed: name.text, open: section.name.text), at: tag.range.lowerBound)
        }
        append(.section(name, isInverted: section.isInverted, section.nodes, section.position))
    }

    private mutating func setDelimiters(_ tag: Tag) throws(TemplateProblem) {
        let words = words(of: tag.content)
        guard words.count == 2, !words.contains(where: { $0.contains(UInt8(ascii: "=")) }) else {
            throw problem(.invalidDelimiters, at: tag.range.lowerBound)
        }
        opening = Array(words[0])
        closing = Array(words[1])
    }

    private func name(in tag: Tag) throws(TemplateProblem) -> Template.Name {
        let words = words(of: tag.content)
        guard let word = words.first else { throw problem(.emptyTag, at: tag.range.lowerBound) }
        if words.count == 1, word.elementsEqual(".".utf8) { return Template.Name(parts: [], text: ".") }
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard words.count == 1, !parts.contains(where: \.isEmpty) else {
            throw problem(.invalidName(text(tag.content)), at: tag.range.lowerBound)
        }
        return Template.Name(parts: parts.map(text), text: text(word))
    }

    // MARK: Text

    /// The whole line of a tag that stands alone on it, with its line end; such a line leaves nothing behind.
    private func standaloneLine(of tag: Tag) -> Range<Int>? {
        guard let sigil = tag.sigil, sigil != UInt8(ascii: "{"), sigil != UInt8(ascii: "&") else {
            return nil
        }
        var start = tag.range.lowerBound
        while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
        guard isLineStart(start) else { return nil }
        var end = tag.range.upperBound
        while end < bytes.count, isBlank(bytes[end]) { end += 1 }
        if end == bytes.count { return start..<end }
        if bytes[end] == UInt8(ascii: "\n") { return start..<(end + 1) }
        guard bytes[end...].starts(with: "\r\n".utf8) else { return nil }
        return start..<(end + 2)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private func isLineStart(_ offset: Int) -> Bool { offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n") }

    /// Appends text, with the beginnings of its lines marked.
    private mutating func appendText(_ range: Range<Int>) {
        var start = range.lowerBound
        while start < range.upperBound {
            let lineEnd = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n"))
            let end = lineEnd.map { $0 + 1 } ?? range.upperBound
            appendLineStart(at: start)
            append(.text(Array(bytes[start..<end])))
            start = end
        }
    }

    /// Marks the beginning of a line that is not empty.
    private mutating func appendLineStart(at offset: Int) {
        guard isLineStart(offset) else { return }
        let rest = bytes[offset...]
        if !rest.starts(with: "\n".utf8), !rest.starts(with: "\r\n".utf8) { append(.lineStart) }
    }

    /// Appends to the innermost open section.
    private mutating func append(_ node: Template.Node) {
        if open.isEmpty { nodes.append(node) } else { open[open.count - 1].nodes.append(node) }
    }

    private func words(of content: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        content.split { isBlank($0) || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    }

    private func text(_ slice: ArraySlice<UInt8>) -> String { String(decoding: slice, as: UTF8.self) }

    private mutating func place(of offset: Int) -> TextPosition {
        mark.advance(to: offset, in: bytes)
        return mark
    }

    private func problem(_ reason: TemplateProblem.Reason, at offset: Int) -> TemplateProblem {
        TemplateProblem(file: file, position: TextPosition(of: offset, in: bytes), reason: reason)
    }
}
