internal import TallyCore

/// When automatic answers were held, and how many were queued.
extension Records {
    func breakerTrip() throws(DeskError) -> BreakerTrip? {
        try first("SELECT tripped_at, mails FROM breaker_trip WHERE released_at IS NULL") {
            row throws(SQLiteError) in
            BreakerTrip(trippedAt: row.moment(0), mails: Int(row.integer(1)))
        }
    }

    func add(_ trip: BreakerTrip) throws(DeskError) {
        try run(
            "INSERT INTO breaker_trip (tripped_at, mails) VALUES (?1, ?2)",
            [.integer(trip.trippedAt.milliseconds), .integer(trip.mails)])
    }

    func releaseBreaker(
        at now: Timestamp, by who: String, answersSince oldest: Timestamp
    ) throws(DeskError) {
        try run(
            "UPDATE breaker_trip SET released_at = ?1, released_by = ?2 WHERE released_at IS NULL",
            [.integer(now.milliseconds), .text(who)])
        try run(
            """
            UPDATE outbox SET state = 'failed', next_attempt_at = NULL, finished_at = ?1,
                last_reply = 'not sent: it was held back for too long'
            WHERE is_answer = 1 AND state = 'waiting' AND created_at < ?2
            """, [.integer(now.milliseconds), .integer(oldest.milliseconds)])
    }

    func answerCount(since: Timestamp) throws(DeskError) -> Int {
        Int(
            try number(
                "SELECT count(*) FROM outbox WHERE is_answer = 1 AND created_at >= ?1",
                [.integer(since.milliseconds)]))
    }

    func queuedCount(
        _ kinds: Set<MailKind>, to address: MailAddress, since: Timestamp
    ) throws(DeskError) -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM outbox
                WHERE recipient = ?1 AND kind IN (SELECT value FROM json_each(?2)) AND created_at >= ?3
                """, [.text(address.text), .list(kinds.map(\.rawValue)), .integer(since.milliseconds)]))
    }

    func plannedTimes(
        of ticket: Ticket.ID, to address: MailAddress, limit: Int
    ) throws(DeskError) -> [Timestamp] {
        try rows(
            """
            SELECT coalesce(planned_at, created_at) FROM outbox WHERE recipient = ?1 AND ticket_id = ?2
            ORDER BY id DESC LIMIT ?3
            """, [.text(address.text), .integer(ticket.rawValue), .integer(limit)]
        ) { row throws(SQLiteError) in row.moment(0) }
    }
}
