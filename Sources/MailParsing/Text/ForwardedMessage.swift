/// A message that somebody passed on, as the message that holds it shows it: enclosed whole, or as text below its header.
///
/// Anybody may type such a header, so it says who is said to have written, never who did.
package struct ForwardedMessage: Sendable {
    /// Who is said to have written it.
    package let from: Mailbox
    package let subject: String?
    /// Of the enclosed message; nil when only its text was passed on.
    package let messageID: MessageID?
    /// What they wrote, without quotations and signature.
    package let text: String
    /// What was cut from it.
    package let quotedText: String
    package let html: String?
    /// The files of the enclosed message; those of passed-on text are the outer message's.
    package let attachments: [Attachment]
    /// What whoever passed it on wrote above it.
    package let note: String

    /// The one message that was passed on; nil when the message does not look like a forward, or does not say whose it is.
    package init?(in message: Message) {
        if let enclosed = Self(enclosedIn: message) ?? Self(quotedIn: message) {
            self = enclosed
        } else {
            return nil
        }
    }

    // MARK: Enclosed

    /// `message/rfc822` (RFC 2046 §5.2.1), as "forward as attachment" makes it.
    private init?(enclosedIn message: Message) {
        let enclosures = message.attachments.filter { $0.contentType == "message/rfc822" }
        let isSentOn = message.decoded.header.isForward || message.visibleText.utf8.isEmpty
        guard isSentOn, enclosures.count == 1 else { return nil }
        let original = Message(reading: enclosures[0].content)
        guard original.fields(named: "from").count == 1, original.from.count == 1 else { return nil }
        from = original.from[0]
        subject = original.subject
        messageID = original.messageID
        text = original.visibleText
        quotedText = original.quotedText
        html = original.html
        attachments = original.attachments
        note = message.visibleText
    }

    // MARK: As text

    /// How many lines are looked at for the header of what was passed on.
    private static let lineLimit = 2_000

    private init?(quotedIn message: Message) {
        let source = TextLine.lines(of: Array((message.text ?? "").utf8))
        let lines = source.prefix(Self.lineLimit).map { ReplyLine($0) }
        guard
            let (mark, header) = Self.place(in: lines, isForward: message.decoded.header.isForward),
            let from = Self.author(in: header.lines, of: lines)
        else { return nil }
        let isQuoted = lines[header.lines.lowerBound].isQuote
        let body = source[header.lines.upperBound...].map { isQuoted ? Self.unquoted($0) : $0 }
        let split = ReplySplit(lines: Self.withoutEnd(body), isForward: false)
        self.from = from
        subject = Self.subject(in: header.lines, of: lines)
        messageID = nil
        text = split.visible.utf8.isEmpty ? split.quoted : split.visible
        quotedText = split.visible.utf8.isEmpty ? "" : split.quoted
        html = nil
        attachments = []
        note = ReplySplit(lines: Array(source[..<mark]), isForward: false).visible
    }

    /// Where the forward begins, and its header: below a mark, or where the subject says that there is one.
    private static func place(in lines: [ReplyLine], isForward: Bool) -> (mark: Int, header: RepeatedHeader)?
    {
        var mark: Int?
        for index in lines.indices {
            if mark == nil, lines[index].isForwardMark { mark = index }
            guard mark != nil || isForward, let header = RepeatedHeader(at: index, in: lines) else {
                continue
            }
            var start = mark ?? index
            // The rule or the words "Original Message" above a header block belong to it.
            while start > 0,
                lines[start - 1].isBlank || lines[start - 1].isRule || lines[start - 1].isOriginalMark
            {
                start -= 1
            }
            return (start, header)
        }
        return nil
    }

    /// The address of the `From:` line, or of the line it is folded into.
    private static func author(in block: Range<Int>, of lines: [ReplyLine]) -> Mailbox? {
        guard let place = block.first(where: { RepeatedHeader.field(of: lines[$0]) == .from }) else {
            return nil
        }
        var text = value(of: lines[place])
        let next = place + 1
        if !text.contains(UInt8(ascii: "@")), block.contains(next),
            RepeatedHeader.field(of: lines[next]) == nil
        {
            text += [.space] + content(of: lines[next])
        }
        return mailbox(in: text)
    }

    private static func subject(in block: Range<Int>, of lines: [ReplyLine]) -> String? {
        guard let place = block.first(where: { RepeatedHeader.field(of: lines[$0]) == .subject }) else {
            return nil
        }
        return String(bytes: value(of: lines[place]))
    }

    /// A name and the one address in a line as programs show it, which is no RFC 5322 address list: names hold commas,
    /// addresses are repeated as `[mailto:…]`.
    private static func mailbox(in text: [UInt8]) -> Mailbox? {
        let opening: Set<UInt8> = [UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "(")]
        let closing: Set<UInt8> = [UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: ")")]
        let pieces = text.split { opening.contains($0) || closing.contains($0) || $0.isWhitespace }
        var addresses: [[UInt8]] = []
        for piece in pieces where piece.contains(UInt8(ascii: "@")) {
            let plain = piece.trimmed { "\"';,*_".utf8.contains($0) }
            let address = plain.hasPrefixIgnoringCase("mailto:") ? plain.dropFirst(7) : plain
            if !addresses.contains(where: { $0.elementsEqual(address) }) { addresses.append(Array(address)) }
        }
        // Two addresses: the name may hold one, and nobody knows which of them is meant.
        guard addresses.count == 1 else { return nil }
        let end = text.firstIndex { opening.contains($0) || $0 == UInt8(ascii: "@") } ?? text.count
        let isNamed = end < text.count && opening.contains(text[end])
        let name = text[..<end].trimmed { $0.isWhitespace || "\"'*_".utf8.contains($0) }
        return Mailbox(
            name: isNamed && !name.isEmpty ? String(bytes: name) : nil, address: String(bytes: addresses[0]))
    }

    /// What stands behind the colon.
    private static func value(of line: ReplyLine) -> [UInt8] {
        let text = content(of: line)
        let colon = text.firstIndex { $0 == UInt8(ascii: ":") }
        let wide = text[...].firstRange(ofBytes: Array("：".utf8))
        let start = [colon.map { $0 + 1 }, wide?.upperBound].compactMap { $0 }.min() ?? 0
        return Array(text[start...].trimmed { $0.isWhitespace || $0 == UInt8(ascii: "*") })
    }

    /// The line without quotation marks, in the letters it was written with.
    private static func content(of line: ReplyLine) -> [UInt8] {
        line.isQuote ? Array(unquoted(line.line).text.trimmed) : Array(line.line.text.trimmed)
    }

    private static func unquoted(_ line: TextLine) -> TextLine {
        var line = line
        var text = line.text.drop { $0.isBlank }
        if text.first == UInt8(ascii: ">") {
            text = text.dropFirst()
            if text.first == .space { text = text.dropFirst() }
            line.text = text
        }
        return line
    }

    /// Without `----- End forwarded message -----`.
    private static func withoutEnd(_ lines: [TextLine]) -> [TextLine] {
        guard let last = lines.lastIndex(where: { !$0.isBlank }) else { return lines }
        let words = ReplyLine(lines[last]).undecorated
        let isEnd =
            words.count < 80 && (words.hasPrefix("end of forwarded") || words.hasPrefix("end forwarded"))
        return isEnd ? Array(lines[..<last]) : lines
    }
}
