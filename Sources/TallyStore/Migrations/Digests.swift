extension Migration {
    /// Notices that go out in one mail a day.
    static let digests = """
        -- Mail about this kind of thing comes with that of the whole day; means nothing without by_mail.
        ALTER TABLE notification_preference ADD COLUMN in_digest INTEGER NOT NULL DEFAULT 0
            CHECK (in_digest IN (0, 1));

        -- What waits for the daily mail, as against a flood.
        ALTER TABLE gathered_notice ADD COLUMN is_daily INTEGER NOT NULL DEFAULT 0 CHECK (is_daily IN (0, 1));
        DROP INDEX gathered_notice_by_person;
        CREATE INDEX gathered_notice_by_person ON gathered_notice (is_daily, person_id, at);

        -- The day, on their own calendar, of the last daily mail to somebody; written together with the mail.
        CREATE TABLE sent_digest (
            person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id),
            day TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
