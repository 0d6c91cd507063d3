extension Migration {
    /// What people are told in the console, how they want to be told, and events for one person only.
    static let notifications = """
        CREATE TABLE notification (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            actor_id INTEGER REFERENCES person (id),
            created_at INTEGER NOT NULL,
            read_at INTEGER
        ) STRICT;
        CREATE INDEX notification_by_person ON notification (person_id, id);
        CREATE INDEX notification_unread ON notification (person_id, id) WHERE read_at IS NULL;

        CREATE TABLE notification_preference (
            person_id INTEGER NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL,
            by_mail INTEGER NOT NULL CHECK (by_mail IN (0, 1)),
            in_app INTEGER NOT NULL CHECK (in_app IN (0, 1)),
            PRIMARY KEY (person_id, kind)
        ) STRICT, WITHOUT ROWID;

        -- Set for an event that only one person hears of; notifications go after a time, events stay.
        ALTER TABLE event ADD COLUMN person_id INTEGER REFERENCES person (id);
        ALTER TABLE event ADD COLUMN notification_id INTEGER;
        """
}
