internal import MailParsing
internal import TallyCore

/// What the commands of each mail did, so that they can be taken back.
extension Records {
    func attempt<Result>(_ body: () throws(DeskError) -> Result) throws(DeskError) -> Result {
        try run("SAVEPOINT attempt")
        do throws(DeskError) {
            let result = try body()
            try run("RELEASE attempt")
            return result
        } catch {
            // After some errors SQLite has rolled back the whole transaction by itself.
            if connection.isInTransaction {
                try run("ROLLBACK TO attempt")
                try run("RELEASE attempt")
            }
            throw error
        }
    }

    func lastTimelineEntry(of ticket: Ticket.ID) throws(DeskError) -> Int64 {
        try number(
            "SELECT coalesce(max(id), 0) FROM timeline WHERE ticket_id = ?1", [.integer(ticket.rawValue)])
    }

    func timeline(of ticket: Ticket.ID, after entry: Int64) throws(DeskError) -> [TimelineEntry] {
        try rows(
            """
            SELECT at, actor_id, kind, from_value, to_value, source, version FROM timeline
            WHERE ticket_id = ?1 AND id > ?2 ORDER BY id
            """, [.integer(ticket.rawValue), .integer(entry)], TimelineEntry.init(row:))
    }

    func addCommandMail(
        on ticket: Ticket.ID, by person: Person.ID, verbs: [String], before: TicketSnapshot, lastEntry: Int64,
        receipt: MailReference, at now: Timestamp
    ) throws(DeskError) {
        try run(
            """
            INSERT INTO command_mail (ticket_id, person_id, verbs, before, last_entry, receipt_message_id,
                receipt_token_id, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            [
                .integer(ticket.rawValue), .integer(person.rawValue), .text(verbs.joined(separator: " ")),
                .text(String(decoding: before.stored.serialized(), as: UTF8.self)), .integer(lastEntry),
                .text(receipt.messageID.text), .optional(receipt.token?.rawValue), .integer(now.milliseconds),
            ])
    }

    func commandMail(
        answeredTo token: ReplyToken.ID?, referringTo references: [MessageID]
    ) throws(DeskError) -> CommandMail? {
        if let token {
            let found = try first(
                """
                SELECT id, ticket_id, person_id, verbs, before, last_entry, at, undone_at FROM command_mail
                WHERE receipt_token_id = ?1
                """, [.integer(token.rawValue)], CommandMail.init(row:))
            if let found { return found }
        }
        for reference in references {
            let found = try first(
                """
                SELECT id, ticket_id, person_id, verbs, before, last_entry, at, undone_at FROM command_mail
                WHERE receipt_message_id = ?1
                """, [.text(reference.text)], CommandMail.init(row:))
            if let found { return found }
        }
        return nil
    }

    func lastCommandMail(by person: Person.ID, on ticket: Ticket.ID) throws(DeskError) -> CommandMail? {
        try first(
            """
            SELECT id, ticket_id, person_id, verbs, before, last_entry, at, undone_at FROM command_mail
            WHERE ticket_id = ?1 AND person_id = ?2 AND undone_at IS NULL ORDER BY id DESC LIMIT 1
            """, [.integer(ticket.rawValue), .integer(person.rawValue)], CommandMail.init(row:))
    }

    func markUndone(_ mail: CommandMail.ID, at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE command_mail SET undone_at = ?2 WHERE id = ?1",
            [.integer(mail.rawValue), .integer(now.milliseconds)])
    }
}

extension CommandMail {
    fileprivate init(row: Row) throws(SQLiteError) {
        let id = ID(rawValue: row.integer(0))
        let stored: JSON
        do throws(JSON.SyntaxError) {
            stored = try JSON(parsing: Array(row.text(4).utf8))
        } catch {
            throw .unreadable("what command mail \(id.rawValue) changed")
        }
        guard let before = TicketSnapshot(stored: stored) else {
            throw .unreadable("what command mail \(id.rawValue) changed")
        }
        self.init(
            id: id, ticket: row.ticket(1), person: Person.ID(rawValue: row.integer(2)),
            verbs: row.text(3).split(separator: " ").map(String.init), before: before,
            lastEntry: row.integer(5), at: row.moment(6), undoneAt: row.optionalMoment(7))
    }
}

extension TicketSnapshot {
    fileprivate var stored: JSON {
        [
            "status": .string(status.rawValue), "priority": .string(priority.rawValue),
            "category": category.json, "assignee": Self.number(assignee?.rawValue),
            "assigned_at": Self.number(assignedAt?.milliseconds), "team": Self.number(team?.rawValue),
            "project": Self.number(project?.rawValue), "due_at": Self.number(dueAt?.milliseconds),
            "merged_into": Self.number(mergedInto?.rawValue),
            "first_responded_at": Self.number(firstRespondedAt?.milliseconds),
            "resolved_at": Self.number(resolvedAt?.milliseconds),
            "closed_at": Self.number(closedAt?.milliseconds),
            "participants": .array(participants.map(\.rawValue).sorted().map { .integer($0) }),
            "tags": tags.map { .array($0.sorted().map { .string($0.text) }) } ?? .null,
        ]
    }

    fileprivate init?(stored: JSON) {
        guard let status = stored["status"].text.flatMap({ TicketStatus(rawValue: $0) }),
            let priority = stored["priority"].text.flatMap({ Priority(rawValue: $0) })
        else { return nil }
        func number(_ name: String) -> Int64? { stored[name].int.map { Int64($0) } }
        func moment(_ name: String) -> Timestamp? { number(name).map { Timestamp(milliseconds: $0) } }
        let participants = (stored["participants"].elements ?? []).compactMap(\.int)
        self.init(status: status, priority: priority)
        category = stored["category"].text
        assignee = number("assignee").map { Person.ID(rawValue: $0) }
        assignedAt = moment("assigned_at")
        team = number("team").map { Team.ID(rawValue: $0) }
        project = number("project").map { Project.ID(rawValue: $0) }
        dueAt = moment("due_at")
        mergedInto = number("merged_into").map { Ticket.ID(rawValue: $0) }
        firstRespondedAt = moment("first_responded_at")
        resolvedAt = moment("resolved_at")
        closedAt = moment("closed_at")
        self.participants = Set(participants.map { Person.ID(rawValue: Int64($0)) })
        tags = stored["tags"].elements.map { Set($0.compactMap { $0.text.flatMap { TicketTag($0) } }) }
    }

    private static func number(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
}
