internal import MailParsing
internal import TallyCore

/// Outgoing mail as its sender works through it.
///
/// Each call is a transaction of its own.
extension Records {
    /// Mail that cannot be read any more is given up, and found by whoever looks for failed mail: the others must not
    /// wait behind it.
    func nextDue(at now: Timestamp, besides busy: Set<String>) throws(DeskError) -> OutgoingMail? {
        while let found = try firstDue(at: now, besides: busy) {
            switch found {
            case .readable(let mail): return mail
            case .unreadable(let mail, let reason):
                try keep(Delivery(state: .failed(reason: reason), createdAt: now), of: mail, at: now)
            }
        }
        return nil
    }

    private enum Due {
        case readable(OutgoingMail)
        case unreadable(OutgoingMail.ID, reason: String)

        init(row: Row) {
            do throws(SQLiteError) {
                self = .readable(try OutgoingMail(row: row))
            } catch {
                self = .unreadable(OutgoingMail.ID(rawValue: row.integer(0)), reason: error.message)
            }
        }
    }

    private func firstDue(at now: Timestamp, besides busy: Set<String>) throws(DeskError) -> Due? {
        // While answers are held they are not walked past, however many they are.
        let sql: StaticString =
            try breakerTrip() == nil
            ? """
            SELECT id, kind, ticket_id, person_id, message_id, draft, bytes, attempts, report_failures, created_at
            FROM outbox
            WHERE state = 'waiting' AND next_attempt_at <= ?1 AND recipient NOT IN (SELECT value FROM json_each(?2))
                AND NOT EXISTS (SELECT 1 FROM outbox_hold)
            ORDER BY next_attempt_at, id LIMIT 1
            """
            : """
            SELECT id, kind, ticket_id, person_id, message_id, draft, bytes, attempts, report_failures, created_at
            FROM outbox INDEXED BY outbox_waiting_words
            WHERE state = 'waiting' AND is_answer = 0 AND next_attempt_at <= ?1
                AND recipient NOT IN (SELECT value FROM json_each(?2)) AND NOT EXISTS (SELECT 1 FROM outbox_hold)
            ORDER BY next_attempt_at, id LIMIT 1
            """
        return try first(sql, [.integer(now.milliseconds), .list(busy)]) { row throws(SQLiteError) in
            Due(row: row)
        }
    }

    func nextDueTime(besides busy: Set<String>) throws(DeskError) -> Timestamp? {
        let sql: StaticString =
            try breakerTrip() == nil
            ? """
            SELECT next_attempt_at FROM outbox
            WHERE state = 'waiting' AND recipient NOT IN (SELECT value FROM json_each(?1))
                AND NOT EXISTS (SELECT 1 FROM outbox_hold)
            ORDER BY next_attempt_at LIMIT 1
            """
            : """
            SELECT next_attempt_at FROM outbox INDEXED BY outbox_waiting_words
            WHERE state = 'waiting' AND is_answer = 0 AND recipient NOT IN (SELECT value FROM json_each(?1))
                AND NOT EXISTS (SELECT 1 FROM outbox_hold)
            ORDER BY next_attempt_at LIMIT 1
            """
        return try first(sql, [.list(busy)]) { row throws(SQLiteError) in row.moment(0) }
    }

    /// Bytes that have a token in them are not kept: they are made once more, from the same row.
    func begin(_ mail: OutgoingMail, bytes: [UInt8]) throws(DeskError) -> Bool {
        let kept = mail.draft.hasOneTimeToken ? Value.null : .blob(bytes)
        let changed = try run(
            """
            UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_attempt_at = NULL,
                bytes = coalesce(bytes, ?3)
            WHERE id = ?1 AND state = 'waiting' AND attempts = ?2
            """, [.integer(mail.id.rawValue), .integer(mail.attempts), kept])
        return changed == 1
    }

    func countReportFailure(of mail: OutgoingMail.ID, next: Timestamp) throws(DeskError) {
        try run(
            "UPDATE outbox SET report_failures = report_failures + 1, next_attempt_at = ?2 WHERE id = ?1",
            [.integer(mail.rawValue), .integer(next.milliseconds)])
    }

    func keep(_ delivery: Delivery, of mail: OutgoingMail.ID, at now: Timestamp) throws(DeskError) {
        let columns: (state: String, attempts: Int?, next: Timestamp?, reply: String?)
        switch delivery.state {
        case .waiting(let attempts, let next): columns = ("waiting", attempts, next, nil)
        case .sending(let attempts): columns = ("sending", attempts, nil, nil)
        case .sent(let reply): columns = ("sent", nil, nil, reply.description)
        case .failed(let reason): columns = ("failed", nil, nil, reason)
        }
        try run(
            """
            UPDATE outbox SET state = ?2, attempts = coalesce(?3, attempts), next_attempt_at = ?4,
                last_reply = coalesce(?5, last_reply),
                finished_at = CASE WHEN ?2 IN ('sent', 'failed') THEN ?6 END,
                bytes = CASE WHEN ?2 = 'sent' AND length(bytes) > ?7 THEN NULL ELSE bytes END
            WHERE id = ?1
            """,
            [
                .integer(mail.rawValue), .text(columns.state), .optional(columns.attempts),
                .optional(columns.next?.milliseconds), .optional(columns.reply), .integer(now.milliseconds),
                .integer(Self.keptOctets),
            ])
    }

