extension Migration {
    /// What tells a relay that refuses us from addresses that are gone.
    static let bounceStorms = """
        -- Times in which mail of very many people came back: what came back in them counts against no address.
        CREATE TABLE bounce_storm (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            from_at INTEGER NOT NULL,
            until_at INTEGER NOT NULL,
            addresses INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX bounce_storm_by_end ON bounce_storm (until_at);
        CREATE INDEX outbox_bounced_lately ON outbox (bounced_at, recipient) WHERE bounce = 'hard';

        -- What is sent while the breaker holds the answers, however many they are.
        CREATE INDEX outbox_waiting_words ON outbox (next_attempt_at, id) WHERE state = 'waiting' AND is_answer = 0;
        """
}
