extension Migration {
    /// What the commands of a mail did, and questions whether a mail was somebody's.
    static let commandsByMail = """
        CREATE TABLE command_mail (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            verbs TEXT NOT NULL,
            before TEXT NOT NULL,
            last_entry INTEGER NOT NULL,
            receipt_message_id TEXT NOT NULL UNIQUE,
            receipt_token_id INTEGER REFERENCES reply_token (id),
            at INTEGER NOT NULL,
            undone_at INTEGER
        ) STRICT;
        CREATE INDEX command_mail_by_person ON command_mail (ticket_id, person_id, id);
        CREATE INDEX command_mail_by_token ON command_mail (receipt_token_id);

        CREATE TABLE confirmation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            staged_mail_id INTEGER NOT NULL REFERENCES staged_mail (id),
            -- The text of the mail as it was kept until then.
            comment_id INTEGER REFERENCES comment (id) ON DELETE SET NULL,
            request_message_id TEXT UNIQUE,
            request_token_id INTEGER REFERENCES reply_token (id),
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT;
        CREATE INDEX confirmation_by_person ON confirmation (ticket_id, person_id, expires_at);
        CREATE INDEX confirmation_by_token ON confirmation (request_token_id);
        CREATE INDEX confirmation_by_comment ON confirmation (comment_id);

        CREATE INDEX reply_token_in_force ON reply_token (person_id, ticket_id) WHERE revoked_at IS NULL;
        """
}
