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
        for place in splitter.lines.indices {
            let line = splitter.lines.lines[place].line
            if splitter.isVisible[place] {
                body.append(line, to: &shown)
            } else {
                body.append(line, to: &cut)
            }
        }
        for line in body.lines.dropFirst(BodyLines.limit) {
            if splitter.endsInRepetition {
                body.append(line, to: &cut)
            } else {
                body.append(line, to: &shown)
            }
        }
        visible = body.textWithoutBlankEnds(shown)
        quoted = body.textWithoutBlankEnds(cut)
    }
}
