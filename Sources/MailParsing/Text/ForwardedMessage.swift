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
        let body = BodyLines(plain: Array((message.text ?? "").utf8))
        let lines = ReplyLines(body)
        guard let place = Self.place(in: lines, isForward: message.decoded.header.isForward),
            let from = Self.author(in: place.header, of: lines)
        else { return nil }
        let isQuoted = lines[place.header.lowerBound].isQuote
        let below =
            lines.indices.upperBound > place.header.upperBound
            ? lines[place.header.upperBound].line.start : body.text.count
        var text = body.text[below...]
        if isQuoted { text = Self.unquoted(text)[...] }
        let split = ReplySplit(BodyLines(plain: Self.withoutEnd(text)), isForward: false)
        self.from = from
        subject = Self.subject(in: place.header, of: lines)
        messageID = nil
        self.text = split.visible.utf8.isEmpty ? split.quoted : split.visible
        quotedText = split.visible.utf8.isEmpty ? "" : split.quoted
        html = nil
        attachments = []
        let above = Array(body.text[..<lines[place.mark].line.start])
        note = ReplySplit(BodyLines(plain: above), isForward: false).visible
    }

    /// Where the forward begins, and its header: below a mark, or where the subject says that there is one.
    private static func place(
        in lines: ReplyLines, isForward: Bool
    ) -> (mark: Int, header: Range<Int>)? {
        var mark: Int?
        for index in lines.indices.prefix(lineLimit) {
            if mark == nil, lines.isForwardMark(lines[index]) { mark = index }
            guard mark != nil || isForward, RepeatedHeader.begins(at: index, in: lines) else { continue }
            var start = mark ?? index
            // The rule or the words "Original Message" above a header block belong to it.
            while start > 0, belongsToHeader(lines[start - 1], in: lines) { start -= 1 }
            return (start, index..<end(ofHeaderAt: index, in: lines))
        }
        return nil
    }

    private static func belongsToHeader(_ line: ReplyLine, in lines: ReplyLines) -> Bool {
        line.isBlank || lines.isRule(line) || lines.isOriginalMark(line)
    }

    /// Behind the last field of the block; a folded line belongs to its field, an empty one between two fields to both.
    private static func end(ofHeaderAt start: Int, in lines: ReplyLines) -> Int {
        var index = start
        while index < lines.count, index < start + RepeatedHeader.lineLimit {
            let next = index + 1 < lines.count ? lines[index + 1] : nil
            guard lines[index].field != nil || lines[index].hasWords || next?.field != nil else { break }
            index += 1
        }
        return index
    }

    /// The address of the `From:` line, or of the line it is folded into.
    private static func author(in block: Range<Int>, of lines: ReplyLines) -> Mailbox? {
        guard let place = block.first(where: { lines[$0].field == .from }) else { return nil }
        var text = value(of: lines[place], in: lines)
        let next = place + 1
        if !text.contains(UInt8(ascii: "@")), block.contains(next), lines[next].field == nil {
            text += [.space] + lines.content(lines[next])
        }
        return mailbox(in: text)
    }

    private static func subject(in block: Range<Int>, of lines: ReplyLines) -> String? {
        guard let place = block.first(where: { lines[$0].field == .subject }) else { return nil }
        return String(bytes: value(of: lines[place], in: lines))
    }

    /// Octets of a line that may name one sender, names written twice and all.
    private static let longestMailbox = 2_000

    /// A name and the one address in a line as programs show it, which is no RFC 5322 address list: names hold commas,
    /// addresses are repeated as `[mailto:…]`.
    private static func mailbox(in text: [UInt8]) -> Mailbox? {
        let opening: Set<UInt8> = [UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "(")]
        let closing: Set<UInt8> = [UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: ")")]
        guard text.count <= longestMailbox else { return nil }
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
    private static func value(of line: ReplyLine, in lines: ReplyLines) -> [UInt8] {
        let text = Array(lines.content(line))
        let colon = text.firstIndex { $0 == UInt8(ascii: ":") }
        let wide = text[...].firstRange(of: Array("：".utf8))
        let start = [colon.map { $0 + 1 }, wide?.upperBound].compactMap { $0 }.min() ?? 0
        return Array(text[start...].trimmed { $0.isWhitespace || $0 == UInt8(ascii: "*") })
    }

    /// The lines without the first quotation mark of each.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for line in text.split(separator: .lineFeed, omittingEmptySubsequences: false) {
            var content = line.drop { $0.isBlank }
            if content.first == UInt8(ascii: ">") {
                content = content.dropFirst()
                plain += content.first == .space ? content.dropFirst() : content
            } else {
                plain += line
            }
            plain.append(.lineFeed)
        }
        return plain
    }

    /// Without `----- End forwarded message -----`.
    private static func withoutEnd(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let content = text.trimmed
        let start = content.lastIndex(of: .lineFeed).map { $0 + 1 } ?? content.startIndex
        let words = content[start...].trimmed { $0.isWhitespace || "-_*=~".utf8.contains($0) }
        let isEnd =
            words.count < 80
            && (words.hasPrefixIgnoringCase("end of forwarded")
                || words.hasPrefixIgnoringCase("end forwarded"))
        return Array(isEnd ? content[..<start] : text)
    }
}
