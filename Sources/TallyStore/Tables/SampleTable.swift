internal import TallyCore

/// Taking in sample records as they are: without verbs, mail or events, which nobody is to hear of.
extension Records: SampleRecords {
    func addSample(_ person: PersonDraft, at now: Timestamp) throws(DeskError) -> Person {
        try add(person, at: now)
    }

    func addSampleTeam(named name: String) throws(DeskError) -> Team {
        if let team = try team(named: name) { return team }
        return try addTeam(named: name)
    }

    func addSampleProject(
        named name: String, status: ProjectStatus, deadline: Timestamp?, at now: Timestamp
    ) throws(DeskError) -> Project.ID {
        let id = try number(
            """
            INSERT INTO project (name, description, status, deadline, created_at, updated_at, version)
            VALUES (?1, '', ?2, ?3, ?4, ?4, 1) ON CONFLICT (name) DO UPDATE SET deadline = excluded.deadline
            RETURNING id
            """,
            [
                .text(name), .text(status.rawValue), .optional(deadline?.milliseconds),
                .integer(now.milliseconds),
            ])
        return Project.ID(rawValue: id)
    }

    func add(_ sample: SampleTicket) throws(DeskError) -> Ticket.ID {
        let id = Ticket.ID(rawValue: try insert(sample.ticket))
        for tag in sample.tags {
            try run(
                "INSERT INTO ticket_tag (ticket_id, tag) VALUES (?1, ?2)",
                [.integer(id.rawValue), .text(tag)])
        }
        for person in sample.participants {
            try run(
                "INSERT INTO participant (ticket_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [.integer(id.rawValue), .integer(person.rawValue)])
        }
        for comment in sample.comments { _ = try add(comment.content, to: id, at: comment.at) }
        for entry in sample.timeline { try append(entry, to: id) }
        return id
    }

    private func insert(_ ticket: Ticket) throws(DeskError) -> Int64 {
        let level = ticket.serviceLevel
        return try number(
            """
            INSERT INTO ticket (subject, status, priority, category, requester_id, assignee_id, assigned_at, team_id,
                mailbox, created_at, updated_at, first_responded_at, resolved_at, version, project_id, due_at, closed_at,
                first_response_due_at, resolution_due_at, sla_status, sla_next_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
            RETURNING id
            """,
            [
                .text(ticket.subject), .text(ticket.status.rawValue), .text(ticket.priority.rawValue),
                .optional(ticket.category), .optional(ticket.requester?.rawValue),
                .optional(ticket.assignee?.rawValue), .optional(ticket.assignedAt?.milliseconds),
                .optional(ticket.team?.rawValue), .optional(ticket.mailbox?.text),
                .integer(ticket.createdAt.milliseconds), .integer(ticket.updatedAt.milliseconds),
                .optional(ticket.firstRespondedAt?.milliseconds), .optional(ticket.resolvedAt?.milliseconds),
                .integer(ticket.version), .optional(ticket.project?.rawValue),
                .optional(ticket.dueAt?.milliseconds), .optional(ticket.closedAt?.milliseconds),
                .optional(level.firstResponseDueAt?.milliseconds),
                .optional(level.resolutionDueAt?.milliseconds), .text(level.status.rawValue),
                .optional(level.nextAt?.milliseconds),
            ])
    }
}
