internal import TallyCore

/// Tickets and who takes part in them.
extension Records {
    func ticket(_ id: Ticket.ID) throws(DeskError) -> Ticket? {
        try first(
            """
            SELECT id, subject, status, priority, category, requester_id, assignee_id, assigned_at, team_id, mailbox,
                created_at, updated_at, first_responded_at, resolved_at, version, project_id, due_at, merged_into_id, closed_at,
                first_response_due_at, resolution_due_at, sla_status, sla_next_at
            FROM ticket WHERE id = ?1
            """, [.integer(id.rawValue)], Ticket.init(row:))
    }

    func add(_ draft: TicketDraft, at now: Timestamp) throws(DeskError) -> Ticket {
        let id = try number(
            """
            INSERT INTO ticket (subject, status, priority, category, requester_id, team_id, mailbox, project_id,
                due_at, created_at, updated_at, version)
            VALUES (?1, 'open', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 1) RETURNING id
            """,
            [
                .text(draft.subject), .text(draft.priority.rawValue), .optional(draft.category),
                .optional(draft.requester?.rawValue), .optional(draft.team?.rawValue),
                .optional(draft.mailbox?.text), .optional(draft.project?.rawValue),
                .optional(draft.dueAt?.milliseconds), .integer(now.milliseconds),
            ])
        return Ticket(id: Ticket.ID(rawValue: id), draft: draft, createdAt: now)
    }

    func update(_ ticket: Ticket) throws(DeskError) -> Ticket {
        let changed = try run(
            """
            UPDATE ticket SET subject = ?3, status = ?4, priority = ?5, category = ?6, assignee_id = ?7,
                assigned_at = ?8, team_id = ?9, updated_at = ?10, first_responded_at = ?11, resolved_at = ?12,
                project_id = ?13, due_at = ?14, merged_into_id = ?15, closed_at = ?16, first_response_due_at = ?17,
                resolution_due_at = ?18, sla_status = ?19, sla_next_at = ?20, version = version + 1
            WHERE id = ?1 AND version = ?2
            """,
            [
                .integer(ticket.id.rawValue), .integer(ticket.version), .text(ticket.subject),
                .text(ticket.status.rawValue), .text(ticket.priority.rawValue), .optional(ticket.category),
                .optional(ticket.assignee?.rawValue), .optional(ticket.assignedAt?.milliseconds),
                .optional(ticket.team?.rawValue), .integer(ticket.updatedAt.milliseconds),
                .optional(ticket.firstRespondedAt?.milliseconds), .optional(ticket.resolvedAt?.milliseconds),
                .optional(ticket.project?.rawValue), .optional(ticket.dueAt?.milliseconds),
                .optional(ticket.mergedInto?.rawValue), .optional(ticket.closedAt?.milliseconds),
            ] + ticket.serviceLevel.values)
        guard changed == 1 else {
            guard let current = try self.ticket(ticket.id) else { throw .refused(.notFound) }
            throw .refused(.stale(current: current.version, changes: []))
        }
        var saved = ticket
        saved.version += 1
        return saved
    }

    func openedCount(by requester: Person.ID?, since: Timestamp) throws(DeskError) -> Int {
        Int(
            try number(
                """
                SELECT count(*) FROM ticket
                WHERE requester_id IS ?1 AND updated_at >= ?2 AND created_at >= ?2
                """, [.optional(requester?.rawValue), .integer(since.milliseconds)]))
    }

    func unfinishedTickets(heldBy person: Person.ID) throws(DeskError) -> [Ticket.ID] {
        try rows(
            """
            SELECT id FROM ticket WHERE assignee_id = ?1 AND status IN ('open', 'in_progress', 'waiting') ORDER BY id
            """, [.integer(person.rawValue)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    func participants(of ticket: Ticket.ID) throws(DeskError) -> [Person.ID] {
        try rows("SELECT person_id FROM participant WHERE ticket_id = ?1", [.integer(ticket.rawValue)]) {
            row throws(SQLiteError) in Person.ID(rawValue: row.integer(0))
        }
    }

    func addParticipant(_ person: Person.ID, to ticket: Ticket.ID) throws(DeskError) {
        try run(
            "INSERT INTO participant (ticket_id, person_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            [.integer(ticket.rawValue), .integer(person.rawValue)])
    }
}

extension ServiceLevelState {
    /// Columns: first_response_due_at, resolution_due_at, sla_status, sla_next_at.
    var values: [Value] {
        [
            .optional(firstResponseDueAt?.milliseconds), .optional(resolutionDueAt?.milliseconds),
            .text(status.rawValue), .optional(nextAt?.milliseconds),
        ]
    }

    fileprivate init(row: Row, from column: Int32) throws(SQLiteError) {
        self.init()
        firstResponseDueAt = row.optionalMoment(column)
        resolutionDueAt = row.optionalMoment(column + 1)
        status = try row.choice(ServiceLevelStatus.self, column + 2)
        nextAt = row.optionalMoment(column + 3)
    }
}

extension Ticket {
    /// Columns: as `ticket(_:)` selects them.
    init(row: Row) throws(SQLiteError) {
        let draft = TicketDraft(
            subject: row.text(1), priority: try row.choice(Priority.self, 3), category: row.optionalText(4),
            requester: row.optionalPerson(5), team: row.optionalInteger(8).map { Team.ID(rawValue: $0) },
            project: row.optionalInteger(15).map { Project.ID(rawValue: $0) }, dueAt: row.optionalMoment(16),
            mailbox: row.optionalText(9).map { MailboxName($0) })
        self.init(id: row.ticket(0), draft: draft, createdAt: row.moment(10))
        status = try row.choice(TicketStatus.self, 2)
        assignee = row.optionalPerson(6)
        assignedAt = row.optionalMoment(7)
        updatedAt = row.moment(11)
        firstRespondedAt = row.optionalMoment(12)
        resolvedAt = row.optionalMoment(13)
        version = Int(row.integer(14))
        mergedInto = row.optionalInteger(17).map { ID(rawValue: $0) }
        closedAt = row.optionalMoment(18)
        serviceLevel = try ServiceLevelState(row: row, from: 19)
    }
}
