internal import TallyCore

extension ReportComposer {
    mutating func composeConversation() {
        let messages = report.conversation
        let count =
            messages.count == 1
            ? words(.oneMessage) : words(.someMessages, ["count": "\(messages.count)"])
        composeHeading(words(.conversation), count: count)
        if messages.isEmpty { composeNote(words(.nothingWritten), indent: 0) }
        var left = Limit.conversation
        for (index, message) in messages.enumerated() {
            guard index < Limit.messages, left.lines > 0, left.bytes > 0 else {
                composeNote(words(.moreMessages, ["count": "\(messages.count - index)"]), indent: 0)
                break
            }
            let limits = PrintableText.Limits(
                lines: min(left.lines, Limit.message.lines), bytes: min(left.bytes, Limit.message.bytes))
            let text = PrintableText.pieces(of: message.text, limits: limits)
            left.lines -= text.used.lines + 1
            left.bytes -= text.used.bytes
            left.bytes -= message.attachments.prefix(Limit.attachments).reduce(0) { $0 + $1.name.utf8.count }
            compose(message, text: text)
        }
    }

    /// A line of the report program's own words.
    mutating func composeNote(_ words: String, indent: Double) {
        let block = typesetter.set(words, style: .small, width: flow.area.width - indent)
        flow.require(block.height)
        flow.flow(block, as: .paragraph, x: flow.area.x + indent)
    }

    private mutating func compose(_ message: TicketReport.Message, text: PrintableText.Pieces) {
        flow.require(70)
        flow.begin(.section)
        let start = (page: flow.pageNumber, y: flow.y)
        flow.advance(message.visibility.padding)
        composeAuthor(of: message)
        flow.advance(5)
        let indent = message.indent
        let width = flow.area.width - indent - message.visibility.padding
        for piece in text.pieces {
            flow.flow(
                typesetter.set(linking: piece, style: .body, width: width), as: .paragraph,
                x: flow.area.x + indent)
        }
        if text.isShortened {
            flow.advance(3)
            composeNote(words(.restOfMessage), indent: indent)
        }
        composeAttachments(of: message)
        flow.advance(message.visibility.padding)
        flow.end(.section)
        composeGround(of: message, from: start)
        flow.space(16)
    }

    private mutating func composeAuthor(of message: TicketReport.Message) {
        let x = flow.area.x + message.indent
        let width = flow.area.width - message.indent - message.visibility.padding
        let address = message.address.map { PrintableText.line($0, limit: Limit.word) }
        let name = PrintableText.line(message.author, limit: Limit.word)
        let shownName = name.isEmpty ? address ?? words(.unknownAuthor) : name
        let plainTime = PrintableText.line(message.time, limit: Limit.word)
        noteInOutline("\(shownName), \(plainTime)", isTopLevel: false)

        let time = typesetter.set(
            plainTime, style: .small.with(alignment: .right, maximumLines: 1), width: width * 0.4)
        let author = typesetter.set(shownName, style: .author, width: width * 0.5)
        flow.put(author, as: .subheading, x: x, top: flow.y)
        if message.visibility == .internal {
            let note = typesetter.set(TicketReport.Badge(text: words(.internalNote), tone: .warning))
            _ = put(
                note, on: .warning, x: x + author.width + 8,
                top: flow.y + (author.height - Self.badgeHeight) / 2)
        }
        flow.put(time, as: .paragraph, x: x + width * 0.6, top: flow.y + author.ascent - time.ascent)
        flow.advance(author.height + (message.visibility == .internal ? 2 : 0))

        var role = words(message.role.phrase)
        if let address, !address.isEmpty { role += " · \(address)" }
        let line = typesetter.set(
            linking: Array(role.utf8), style: .small.with(maximumLines: 2), width: width)
        flow.put(line, as: .paragraph, x: x, top: flow.y)
        flow.advance(line.height)
    }

    private mutating func composeAttachments(of message: TicketReport.Message) {
        guard !message.attachments.isEmpty else { return }
        let width = flow.area.width - message.indent - message.visibility.padding
        flow.advance(5)
        var shown = message.attachments.prefix(Limit.attachments).map { attachment in
            // Isolates keep a name in Hebrew from moving the size to its other side.
            let name = "\u{2068}\(PrintableText.line(attachment.name, limit: 200))\u{2069}"
            return words(.fileAndSize, ["file": name, "size": words.size(attachment.size)])
        }
        let left = message.attachments.count - shown.count
        if left > 0 { shown.append(words(.moreFiles, ["count": "\(left)"])) }
        let files: KeyValuePairs = ["files": shown.joined(separator: ", ")]
        let list = shown.count == 1 ? words(.oneAttachment, files) : words(.someAttachments, files)
        flow.flow(
            typesetter.set(list, style: .small, width: width), as: .paragraph,
            x: flow.area.x + message.indent)
    }

    /// The bar beside a message, and the ground of an internal note, on every page that it reaches.
    private mutating func composeGround(of message: TicketReport.Message, from start: (page: Int, y: Double))
    {
        for page in start.page...flow.pageNumber {
            let top = page == start.page ? start.y : flow.area.y - 5
            let bottom = page == flow.pageNumber ? flow.y : flow.pages[page - 1].end + 5
            guard bottom > top else { continue }
            let frame = Frame(x: flow.area.x, y: top, width: flow.area.width, height: bottom - top)
            let bar = Frame(x: frame.x, y: frame.y, width: 2.4, height: frame.height)
            flow.putUnder(Shape(frame: bar, colour: message.bar), on: page)
            if message.visibility == .internal {
                flow.putUnder(Shape(frame: frame, colour: Palette.internalGround), on: page)
            }
        }
    }
}

extension TicketReport.Message {
    fileprivate var indent: Double { 14 }

    fileprivate var bar: Colour {
        switch (visibility, role) {
        case (.internal, _): Palette.internalBar
        case (.everyone, .staff): Palette.staffBar
        case (.everyone, .requester), (.everyone, .participant), (.everyone, .automatic): Palette.plainBar
        }
    }
}

extension TicketReport.Message.Visibility {
    fileprivate var padding: Double {
        switch self {
        case .everyone: 0
        case .internal: 8
        }
    }
}

extension TicketReport.Message.Role {
    fileprivate var phrase: ReportPhrase {
        switch self {
        case .requester: .requester
        case .staff: .staff
        case .participant: .participant
        case .automatic: .automaticMessage
        }
    }
}
