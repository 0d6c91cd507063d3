import MailParsing
import TallyCore
import TestSupport
import Testing

/// What a reply quotes was said before: the replies of the corpus, with a verb put where another line of the quotation
/// was, and with one above everything.
@Suite("Verbs in quotations") struct QuotedCommandTests {
    /// What people see of a reply.
    private struct Body {
        let id: String
        let text: String
        let isHTML: Bool

        var split: ReplySplit { isHTML ? ReplySplit(html: text) : ReplySplit(plain: text) }
        var reading: CommandReading { CommandReading(visibleText: split.visible, writerIsAgent: true) }

        func with(_ text: String) -> Body { Body(id: id, text: text, isHTML: isHTML) }
    }

    private static let verbs = ["claim", "/resolved", "priority critical"]

    private static func bodies() throws -> [Body] {
        try (CorpusMail.all("reply") + CorpusMail.all("clients")).compactMap { mail in
            guard mail.isMail else {
                return Body(
                    id: mail.id, text: String(decoding: mail.bytes, as: UTF8.self), isHTML: mail.isHTML)
            }
            let message = Message(reading: mail.bytes)
            if message.textSource == .plain, let text = message.text {
                return Body(id: mail.id, text: text, isHTML: false)
            }
            return message.html.map { Body(id: mail.id, text: $0, isHTML: true) }
        }
    }

    /// Where in the body the first and the last line of the quotation stand that are nothing but words, and occur once.
    ///
    /// What stands above tells where it begins: a mark, an attribution, a header.
    private static func quotedLines(of body: Body) -> [Range<String.Index>] {
        let quoted = body.split.quoted.split(separator: "\n")
        let introduction = quoted.prefix(8).lastIndex { $0.contains(":") } ?? 0
        let lines = quoted.dropFirst(introduction + 1).map { line in
            String(line.drop { ">| \t".contains($0) }).trimmingSuffix { " \t".contains($0) }
        }
        let words = lines.filter { line in
            line.utf8.count >= 4 && !line.utf8.contains { ":@<&_=".utf8.contains($0) }
                && line.contains(where: \.isLetter)
        }
        func place(_ line: String) -> Range<String.Index>? {
            let places = body.text.ranges(of: line)
            return places.count == 1 ? places.first : nil
        }
        let first = words.lazy.compactMap(place).first
        let last = words.reversed().lazy.compactMap(place).first
        return Set([first, last].compactMap { $0 }).sorted { $0.lowerBound < $1.lowerBound }
    }

    @Test func `of 200 quotations none gives a command`() throws {
        var row = ThreatRow("verbs in quotations")
        var quotations = 0
        for body in try Self.bodies() {
            let places = Self.quotedLines(of: body)
            let before = body.reading.commands.map(\.command)
            if !places.isEmpty { quotations += 1 }
            for place in places {
                for verb in Self.verbs {
                    let (above, below) = (body.text[..<place.lowerBound], body.text[place.upperBound...])
                    let changed = body.with(String(above) + verb + String(below))
                    row.note(
                        "\(body.id): \(body.text[place])",
                        hasEffect: changed.reading.commands.map(\.command) != before)
                }
            }
        }
        print(row.line + ", in \(quotations) replies")
        #expect(quotations >= 200)
        #expect(row.effects == [])
    }

    @Test func `a verb above the same replies is found`() throws {
        var missed: [String] = []
        var count = 0
        for body in try Self.bodies() where !body.isHTML && !body.split.quoted.utf8.isEmpty {
            count += 1
            let reading = body.with("claim\n\n" + body.text).reading
            if reading.commands.first?.command != .claim { missed.append(body.id) }
        }
        print("verbs above quotations: \(count) written, \(count - missed.count) found")
        #expect(count >= 150)
        #expect(missed.count * 100 <= count, "\(missed)")
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return String(text)
    }
}
