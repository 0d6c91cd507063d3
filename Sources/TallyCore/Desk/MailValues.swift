/// The values that mail templates are filled with; their names are what a template's author relies on.
extension Desk {
    func values(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        mayReply: Bool, extra: [JSON.Member]
    ) throws(DeskError) -> JSON {
        var author: Person?
        if let id = comment?.content.author { author = try records.person(id) }
        let members: [JSON.Member] = [
            member("site", ["name": .string(settings.siteName), "url": .string(settings.siteURL)]),
            member("recipient", ["name": .string(person.name), "address": .string(person.address.text)]),
            member("ticket", try values(of: ticket, for: person)),
            member("comment", comment.map { values(of: $0, author: author) } ?? .null),
            member("actor", Self.values(of: actor)),
            member("reply_hint", .bool(mayReply)),
            member("staff_hint", .bool(mayReply && person.isAgent && kind != .receipt)),
            member("has_pdf", .bool(kind.carriesReport)),
            member("auto_note", .bool(kind.isReply)),
            member(
                "thread_marker",
                .string(mint.threadMarker(of: ticket.id, prefix: settings.ticketPrefix))),
            member("reply_marker", .string(mayReply ? Self.replyMarker : "")),
        ]
        return .object(members + extra)
    }

    /// What mail of ours says above the text, so that a reply's quotation can be told from the reply.
    package static let replyMarker = "##- Please type your reply above this line -##"

    private func values(of ticket: Ticket, for reader: Person) throws(DeskError) -> JSON {
        var requester: Person?
        var assignee: Person?
        if let id = ticket.requester { requester = try records.person(id) }
        if let id = ticket.assignee { assignee = try records.person(id) }
        return [
            "reference": .string(settings.reference(of: ticket.id)),
            "subject": .string(ticket.subject),
            "status": .string(ticket.status.rawValue),
            "status_label": .string(ticket.status.label),
            "priority": .string(ticket.priority.rawValue),
            "priority_label": .string(ticket.priority.label),
            "category": ticket.category.json,
            "url": .string("\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)"),
            "created_at_text": .string(settings.display(ticket.createdAt)),
            "requester": Self.values(of: requester),
            "assignee": Self.values(of: assignee),
            "respond_by_text": reader.isAgent ? try respondBy(ticket).json : .null,
            "resolve_by_text": reader.isAgent ? try resolveBy(ticket).json : .null,
        ]
    }

    private func values(of comment: Comment, author: Person?) -> JSON {
        let text = Self.mailed(comment.content.text)
        return [
            "author": Self.values(of: author),
            "text": .string(text),
            "paragraphs": Self.paragraphs(of: text),
            "is_internal": .bool(comment.content.visibility == .internal),
            "is_unverified": .bool(!comment.content.isVerified),
        ]
    }

    private static func values(of person: Person?) -> JSON {
        guard let person else { return .null }
        return ["name": .string(person.name), "email": .string(person.address.text)]
    }

    /// How much of a comment is mailed: octets and lines.
    ///
    /// Each recipient's mail holds the text three times, and a row that is larger than its reader or the templates
    /// allow could never be sent.
    package static let mailedOctets = 65_536
    package static let mailedLines = 1_000

    /// The text, or its beginning when it is long.
    static func mailed(_ text: String) -> String {
        let bytes = text.utf8
        var end =
            bytes.index(bytes.startIndex, offsetBy: mailedOctets, limitedBy: bytes.endIndex) ?? bytes.endIndex
        // Not in the middle of a character.
        while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        var lines = 0
        for index in bytes[..<end].indices where bytes[index] == UInt8(ascii: "\n") {
            lines += 1
            if lines == mailedLines {
                end = index
                break
            }
        }
        return end == bytes.endIndex ? text : String(text[..<end]) + "\n\n(The rest is in the ticket.)"
    }

    /// The text as paragraphs of lines: HTML mail cannot rely on line breaks being kept.
    static func paragraphs(of text: String) -> JSON {
        var paragraphs: [JSON] = []
        var lines: [String] = []
        func end() {
            guard !lines.isEmpty else { return }
            let values = lines.enumerated().map { index, line -> JSON in
                ["text": .string(line), "is_last": .bool(index == lines.count - 1)]
            }
            paragraphs.append(["lines": .array(values)])
            lines = []
        }
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                end()
            } else {
                lines.append(String(Substring(line)))
            }
        }
        end()
        return .array(paragraphs)
    }

    private func member(_ name: String, _ value: JSON) -> JSON.Member {
        JSON.Member(name: name, value: value)
    }
}
