import MailParsing
import TallyCore
import Testing

@testable import TallyStore

/// Every statement of a working desk, asked how SQLite runs it.
@Suite("The plans of queries")
struct QueryPlanTests {
    /// Statements that must have been among those looked at, by a piece of their text.
    private static let hot = [
        ("a ticket by its number", "FROM ticket WHERE id = ?1"),
        ("the change of a ticket", "UPDATE ticket SET subject"),
        ("what somebody holds", "FROM ticket WHERE assignee_id = ?1"),
        ("a conversation", "FROM comment WHERE ticket_id IN"),
        ("files", "FROM attachment a JOIN comment"),
        ("history", "FROM timeline WHERE ticket_id = ?1"),
        ("participants", "FROM participant WHERE ticket_id"),
        ("the writer of a mail", "FROM person_address"),
        ("who hears of a new ticket", "role <> 'employee'"),
        ("the list", "FROM ticket t"),
        ("its total", "FROM ticket_tally"),
        ("what staff see besides", "UNION SELECT ticket_id FROM participant WHERE person_id"),
        ("a search", "ticket_search MATCH"),
        ("similar tickets", "ticket_search.rowid >="),
        ("the index of words", "INSERT OR REPLACE INTO ticket_search"),
        ("the next mail to read", "WHERE state = 'waiting' ORDER BY id LIMIT 1"),
        ("the next mail to send", "FROM outbox\nWHERE state = 'waiting'"),
        ("the next mail to send beside held answers", "outbox_waiting_words"),
        ("people whose mail came back", "o.bounce = 'hard' AND o.bounced_at"),
        ("messages of strangers", "DELETE FROM contact_message"),
        ("mail that nobody let in", "state = 'quarantined' AND finished_at"),
        ("addresses that are gone", "DELETE FROM undeliverable_address"),
        ("answers lately", "FROM outbox WHERE recipient = ?1"),
        ("a known Message-ID", "FROM known_message_id WHERE message_id"),
        ("a reply token", "FROM reply_token WHERE id"),
        ("the receipt that is answered", "FROM command_mail"),
        ("notifications", "FROM notification\nWHERE person_id"),
        ("unread ones", "FROM notification WHERE person_id = ?1 AND read_at IS NULL"),
        ("events", "FROM event"),
        ("service levels that are due", "sla_next_at"),
        ("numbers of a period", "counted"),
        ("moves in a period", "kind IN ('resolved', 'reopened')"),
        ("the age of what is open", "edge.value"),
        ("what is unfinished, at a glance", "GROUP BY 1, 2, 3, 4"),
        ("what happened lately", "FROM timeline recent"),
        ("bytes that were kept long enough", "UPDATE outbox SET bytes = NULL"),
        ("raw mail that was kept long enough", "state = 'done' AND content_sha256 <> ''"),
        ("content that nobody names", "FROM json_each(?1) name"),
        ("sign-ins that are over", "DELETE FROM session WHERE id IN"),
        ("reply addresses that lapsed long ago", "FROM reply_token t"),
        ("somebody who is a stranger again", "DELETE FROM person WHERE id"),
        ("who waits for the mail of the day", "WHERE is_daily = 1 GROUP BY person_id"),
        ("depths of the queues", "count(*) FROM outbox WHERE state IN"),
    ]

    /// Tables that stay small, and values; the other names are of tables that grow with the desk.
    private static let small: Set = [
        "team", "project", "outbox_hold", "restoration", "restoration_review", "ticket_tally", "absence",
        "project_team", "assignment_turn", "json_each", "edge", "name", "found", "f", "own", "part",
        "counted",
        "CONSTANT", "ticket_unindexed", "service_level_mark", "ticket_search", "(subquery-1)",
        "candidate",
    ]

    @Test func `nothing that the desk does goes through a whole table`() async throws {
        let it = try await StaffedDesk()
        try await Self.work(it)
        let plans = try await it.desk.store.plans()
        for (name, piece) in Self.hot {
            #expect(plans.contains { $0.sql.contains(piece) }, "nothing was seen of \(name)")
        }
        // Of an INSERT the plan has the checks of foreign keys, which only a deferred one would run. How many files
        // there are is what `has:attachment` costs: to look for them ticket by ticket costs more where they are rare.
        for (sql, steps) in plans
        where !sql.contains("VALUES (") && !sql.contains("FROM attachment a JOIN comment c ON c.id") {
            let scans = steps.filter { step in
                let words = step.split(separator: " ")
                guard words.first == "SCAN", words.count > 1 else { return false }
                // An index in the order of a list is read as far as the page goes, a partial one has few rows.
                return !step.contains(" USING ") && !Self.small.contains(String(words[1]))
                    && !step.contains("VIRTUAL TABLE") && !words[1].hasPrefix("(")
            }
            #expect(scans.isEmpty, "\(sql)\n\(steps)")
        }
    }

