/// The text of a message and its division into what was added and what was quoted.
struct ShownText: Sendable {
    let text: String?
    let source: TextSource?
    let split: ReplySplit
    let defects: [Defect]

    /// - Parameter isForward: whether the subject says that the message was sent on: then what it repeats is its content.
    init(_ body: MessageBody, isForward: Bool) {
        let plain = body.plain.joined(separator: "\n")
        if !body.plain.isEmpty {
            text = plain
            self.source = .plain
            split = ReplySplit(
                lines: TextLine.lines(of: Charset.withoutUpperControls(Array(plain.utf8))), isPlain: true,
                isForward: isForward)
            defects = []
        } else if !body.html.isEmpty {
            let source = Array(body.html.joined(separator: "\n").utf8)
            let html = HTMLText(Charset.withoutUpperControls(source))
            text = String(bytes: html.text)
            self.source = .html
            split = ReplySplit(lines: html.lines, isPlain: false, isForward: isForward)
            defects =
                html.hasHiddenText
                ? [Defect(kind: .hiddenText, offset: nil, detail: "the HTML hides text from its reader")] : []
        } else {
            text = nil
            self.source = nil
            split = ReplySplit(plain: "")
            defects = []
        }
    }
}
