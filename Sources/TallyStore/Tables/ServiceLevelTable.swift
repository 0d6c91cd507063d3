internal import TallyCore

/// How tickets stand against what was promised: columns of the ticket, outcomes, and what was told.
extension Records: ServiceLevelRecords {
    func keep(
        _ state: ServiceLevelState, _ outcome: ServiceLevelOutcome, of ticket: Ticket.ID
    ) throws(DeskError) {
        // Most reviews find nothing new, and a row that is not written costs nothing.
        try run(
            """
            UPDATE ticket SET first_response_due_at = ?2, resolution_due_at = ?3, sla_status = ?4, sla_next_at = ?5
            WHERE id = ?1 AND (first_response_due_at IS NOT ?2 OR resolution_due_at IS NOT ?3 OR sla_status <> ?4
                OR sla_next_at IS NOT ?5)
            """, [.integer(ticket.rawValue)] + state.values)
        try run(
            """
            INSERT INTO service_level_outcome (ticket_id, first_response_time, kept_first_response, resolution_time,
                kept_resolution)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (ticket_id) DO UPDATE SET first_response_time = ?2, kept_first_response = ?3,
                resolution_time = ?4, kept_resolution = ?5
            WHERE first_response_time IS NOT ?2 OR kept_first_response IS NOT ?3 OR resolution_time IS NOT ?4
                OR kept_resolution IS NOT ?5
            """,
            [
                .integer(ticket.rawValue), .optional(outcome.firstResponseTime?.milliseconds),
                .optional(outcome.keptFirstResponse), .optional(outcome.resolutionTime?.milliseconds),
                .optional(outcome.keptResolution),
            ])
    }

    func serviceLevelOutcome(of ticket: Ticket.ID) throws(DeskError) -> ServiceLevelOutcome? {
        try first(
            """
            SELECT first_response_time, kept_first_response, resolution_time, kept_resolution
            FROM service_level_outcome WHERE ticket_id = ?1
            """, [.integer(ticket.rawValue)]
        ) { row throws(SQLiteError) in
            var outcome = ServiceLevelOutcome()
            outcome.firstResponseTime = row.optionalInteger(0).map { .milliseconds($0) }
            outcome.keptFirstResponse = row.optionalInteger(1).map { $0 != 0 }
            outcome.resolutionTime = row.optionalInteger(2).map { .milliseconds($0) }
            outcome.keptResolution = row.optionalInteger(3).map { $0 != 0 }
            return outcome
        }
    }

    func serviceLevelMarks(of ticket: Ticket.ID) throws(DeskError) -> Set<ServiceLevelMark> {
        Set(
            try rows(
                "SELECT promise, step FROM service_level_mark WHERE ticket_id = ?1",
                [.integer(ticket.rawValue)]
            ) { row throws(SQLiteError) in
                ServiceLevelMark(
                    try row.choice(ServiceLevelPromise.self, 0), try row.choice(ServiceLevelMark.Step.self, 1)
                )
            })
    }

    func add(_ mark: ServiceLevelMark, to ticket: Ticket.ID, at now: Timestamp) throws(DeskError) {
        try run(
            "INSERT INTO service_level_mark (ticket_id, promise, step, at) VALUES (?1, ?2, ?3, ?4)",
            [
                .integer(ticket.rawValue), .text(mark.promise.rawValue), .text(mark.step.rawValue),
                .integer(now.milliseconds),
            ])
    }

    func serviceLevelReviews(at now: Timestamp, limit: Int) throws(DeskError) -> [Ticket.ID] {
        try rows(
            "SELECT id FROM ticket WHERE sla_next_at <= ?1 ORDER BY sla_next_at LIMIT ?2",
            [.integer(now.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    func nextServiceLevelReview() throws(DeskError) -> Timestamp? {
        try first("SELECT min(sla_next_at) FROM ticket WHERE sla_next_at IS NOT NULL") {
            row throws(SQLiteError) in row.optionalMoment(0)
        } ?? nil
    }

    func ticketsUnderServiceLevel(after id: Ticket.ID?, limit: Int) throws(DeskError) -> [Ticket.ID] {
        try rows(
            """
            SELECT id FROM ticket
            WHERE id > ?1 AND (status IN ('open', 'in_progress', 'waiting')
                OR NOT EXISTS (SELECT 1 FROM service_level_outcome o WHERE o.ticket_id = ticket.id))
            ORDER BY id LIMIT ?2
            """, [.integer(id?.rawValue ?? 0), .integer(limit)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }
}
