internal import MailParsing
internal import TallyCore

/// Which outgoing mail came back, and the addresses at which mail does not arrive.
extension Records {
    func bouncedMail(_ messageID: MessageID) throws(DeskError) -> BouncedMail? {
        try first(
            """
            SELECT id, kind, ticket_id, recipient, created_at, bounce FROM outbox
            WHERE message_id = ?1 AND (attempts > 0 OR state = 'sent')
            """, [.text(messageID.text)], BouncedMail.init(row:))
    }

    func bouncedMail(_ id: OutgoingMail.ID) throws(DeskError) -> BouncedMail? {
        try first(
            """
            SELECT id, kind, ticket_id, recipient, created_at, bounce FROM outbox
            WHERE id = ?1 AND (attempts > 0 OR state = 'sent')
            """, [.integer(id.rawValue)], BouncedMail.init(row:))
    }

    func bouncedMail(about ticket: Ticket.ID, to address: MailAddress) throws(DeskError) -> BouncedMail? {
        try first(
            """
            SELECT id, kind, ticket_id, recipient, created_at, bounce FROM outbox
            WHERE recipient = ?1 AND ticket_id = ?2 AND (attempts > 0 OR state = 'sent') ORDER BY id DESC LIMIT 1
            """, [.text(address.text), .integer(ticket.rawValue)], BouncedMail.init(row:))
    }

    func keep(_ bounce: Bounce, of mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE outbox SET bounce = CASE WHEN bounce = 'hard' THEN bounce ELSE ?2 END,
                bounce_status = coalesce(?3, bounce_status, '5.0.0'), bounced_at = coalesce(bounced_at, ?4)
            WHERE id = ?1
            """,
            [
                .integer(mail.rawValue), .text(bounce.severity.rawValue), .optional(bounce.status),
                .integer(now.milliseconds),
            ])
    }

    func hardBounceCount(of address: MailAddress, since: Timestamp) throws(DeskError) -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM outbox o WHERE recipient = ?1 AND bounced_at >= ?2 AND bounce = 'hard'
                    AND bounce IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM bounce_storm
                        WHERE o.bounced_at BETWEEN bounce_storm.from_at AND bounce_storm.until_at)
                """, [.text(address.text), .integer(since.milliseconds)]))
    }

    func undeliverable(_ address: MailAddress) throws(DeskError) -> UndeliverableAddress? {
        try first(
            """
            SELECT address, status, last_bounce_at, suspended_at, told_at, heard_at FROM undeliverable_address
            WHERE address = ?1
            """, [.text(address.text)], UndeliverableAddress.init(row:))
    }

    func keep(_ address: UndeliverableAddress) throws(DeskError) {
        try run(
            """
            INSERT INTO undeliverable_address (address, status, last_bounce_at, suspended_at, told_at, heard_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET status = ?2, last_bounce_at = ?3, suspended_at = ?4, told_at = ?5,
                heard_at = ?6
            """,
            [
                .text(address.address.text), .optional(address.status),
                .integer(address.lastBounceAt.milliseconds), .optional(address.suspendedAt?.milliseconds),
                .optional(address.toldAt?.milliseconds), .optional(address.heardAt?.milliseconds),
            ])
    }

    func suspendedAddresses(limit: Int) throws(DeskError) -> [UndeliverableAddress] {
        try rows(
            """
            SELECT address, status, last_bounce_at, suspended_at, told_at, heard_at FROM undeliverable_address
            WHERE suspended_at IS NOT NULL ORDER BY suspended_at DESC, address LIMIT ?1
            """, [.integer(limit)], UndeliverableAddress.init(row:))
    }

    func giveUpWaiting(to address: MailAddress, reason: String, at now: Timestamp) throws(DeskError) {
        try run(
            """
            UPDATE outbox SET state = 'failed', next_attempt_at = NULL, last_reply = ?2, finished_at = ?3
            WHERE recipient = ?1 AND state = 'waiting'
            """, [.text(address.text), .text(reason), .integer(now.milliseconds)])
    }
}

extension BouncedMail {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(
            id: OutgoingMail.ID(rawValue: row.integer(0)), kind: try row.choice(MailKind.self, 1),
            ticket: row.optionalInteger(2).map { Ticket.ID(rawValue: $0) },
            recipient: try row.address(3), createdAt: row.moment(4),
            known: row.optionalText(5).flatMap(Bounce.Severity.init(rawValue:)))
    }
}

extension UndeliverableAddress {
    fileprivate init(row: Row) throws(SQLiteError) {
        self.init(address: try row.address(0), lastBounceAt: row.moment(2))
        status = row.optionalText(1)
        suspendedAt = row.optionalMoment(3)
        toldAt = row.optionalMoment(4)
        heardAt = row.optionalMoment(5)
    }
}

extension Row {
    fileprivate func address(_ column: Int32) throws(SQLiteError) -> MailAddress {
        guard let address = MailAddress(text(column)) else { throw .unreadable("a mail address") }
        return address
    }
}
