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
        let bytes = text.span
        var start = 0
        while start <= text.count {
            let line = start
            let end = ByteSearch.first(.lineFeed, in: bytes, line..<bytes.count) ?? bytes.count
            start = end + 1
            var content = line
            while content < end, bytes[content] == UInt8(ascii: ">") { content += 1 }
            let marks = content - line
            // RFC 3676 §4.4: a space in front protects what follows.
            if content < end, bytes[content] == .space,
                content + 1 == end || bytes[content + 1] != UInt8(ascii: ">")
            {
                content += 1
            }
            // RFC 3676 §4.3: the signature's line is fixed although it ends in a space.
            let isSignature = end - content == 3 && text[content..<end].hasPrefix("-- ")
            if depth != marks || isSignature || output.text.count - paragraph.start > paragraphLimit {
                flush()
            }
            if depth == nil {
                depth = marks
                paragraph.start = output.text.count
                if marks > 0 {
                    for _ in 0..<marks { output.write(UInt8(ascii: ">")) }
                    output.write(.space)
                }
            }
            let isSoft = end > content && bytes[end - 1] == .space && !isSignature
            if content < end { output.write(text[content..<(isSoft && deletingSpace ? end - 1 : end)]) }
            if !isSoft { flush() }
        }
        flush()
        return output
    }
}
