internal import TallyCore

/// Comments, attachments and the timeline.
extension Records: TicketRecords {
    func add(_ comment: CommentDraft, to ticket: Ticket.ID, at now: Timestamp) throws(DeskError) -> Comment {
        let id = try number(
            """
            INSERT INTO comment (ticket_id, author_id, visibility, source, text, quoted_text, html, is_verified,
                staged_mail_id, created_at, recipients)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id
            """,
            [
                .integer(ticket.rawValue), .optional(comment.author?.rawValue),
                .text(comment.visibility.rawValue),
                .text(comment.source.rawValue), .text(comment.text), .text(comment.quotedText),
                .optional(comment.html), .flag(comment.isVerified), .optional(comment.stagedMail?.rawValue),
                .integer(now.milliseconds), .optional(comment.recipients?.json.description),
            ])
        for attachment in comment.attachments {
            let name = try keep(attachment.content)
            try run(
                """
                INSERT INTO attachment (comment_id, filename, content_type, content_id, is_inline, size, content_sha256)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                [
                    .integer(id), .optional(attachment.filename), .text(attachment.contentType),
                    .optional(attachment.contentID), .flag(attachment.isInline),
                    .integer(attachment.content.count),
                    .text(name),
                ])
        }
        return Comment(id: Comment.ID(rawValue: id), ticket: ticket, createdAt: now, content: comment)
    }

    func comments(of ticket: Ticket.ID) throws(DeskError) -> [Comment] {
        try rows(
            """
            WITH RECURSIVE part (id) AS (
                VALUES (?1) UNION SELECT t.id FROM ticket t JOIN part ON t.merged_into_id = part.id
            )
            SELECT id, ticket_id, author_id, visibility, source, text, quoted_text, html, is_verified,
                staged_mail_id, created_at, recipients
            FROM comment WHERE ticket_id IN (SELECT id FROM part)
            ORDER BY id <> (SELECT min(id) FROM comment WHERE ticket_id = ?1), id
            """, [.integer(ticket.rawValue)], Comment.init(row:))
    }

    func publicWords(
        before comment: Comment.ID, on ticket: Ticket.ID
    ) throws(DeskError) -> (author: Person.ID?, text: String, at: Timestamp)? {
        try first(
            """
            WITH RECURSIVE part (id) AS (
                VALUES (?1) UNION SELECT t.id FROM ticket t JOIN part ON t.merged_into_id = part.id
            )
            SELECT author_id, text, created_at FROM comment
            WHERE id = (
                SELECT max((
                    SELECT c.id FROM comment c
                    WHERE c.ticket_id = part.id AND c.id < ?2 AND c.visibility = 'public' AND c.text <> ''
                    ORDER BY c.id DESC LIMIT 1)) FROM part)
            """, [.integer(ticket.rawValue), .integer(comment.rawValue)]
        ) { row throws(SQLiteError) in (row.optionalPerson(0), row.text(1), row.moment(2)) }
    }

    func remove(_ comment: Comment.ID) throws(DeskError) {
        try run("DELETE FROM attachment WHERE comment_id = ?1", [.integer(comment.rawValue)])
        try run("DELETE FROM comment WHERE id = ?1", [.integer(comment.rawValue)])
    }

    func attachments(of ticket: Ticket.ID) throws(DeskError) -> [Attachment] {
        try rows(
            """
            SELECT a.id, a.comment_id, a.filename, a.content_type, a.size, a.content_sha256, a.is_inline, a.content_id
            FROM attachment a JOIN comment c ON c.id = a.comment_id
            WHERE c.ticket_id IN (
                WITH RECURSIVE part (id) AS (
                    VALUES (?1) UNION SELECT t.id FROM ticket t JOIN part ON t.merged_into_id = part.id
                )
                SELECT id FROM part)
            ORDER BY a.id
            """, [.integer(ticket.rawValue)], Attachment.init(row:))
    }

    func attachments(with comment: Comment.ID) throws(DeskError) -> [Attachment] {
        try rows(
            """
            SELECT id, comment_id, filename, content_type, size, content_sha256, is_inline, content_id
            FROM attachment WHERE comment_id = ?1 ORDER BY id
            """, [.integer(comment.rawValue)], Attachment.init(row:))
    }

    func attachment(
        _ id: Int64
    ) throws(DeskError) -> (attachment: Attachment, ticket: Ticket.ID, content: [UInt8])? {
        guard let (attachment, ticket) = try attachmentRow(id) else { return nil }
        do throws(StoreFailure) {
            return (attachment, ticket, try content.read(attachment.sha256))
        } catch {
            throw .store(error)
        }
    }

    func attachmentFile(
        _ id: Int64
    ) throws(DeskError) -> (attachment: Attachment, ticket: Ticket.ID, path: String)? {
        guard let (attachment, ticket) = try attachmentRow(id) else { return nil }
        return (attachment, ticket, content.file(attachment.sha256))
    }

    private func attachmentRow(
        _ id: Int64
    ) throws(DeskError) -> (attachment: Attachment, ticket: Ticket.ID)? {
        try first(
            """
            SELECT a.id, a.comment_id, a.filename, a.content_type, a.size, a.content_sha256, a.is_inline, a.content_id,
                c.ticket_id
            FROM attachment a JOIN comment c ON c.id = a.comment_id WHERE a.id = ?1
            """, [.integer(id)]
        ) { row throws(SQLiteError) in (try Attachment(row: row), row.ticket(8)) }
    }

    // MARK: Timeline

    func append(_ entry: TimelineEntry, to ticket: Ticket.ID) throws(DeskError) {
        try run(
            """
            INSERT INTO timeline (ticket_id, at, actor_id, kind, from_value, to_value, source, version)
            SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, version FROM ticket WHERE id = ?1
            """,
            [
                .integer(ticket.rawValue), .integer(entry.at.milliseconds), .optional(entry.actor?.rawValue),
                .text(entry.kind.rawValue), .optional(entry.from), .optional(entry.to),
                .text(entry.source.rawValue),
            ])
    }

    func timeline(of ticket: Ticket.ID) throws(DeskError) -> [TimelineEntry] {
        try rows(
            """
            SELECT at, actor_id, kind, from_value, to_value, source, version
            FROM timeline WHERE ticket_id = ?1 ORDER BY id
            """, [.integer(ticket.rawValue)], TimelineEntry.init(row:))
    }

    func audit(after last: Int64?, limit: Int) throws(DeskError) -> Page<AuditEntry> {
        let entries = try rows(
            """
            SELECT at, actor_id, kind, from_value, to_value, source, version, id, ticket_id
            FROM timeline WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2
            """, [.optional(last), .integer(limit + 1)], AuditEntry.init(row:))
        let total = try number("SELECT count(*) FROM timeline")
        return Page(entries, limit: limit, total: total) { $0.id }
    }
}

extension Comment {
    fileprivate init(row: Row) throws(SQLiteError) {
        let content = CommentDraft(
            author: row.optionalPerson(2), visibility: try row.choice(Visibility.self, 3),
            source: try row.choice(Source.self, 4), text: row.text(5), quotedText: row.text(6),
            html: row.optionalText(7), isVerified: row.flag(8),
            stagedMail: row.optionalInteger(9).map { StagedMail.ID(rawValue: $0) },
            recipients: try Self.recipients(row.optionalText(11), of: row.integer(0)))
        self.init(
            id: ID(rawValue: row.integer(0)), ticket: row.ticket(1), createdAt: row.moment(10),
            content: content)
    }

    private static func recipients(
        _ text: String?, of comment: Int64
    ) throws(SQLiteError) -> MailRecipients? {
        guard let text else { return nil }
        let recipients: MailRecipients?
        do {
            recipients = MailRecipients(try JSON(parsing: Array(text.utf8)))
        } catch {
            recipients = nil
        }
        guard let recipients else { throw .unreadable("the recipients of comment \(comment)") }
        return recipients
    }
}

extension Attachment {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: row.integer(0), comment: Comment.ID(rawValue: row.integer(1)), filename: row.optionalText(2),
            contentType: row.text(3), size: Int(row.integer(4)), sha256: row.text(5), isInline: row.flag(6),
            contentID: row.optionalText(7))
    }
}

extension AuditEntry {
    /// Columns: those of a timeline entry, id, ticket_id.
    init(row: Row) throws(SQLiteError) {
        self.init(id: row.integer(7), ticket: row.ticket(8), change: try TimelineEntry(row: row))
    }
}

extension TimelineEntry {
    /// Columns: at, actor_id, kind, from_value, to_value, source, version.
    init(row: Row) throws(SQLiteError) {
        self.init(
            at: row.moment(0), actor: row.optionalPerson(1), kind: try row.choice(Kind.self, 2),
            from: row.optionalText(3), to: row.optionalText(4), source: try row.choice(Source.self, 5),
            version: Int(row.integer(6)))
    }
}
