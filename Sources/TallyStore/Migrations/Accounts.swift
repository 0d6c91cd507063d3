extension Migration {
    /// Links into accounts, and where and when sign-ins were used.
    static let accounts = """
        -- Of the token that was mailed only the SHA-256 is kept.
        CREATE TABLE account_link (
            token BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
            purpose TEXT NOT NULL CHECK (purpose IN ('sign_up', 'invitation', 'reset', 'sign_in')),
            -- Null for who has no account yet.
            person_id INTEGER REFERENCES person (id),
            address TEXT NOT NULL,
            name TEXT,
            requested_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            CHECK (person_id IS NOT NULL OR purpose = 'sign_up')
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX account_link_by_address ON account_link (address);
        CREATE INDEX account_link_by_person ON account_link (person_id);
        CREATE INDEX account_link_by_expiry ON account_link (expires_at);

        -- When the tokens were last renewed; null in rows that are older than the column.
        ALTER TABLE session ADD COLUMN used_at INTEGER;
        -- What the client calls itself, and where it was.
        ALTER TABLE session ADD COLUMN client TEXT NOT NULL DEFAULT '';
        ALTER TABLE session ADD COLUMN place TEXT NOT NULL DEFAULT '';
        """
}
