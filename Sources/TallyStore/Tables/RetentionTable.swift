internal import TallyCore

/// Removing what was kept long enough, a limited number of rows at a time.
extension Records {
    /// The bytes of mail that left, or was given up; such a mail is never sent again by itself.
    func forgetBytes(finishedBefore time: Timestamp, limit: Int) throws(DeskError) -> Int {
        try run(
            """
            UPDATE outbox SET bytes = NULL WHERE id IN (
                SELECT id FROM outbox WHERE bytes IS NOT NULL AND finished_at < ?1 ORDER BY finished_at LIMIT ?2)
            """, [.integer(time.milliseconds), .integer(limit)])
    }

    func removeOutgoing(finishedBefore time: Timestamp, limit: Int) throws(DeskError) -> Int {
        try run(
            """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE finished_at < ?1 ORDER BY finished_at LIMIT ?2)
            """, [.integer(time.milliseconds), .integer(limit)])
    }

    /// Where mail did not arrive long ago, suspended or not, and when very much of it did not: the rows that it is
    /// counted by are as old.
    func removeBounces(before time: Timestamp, limit: Int) throws(DeskError) -> Int {
        let values: [Value] = [.integer(time.milliseconds), .integer(limit)]
        var removed = try run(
            """
            DELETE FROM undeliverable_address WHERE address IN (
                SELECT address FROM undeliverable_address WHERE last_bounce_at < ?1
                ORDER BY last_bounce_at LIMIT ?2)
            """, values)
        removed += try run(
            """
            DELETE FROM bounce_storm WHERE id IN (
                SELECT id FROM bounce_storm WHERE until_at < ?1 ORDER BY until_at LIMIT ?2)
            """, values)
        return removed
    }

    func removeContactMessages(before time: Timestamp, limit: Int) throws(DeskError) -> Int {
        try run(
            """
            DELETE FROM contact_message
            WHERE id IN (SELECT id FROM contact_message WHERE id > 0 ORDER BY id LIMIT ?2) AND received_at < ?1
            """, [.integer(time.milliseconds), .integer(limit)])
    }

    /// Always from the oldest on and never the newest: who asks for events that are gone has to be told so.
    func removeEvents(before time: Timestamp, limit: Int) throws(DeskError) -> Int {
        let oldest: [(sequence: Int64, at: Timestamp)] = try rows(
            """
            SELECT sequence, at FROM event WHERE sequence < (SELECT max(sequence) FROM event)
            ORDER BY sequence LIMIT ?1
            """, [.integer(limit)]
        ) { row throws(SQLiteError) in (row.integer(0), row.moment(1)) }
        guard let last = oldest.prefix(while: { $0.at < time }).last else { return 0 }
        return try run("DELETE FROM event WHERE sequence <= ?1", [.integer(last.sequence)])
    }

    func removeNotifications(before time: Timestamp, limit: Int) throws(DeskError) -> Int {
        try run(
            """
            DELETE FROM notification
            WHERE id IN (SELECT id FROM notification WHERE id > 0 ORDER BY id LIMIT ?2) AND created_at < ?1
            """, [.integer(time.milliseconds), .integer(limit)])
    }

    /// Sign-ins, links, proofs and questions that nobody can use any more.
    ///
    /// A question is kept for a while, so that who answers it late is told that it was too late.
    func removeLapsed(at now: Timestamp, limit: Int) throws(DeskError) -> Int {
        let (moment, count) = (Value.integer(now.milliseconds), Value.integer(limit))
        var removed = try run(
            """
            DELETE FROM session WHERE id IN (
                SELECT id FROM session WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
            """, [moment, count])
        removed += try run(
            """
            DELETE FROM account_link WHERE token IN (
                SELECT token FROM account_link WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
            """, [moment, count])
        removed += try run(
            """
            DELETE FROM address_proof WHERE token IN (
                SELECT token FROM address_proof WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
            """, [moment, count])
        removed += try run(
            """
            DELETE FROM confirmation WHERE id IN (
                SELECT id FROM confirmation WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
            """, [.integer((now - Self.lateAnswers).milliseconds), count])
        return removed
    }

    private static let lateAnswers = Duration.days(30)

    /// What `undo` would take back of long ago.
    func removeCommandMails(before time: Timestamp, limit: Int) throws(DeskError) -> Int {
        try run(
            """
            DELETE FROM command_mail WHERE id IN (SELECT id FROM command_mail WHERE at < ?1 ORDER BY at LIMIT ?2)
            """, [.integer(time.milliseconds), .integer(limit)])
    }

    /// Reply addresses that lapsed long ago: until then a late answer of who they were given to still finds its
    /// ticket by them.
    func removeReplyTokens(expiredBefore time: Timestamp, limit: Int) throws(DeskError) -> Int {
        let tokens: [Value] = try rows(
            """
            SELECT id FROM reply_token t
            WHERE expires_at < ?1 AND NOT EXISTS (SELECT 1 FROM command_mail WHERE receipt_token_id = t.id)
                AND NOT EXISTS (SELECT 1 FROM confirmation WHERE request_token_id = t.id)
            ORDER BY expires_at LIMIT ?2
            """, [.integer(time.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in .integer(row.integer(0)) }
        for token in tokens {
            try run("DELETE FROM reply_token_use WHERE token_id = ?1", [token])
            try run("DELETE FROM reply_token WHERE id = ?1", [token])
        }
        return tokens.count
    }

    /// Lets go of processed mail as it arrived; that it was received stays known.
    ///
    /// - Returns: the names of the contents.
    func forgetRawMail(finishedBefore time: Timestamp, limit: Int) throws(DeskError) -> [String] {
        let found: [(id: Int64, name: String)] = try rows(
            """
            SELECT id, content_sha256 FROM staged_mail
            WHERE state = 'done' AND content_sha256 <> '' AND finished_at < ?1 ORDER BY finished_at LIMIT ?2
            """, [.integer(time.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in (row.integer(0), row.text(1)) }
        for mail in found {
            try run("UPDATE staged_mail SET content_sha256 = '' WHERE id = ?1", [.integer(mail.id)])
        }
        return found.map(\.name)
    }

    /// Gives up mail that nobody let in, and lets go of it as it arrived; that it was received stays known.
    ///
    /// - Returns: the names of the contents.
    func giveUpHeldMail(finishedBefore time: Timestamp, limit: Int) throws(DeskError) -> [String] {
        let found: [(id: Int64, name: String)] = try rows(
            """
            SELECT id, content_sha256 FROM staged_mail
            WHERE state = 'quarantined' AND finished_at < ?1 ORDER BY finished_at LIMIT ?2
            """, [.integer(time.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in (row.integer(0), row.text(1)) }
        for mail in found {
            try run(
                """
                UPDATE staged_mail SET state = 'done', outcome = 'ignored', content_sha256 = '',
                    reason = 'nobody let it in: ' || coalesce(reason, '')
                WHERE id = ?1
                """, [.integer(mail.id)])
        }
        return found.map(\.name)
    }

    /// Those of the contents that no row names.
    func unnamedContent(of names: [String]) throws(DeskError) -> [String] {
        try rows(
            """
            SELECT name.value FROM json_each(?1) name
            WHERE NOT EXISTS (SELECT 1 FROM staged_mail WHERE content_sha256 = name.value)
                AND NOT EXISTS (SELECT 1 FROM attachment WHERE content_sha256 = name.value)
            """, [.list(names)]
        ) { row throws(SQLiteError) in row.text(0) }
    }
}
