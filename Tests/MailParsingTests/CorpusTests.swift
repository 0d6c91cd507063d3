import Testing

@testable import MailParsing

@Suite("Corpus: mail that others wrote")
struct CorpusTests {
    @Test func `every undisputed field of public mail is read right`() throws {
        var wrong: [String] = []
        var count = 0
        for example in try CorpusCase.all("mime") {
            let message = Message(reading: example.bytes)
            for (field, value) in try example.expected where !Self.agrees(message, field, value) {
                wrong.append("\(example.id) \(field)")
            }
            count += try example.expected.count
        }
        #expect(wrong == [])
        #expect(count > 2_000)
    }

    /// The same mail with the other line end, but for text in UTF-16, where octets are no line ends.
    @Test func `line ends make no difference`() throws {
        for example in try CorpusCase.all("mime") where example.bytes.count < 50_000 {
            let lineFeeds = example.bytes.filter { $0 != UInt8(ascii: "\r") }
            let both = lineFeeds.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
            let first = Message(reading: lineFeeds)
            let second = Message(reading: both)
            guard first.attachments.isEmpty, !first.defects.contains(where: { $0.kind == .wrongCharset })
            else { continue }
            #expect(first.subject == second.subject)
            #expect(first.from == second.from)
            #expect(first.text == second.text)
            #expect(first.visibleText == second.visibleText)
        }
    }

    @Test func `public mail is read however it is cut`() throws {
        for example in try CorpusCase.all("mime") where example.bytes.count < 20_000 {
            for part in 0..<16 {
                let length = example.bytes.count * part / 16
                #expect(Message(reading: Array(example.bytes[..<length])).bytes.count == length)
            }
        }
    }

    /// Where a source keeps signatures that others cut.
    private static let signaturesKept: Set<String> = ["mailgun_talon-050", "mailgun_talon-058"]

