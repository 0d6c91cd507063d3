/// The text of a message and its division into what was added and what was quoted.
struct ShownText: Sendable {
    let text: String?
    let source: TextSource?
    let split: ReplySplit
    let defects: [Defect]

    init(_ body: MessageBody) {
        let plain = body.plain.joined(separator: "\n")
        if !body.plain.isEmpty {
            text = plain
            self.source = .plain
            split = ReplySplit(plain: String(bytes: Charset.withoutUpperControls(Array(plain.utf8))))
            defects = []
        } else if !body.html.isEmpty {
            let source = Array(body.html.joined(separator: "\n").utf8)
            let html = HTMLText(Charset.withoutUpperControls(source))
            text = String(bytes: html.text)
            self.source = .html
            split = ReplySplit(lines: html.lines)
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
