internal import TallyCore

/// Both mail queues as an operator looks after them.
extension Records: OperationRecords {
    func outbox(
        _ states: Set<OutboxEntry.State>, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<OutboxEntry> {
        let wanted = states.isEmpty ? Set(OutboxEntry.State.allCases) : states
        let list = Value.list(wanted.map(\.rawValue))
        let entries = try rows(
            """
            SELECT id, kind, ticket_id, recipient, message_id, state, attempts, next_attempt_at, last_reply,
                bounce_status, created_at, finished_at
            FROM outbox WHERE state IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR id < ?2)
            ORDER BY id DESC LIMIT ?3
            """, [list, .optional(last), .integer(limit + 1)], OutboxEntry.init(row:))
        let total = try number(
            "SELECT count(*) FROM outbox WHERE state IN (SELECT value FROM json_each(?1))", [list])
        return Page(entries, limit: limit, total: total) { $0.id.rawValue }
    }

    func outboxEntry(_ id: OutgoingMail.ID) throws(DeskError) -> OutboxEntry? {
        try first(
            """
            SELECT id, kind, ticket_id, recipient, message_id, state, attempts, next_attempt_at, last_reply,
                bounce_status, created_at, finished_at
            FROM outbox WHERE id = ?1
            """, [.integer(id.rawValue)], OutboxEntry.init(row:))
    }

    func retry(_ mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE outbox SET state = 'waiting', next_attempt_at = ?2, report_failures = 0, finished_at = NULL
            WHERE id = ?1
            """, [.integer(mail.rawValue), .integer(now.milliseconds)])
    }

    func giveUp(_ mail: OutgoingMail.ID, reason: String, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE outbox SET state = 'failed', next_attempt_at = NULL, last_reply = ?2, finished_at = ?3
            WHERE id = ?1
            """, [.integer(mail.rawValue), .text(reason), .integer(now.milliseconds)])
    }

    func quarantine(after last: Int64?, limit: Int) throws(DeskError) -> Page<QuarantinedMail> {
        let mails = try rows(
            """
            SELECT id, mailbox, size, reason, staged_at, finished_at, coalesce(outcome, '') = 'held'
            FROM staged_mail
            WHERE state = 'quarantined' AND (?1 IS NULL OR id < ?1) ORDER BY id DESC LIMIT ?2
            """, [.optional(last), .integer(limit + 1)], QuarantinedMail.init(row:))
        let total = try number("SELECT count(*) FROM staged_mail WHERE state = 'quarantined'")
        return Page(mails, limit: limit, total: total) { $0.id.rawValue }
    }

    func quarantined(_ id: StagedMail.ID) throws(DeskError) -> QuarantinedMail? {
        try first(
            """
            SELECT id, mailbox, size, reason, staged_at, finished_at, coalesce(outcome, '') = 'held'
            FROM staged_mail
            WHERE id = ?1 AND state = 'quarantined'
            """, [.integer(id.rawValue)], QuarantinedMail.init(row:))
    }

    func rawContent(of mail: StagedMail.ID) throws(DeskError) -> [UInt8]? {
        guard let name = try contentName(of: mail) else { return nil }
        return try rawMail(name)
    }

    func rawFile(of mail: StagedMail.ID) throws(DeskError) -> String? {
        guard let name = try contentName(of: mail), !name.isEmpty, content.has(name) else { return nil }
        return content.file(name)
    }

    private func contentName(of mail: StagedMail.ID) throws(DeskError) -> String? {
        try first(
            "SELECT content_sha256 FROM staged_mail WHERE id = ?1", [.integer(mail.rawValue)]
        ) { row throws(SQLiteError) in row.text(0) }
    }

    func release(_ mail: StagedMail.ID) throws(DeskError) {
        try run(
            """
            UPDATE staged_mail SET state = 'waiting', attempts = 0, outcome = NULL, reason = NULL,
                finished_at = NULL, is_released = max(is_released, outcome = 'held')
            WHERE id = ?1 AND state = 'quarantined'
            """, [.integer(mail.rawValue)])
    }

    func drop(_ mail: StagedMail.ID, reason: String, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE staged_mail SET state = 'done', outcome = 'ignored', reason = ?2, finished_at = ?3
            WHERE id = ?1 AND state = 'quarantined'
            """, [.integer(mail.rawValue), .text(reason), .integer(now.milliseconds)])
    }
}

extension Page {
    /// - Parameter found: one more than `limit` when there is another page.
    init(_ found: [Element], limit: Int, total: Int64, number: (Element) -> Int64) {
        let elements = Array(found.prefix(limit))
        self.init(
            elements: elements, total: Int(total),
            next: found.count > limit ? elements.last.map(number) : nil)
    }
}

extension OutboxEntry {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: OutgoingMail.ID(rawValue: row.integer(0)), kind: try row.choice(MailKind.self, 1),
            ticket: row.optionalInteger(2).map { Ticket.ID(rawValue: $0) }, recipient: row.text(3),
            messageID: row.text(4), state: try row.choice(State.self, 5), attempts: Int(row.integer(6)),
            nextAttemptAt: row.optionalMoment(7), lastReply: row.optionalText(8),
            bounceStatus: row.optionalText(9), createdAt: row.moment(10), finishedAt: row.optionalMoment(11))
    }
}

extension QuarantinedMail {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: StagedMail.ID(rawValue: row.integer(0)), mailbox: MailboxName(row.text(1)),
            size: Int(row.integer(2)), reason: row.optionalText(3) ?? "", stagedAt: row.moment(4),
            quarantinedAt: row.optionalMoment(5) ?? row.moment(4), isHeld: row.flag(6))
    }
}
