extension Migration {
    /// What mergers and automatic assignment remember, and the version that each line of history led to.
    static let ticketLife = """
        CREATE TABLE ticket_merger (
            source_id INTEGER PRIMARY KEY REFERENCES ticket (id),
            target_id INTEGER NOT NULL REFERENCES ticket (id),
            at INTEGER NOT NULL,
            -- What the source was before.
            status TEXT NOT NULL CHECK (status IN ('open', 'in_progress', 'waiting', 'resolved')),
            CHECK (source_id <> target_id)
        ) STRICT;
        CREATE INDEX ticket_merger_by_target ON ticket_merger (target_id);

        -- Who takes part in the target only because of the merger.
        CREATE TABLE ticket_merger_participant (
            source_id INTEGER NOT NULL REFERENCES ticket_merger (source_id) ON DELETE CASCADE,
            person_id INTEGER NOT NULL REFERENCES person (id),
            PRIMARY KEY (source_id, person_id)
        ) STRICT, WITHOUT ROWID;

        -- Whose turn it was when a ticket was given away by itself; a higher one is later.
        CREATE TABLE assignment_turn (
            person_id INTEGER PRIMARY KEY REFERENCES person (id),
            turn INTEGER NOT NULL UNIQUE
        ) STRICT;

        ALTER TABLE timeline ADD COLUMN version INTEGER NOT NULL DEFAULT 0;

        CREATE INDEX ticket_unassigned ON ticket (id) WHERE status = 'open' AND assignee_id IS NULL;
        """
}
