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

    /// Divides plain text.
    package init(plain: String) {
        let lines = plain.utf8.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false)
        self.init(lines: lines.map { TextLine(text: Array($0)) })
    }

    /// Divides HTML, by its structure and then by its text.
    package init(html: String) {
        self.init(lines: HTMLText(Array(html.utf8), showsTargets: false).lines)
    }

    init(lines: [TextLine]) {
        visible = String(bytes: TextLine.joined(lines))
        quoted = ""
    }
}
