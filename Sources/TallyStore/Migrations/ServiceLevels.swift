extension Migration {
    /// How promises ended, what was told of them, and what analytics reads by.
    static let serviceLevels = """
        -- What was told of a ticket; a row here and the mail about it are written together.
        CREATE TABLE service_level_mark (
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            promise TEXT NOT NULL CHECK (promise IN ('first_response', 'resolution')),
            step TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (ticket_id, promise, step)
        ) STRICT, WITHOUT ROWID;

        -- Business time in milliseconds.
        CREATE TABLE service_level_outcome (
            ticket_id INTEGER NOT NULL PRIMARY KEY REFERENCES ticket (id),
            first_response_time INTEGER,
            kept_first_response INTEGER CHECK (kept_first_response IN (0, 1)),
            resolution_time INTEGER,
            kept_resolution INTEGER CHECK (kept_resolution IN (0, 1))
        ) STRICT;

        CREATE INDEX timeline_by_resolution ON timeline (kind, at, ticket_id)
            WHERE kind IN ('resolved', 'reopened');
        CREATE INDEX ticket_by_first_response ON ticket (first_responded_at)
            WHERE first_responded_at IS NOT NULL;
        CREATE INDEX ticket_by_resolution ON ticket (resolved_at) WHERE resolved_at IS NOT NULL;
        CREATE INDEX ticket_unfinished_by_creation ON ticket (created_at)
            WHERE status IN ('open', 'in_progress', 'waiting');

        -- Reports that were sent, by the moment their period began; a row here and the mail are written together.
        CREATE TABLE sent_report (
            period_start INTEGER NOT NULL PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
