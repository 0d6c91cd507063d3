extension Migration {
    /// People, tickets, mail in both directions.
    ///
    /// Moments are milliseconds since 1970 in UTC.
    static let firstConversation = """
        CREATE TABLE team (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 100)
        ) STRICT;

        CREATE TABLE person (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('admin', 'staff', 'employee')),
            address TEXT NOT NULL,
            team_id INTEGER REFERENCES team (id),
            workload_limit INTEGER CHECK (workload_limit >= 0),
            is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
            password_hash TEXT,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE person_address (
            address TEXT NOT NULL PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person (id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person (id),
            token BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE ticket (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            subject TEXT NOT NULL,
            status TEXT NOT NULL
                CHECK (status IN ('open', 'in_progress', 'waiting', 'resolved', 'closed', 'withdrawn')),
            priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'critical')),
            category TEXT,
            requester_id INTEGER REFERENCES person (id),
            assignee_id INTEGER REFERENCES person (id),
            assigned_at INTEGER,
            team_id INTEGER REFERENCES team (id),
            mailbox TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            first_responded_at INTEGER,
            resolved_at INTEGER,
            version INTEGER NOT NULL,
            CHECK ((assignee_id IS NULL) = (assigned_at IS NULL))
        ) STRICT;
        CREATE INDEX ticket_by_update ON ticket (updated_at DESC, id DESC);
        CREATE INDEX ticket_by_creation ON ticket (created_at DESC, id DESC);
        CREATE INDEX ticket_by_requester ON ticket (requester_id);
        CREATE INDEX ticket_unfinished_by_assignee ON ticket (assignee_id)
            WHERE status IN ('open', 'in_progress', 'waiting');

        CREATE TABLE participant (
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            PRIMARY KEY (ticket_id, person_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX participant_by_person ON participant (person_id);

        CREATE TABLE staged_mail (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mailbox TEXT NOT NULL,
            identity BLOB NOT NULL,
            content_sha256 TEXT NOT NULL,
            size INTEGER NOT NULL,
            is_oversize INTEGER NOT NULL CHECK (is_oversize IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'quarantined')),
            attempts INTEGER NOT NULL DEFAULT 0,
            outcome TEXT,
            reason TEXT,
            ticket_id INTEGER REFERENCES ticket (id),
            staged_at INTEGER NOT NULL,
            finished_at INTEGER,
            UNIQUE (mailbox, identity)
        ) STRICT;
        CREATE INDEX staged_mail_waiting ON staged_mail (id) WHERE state = 'waiting';

        -- Where staged mail lies on the server; the same mail may lie there more than once.
        CREATE TABLE staged_location (
            mailbox TEXT NOT NULL,
            uid_validity INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            staged_mail_id INTEGER NOT NULL REFERENCES staged_mail (id),
            filed_at INTEGER,
            PRIMARY KEY (mailbox, uid_validity, uid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX staged_location_unfiled ON staged_location (mailbox, uid_validity, uid)
            WHERE filed_at IS NULL;
        CREATE INDEX staged_mail_quarantined ON staged_mail (id) WHERE state = 'quarantined';

        CREATE TABLE comment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            author_id INTEGER REFERENCES person (id),
            visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
            source TEXT NOT NULL CHECK (source IN ('mail', 'api', 'console', 'system')),
            text TEXT NOT NULL,
            quoted_text TEXT NOT NULL,
            html TEXT,
            is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
            staged_mail_id INTEGER REFERENCES staged_mail (id),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX comment_by_ticket ON comment (ticket_id, id);

        CREATE TABLE attachment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            comment_id INTEGER NOT NULL REFERENCES comment (id),
            filename TEXT,
            content_type TEXT NOT NULL,
            content_id TEXT,
            is_inline INTEGER NOT NULL CHECK (is_inline IN (0, 1)),
            size INTEGER NOT NULL,
            content_sha256 TEXT NOT NULL
        ) STRICT;
        CREATE INDEX attachment_by_comment ON attachment (comment_id);

        CREATE TABLE timeline (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            at INTEGER NOT NULL,
            actor_id INTEGER REFERENCES person (id),
            kind TEXT NOT NULL,
            from_value TEXT,
            to_value TEXT,
            source TEXT NOT NULL CHECK (source IN ('mail', 'api', 'console', 'system'))
        ) STRICT;
        CREATE INDEX timeline_by_ticket ON timeline (ticket_id, id);

        CREATE TABLE event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id)
        ) STRICT;

        CREATE TABLE known_message_id (
            message_id TEXT NOT NULL PRIMARY KEY,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX known_message_id_by_ticket ON known_message_id (ticket_id, position);

        CREATE TABLE reply_token (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket_id INTEGER NOT NULL REFERENCES ticket (id),
            person_id INTEGER NOT NULL REFERENCES person (id),
            address TEXT NOT NULL,
            issued_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT;

        CREATE TABLE reply_token_use (
            token_id INTEGER NOT NULL REFERENCES reply_token (id),
            message_id TEXT NOT NULL,
            used_at INTEGER NOT NULL,
            PRIMARY KEY (token_id, message_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            ticket_id INTEGER REFERENCES ticket (id),
            person_id INTEGER REFERENCES person (id),
            recipient TEXT NOT NULL,
            message_id TEXT NOT NULL UNIQUE,
            draft TEXT NOT NULL,
            bytes BLOB,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
            attempts INTEGER NOT NULL DEFAULT 0,
            report_failures INTEGER NOT NULL DEFAULT 0,
            next_attempt_at INTEGER,
            last_reply TEXT,
            bounce_status TEXT,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL))
        ) STRICT;
        CREATE INDEX outbox_waiting ON outbox (next_attempt_at, id) WHERE state = 'waiting';
        CREATE INDEX outbox_by_recipient ON outbox (recipient, kind, created_at);
        CREATE INDEX outbox_unsent ON outbox (created_at) WHERE state IN ('waiting', 'sending');
        CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
        """
}
