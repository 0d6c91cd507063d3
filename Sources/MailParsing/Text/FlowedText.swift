/// Paragraphs that were wrapped for transport (RFC 3676).
enum FlowedText {
    /// A paragraph longer than this stays wrapped, so that no line grows without end.
    private static let paragraphLimit = 10_000

    /// Lines with soft line breaks undone; quotation marks stay at the start of each.
    ///
    /// - Parameter deletingSpace: whether the space before a soft break is dropped (`DelSp=yes`, RFC 3676 §4.1).
    static func joined(_ lines: [TextLine], deletingSpace: Bool) -> [TextLine] {
        var output: [TextLine] = []
        output.reserveCapacity(lines.count)
        var paragraph: [UInt8] = []
        var depth: Int?
        func flush() {
            if depth != nil { output.append(TextLine(text: paragraph[...], isPlain: true)) }
            paragraph = []
            depth = nil
        }
        for line in lines {
            let marks = line.text.prefix { $0 == UInt8(ascii: ">") }.count
            var content = line.text.dropFirst(marks)
            // RFC 3676 §4.4: a space in front protects what follows.
            if content.first == .space, content.dropFirst().first != UInt8(ascii: ">") {
                content = content.dropFirst()
            }
            // RFC 3676 §4.3: the signature's line is fixed although it ends in a space.
            let isSignature = content.elementsEqual("-- ".utf8)
            if depth != marks || isSignature || paragraph.count > paragraphLimit { flush() }
            if depth == nil {
                depth = marks
                paragraph = [UInt8](repeating: UInt8(ascii: ">"), count: marks)
                if marks > 0 { paragraph.append(.space) }
            }
            let isSoft = content.last == .space && !isSignature
            paragraph.append(contentsOf: isSoft && deletingSpace ? content.dropLast() : content)
            if !isSoft { flush() }
        }
        flush()
        return output
    }
}
