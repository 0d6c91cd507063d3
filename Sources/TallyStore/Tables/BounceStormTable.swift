internal import TallyCore

/// When mail of very many people came back at once.
extension Records {
    func bounceStorm(at now: Timestamp) throws(DeskError) -> BounceStorm? {
        try first(
            "SELECT from_at, until_at, addresses FROM bounce_storm WHERE until_at > ?1",
            [.integer(now.milliseconds)]
        ) { row throws(SQLiteError) in
            BounceStorm(from: row.moment(0), until: row.moment(1), addresses: Int(row.integer(2)))
        }
    }

    func add(_ storm: BounceStorm) throws(DeskError) {
        try run(
            "INSERT INTO bounce_storm (from_at, until_at, addresses) VALUES (?1, ?2, ?3)",
            [
                .integer(storm.from.milliseconds), .integer(storm.until.milliseconds),
                .integer(storm.addresses),
            ])
    }

    func prolongBounceStorm(until: Timestamp, at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE bounce_storm SET until_at = ?1 WHERE until_at > ?2",
            [.integer(until.milliseconds), .integer(now.milliseconds)])
    }

    func bouncedPeople(
        since: Timestamp, knownBefore acquaintance: Timestamp, limit: Int
    ) throws(DeskError) -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM (
                    SELECT DISTINCT o.recipient FROM outbox o JOIN person p ON p.id = o.person_id
                    WHERE o.bounce = 'hard' AND o.bounced_at >= ?1 AND p.created_at < ?2 LIMIT ?3)
                """,
                [
                    .integer(since.milliseconds), .integer(acquaintance.milliseconds), .integer(limit),
                ]))
    }

    func liftSuspensions(since: Timestamp) throws(DeskError) {
        try run(
            "UPDATE undeliverable_address SET suspended_at = NULL, told_at = NULL WHERE suspended_at >= ?1",
            [.integer(since.milliseconds)])
    }
}
