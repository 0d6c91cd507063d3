/// The text of a message and its division into what was added and what was quoted.
struct ShownText: Sendable {
    /// The text of the HTML, when there is no plain text.
    let derivedText: String?
    let split: ReplySplit
    private(set) var defects: [Defect] = []

    /// - Parameter isForward: whether the subject says that the message was sent on: then what it repeats is its content.
    init(_ body: MessageBody, isForward: Bool) {
        var lines: [TextLine] = []
        var hidesText = false
        var derived: [[TextLine]] = []
        for part in body.texts where Self.isShown(part, among: body.texts) {
            if part.isHTML {
                let html = HTMLText(Charset.withoutUpperControls(Array(part.text.utf8)))
                hidesText = hidesText || html.hasHiddenText
                if Self.repeats(html.lines, lines) { continue }
                derived.append(html.lines)
                lines.append(contentsOf: html.lines)
            } else {
                lines.append(contentsOf: Self.lines(of: part))
            }
        }
        let isDerived = body.texts.allSatisfy(\.isHTML) && !body.texts.isEmpty
        derivedText = isDerived ? String(bytes: TextLine.joined(derived.joined())) : nil
        split = ReplySplit(lines: lines, isForward: isForward)
        if hidesText {
            defects.append(
                Defect(kind: .hiddenText, offset: nil, detail: "the HTML hides text from its reader"))
        }
    }

    /// Whether a part is the form that is read: plain text goes before HTML when it says anything.
    private static func isShown(_ part: BodyText, among texts: [BodyText]) -> Bool {
        guard let alternative = part.alternative else { return true }
        let others = texts.filter { $0.alternative == alternative && $0.isHTML != part.isHTML }
        return part.isHTML ? others.allSatisfy(\.isBlank) : others.isEmpty || !part.isBlank
    }

    /// Whether HTML says again what stands in plain text before it, without being marked as another form of it.
    private static func repeats(_ html: [TextLine], _ plain: [TextLine]) -> Bool {
        func letters(_ lines: [TextLine], _ limit: Int) -> [UInt8] {
            var output: [UInt8] = []
            for line in lines {
                if output.count >= limit { break }
                output.append(
                    contentsOf: line.text.filter { ByteSet.alphanumeric.contains($0) || $0 >= 0x80 })
            }
            return Array(output.prefix(limit))
        }
        let start = letters(html, 60)
        return start.count >= 20 && letters(plain, 100_000)[...].firstRange(ofBytes: start) != nil
    }

    /// The lines of one part as people read them.
    private static func lines(of part: BodyText) -> [TextLine] {
        let lines = TextLine.lines(of: Charset.withoutUpperControls(withoutFiles(part)))
        return part.isFlowed ? FlowedText.joined(lines, deletingSpace: part.deletesSpace) : lines
    }

    private static func withoutFiles(_ part: BodyText) -> [UInt8] {
        guard !part.files.isEmpty else { return Array(part.text.utf8) }
        let text = Array(part.text.utf8)
        var output: [UInt8] = []
        var start = 0
        for range in part.files {
            output.append(contentsOf: text[start..<range.lowerBound])
            start = range.upperBound
        }
        return output + text[start...]
    }
}
