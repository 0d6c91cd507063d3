internal import MailParsing
internal import TallyCore

/// Message-IDs, reply tokens, and what became of received mail.
extension Records: MailRecords {
    func ticket(knowing messageID: MessageID) throws(DeskError) -> Ticket.ID? {
        try first(
            "SELECT ticket_id FROM known_message_id WHERE message_id = ?1", [.text(messageID.text)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    /// What is longer than a line of mail may be (RFC 5322 §2.1.1) could be in no field of an answer either.
    private static let identifierLimit = 998

    func remember(_ messageID: MessageID, of ticket: Ticket.ID) throws(DeskError) {
        guard messageID.text.utf8.count <= Self.identifierLimit else { return }
        try run(
            """
            INSERT INTO known_message_id (message_id, ticket_id, position)
            SELECT ?1, ?2, 1 + coalesce(max(position), 0) FROM known_message_id WHERE ticket_id = ?2
            ON CONFLICT DO NOTHING
            """, [.text(messageID.text), .integer(ticket.rawValue)])
    }

    func messageIDs(of ticket: Ticket.ID, limit: Int) throws(DeskError) -> [MessageID] {
        try rows(
            """
            SELECT message_id FROM known_message_id WHERE ticket_id = ?1 ORDER BY position DESC LIMIT ?2
            """, [.integer(ticket.rawValue), .integer(limit)]
        ) { row throws(SQLiteError) in MessageID(text: row.text(0)) }.reversed()
    }

    // MARK: Reply tokens

    func add(_ facts: ReplyToken.Facts) throws(DeskError) -> ReplyToken {
        let id = try number(
            """
            INSERT INTO reply_token (ticket_id, person_id, address, issued_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id
            """,
            [
                .integer(facts.ticket.rawValue), .integer(facts.person.rawValue), .text(facts.address.text),
                .integer(facts.issuedAt.milliseconds), .integer(facts.expiresAt.milliseconds),
            ])
        return ReplyToken(id: ReplyToken.ID(rawValue: id), facts: facts, isRevoked: false)
    }

    func replyToken(_ id: ReplyToken.ID) throws(DeskError) -> ReplyToken? {
        try first(
            """
            SELECT ticket_id, person_id, address, issued_at, expires_at, revoked_at FROM reply_token WHERE id = ?1
            """, [.integer(id.rawValue)]
        ) { row throws(SQLiteError) in
            guard let address = MailAddress(row.text(2)) else {
                throw .unreadable("the address of reply token \(id.rawValue)")
            }
            let facts = ReplyToken.Facts(
                ticket: row.ticket(0), person: Person.ID(rawValue: row.integer(1)), address: address,
                issuedAt: row.moment(3), expiresAt: row.moment(4))
            return ReplyToken(id: id, facts: facts, isRevoked: row.optionalInteger(5) != nil)
        }
    }

    func revoke(_ token: ReplyToken.ID, at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE reply_token SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
            [.integer(token.rawValue), .integer(now.milliseconds)])
    }

    func revokeTokens(
        of person: Person.ID?, on ticket: Ticket.ID?, at now: Timestamp
    ) throws(DeskError) -> Int {
        try run(
            """
            UPDATE reply_token SET revoked_at = ?3
            WHERE revoked_at IS NULL AND expires_at > ?3 AND (?1 IS NULL OR person_id = ?1)
                AND (?2 IS NULL OR ticket_id = ?2)
            """,
            [.optional(person?.rawValue), .optional(ticket?.rawValue), .integer(now.milliseconds)])
    }

    func use(_ token: ReplyToken.ID, by messageID: MessageID?, at now: Timestamp) throws(DeskError) -> Bool {
        try run(
            """
            INSERT INTO reply_token_use (token_id, message_id, used_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
            """,
            [.integer(token.rawValue), .text(messageID?.text ?? ""), .integer(now.milliseconds)]) == 1
    }

    func takeBackUse(of token: ReplyToken.ID, by messageID: MessageID?) throws(DeskError) {
        try run(
            "DELETE FROM reply_token_use WHERE token_id = ?1 AND message_id = ?2",
            [.integer(token.rawValue), .text(messageID?.text ?? "")])
    }

    // MARK: Received mail

    func finish(_ mail: StagedMail.ID, as outcome: IntakeOutcome, at now: Timestamp) throws(DeskError) {
        let state =
            switch outcome {
            case .held, .quarantined: "quarantined"
            case .opened, .commented, .commanded, .bounce, .ignored: "done"
            }
        try run(
            """
            UPDATE staged_mail SET state = ?2, outcome = ?3, reason = ?4, ticket_id = ?5, finished_at = ?6
            WHERE id = ?1 AND state = 'waiting'
            """,
            [
                .integer(mail.rawValue), .text(state), .text(outcome.name), .optional(outcome.reason),
                .optional(outcome.ticket?.rawValue), .integer(now.milliseconds),
            ])
    }

    // MARK: Outgoing mail

    func enqueue(_ draft: OutgoingDraft, due: Timestamp, isAnswer: Bool) throws(DeskError) {
        try run(
            """
            INSERT INTO outbox (kind, ticket_id, person_id, recipient, message_id, draft, state, next_attempt_at,
                created_at, planned_at, is_answer)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8, ?7, ?9)
            """,
            draft.columns + [
                .integer(due.milliseconds), .integer(draft.date.milliseconds), .integer(isAnswer ? 1 : 0),
            ])
    }

    func withhold(_ draft: OutgoingDraft, reason: String) throws(DeskError) {
        try run(
            """
            INSERT INTO outbox (kind, ticket_id, person_id, recipient, message_id, draft, state, created_at,
                finished_at, last_reply)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'failed', ?7, ?7, ?8)
            """, draft.columns + [.integer(draft.date.milliseconds), .text(reason)])
    }
}

extension OutgoingDraft {
    /// What each row of the outbox begins with.
    fileprivate var columns: [Value] {
        [
            .text(kind.rawValue), .optional(ticket?.rawValue), .optional(person?.rawValue),
            .text(to.address), .text(messageID.text),
            .text(String(decoding: stored.serialized(), as: UTF8.self)),
        ]
    }
}
