extension Migration {
    /// What keeps the size of the desk out of the time that a commit and a list take.
    static let quietCommits = """
        -- The full text is merged when nobody waits for it (`SQLiteStore.mergeSearchIndex`), not in commits; so many
        -- pieces of it are the end of that patience.
        INSERT INTO ticket_search (ticket_search, rank) VALUES ('automerge', 0);
        INSERT INTO ticket_search (ticket_search, rank) VALUES ('crisismerge', 128);
        -- Tickets of other teams that somebody holds, for the totals of their lists.
        CREATE INDEX ticket_by_assignee_and_team ON ticket (assignee_id, team_id)
            WHERE assignee_id IS NOT NULL AND team_id IS NOT NULL;
        """
}
