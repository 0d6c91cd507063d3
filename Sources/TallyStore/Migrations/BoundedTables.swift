extension Migration {
    /// What finds, by its age, what strangers can cause: such tables must not grow for ever.
    static let boundedTables = """
        CREATE INDEX undeliverable_address_by_time ON undeliverable_address (last_bounce_at);
        CREATE INDEX staged_mail_held ON staged_mail (finished_at) WHERE state = 'quarantined';
        """
}
