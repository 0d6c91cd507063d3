/// A block of header fields at the top of what a client repeats without quotation marks.
///
///     From: Ann <ann@example.org>
///     Sent: Monday, November 23, 2026 9:12 AM
///     To: Support
///     Subject: Printer
struct RepeatedHeader: Sendable {
    let lines: Range<Int>

    /// The block that begins at a line, if one does.
    ///
    /// People write lists with `From:` and `To:` too. It counts when an address is in it, or a subject, a sender and
    /// something else.
    init?(at start: Int, in lines: [ReplyLine]) {
        guard let first = Self.field(of: lines[start]), first != .cc, first != .replyTo else { return nil }
        var kinds: Set<ReplyVocabulary.Field> = []
        var hasAddress = false
        var end = start
        var index = start
        var unknown = 0
        while index < lines.count, index - start < 24 {
            let line = lines[index]
            if line.isQuote != lines[start].isQuote { break }
            if let kind = Self.field(of: line) {
                kinds.insert(kind)
                end = index + 1
                unknown = 0
            } else if line.words.isEmpty {
                // Outlook for the Mac leaves an empty line between fields at times.
                guard index + 1 < lines.count, Self.field(of: lines[index + 1]) != nil else { break }
            } else {
                unknown += 1
                if unknown > 3 { break }
            }
            if line.words.contains(UInt8(ascii: "@")), unknown == 0 || kinds.count < 4 { hasAddress = true }
            index += 1
        }
        let isIntroduced = kinds.contains(.from) || kinds.contains(.date)
        let isAddressed = hasAddress && kinds.count >= 2 && isIntroduced
        let isComplete = kinds.count >= 3 && kinds.contains(.subject) && kinds.contains(.from)
        guard isAddressed || isComplete else { return nil }
        self.lines = start..<end
    }

    /// What field a line names.
    static func field(of line: ReplyLine) -> ReplyVocabulary.Field? {
        let text = line.words.drop { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0.isWhitespace }
        var index = text.startIndex
        while index < text.endIndex, index - text.startIndex < 40, text[index] != UInt8(ascii: ":") {
            if text[index] == 0xEF, text[index...].prefix(3).elementsEqual("：".utf8) { break }
            index += 1
        }
        guard index < text.endIndex, index > text.startIndex, index - text.startIndex < 40 else { return nil }
        let name = text[..<index].trimmed {
            $0.isWhitespace || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_")
        }
        let key = Array(name)
        if let field = ReplyVocabulary.fields[key] { return field }
        guard key.contains(where: { $0 >= 0x80 }) else { return nil }
        // Capitals that are no ASCII letters come as they are written.
        return ReplyVocabulary.fields[Array(String(bytes: key).lowercased().utf8)]
    }
}
