extension Migration {
    /// What makes tickets quick to find: keys to sort by, an index for each list, counts, and the full text.
    static let findingTickets = """
        -- What lists are sorted by. Earlier or more urgent is lower; finished tickets come last.
        ALTER TABLE ticket ADD COLUMN urgency INTEGER GENERATED ALWAYS AS (
            CASE priority WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END) VIRTUAL;
        ALTER TABLE ticket ADD COLUMN due_key INTEGER GENERATED ALWAYS AS (
            CASE WHEN status IN ('open', 'in_progress', 'waiting')
                THEN coalesce(due_at, resolution_due_at, 8796093022207) ELSE 8796093022207 END) VIRTUAL;
        ALTER TABLE ticket ADD COLUMN sla_key INTEGER GENERATED ALWAYS AS (
            CASE WHEN status NOT IN ('open', 'in_progress', 'waiting') THEN 4
                WHEN sla_status = 'breached' THEN 0 WHEN sla_status = 'at_risk' THEN 1
                WHEN sla_status = 'on_track' THEN 2 ELSE 3 END * 8796093022208
            + coalesce(resolution_due_at, 8796093022207)) VIRTUAL;
        CREATE INDEX ticket_by_urgency ON ticket (urgency DESC, id DESC);
        CREATE INDEX ticket_by_due_time ON ticket (due_key, id);
        CREATE INDEX ticket_by_sla ON ticket (sla_key, id);
        CREATE INDEX ticket_unfinished_by_update ON ticket (updated_at DESC, id DESC)
            WHERE status IN ('open', 'in_progress', 'waiting');
        CREATE INDEX ticket_by_assignee ON ticket (assignee_id, updated_at DESC, id DESC, team_id);
        CREATE INDEX ticket_by_category ON ticket (category COLLATE NOCASE, updated_at DESC, id DESC)
            WHERE category IS NOT NULL;
        DROP INDEX ticket_by_team;
        CREATE INDEX ticket_by_team ON ticket (team_id, updated_at DESC, id DESC);
        DROP INDEX ticket_by_requester;
        CREATE INDEX ticket_by_requester ON ticket (requester_id, updated_at DESC, id DESC);
        DROP INDEX ticket_by_project;
        CREATE INDEX ticket_by_project ON ticket (project_id, updated_at DESC, id DESC)
            WHERE project_id IS NOT NULL;

        -- How many tickets there are of each kind, so that no list has to count them.
        CREATE TABLE ticket_tally (
            status TEXT NOT NULL,
            priority TEXT NOT NULL,
            sla_status TEXT NOT NULL,
            team_id INTEGER NOT NULL,
            is_assigned INTEGER NOT NULL,
            tickets INTEGER NOT NULL,
            PRIMARY KEY (status, priority, sla_status, team_id, is_assigned)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO ticket_tally
            SELECT status, priority, sla_status, coalesce(team_id, 0), assignee_id IS NOT NULL, count(*)
            FROM ticket GROUP BY 1, 2, 3, 4, 5;
        CREATE TRIGGER ticket_tally_added AFTER INSERT ON ticket BEGIN
            INSERT INTO ticket_tally (status, priority, sla_status, team_id, is_assigned, tickets)
                VALUES (NEW.status, NEW.priority, NEW.sla_status, coalesce(NEW.team_id, 0),
                    NEW.assignee_id IS NOT NULL, 1)
                ON CONFLICT DO UPDATE SET tickets = tickets + 1;
        END;
        CREATE TRIGGER ticket_tally_removed AFTER DELETE ON ticket BEGIN
            UPDATE ticket_tally SET tickets = tickets - 1
            WHERE status = OLD.status AND priority = OLD.priority AND sla_status = OLD.sla_status
                AND team_id = coalesce(OLD.team_id, 0) AND is_assigned = (OLD.assignee_id IS NOT NULL);
        END;
        CREATE TRIGGER ticket_tally_changed
            AFTER UPDATE OF status, priority, sla_status, team_id, assignee_id ON ticket
            WHEN OLD.status <> NEW.status OR OLD.priority <> NEW.priority OR OLD.sla_status <> NEW.sla_status
                OR OLD.team_id IS NOT NEW.team_id OR (OLD.assignee_id IS NULL) <> (NEW.assignee_id IS NULL)
        BEGIN
            UPDATE ticket_tally SET tickets = tickets - 1
            WHERE status = OLD.status AND priority = OLD.priority AND sla_status = OLD.sla_status
                AND team_id = coalesce(OLD.team_id, 0) AND is_assigned = (OLD.assignee_id IS NOT NULL);
            INSERT INTO ticket_tally (status, priority, sla_status, team_id, is_assigned, tickets)
                VALUES (NEW.status, NEW.priority, NEW.sla_status, coalesce(NEW.team_id, 0),
                    NEW.assignee_id IS NOT NULL, 1)
                ON CONFLICT DO UPDATE SET tickets = tickets + 1;
        END;

        -- A ticket's words, prepared by SearchText; the row's number is the ticket's. Notes are internal.
        CREATE VIRTUAL TABLE ticket_search USING fts5 (
            subject, text, notes, files,
            tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
        -- Tickets whose words changed; empty whenever a transaction ends.
        CREATE TABLE ticket_unindexed (ticket_id INTEGER PRIMARY KEY) STRICT;
        INSERT INTO ticket_unindexed SELECT id FROM ticket;
        CREATE TRIGGER ticket_words_added AFTER INSERT ON ticket BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (NEW.id);
        END;
        CREATE TRIGGER ticket_words_changed AFTER UPDATE OF subject ON ticket
            WHEN OLD.subject <> NEW.subject
        BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (NEW.id);
        END;
        CREATE TRIGGER ticket_words_removed AFTER DELETE ON ticket BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (OLD.id);
        END;
        CREATE TRIGGER comment_words_added AFTER INSERT ON comment BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (NEW.ticket_id);
        END;
        CREATE TRIGGER comment_words_changed AFTER UPDATE OF ticket_id, text, visibility ON comment BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (OLD.ticket_id);
            INSERT OR IGNORE INTO ticket_unindexed VALUES (NEW.ticket_id);
        END;
        CREATE TRIGGER comment_words_removed AFTER DELETE ON comment BEGIN
            INSERT OR IGNORE INTO ticket_unindexed VALUES (OLD.ticket_id);
        END;
        CREATE TRIGGER attachment_words_added AFTER INSERT ON attachment WHEN NEW.filename IS NOT NULL BEGIN
            INSERT OR IGNORE INTO ticket_unindexed
                SELECT ticket_id FROM comment WHERE id = NEW.comment_id;
        END;

        -- Outgoing mail waits while there is a row: after a restored backup, until somebody releases it.
        CREATE TABLE outbox_hold (
            since INTEGER PRIMARY KEY,
            reason TEXT NOT NULL
        ) STRICT;
        """
}
