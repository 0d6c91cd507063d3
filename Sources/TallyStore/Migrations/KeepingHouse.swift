extension Migration {
    /// What finds things that have been kept long enough, and remembers that a backup was put back.
    static let keepingHouse = """
        CREATE INDEX outbox_finished ON outbox (finished_at) WHERE finished_at IS NOT NULL;
        CREATE INDEX outbox_finished_bytes ON outbox (finished_at)
            WHERE finished_at IS NOT NULL AND bytes IS NOT NULL;
        -- An empty content_sha256 says that the mail as it arrived was removed, its time being over.
        CREATE INDEX staged_mail_kept ON staged_mail (finished_at) WHERE state = 'done' AND content_sha256 <> '';
        CREATE INDEX staged_mail_by_content ON staged_mail (content_sha256);
        CREATE INDEX attachment_by_content ON attachment (content_sha256);

        -- Nearly everybody is an employee; who hears of a new ticket is not looked for among them.
        CREATE INDEX person_agents ON person (id) WHERE is_active = 1 AND role <> 'employee';

        -- Events that only one person hears of, apart: how many of them others get must not count for anybody.
        CREATE INDEX event_for_all ON event (sequence) WHERE person_id IS NULL;
        CREATE INDEX event_by_person ON event (person_id, sequence) WHERE person_id IS NOT NULL;

        -- A backup that was put back; mail that was processed after it was made is looked for on the servers.
        CREATE TABLE restoration (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            made_at INTEGER NOT NULL,
            restored_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE restoration_review (
            mailbox TEXT NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
