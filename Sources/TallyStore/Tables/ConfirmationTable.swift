internal import MailParsing
internal import TallyCore

/// Questions whether a mail with commands was somebody's.
extension Records {
    func addConfirmation(
        on ticket: Ticket.ID, of person: Person.ID, mail: StagedMail.ID, comment: Comment.ID?,
        expiresAt: Timestamp
    ) throws(DeskError) -> Confirmation {
        let id = try number(
            """
            INSERT INTO confirmation (ticket_id, person_id, staged_mail_id, comment_id, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id
            """,
            [
                .integer(ticket.rawValue), .integer(person.rawValue), .integer(mail.rawValue),
                .optional(comment?.rawValue), .integer(expiresAt.milliseconds),
            ])
        return Confirmation(
            id: Confirmation.ID(rawValue: id), ticket: ticket, person: person, mail: mail, comment: comment,
            expiresAt: expiresAt)
    }

    func setRequest(_ reference: MailReference, of confirmation: Confirmation.ID) throws(DeskError) {
        try run(
            "UPDATE confirmation SET request_message_id = ?2, request_token_id = ?3 WHERE id = ?1",
            [
                .integer(confirmation.rawValue), .text(reference.messageID.text),
                .optional(reference.token?.rawValue),
            ])
    }

    func confirmation(_ id: Confirmation.ID) throws(DeskError) -> Confirmation? {
        try first(
            """
            SELECT id, ticket_id, person_id, staged_mail_id, comment_id, expires_at, used_at FROM confirmation
            WHERE id = ?1
            """, [.integer(id.rawValue)], Confirmation.init(row:))
    }

    func confirmation(
        answeredTo token: ReplyToken.ID?, referringTo references: [MessageID]
    ) throws(DeskError) -> Confirmation? {
        if let token {
            let found = try first(
                """
                SELECT id, ticket_id, person_id, staged_mail_id, comment_id, expires_at, used_at FROM confirmation
                WHERE request_token_id = ?1
                """, [.integer(token.rawValue)], Confirmation.init(row:))
            if let found { return found }
        }
        for reference in references {
            let found = try first(
                """
                SELECT id, ticket_id, person_id, staged_mail_id, comment_id, expires_at, used_at FROM confirmation
                WHERE request_message_id = ?1
                """, [.text(reference.text)], Confirmation.init(row:))
            if let found { return found }
        }
        return nil
    }

    func openConfirmation(
        of person: Person.ID, on ticket: Ticket.ID, at now: Timestamp
    ) throws(DeskError) -> Confirmation? {
        try first(
            """
            SELECT id, ticket_id, person_id, staged_mail_id, comment_id, expires_at, used_at FROM confirmation
            WHERE ticket_id = ?1 AND person_id = ?2 AND expires_at > ?3 AND used_at IS NULL
            """,
            [.integer(ticket.rawValue), .integer(person.rawValue), .integer(now.milliseconds)],
            Confirmation.init(row:))
    }

    func use(_ confirmation: Confirmation.ID, at now: Timestamp) throws(DeskError) -> Bool {
        try run(
            "UPDATE confirmation SET used_at = ?2 WHERE id = ?1 AND used_at IS NULL",
            [.integer(confirmation.rawValue), .integer(now.milliseconds)]) == 1
    }
}

extension Confirmation {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: ID(rawValue: row.integer(0)), ticket: row.ticket(1),
            person: Person.ID(rawValue: row.integer(2)),
            mail: StagedMail.ID(rawValue: row.integer(3)),
            comment: row.optionalInteger(4).map { Comment.ID(rawValue: $0) }, expiresAt: row.moment(5),
            usedAt: row.optionalMoment(6))
    }
}
