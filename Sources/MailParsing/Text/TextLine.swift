/// One line of a body, with what its place says about it.
struct TextLine: Sendable {
    /// UTF-8, without a line end and without quotation marks at its start.
    var text: ArraySlice<UInt8>
    /// From plain text, where quotations are marked by letters at the start of the line.
    var isPlain = false
    /// How many quotations the line is in: `>` in plain text, `blockquote` in HTML.
    var quoteDepth = 0
    /// In an element that clients put around what they quote.
    var isInQuotation = false
    /// In a quotation that its writer made to set text off, as the indentation of a web mailer does.
    var isIndentation = false
    /// In an element that clients put around signatures.
    var isInSignature = false

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }

    static func lines(of text: [UInt8]) -> [TextLine] {
        text.split(separator: .lineFeed, omittingEmptySubsequences: false).map {
            TextLine(text: $0, isPlain: true)
        }
    }

    /// Lines as text, quotations marked with `> `.
    static func joined(_ lines: some Sequence<TextLine>) -> [UInt8] {
        var output: [UInt8] = []
        for (place, line) in lines.enumerated() {
            if place > 0 { output.append(.lineFeed) }
            for _ in 0..<min(line.quoteDepth, 16) { output.append(UInt8(ascii: ">")) }
            if line.quoteDepth > 0, !line.text.isEmpty { output.append(.space) }
            output.append(contentsOf: line.text)
        }
        return output
    }
}
