/// Paragraphs that were wrapped for transport (RFC 3676).
enum FlowedText {
    /// A paragraph longer than this stays wrapped, so that no line grows without end.
    private static let paragraphLimit = 10_000

    /// Lines with soft line breaks undone; quotation marks stay at the start of each.
    ///
    /// - Parameter deletingSpace: whether the space before a soft break is dropped (`DelSp=yes`, RFC 3676 §4.1).
    static func joined(_ text: [UInt8], deletingSpace: Bool) -> BodyLines {
        var output = BodyLines()
        var paragraph = TextLine(start: 0, end: 0, marks: .plain)
        var depth: Int?
        func flush() {
            if depth != nil { output.end(paragraph) }
            depth = nil
        }
        var start = 0
        while start <= text.count {
            let end = ByteSearch.first(.lineFeed, in: text.span, start..<text.count) ?? text.count
            let line = text[start..<end]
            start = end + 1
            let marks = line.prefix { $0 == UInt8(ascii: ">") }.count
            var content = line.dropFirst(marks)
            // RFC 3676 §4.4: a space in front protects what follows.
            if content.first == .space, content.dropFirst().first != UInt8(ascii: ">") {
                content = content.dropFirst()
            }
            // RFC 3676 §4.3: the signature's line is fixed although it ends in a space.
            let isSignature = content.count == 3 && content.hasPrefix("-- ")
            if depth != marks || isSignature || output.text.count - paragraph.start > paragraphLimit {
                flush()
            }
            if depth == nil {
                depth = marks
                paragraph.start = output.text.count
                output.write(line.prefix(marks))
                if marks > 0 { output.write(.space) }
            }
            let isSoft = content.last == .space && !isSignature
            output.write(isSoft && deletingSpace ? content.dropLast() : content)
            if !isSoft { flush() }
        }
        flush()
        return output
    }
}
