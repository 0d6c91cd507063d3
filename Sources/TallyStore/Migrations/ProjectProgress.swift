extension Migration {
    /// What a project's progress is counted from, without a look at each ticket.
    static let projectProgress = """
        CREATE INDEX ticket_progress ON ticket (project_id, merged_into_id, status) WHERE project_id IS NOT NULL;
        """
}
