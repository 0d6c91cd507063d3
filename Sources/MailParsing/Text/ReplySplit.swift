/// A body divided into what its writer added and what it repeats.
///
/// Nothing is dropped: what is not visible is quoted. When in doubt a line stays visible, since losing an answer is
/// worse than showing a quotation.
package struct ReplySplit: Hashable, Sendable {
    /// What the writer added, lines ending in LF.
    package let visible: String
    /// The rest, in order.
    package let quoted: String

    /// Divides plain text.
    package init(plain: String) {
        let bytes = MessageBody.normalized(Array(plain.utf8)[...])
        self.init(BodyLines(plain: Array(bytes)), isForward: false)
    }

    /// Divides HTML, by its structure and then by its text.
    package init(html: String) {
        self.init(HTMLText(Array(html.utf8), showsTargets: false).body, isForward: false)
    }

    /// Divides the lines of a body; those beyond the limit go where the last one before them went.
    init(_ body: BodyLines, isForward: Bool) {
        let splitter = ReplySplitter(body, isForward: isForward)
        var shown: [TextLine] = []
        var cut: [TextLine] = []
        shown.reserveCapacity(splitter.isVisible.count { $0 })
        for (line, isVisible) in zip(splitter.lines.lines, splitter.isVisible) {
            if isVisible { shown.append(line.line) } else { cut.append(line.line) }
        }
        let rest = body.lines.dropFirst(BodyLines.limit)
        if splitter.endsInRepetition { cut.append(contentsOf: rest) } else { shown.append(contentsOf: rest) }
        visible = String(bytes: body.joinedWithoutBlankEnds(shown))
        quoted = String(bytes: body.joinedWithoutBlankEnds(cut))
    }
}
