extension Migration {
    /// What keeps the desk from talking with machines: bounces, budgets, the breaker, gathered notices.
    static let machines = """
        -- What a delivery report said of the mail; soft is what time or the reader can mend.
        ALTER TABLE outbox ADD COLUMN bounce TEXT CHECK (bounce IN ('soft', 'hard'));
        ALTER TABLE outbox ADD COLUMN bounced_at INTEGER;
        -- When it was to be sent first, where that is later than when it was written.
        ALTER TABLE outbox ADD COLUMN planned_at INTEGER;
        -- An automatic answer to somebody's mail, which the breaker holds.
        ALTER TABLE outbox ADD COLUMN is_answer INTEGER NOT NULL DEFAULT 0 CHECK (is_answer IN (0, 1));
        CREATE INDEX outbox_answers ON outbox (created_at) WHERE is_answer = 1;
        CREATE INDEX outbox_bounced ON outbox (recipient, bounced_at) WHERE bounce IS NOT NULL;
        CREATE INDEX outbox_by_ticket ON outbox (recipient, ticket_id, id);
        UPDATE outbox SET bounced_at = coalesce(finished_at, created_at),
            bounce = CASE WHEN bounce_status LIKE '4%' OR bounce_status = '5.2.2' THEN 'soft' ELSE 'hard' END
            WHERE bounce_status IS NOT NULL;

        -- Addresses at which mail did not arrive.
        CREATE TABLE undeliverable_address (
            address TEXT NOT NULL PRIMARY KEY,
            status TEXT,
            last_bounce_at INTEGER NOT NULL,
            -- Since when it gets no mail.
            suspended_at INTEGER,
            -- When staff were told.
            told_at INTEGER,
            -- When its owner last wrote: bounces before that count no more.
            heard_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX undeliverable_address_suspended ON undeliverable_address (suspended_at)
            WHERE suspended_at IS NOT NULL;

        -- While one is not released, automatic answers wait.
        CREATE TABLE breaker_trip (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tripped_at INTEGER NOT NULL,
            mails INTEGER NOT NULL,
            released_at INTEGER,
            released_by TEXT
        ) STRICT;
        CREATE UNIQUE INDEX breaker_trip_in_force ON breaker_trip (released_at IS NULL)
            WHERE released_at IS NULL;

        -- Notices to staff that go out together.
        CREATE TABLE gathered_notice (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX gathered_notice_by_person ON gathered_notice (person_id, id);

        -- Who wrote which words when, letters only, so that a machine's same answer is known again.
        CREATE TABLE written_words (
            sender TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            at INTEGER NOT NULL,
            times INTEGER NOT NULL,
            PRIMARY KEY (sender, fingerprint)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX written_words_by_time ON written_words (at);
        """
}