    /// What a desk does all day, on its writing connection.
    private static func work(_ it: StaffedDesk) async throws {
        let desk = it.desk
        let receipt = try await it.receipt("sam", "claim\npriority high\ntag vpn\ncc bob@acme.example")
        _ = try await it.receipt("sam", "undo", to: receipt)
        try await it.send("alice", "It still burns.")
        try await it.send("sam", "resolved: replaced the cable")
        try await desk.reviewServiceLevels()
        _ = try await desk.store.nextDue(at: desk.now, besides: [])
        _ = try await desk.store.nextDueTime(besides: [])
        try await desk.write { desk, records throws(DeskError) in
            try records.add(BreakerTrip(trippedAt: desk.now, mails: 5))
            _ = try records.bouncedPeople(since: desk.now, knownBefore: desk.now, limit: 5)
        }
        _ = try await desk.store.nextDue(at: desk.now, besides: [])
        _ = try await desk.store.nextDueTime(besides: [])
        _ = try await desk.store.queueDepths()
        let sam = try #require(
            try await desk.store.read { records throws(DeskError) in
                try records.person(with: TestDesk.Known.address("sam@acme.example"))
            })
        let alice = try await desk.add("Alina", .employee)
        let other = try await desk.openTicket(by: alice)
        try await desk.write { desk, records throws(DeskError) in
            let actor = Desk.Actor(person: sam, source: .api)
            _ = try desk.claim(other.id, by: actor)
            let comment = CommentDraft(author: sam.id, source: .api, text: "Ordered.", isVerified: true)
            _ = try desk.comment(on: other.id, comment, by: actor)
            _ = try desk.merge(other.id, into: Ticket.ID(rawValue: 1), by: actor)
            _ = try desk.closeResolved(limit: 50)
            _ = try desk.dispatchWaiting(after: nil, limit: 50)
            _ = try desk.sendGathered(limit: 50)
            _ = try desk.sendDigests(limit: 50)
            try Self.look(desk, records, as: [sam, alice])
        }
        _ = try await desk.store.purge(everything, at: desk.now + .days(4_000))
        _ = try await desk.store.orphanedContent(at: desk.now + .days(4_000))
    }

    private static var everything: Retention {
        var retention = Retention()
        retention.rawMail = .days(1)
        return retention
    }

    private static func look(_ desk: Desk, _ records: any DeskRecords, as people: [Person]) throws(DeskError)
    {
        for person in people {
            for plan in QueryPlanCase.all {
                var query = plan.query
                query.viewer = person
                _ = try records.tickets(query)
            }
            for text in ["burns", "tag:vpn", "has:attachment", "is:unassigned smoke"] {
                let search = SearchQuery(text, now: desk.now, in: .utc, prefix: "TT")
                var query = TicketQuery(viewer: person)
                (query.words, query.filters, query.order) = (search.words, search.filters, .relevance)
                _ = try records.tickets(query)
            }
            let today = CalendarDay(of: desk.now, in: .utc)
            let week = CalendarPeriod(from: today.adding(days: -6), to: today, in: .utc)
            _ = try records.dashboard(for: person, days: week?.pieces(by: .day) ?? [], activities: 12)
            _ = try records.notifications(of: person.id, unreadOnly: false, after: nil, limit: 50)
            _ = try records.unreadNotifications(of: person.id)
            try records.markRead(nil, of: person.id, at: desk.now)
            _ = try records.events(after: 3, for: person.id, limit: 100)
            _ = try records.eventCount(after: 3, through: 9, for: person.id, limit: 100)
        }
        _ = try records.events(after: 0, for: nil, limit: 100)
        _ = try records.ticket(knowing: MessageID(text: "q1@acme.example"))
        _ = try records.attachments(of: Ticket.ID(rawValue: 1))
        _ = try records.comments(of: Ticket.ID(rawValue: 1))
        let day = CalendarDay(of: desk.now, in: .utc)
        guard let period = CalendarPeriod(from: day.adding(days: -30), to: day, in: .utc) else { return }
        _ = try records.analytics(AnalyticsQuery(period: period), at: desk.now)
    }
}

extension SQLiteStore {
    /// Everything that was run on the writing connection, and how.
    fileprivate func plans() throws -> [(sql: String, steps: [String])] {
        try records.connection.preparedTexts
            .filter {
                $0.hasPrefix("SELECT") || $0.hasPrefix("WITH") || $0.hasPrefix("UPDATE")
                    || $0.hasPrefix("DELETE") || $0.hasPrefix("INSERT")
            }
            .map { sql in (sql, try records.connection.plan(of: sql)) }
    }
}
