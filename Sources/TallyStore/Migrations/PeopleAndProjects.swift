extension Migration {
    /// What is known of people beside their work, when they are away, who leads, and what belongs to a project.
    static let peopleAndProjects = """
        ALTER TABLE person ADD COLUMN time_zone TEXT;
        ALTER TABLE person ADD COLUMN language TEXT;
        -- Leads the team that they are in.
        ALTER TABLE person ADD COLUMN is_team_lead INTEGER NOT NULL DEFAULT 0 CHECK (is_team_lead IN (0, 1));
        ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX person_by_name ON person (name COLLATE NOCASE, id);
        CREATE INDEX person_by_team ON person (team_id) WHERE team_id IS NOT NULL;
        CREATE INDEX person_address_by_person ON person_address (person_id);
        CREATE INDEX session_by_person ON session (person_id);

        CREATE TABLE absence (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            begins_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            note TEXT NOT NULL,
            CHECK (ends_at > begins_at)
        ) STRICT;
        CREATE INDEX absence_by_person ON absence (person_id, ends_at);

        -- The categories somebody handles; who has none handles all.
        CREATE TABLE person_category (
            person_id INTEGER NOT NULL REFERENCES person (id),
            category TEXT NOT NULL COLLATE NOCASE CHECK (length(category) BETWEEN 1 AND 100),
            PRIMARY KEY (person_id, category)
        ) STRICT, WITHOUT ROWID;

        -- Addresses that wait for proof; of the token that was mailed only the SHA-256 is kept.
        CREATE TABLE address_proof (
            token BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
            person_id INTEGER NOT NULL REFERENCES person (id),
            address TEXT NOT NULL,
            requested_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            UNIQUE (person_id, address)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX address_proof_by_expiry ON address_proof (expires_at);

        ALTER TABLE team ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX ticket_by_team ON ticket (team_id) WHERE team_id IS NOT NULL;

        CREATE TABLE project_team (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            team_id INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
            PRIMARY KEY (project_id, team_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX project_team_by_team ON project_team (team_id);

        CREATE TABLE project_member (
            project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
            person_id INTEGER NOT NULL REFERENCES person (id),
            PRIMARY KEY (project_id, person_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX project_member_by_person ON project_member (person_id);
        """
}
