import Foundation
import TallyCore
import TallyStore
import Testing

/// The schema and how it came to be.
@Suite("The schema") struct SchemaTests {
    @Test func `a database of every earlier version becomes what a new one is, with its rows in it`() throws {
        let new = try SchemaProbe()
        try new.migrate()
        let schema = try new.schema()
        #expect(!schema.isEmpty)
        for version in 1..<SchemaProbe.versions {
            let old = try SchemaProbe()
            try old.migrate(to: version)
            try old.insertTicket(subject: "打印机 of version \(version)")
            try old.migrate()
            #expect(try old.schema() == schema, "from version \(version)")
            #expect(try old.ticketCount() == 1)
            #expect(try old.talliedCount() == 1)
            #expect(try old.problems() == [])
        }
    }

    @Test func `a migration that is broken off leaves the version before it`() throws {
        for version in 0..<SchemaProbe.versions {
            let probe = try SchemaProbe()
            try probe.migrate(to: version)
            let before = try probe.schema()
            #expect(throws: (any Error).self) { try probe.migrateAndFail() }
            #expect(try probe.version() == version)
            #expect(try probe.schema() == before)
            try probe.migrate()
            #expect(try probe.version() == SchemaProbe.versions)
        }
    }

    @Test func `reply tokens of older versions are taken out of the outbox`() throws {
        let probe = try SchemaProbe()
        try probe.migrate(before: "named-tokens")
        let token = String(repeating: "abcdefg2", count: 5)
        try probe.insertTicket(subject: "The printer burns")
        try probe.run(
            """
            INSERT INTO person (id, name, role, address, created_at) VALUES (7, 'Sam', 'staff', 'sam@acme.example', 1);
            INSERT INTO reply_token (id, ticket_id, person_id, address, issued_at, expires_at)
                VALUES (5, 1, 7, 'sam@acme.example', 1000, 9000);
            WITH draft (state, text) AS (
                VALUES ('sent', '{"reply_to":{"name":"IT","address":"it+\(token)@acme.example"},"date":1000}'),
                    ('waiting', '{"reply_to":{"name":"IT","address":"it+\(token)@acme.example"},"date":1000}'),
                    ('waiting', '{"reply_to":null,"date":1000}'), ('failed', 'unreadable'),
                    ('waiting', 'unreadable'))
            INSERT INTO outbox (kind, ticket_id, person_id, recipient, message_id, draft, bytes, state,
                next_attempt_at, created_at, finished_at)
                SELECT 'comment', 1, 7, 'sam@acme.example', row_number() OVER (), text, CAST(text AS BLOB), state,
                    iif(state = 'waiting', 1, NULL), 1, iif(state = 'waiting', NULL, 1)
                FROM draft;
            """)
        try probe.migrate()
        let zeros = String(repeating: "0", count: 40)
        #expect(
            try probe.texts("SELECT draft FROM outbox ORDER BY id") == [
                #"{"date":1000}"#,
                #"{"reply_to":{"name":"IT","address":"it+\#(zeros)@acme.example"},"date":1000,"#
                    + #""reply_token":[5,1,7,1000,9000]}"#,
                #"{"reply_to":null,"date":1000}"#, "unreadable", "unreadable",
            ])
        #expect(
            try probe.texts("SELECT CAST(id AS TEXT) FROM outbox WHERE bytes IS NOT NULL") == ["3", "4", "5"])
    }

    @Test(arguments: [
        ("ticket", "status", TicketStatus.allCases.map(\.rawValue)),
        ("ticket", "priority", Priority.allCases.map(\.rawValue)),
        ("ticket", "sla_status", ServiceLevelStatus.allCases.map(\.rawValue)),
        ("person", "role", Role.allCases.map(\.rawValue)),
        ("comment", "visibility", Visibility.allCases.map(\.rawValue)),
        ("comment", "source", Source.allCases.map(\.rawValue)),
        ("timeline", "source", Source.allCases.map(\.rawValue)),
        ("project", "status", ProjectStatus.allCases.map(\.rawValue)),
    ])
    func `a column of choices allows exactly what its type knows`(
        table: String, column: String, cases: [String]
    ) throws {
        let probe = try SchemaProbe()
        try probe.migrate()
        #expect(try probe.allowedValues(of: column, in: table).sorted() == cases.sorted())
    }

    @Test func `every table is strict, and no transaction is answered before it is on the disk`() throws {
        let probe = try SchemaProbe()
        try probe.migrate()
        #expect(try probe.looseTables() == [])
        #expect(try SchemaProbe.durability() == ["wal", "2", "1"])
    }

    @Test(arguments: QueryPlanCase.all)
    func `a hot list reads by an index, without sorting`(_ plan: QueryPlanCase) throws {
        let probe = try SchemaProbe()
        try probe.migrate()
        let steps = try probe.plan(of: plan.query)
        #expect(!steps.isEmpty)
        #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
        #expect(!steps.contains { $0 == "SCAN t" || $0 == "SCAN ticket" }, "\(steps)")
        #expect(steps.contains { $0.contains(plan.index) }, "\(steps)")
    }
}