    @Test func `replies are divided as their sources say, and no word of an answer is lost`() throws {
        var right: [String: Int] = [:]
        var count: [String: Int] = [:]
        var lost: [String] = []
        for example in try CorpusCase.all("reply") {
            let body = String(decoding: example.bytes, as: UTF8.self)
            let split = example.isHTML ? ReplySplit(html: body) : ReplySplit(plain: body)
            let expected = try example.expected
            count[example.source, default: 0] += 1
            if Self.agrees(split.visible, example.match, expected) { right[example.source, default: 0] += 1 }
            let answer = expected["expected_visible_text"] as? String ?? ""
            if !Self.holds(split.visible, answer, isHTML: example.isHTML) { lost.append(example.id) }
        }
        for (source, cases) in count { #expect(right[source, default: 0] * 10 >= cases * 9, "\(source)") }
        #expect(Set(lost) == Self.signaturesKept)
    }

    @Test func `at least 98 of 100 statements about machines are right`() throws {
        var right = 0
        var count = 0
        for example in try CorpusCase.all("bounce") {
            let automation = Message(reading: example.bytes).automation
            for (field, value) in try example.expected {
                count += 1
                if Self.agrees(automation, field, value) { right += 1 }
            }
        }
        #expect(right * 100 >= count * 98, "\(right) of \(count)")
    }

    // MARK: Comparisons

    private static func agrees(_ message: Message, _ field: String, _ value: Any) -> Bool {
        switch field {
        case "from": agree(message.from, value)
        case "to": agree(message.to, value)
        case "cc": agree(message.cc, value)
        case "subject": Tolerance.folded(message.subject ?? "") == Tolerance.folded(value as? String ?? "")
        case "date": message.date.map(instant) == value as? String
        case "message_id": message.messageID?.text == (value as? String).map(withoutBrackets)
        case "in_reply_to": message.inReplyTo.map(\.text) == identifiers(value)
        case "references": message.references.map(\.text) == identifiers(value)
        case "text": Tolerance.lines(textOnly(message)) == Tolerance.lines(value as? String ?? "")
        case "html": Tolerance.lines(message.html ?? "") == Tolerance.lines(value as? String ?? "")
        case "text_contains": holdsAll(message.text ?? "", value)
        case "attachments": agree(message.attachments, value)
        default: false
        }
    }

    /// The plain text; what was derived from HTML is not what the corpus means.
    private static func textOnly(_ message: Message) -> String {
        message.textSource == .plain ? message.text ?? "" : ""
    }

    private static func holdsAll(_ text: String, _ value: Any) -> Bool {
        let folded = Array(Tolerance.folded(text).utf8)[...]
        return (value as? [String] ?? []).allSatisfy {
            folded.firstRange(ofBytes: Array(Tolerance.folded($0).utf8)) != nil
        }
    }

    private static func withoutBrackets(_ text: String) -> String {
        String(
            decoding: text.utf8.filter { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }, as: UTF8.self)
    }

    private static func identifiers(_ value: Any) -> [String] {
        (value as? [String] ?? []).map(withoutBrackets)
    }

    private static func instant(_ seconds: Int64) -> String {
        let time = CivilTime(unixSeconds: seconds)
        let parts = [time.month, time.day, time.hour, time.minute, time.second].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        return "\(time.year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z"
    }

    private static func agree(_ mailboxes: [Mailbox], _ value: Any) -> Bool {
        let expected = value as? [[String: Any]] ?? []
        guard expected.count == mailboxes.count else { return false }
        return zip(expected, mailboxes).allSatisfy { entry, mailbox in
            let name = entry["name"] as? String
            let isNamed = name.map { Tolerance.folded($0) == Tolerance.folded(mailbox.name ?? "") } ?? true
            return isNamed && (entry["addr"] as? String ?? "").lowercased() == mailbox.address.lowercased()
        }
    }

    /// Each expected attachment is there with its content and name; those marked optional may be missing.
    private static func agree(_ attachments: [MailParsing.Attachment], _ value: Any) -> Bool {
        var left = attachments.map { (attachment: $0, digest: SHA256.hexadecimal($0.content)) }
        let entries = value as? [[String: Any]] ?? []
        let required = entries.filter { $0["optional"] as? Bool != true }
        for entry in required + entries.filter({ $0["optional"] as? Bool == true }) {
            let digests = entry["sha256_any"] as? [String] ?? (entry["sha256"] as? String).map { [$0] } ?? []
            let name = (entry["filename"] as? String).map(Tolerance.folded)
            let isOptional = entry["optional"] as? Bool == true
            let place = left.firstIndex { candidate in
                let hasName = name.map { $0 == Tolerance.folded(candidate.attachment.filename ?? "") } ?? true
                let hasType =
                    (entry["content_type"] as? String).map { $0 == candidate.attachment.contentType } ?? true
                return hasName
                    && (isOptional || hasType && (digests.isEmpty || digests.contains(candidate.digest)))
                    && (name != nil || hasType)
            }
            if let place { left.remove(at: place) } else if !isOptional { return false }
        }
        return left.isEmpty
    }

    private static func agrees(_ visible: String, _ match: String?, _ expected: [String: Any]) -> Bool {
        let text = expected["expected_visible_text"] as? String ?? ""
        switch match {
        case "exact": return Tolerance.paragraphs(visible) == Tolerance.paragraphs(text)
        case "nows": return letters(visible) == letters(text)
        default:
            let words = Array(Tolerance.folded(visible).utf8)[...]
            func holds(_ list: Any?) -> [Bool] {
                (list as? [String] ?? []).map {
                    words.firstRange(ofBytes: Array(Tolerance.folded($0).utf8)) != nil
                }
            }
            return holds(expected["must_contain"]).allSatisfy { $0 }
                && !holds(expected["must_not_contain"]).contains(true)
        }
    }

    private static func letters(_ text: String) -> [UInt8] { Array(text.utf8.filter { !$0.isWhitespace }) }

    /// Whether every word of the answer occurs, as often as the answer has it.
    ///
    /// Answers to HTML were published without the spaces between blocks, so that only their letters can be counted.
    private static func holds(_ visible: String, _ answer: String, isHTML: Bool) -> Bool {
        if isHTML { return letters(visible).count >= letters(answer).count }
        func words(_ text: String) -> [String: Int] {
            let words = text.utf8.split { !ByteSet.alphanumeric.contains($0) && $0 < 128 }
            return Dictionary(words.map { (String(decoding: $0, as: UTF8.self), 1) }, uniquingKeysWith: +)
        }
        let found = words(visible)
        return words(answer).allSatisfy { found[$0.key, default: 0] >= $0.value }
    }

    private static func agrees(_ automation: Automation, _ field: String, _ value: Any) -> Bool {
        switch field {
        case "is_auto": automation.isAutomatic == value as? Bool
        case "is_bounce": automation.isBounce == value as? Bool
        case "delayed": automation.isDelayed == value as? Bool
        case "status": automation.status ?? "" == value as? String
        case "failed_recipient":
            Set(automation.failedRecipients.map { $0.lowercased() })
                == Set((value as? [String] ?? (value as? String).map { [$0] } ?? []).map { $0.lowercased() })
        default: false
        }
    }
}
