extension Migration {
    /// What a ticket promises and belongs to: due times, a project, tags, the ticket it was merged into.
    static let wholeDesk = """
        CREATE TABLE project (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 200),
            description TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('planning', 'active', 'on_hold', 'completed', 'cancelled')),
            deadline INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;

        -- The moment somebody asked for; the service level's own times stand beside it.
        ALTER TABLE ticket ADD COLUMN due_at INTEGER;
        ALTER TABLE ticket ADD COLUMN project_id INTEGER REFERENCES project (id);
        ALTER TABLE ticket ADD COLUMN merged_into_id INTEGER REFERENCES ticket (id);
        ALTER TABLE ticket ADD COLUMN closed_at INTEGER;
        ALTER TABLE ticket ADD COLUMN first_response_due_at INTEGER;
        ALTER TABLE ticket ADD COLUMN resolution_due_at INTEGER;
        ALTER TABLE ticket ADD COLUMN sla_status TEXT NOT NULL DEFAULT 'on_track'
            CHECK (sla_status IN ('on_track', 'at_risk', 'breached', 'met', 'paused'));
        -- When the service level is to be looked at again.
        ALTER TABLE ticket ADD COLUMN sla_next_at INTEGER;
        UPDATE ticket SET sla_status = 'met' WHERE status IN ('resolved', 'closed', 'withdrawn');
        CREATE INDEX ticket_by_project ON ticket (project_id) WHERE project_id IS NOT NULL;
        CREATE INDEX ticket_by_merger ON ticket (merged_into_id) WHERE merged_into_id IS NOT NULL;
        CREATE INDEX ticket_by_service_level ON ticket (sla_next_at) WHERE sla_next_at IS NOT NULL;
        CREATE INDEX ticket_resolved ON ticket (resolved_at) WHERE status = 'resolved';

        CREATE TABLE ticket_tag (
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 50),
            PRIMARY KEY (ticket_id, tag)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ticket_tag_by_tag ON ticket_tag (tag, ticket_id);
        """
}
