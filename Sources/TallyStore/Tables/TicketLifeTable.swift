internal import TallyCore

/// Mergers, tags, and whose turn it is.
extension Records: TicketLifeRecords {
    func add(_ merger: Merger) throws(DeskError) {
        try run(
            "INSERT INTO ticket_merger (source_id, target_id, at, status) VALUES (?1, ?2, ?3, ?4)",
            [
                .integer(merger.source.rawValue), .integer(merger.target.rawValue),
                .integer(merger.at.milliseconds), .text(merger.status.rawValue),
            ])
        for person in merger.joined {
            try run(
                "INSERT INTO ticket_merger_participant (source_id, person_id) VALUES (?1, ?2)",
                [.integer(merger.source.rawValue), .integer(person.rawValue)])
        }
    }

    func merger(of source: Ticket.ID) throws(DeskError) -> Merger? {
        let found = try first(
            "SELECT source_id, target_id, at, status FROM ticket_merger WHERE source_id = ?1",
            [.integer(source.rawValue)], MergerRow.init(row:))
        guard let found else { return nil }
        return try merger(found)
    }

    func mergers(into target: Ticket.ID) throws(DeskError) -> [Merger] {
        let found = try rows(
            "SELECT source_id, target_id, at, status FROM ticket_merger WHERE target_id = ?1 ORDER BY source_id",
            [.integer(target.rawValue)], MergerRow.init(row:))
        var mergers: [Merger] = []
        for row in found { mergers.append(try merger(row)) }
        return mergers
    }

    private func merger(_ row: MergerRow) throws(DeskError) -> Merger {
        let joined = try rows(
            "SELECT person_id FROM ticket_merger_participant WHERE source_id = ?1 ORDER BY person_id",
            [.integer(row.source.rawValue)]
        ) { row throws(SQLiteError) in Person.ID(rawValue: row.integer(0)) }
        return Merger(
            source: row.source, target: row.target, at: row.at, status: row.status, joined: joined)
    }

    func removeMerger(of source: Ticket.ID) throws(DeskError) {
        try run("DELETE FROM ticket_merger WHERE source_id = ?1", [.integer(source.rawValue)])
    }

    func ticketsMerged(into target: Ticket.ID) throws(DeskError) -> [Ticket.ID] {
        try rows(
            """
            WITH RECURSIVE part (id) AS (
                SELECT id FROM ticket WHERE merged_into_id = ?1
                UNION SELECT t.id FROM ticket t JOIN part ON t.merged_into_id = part.id
            )
            SELECT id FROM part ORDER BY id
            """, [.integer(target.rawValue)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    func removeParticipant(_ person: Person.ID, from ticket: Ticket.ID) throws(DeskError) {
        try run(
            "DELETE FROM participant WHERE ticket_id = ?1 AND person_id = ?2",
            [.integer(ticket.rawValue), .integer(person.rawValue)])
    }

    // MARK: Copied addresses

    func addCopied(_ address: MailAddress, to ticket: Ticket.ID) throws(DeskError) {
        try run(
            "INSERT INTO copied_address (ticket_id, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            [.integer(ticket.rawValue), .text(address.text)])
    }

    func isCopied(_ address: MailAddress, to ticket: Ticket.ID) throws(DeskError) -> Bool {
        try number(
            """
            WITH RECURSIVE part (id) AS (
                VALUES (?1) UNION SELECT t.id FROM ticket t JOIN part ON t.merged_into_id = part.id
            )
            SELECT EXISTS (
                SELECT 1 FROM copied_address WHERE ticket_id IN (SELECT id FROM part) AND address = ?2)
            """, [.integer(ticket.rawValue), .text(address.text)]) == 1
    }

    func removeCopied(_ address: MailAddress, from ticket: Ticket.ID) throws(DeskError) {
        try run(
            "DELETE FROM copied_address WHERE ticket_id = ?1 AND address = ?2",
            [.integer(ticket.rawValue), .text(address.text)])
    }

    // MARK: Tags

    func tags(of ticket: Ticket.ID) throws(DeskError) -> [TicketTag] {
        try rows(
            "SELECT tag FROM ticket_tag WHERE ticket_id = ?1 ORDER BY tag", [.integer(ticket.rawValue)]
        ) { row throws(SQLiteError) in
            guard let tag = TicketTag(row.text(0)) else {
                throw .unreadable("a tag of ticket \(ticket.rawValue)")
            }
            return tag
        }
    }

    func add(_ tag: TicketTag, to ticket: Ticket.ID) throws(DeskError) {
        try run(
            "INSERT INTO ticket_tag (ticket_id, tag) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            [.integer(ticket.rawValue), .text(tag.text)])
    }

    func remove(_ tag: TicketTag, from ticket: Ticket.ID) throws(DeskError) {
        try run(
            "DELETE FROM ticket_tag WHERE ticket_id = ?1 AND tag = ?2",
            [.integer(ticket.rawValue), .text(tag.text)])
    }

    // MARK: What waits for the desk itself

    func ticketsResolved(before moment: Timestamp, limit: Int) throws(DeskError) -> [Ticket.ID] {
        try rows(
            """
            SELECT id FROM ticket INDEXED BY ticket_resolved
            WHERE status = 'resolved' AND resolved_at < ?1 ORDER BY resolved_at, id LIMIT ?2
            """, [.integer(moment.milliseconds), .integer(limit)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    func ticketsNeverHeld(after last: Ticket.ID?, limit: Int) throws(DeskError) -> [Ticket.ID] {
        try rows(
            """
            SELECT t.id FROM ticket t INDEXED BY ticket_unassigned
            WHERE t.status = 'open' AND t.assignee_id IS NULL AND t.id > ?1
              AND NOT EXISTS (SELECT 1 FROM timeline h WHERE h.ticket_id = t.id
                  AND h.kind IN ('claimed', 'assigned'))
            ORDER BY t.id LIMIT ?2
            """, [.integer(last?.rawValue ?? 0), .integer(limit)]
        ) { row throws(SQLiteError) in row.ticket(0) }
    }

    func assignmentTurn(of person: Person.ID) throws(DeskError) -> Int64? {
        try first(
            "SELECT turn FROM assignment_turn WHERE person_id = ?1", [.integer(person.rawValue)]
        ) { row throws(SQLiteError) in row.integer(0) }
    }

    func takeAssignmentTurn(_ person: Person.ID) throws(DeskError) {
        try run(
            """
            INSERT INTO assignment_turn (person_id, turn)
            SELECT ?1, 1 + coalesce(max(turn), 0) FROM assignment_turn WHERE true
            ON CONFLICT (person_id) DO UPDATE SET turn = excluded.turn
            """, [.integer(person.rawValue)])
    }
}

/// A merger without the people it brought along.
private struct MergerRow {
    let source: Ticket.ID
    let target: Ticket.ID
    let at: Timestamp
    let status: TicketStatus

    init(row: Row) throws(SQLiteError) {
        source = row.ticket(0)
        target = row.ticket(1)
        at = row.moment(2)
        status = try row.choice(TicketStatus.self, 3)
    }
}
