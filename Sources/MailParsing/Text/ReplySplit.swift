/// A body divided into what its writer added and what it repeats.
///
/// Nothing is dropped: what is not visible is quoted. When in doubt a line stays visible, since losing an answer is
/// worse than showing a quotation.
package struct ReplySplit: Hashable, Sendable {
    /// What the writer added, lines ending in LF.
    package let visible: String
    /// The rest, in order.
    package let quoted: String

    /// The line above which our own mail asks people to write.
    package static let delimiterLine = "##- Please type your reply above this line -##"

    /// How many lines are looked at; those behind them go where the last one went.
    private static let lineLimit = 20_000

    /// Divides plain text.
    package init(plain: String) {
        let bytes = MessageBody.normalized(Array(plain.utf8)[...])
        self.init(lines: TextLine.lines(of: Array(bytes)), isForward: false)
    }

    /// Divides HTML, by its structure and then by its text.
    package init(html: String) {
        let lines = HTMLText(Array(html.utf8), showsTargets: false).lines
        self.init(lines: lines, isForward: false)
    }

    init(lines: [TextLine], isForward: Bool) {
        let splitter = ReplySplitter(
            Array(lines.prefix(Self.lineLimit)), isForward: isForward)
        var shown: [TextLine] = []
        var cut: [TextLine] = []
        for (line, isVisible) in zip(splitter.lines, splitter.isVisible) {
            if isVisible { shown.append(line.line) } else { cut.append(line.line) }
        }
        let rest = lines.dropFirst(Self.lineLimit)
        if splitter.endsInRepetition { cut.append(contentsOf: rest) } else { shown.append(contentsOf: rest) }
        visible = String(bytes: TextLine.joined(Self.trimmed(shown)))
        quoted = String(bytes: TextLine.joined(Self.trimmed(cut)))
    }

    /// Without empty lines at both ends.
    private static func trimmed(_ lines: [TextLine]) -> ArraySlice<TextLine> {
        var lines = lines[...]
        while let first = lines.first, first.isBlank { lines = lines.dropFirst() }
        while let last = lines.last, last.isBlank { lines = lines.dropLast() }
        return lines
    }
}
