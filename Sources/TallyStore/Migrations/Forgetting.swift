extension Migration {
    /// What finds all that names a person, and what has lapsed.
    static let forgetting = """
        -- Taking somebody out again asks every table that may name them.
        CREATE INDEX comment_by_author ON comment (author_id) WHERE author_id IS NOT NULL;
        CREATE INDEX timeline_by_actor ON timeline (actor_id) WHERE actor_id IS NOT NULL;
        CREATE INDEX outbox_by_person ON outbox (person_id) WHERE person_id IS NOT NULL;
        CREATE INDEX notification_by_actor ON notification (actor_id) WHERE actor_id IS NOT NULL;
        CREATE INDEX reply_token_by_person ON reply_token (person_id);
        CREATE INDEX command_mail_by_writer ON command_mail (person_id);
        CREATE INDEX confirmation_by_writer ON confirmation (person_id);
        CREATE INDEX ticket_merger_participant_by_person ON ticket_merger_participant (person_id);
        DROP INDEX gathered_notice_by_person;
        CREATE INDEX gathered_notice_by_person ON gathered_notice (person_id, is_daily, at);

        CREATE INDEX session_by_expiry ON session (expires_at);
        CREATE INDEX confirmation_by_expiry ON confirmation (expires_at);
        CREATE INDEX reply_token_by_expiry ON reply_token (expires_at);
        CREATE INDEX command_mail_by_time ON command_mail (at);
        """
}
