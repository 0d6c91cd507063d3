/// A block of header fields at the top of what a client repeats without quotation marks.
///
///     From: Ann <ann@example.org>
///     Sent: Monday, November 23, 2026 9:12 AM
///     To: Support
///     Subject: Printer
enum RepeatedHeader {
    /// More lines than a block has.
    static let lineLimit = 24
    /// Octets of a field's name and what decorates it.
    private static let nameLimit = 40

    /// Whether a block begins at a line.
    ///
    /// People write lists with `From:` and `To:` too. It counts when an address is in it, or a subject, a sender and
    /// something else.
    static func begins(at start: Int, in lines: ReplyLines) -> Bool {
        guard let first = lines[start].field, first != .cc, first != .replyTo else { return false }
        let isQuote = lines[start].isQuote
        var kinds = Kinds()
        var hasAddress = false
        var unknown = 0
        let all = lines.lines.span
        for index in start..<min(start + lineLimit, all.count) {
            if all[index].isQuote != isQuote { break }
            if let kind = all[index].field {
                kinds.insert(kind)
                unknown = 0
            } else if !all[index].hasWords {
                // Outlook for the Mac leaves an empty line between fields at times.
                guard index + 1 < all.count, all[index + 1].field != nil else { break }
            } else {
                unknown += 1
                if unknown > 3 { break }
            }
            if all[index].hasAtSign, unknown == 0 || kinds.count < 4 { hasAddress = true }
            if kinds.makeHeader(hasAddress: hasAddress) { return true }
        }
        return false
    }

    /// Whether a block begins at a line that nothing but itself marks as the start of a repeated message.
    ///
    /// People paste headers into what they write and fill in forms. A client's block has two of these: the instant of
    /// the message, an address, its fields in Outlook's order; and no words of the writer announce it.
    static func standsAlone(at start: Int, in lines: ReplyLines) -> Bool {
        guard lines[start].field != nil else { return false }
        if start > 0, lines[start - 1].field != nil { return false }
        guard begins(at: start, in: lines) else { return false }
        let reach = max(0, start - lineLimit)..<start
        if let before = reach.last(where: { !lines[$0].isBlank }) {
            if lines.isRule(lines[before]) { return true }
            if lines[before].isClosing { return false }
        }
        var fields: [ReplyVocabulary.Field] = []
        var isDated = false
        var hasAddress = false
        for index in start..<min(start + lineLimit, lines.count) {
            let line = lines[index]
            guard line.hasWords, line.field != nil || fields.count < 4 else { break }
            switch line.field {
            case .from, .to, .subject: fields += [line.field].compactMap(\.self)
            case .cc, .replyTo: break
            case .date, nil:
                if line.field == .date { fields.append(.date) }
                isDated = isDated || AttributionText.hasYearOrTime(lines.folded.span, line.words)
            }
            hasAddress = hasAddress || line.hasAtSign
        }
        let isOutlooks = fields.starts(with: [.from, .date, .to]) && fields.contains(.subject)
        return [isDated, hasAddress, isOutlooks].count { $0 } >= 2
    }

    /// Which fields were seen.
    private struct Kinds {
        private var bits: UInt8 = 0

        mutating func insert(_ field: ReplyVocabulary.Field) { bits |= 1 << field.rawValue }

        func contains(_ field: ReplyVocabulary.Field) -> Bool { bits & 1 << field.rawValue != 0 }

        var count: Int { bits.nonzeroBitCount }

        func makeHeader(hasAddress: Bool) -> Bool {
            if hasAddress, count >= 2, contains(.from) || contains(.date) { return true }
            return count >= 3 && contains(.subject) && contains(.from)
        }
    }

    /// What field a line names.
    ///
    /// - Parameters:
    ///   - folded: text as `FoldedText`.
    ///   - words: the line in it, without white space at its ends.
    static func field(in folded: Span<UInt8>, _ words: Range<Int>) -> ReplyVocabulary.Field? {
        var start = words.lowerBound
        while start < words.upperBound, isDecoration(folded[start]) { start += 1 }
        guard start < words.upperBound, ReplyVocabulary.mayBeField(folded[start]) else { return nil }
        var end = start
        let limit = min(words.upperBound, start + nameLimit)
        while end < limit, folded[end] != UInt8(ascii: ":"), !isWideColon(folded, end, words.upperBound) {
            end += 1
        }
        guard end < limit else { return nil }
        while end > start, isDecoration(folded[end - 1]) { end -= 1 }
        return ReplyVocabulary.field(in: folded, start..<end)
    }

    private static func isDecoration(_ byte: UInt8) -> Bool {
        byte.isWhitespace || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_")
    }

    /// U+FF1A, the colon of East Asian scripts.
    private static func isWideColon(_ bytes: Span<UInt8>, _ place: Int, _ end: Int) -> Bool {
        bytes[place] == 0xEF && place + 2 < end && bytes[place + 1] == 0xBC && bytes[place + 2] == 0x9A
    }
}