    /// Bytes of more than this are let go of once they have left: of a file that many are sent each mail has a copy.
    private static let keptOctets = 200_000

    /// Both queues at a glance; each count is answered from an index.
    func queueDepths(at now: Timestamp) throws(DeskError) -> QueueDepths {
        var depths = QueueDepths()
        depths.bounceStormSince = try bounceStorm(at: now)?.from
        depths.stagedWaiting = Int(try number("SELECT count(*) FROM staged_mail WHERE state = 'waiting'"))
        depths.oldestStaged =
            try first("SELECT staged_at FROM staged_mail WHERE state = 'waiting' ORDER BY id LIMIT 1") {
                row throws(SQLiteError) in row.moment(0)
            }
        depths.quarantined = Int(try number("SELECT count(*) FROM staged_mail WHERE state = 'quarantined'"))
        depths.outboxWaiting = Int(
            try number("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')"))
        depths.oldestOutgoing =
            try first("SELECT min(created_at) FROM outbox WHERE state IN ('waiting', 'sending')") {
                row throws(SQLiteError) in row.optionalMoment(0)
            } ?? nil
        depths.outboxFailed = Int(try number("SELECT count(*) FROM outbox WHERE state = 'failed'"))
        try countHeld(into: &depths)
        return depths
    }

    private func countHeld(into depths: inout QueueDepths) throws(DeskError) {
        depths.breakerSince = try breakerTrip()?.trippedAt
        if depths.breakerSince != nil {
            depths.answersHeld = Int(
                try number("SELECT count(*) FROM outbox WHERE is_answer = 1 AND state = 'waiting'"))
        }
        depths.holdReason = try first("SELECT reason FROM outbox_hold LIMIT 1") {
            row throws(SQLiteError) in row.text(0)
        }
        depths.suspended = Int(
            try number("SELECT count(*) FROM undeliverable_address WHERE suspended_at IS NOT NULL"))
        depths.gathered = Int(try number("SELECT count(*) FROM gathered_notice"))
    }

    /// Mail that was being sent when the program ended may have arrived; it goes again with the same bytes.
    func recoverInterrupted(at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE outbox SET state = 'waiting', next_attempt_at = ?1 WHERE state = 'sending'",
            [.integer(now.milliseconds)])
    }
}

extension OutgoingDraft {
    /// What the columns of the row do not hold.
    var stored: JSON {
        [
            "from": from.stored, "to": to.stored, "reply_to": replyTo.map(\.stored) ?? .null,
            "reply_token": replyToken.map(\.stored) ?? .null,
            "in_reply_to": inReplyTo.map { .string($0.text) } ?? .null,
            "references": .array(references.map { .string($0.text) }), "date": .integer(date.milliseconds),
            "values": values,
        ]
    }
}

extension Mailbox {
    fileprivate var stored: JSON { ["name": name.json, "address": .string(address)] }

    fileprivate init?(stored: JSON) {
        guard let address = stored["address"].text else { return nil }
        self.init(name: stored["name"].text, address: address)
    }
}

extension OutgoingMail {
    fileprivate init(row: Row) throws(SQLiteError) {
        let id = ID(rawValue: row.integer(0))
        let stored: JSON
        do throws(JSON.SyntaxError) {
            stored = try JSON(parsing: row.blob(5))
        } catch {
            throw .unreadable("the draft of outgoing mail \(id.rawValue)")
        }
        guard let from = Mailbox(stored: stored["from"]), let to = Mailbox(stored: stored["to"]),
            let date = stored["date"].int
        else { throw .unreadable("the draft of outgoing mail \(id.rawValue)") }
        let draft = OutgoingDraft(
            kind: try row.choice(MailKind.self, 1),
            ticket: row.optionalInteger(2).map { Ticket.ID(rawValue: $0) }, person: row.optionalPerson(3),
            from: from, to: to, replyTo: Mailbox(stored: stored["reply_to"]),
            replyToken: ReplyToken(stored: stored["reply_token"], of: to.address),
            messageID: MessageID(text: row.text(4)),
            inReplyTo: stored["in_reply_to"].text.map { MessageID(text: $0) },
            references: (stored["references"].elements ?? []).compactMap(\.text).map { MessageID(text: $0) },
            date: Timestamp(milliseconds: Int64(date)), values: stored["values"])
        self.init(
            id: id, draft: draft, bytes: row.optionalBlob(6), attempts: Int(row.integer(7)),
            reportFailures: Int(row.integer(8)), createdAt: row.moment(9))
    }
}
