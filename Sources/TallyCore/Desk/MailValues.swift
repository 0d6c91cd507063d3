/// The values that mail templates are filled with; their names are what a template's author relies on.
extension Desk {
    func values(
        _ kind: MailKind, to person: Person, about ticket: Ticket, comment: Comment?, actor: Person?,
        mayReply: Bool, extra: [JSON.Member]
    ) throws(DeskError) -> JSON {
        let words = settings.wording(for: person)
        var author: Person?
        if let id = comment?.content.author { author = try records.person(id) }
        let members: [JSON.Member] = [
            member("language", .string(words.language.text)),
            member("site", ["name": .string(settings.siteName), "url": .string(settings.siteURL)]),
            member("recipient", ["name": .string(person.name), "address": .string(person.address.text)]),
            member("ticket", try values(of: ticket, for: person, words)),
            member(
                "comment",
                try comment.map { comment throws(DeskError) in
                    try values(of: comment, author: author, for: person, words)
                } ?? .null),
            member("earlier", try kind.quotesEarlier ? earlier(than: comment, on: ticket, words) : .null),
            member("actor", Self.values(of: actor)),
            member("reply_hint", .bool(mayReply)),
            member("staff_hint", .bool(mayReply && person.isAgent && kind != .receipt)),
            member("has_pdf", .bool(kind.carriesReport)),
            member("auto_note", .bool(kind.isReply)),
            member(
                "thread_marker",
                .string(mint.threadMarker(of: ticket.id, prefix: settings.ticketPrefix))),
            member("reply_marker", .string(mayReply ? words(.replyMarker) : "")),
        ]
        return .object(members + extra)
    }

    private func values(
        of ticket: Ticket, for reader: Person, _ words: Wording
    ) throws(DeskError) -> JSON {
        var requester: Person?
        var assignee: Person?
        if let id = ticket.requester { requester = try records.person(id) }
        if let id = ticket.assignee { assignee = try records.person(id) }
        return [
            "reference": .string(settings.reference(of: ticket.id)),
            "subject": .string(ticket.subject),
            "status": .string(ticket.status.rawValue),
            "status_label": .string(words.label(of: ticket.status)),
            "priority": .string(ticket.priority.rawValue),
            "priority_label": .string(words.label(of: ticket.priority)),
            "category": ticket.category.json,
            "url": .string("\(settings.siteURL)/#/tickets/\(ticket.id.rawValue)"),
            "created_at_text": .string(words(ticket.createdAt)),
            "requester": Self.values(of: requester),
            "assignee": Self.values(of: assignee),
            "respond_by_text": reader.isAgent ? try respondBy(ticket).map { words($0) }.json : .null,
            "resolve_by_text": reader.isAgent ? try resolveBy(ticket).map { words($0) }.json : .null,
        ]
    }

    private func values(
        of comment: Comment, author: Person?, for reader: Person, _ words: Wording
    ) throws(DeskError) -> JSON {
        let text = Self.mailed(comment.content.text, words)
        return [
            "author": Self.values(of: author),
            "text": .string(text),
            "paragraphs": Self.paragraphs(of: text),
            "is_internal": .bool(comment.content.visibility == .internal),
            "is_unverified": .bool(!comment.content.isVerified),
            "files": try values(
                ofFilesWith: comment, for: reader,
                // Who works here signs in; others may have no account, and get a link that is theirs.
                url: reader.isAgent
                    ? "\(settings.siteURL)/#/tickets/\(comment.ticket.rawValue)"
                    : "\(settings.siteURL)/files/\(FileLink.place)", words),
        ]
    }

    /// How much of what was said before is quoted: octets and lines.
    private static let quotedOctets = 2_048
    private static let quotedLines = 20

    /// What was said to everybody before this comment, for a reader who has forgotten; null when it was the first.
    private func earlier(
        than comment: Comment?, on ticket: Ticket, _ words: Wording
    ) throws(DeskError) -> JSON {
        guard let comment, let before = try records.publicWords(before: comment.id, on: ticket.id) else {
            return .null
        }
        var author: Person?
        if let id = before.author { author = try records.person(id) }
        let text = Self.beginning(of: before.text, octets: Self.quotedOctets, lines: Self.quotedLines)
        let isWhole = text.utf8.count == before.text.utf8.count
        let lines = (text + (isWhole ? "" : "\n[…]")).utf8
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        return [
            "author": ["name": .string(author?.name ?? settings.siteName)],
            "at_text": .string(words(before.at)),
            "lines": .array(
                lines.enumerated().map { index, line in
                    ["text": .string(line), "is_last": .bool(index == lines.count - 1)]
                }),
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
    static func mailed(_ text: String, _ words: Wording) -> String {
        let beginning = beginning(of: text, octets: mailedOctets, lines: mailedLines)
        return beginning.utf8.count == text.utf8.count ? text : beginning + "\n\n" + words(.textCut)
    }

    /// As much of a text as may be, cut between characters.
    private static func beginning(of text: String, octets: Int, lines most: Int) -> String {
        let bytes = text.utf8
        var end = bytes.index(bytes.startIndex, offsetBy: octets, limitedBy: bytes.endIndex) ?? bytes.endIndex
        // Not in the middle of a character.
        while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        var lines = 0
        for index in bytes[..<end].indices where bytes[index] == UInt8(ascii: "\n") {
            lines += 1
            if lines == most {
                end = index
                break
            }
        }
        return String(text[..<end])
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
