@testable import MailParsing

/// Comparisons of what was read with what the corpus expects of a mail.
enum Expectation {
    static func holds(_ message: Message, _ field: String, _ value: Any) -> Bool {
        switch field {
        case "from": agree(message.from, value)
        case "to": agree(message.to, value)
        case "cc": agree(message.cc, value)
        case "bcc": agree(message.bcc, value)
        case "subject": Tolerance.folded(message.subject ?? "") == Tolerance.folded(value as? String ?? "")
        case "date": message.date.map(instant) == value as? String
        case "message_id": message.messageID?.text == (value as? String).map(withoutBrackets)
        case "in_reply_to": message.inReplyTo.map(\.text) == identifiers(value)
        case "references": message.references.map(\.text) == identifiers(value)
        case "text": Tolerance.lines(textOnly(message)) == Tolerance.lines(value as? String ?? "")
        case "html": Tolerance.lines(message.html ?? "") == Tolerance.lines(value as? String ?? "")
        case "text_contains": holdsAll(message.text ?? "", value)
        case "visible_text": Tolerance.lines(message.visibleText) == Tolerance.lines(value as? String ?? "")
        case "visible_contains": holdsAll(message.visibleText, value)
        case "attachments": agree(message.attachments, value)
        case "extracted": agree(message.extracted, value)
        case "signature": agree(message.signature, value)
        case "calendar_method": message.attachments.compactMap(\.calendarMethod).first == value as? String
        case "defects": Set(value as? [String] ?? []).isSubset(of: message.defects.map(\.kind.rawValue))
        default: holds(message.automation, field, value)
        }
    }

    static func holds(_ automation: Automation, _ field: String, _ value: Any) -> Bool {
        switch field {
        case "is_auto": automation.isAutomatic == value as? Bool
        case "is_bounce": automation.isBounce == value as? Bool
        case "delayed": automation.isDelayed == value as? Bool
        case "status": automation.status ?? "" == value as? String
        case "failed_recipient", "failed_recipients":
            Set(automation.failedRecipients.map { $0.lowercased() })
                == Set((value as? [String] ?? (value as? String).map { [$0] } ?? []).map { $0.lowercased() })
        default: false
        }
    }

    /// What a person sees of an answer, as each source compares it.
    static func holds(_ visible: String, _ match: String?, _ expected: [String: Any]) -> Bool {
        let text = expected["expected_visible_text"] as? String ?? ""
        switch match {
        case "exact": return Tolerance.paragraphs(visible) == Tolerance.paragraphs(text)
        case "nows": return Tolerance.letters(visible) == Tolerance.letters(text)
        default:
            let words = Array(Tolerance.folded(visible).utf8)
            func found(_ list: Any?) -> [Bool] {
                (list as? [String] ?? []).map {
                    words.contains(Array(Tolerance.folded($0).utf8))
                }
            }
            return found(expected["must_contain"]).allSatisfy { $0 }
                && !found(expected["must_not_contain"]).contains(true)
        }
    }

    /// The plain text; what was derived from HTML is not what the corpus means.
    private static func textOnly(_ message: Message) -> String {
        message.textSource == .plain ? message.text ?? "" : ""
    }

    private static func holdsAll(_ text: String, _ value: Any) -> Bool {
        let folded = Array(Tolerance.folded(text).utf8)
        return (value as? [String] ?? []).allSatisfy {
            folded.contains(Array(Tolerance.folded($0).utf8))
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

    private static func agree(_ signature: Signature?, _ value: Any) -> Bool {
        let expected = value as? [String: String]
        return signature?.kind.rawValue == expected?["kind"] && signature?.signer == expected?["signer"]
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
}
