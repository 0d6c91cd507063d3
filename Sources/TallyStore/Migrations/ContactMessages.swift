extension Migration {
    /// What comes through the contact form.
    static let contactMessages = """
        CREATE TABLE contact_message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            email TEXT NOT NULL,
            subject TEXT NOT NULL,
            message TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            read_at INTEGER
        ) STRICT;
        CREATE INDEX contact_message_unread ON contact_message (id) WHERE read_at IS NULL;
        """
}
