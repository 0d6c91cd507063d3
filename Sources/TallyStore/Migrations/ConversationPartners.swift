extension Migration {
    /// Who a mail was sent to, who may join a conversation, one mail in several mailboxes, and held mail.
    static let conversationPartners = """
        -- To and Cc of the mail as JSON; null for what did not come by mail.
        ALTER TABLE comment ADD COLUMN recipients TEXT;

        -- Addresses that a ticket's mail was copied to and that take no part yet.
        CREATE TABLE copied_address (
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            address TEXT NOT NULL,
            PRIMARY KEY (ticket_id, address)
        ) STRICT, WITHOUT ROWID;

        -- A person let in mail that waited for leave.
        ALTER TABLE staged_mail ADD COLUMN is_released INTEGER NOT NULL DEFAULT 0 CHECK (is_released IN (0, 1));
        CREATE INDEX staged_mail_by_identity ON staged_mail (identity, id);
        """
}