/// A list and the index that it has to be read by.
struct QueryPlanCase: CustomTestStringConvertible {
    let testDescription: String
    let index: String
    let query: TicketQuery

    private init(
        _ description: String, _ role: Role, _ index: String, change: (inout TicketQuery) -> Void = { _ in }
    ) {
        testDescription = "\(description), for \(role.rawValue)"
        self.index = index
        let address = TestDesk.Known.alice
        let viewer = Person(
            id: Person.ID(rawValue: 1), name: "Alice", role: role, address: address,
            team: Team.ID(rawValue: 1))
        var query = TicketQuery(viewer: viewer)
        change(&query)
        self.query = query
    }

    static let all: [QueryPlanCase] = [Role.admin, .staff].flatMap { role in
        [
            QueryPlanCase("everything", role, "ticket_by_update"),
            QueryPlanCase("by creation", role, "ticket_by_creation") { $0.order = .created },
            QueryPlanCase("oldest first", role, "ticket_by_creation") {
                $0.order = .created
                $0.isReversed = true
            },
            QueryPlanCase("by priority", role, "ticket_by_urgency") { $0.order = .priority },
            QueryPlanCase("by due time", role, "ticket_by_due_time") { $0.order = .due },
            QueryPlanCase("by service level", role, "ticket_by_sla") { $0.order = .sla },
            QueryPlanCase("unfinished", role, "ticket_unfinished_by_update") {
                $0.statuses = [.open, .inProgress, .waiting]
            },
            QueryPlanCase("open", role, "ticket_unfinished_by_update") { $0.statuses = [.open] },
            QueryPlanCase("closed", role, "ticket_by_update") { $0.statuses = [.closed] },
            QueryPlanCase("held by somebody", role, "ticket_by_assignee") {
                $0.assignee = .person(Person.ID(rawValue: 2))
            },
            QueryPlanCase("unassigned", role, "ticket_by_assignee") { $0.assignee = .nobody },
            QueryPlanCase("of a requester", role, "ticket_by_requester") {
                $0.requester = Person.ID(rawValue: 2)
            },
            QueryPlanCase("of a team", role, "ticket_by_team") { $0.team = Team.ID(rawValue: 2) },
            QueryPlanCase("of a project", role, "ticket_by_project") {
                $0.project = .project(Project.ID(rawValue: 2))
            },
            QueryPlanCase("of a category", role, "ticket_by_category") { $0.category = "hardware" },
            QueryPlanCase("second page", role, "ticket_by_update") {
                $0.after = TicketQuery.Cursor(key: 5, ticket: Ticket.ID(rawValue: 5))
            },
        ]
    }
}
