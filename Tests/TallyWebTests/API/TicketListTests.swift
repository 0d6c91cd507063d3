import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Lists of tickets` {
    /// Six tickets: 1 of Bob, 2 held, 3 resolved, 4 urgent, 5 of team it, 6 with words.
    private static func fill(_ site: TestSite) async throws -> (alice: Person, sam: Person) {
        let alice = try await site.add("Alice", .employee)
        let bob = try await site.add("Bob", .employee)
        let sam = try await site.add("Sam", .staff, team: "it")
        for number in 1...6 {
            site.clock.advance(.seconds(1))
            let team = number == 5 ? "it" : nil
            let subject = number == 6 ? "Der Drucker ist ÜBEL" : "Ticket \(number)"
            try await site.openTicket(subject, by: number == 1 ? bob : alice, team: team)
        }
        try await site.write { desk, _ throws(DeskError) in
            let actor = Desk.Actor(person: sam, source: .mail)
            _ = try desk.claim(Ticket.ID(rawValue: 2), by: actor)
            _ = try desk.resolve(Ticket.ID(rawValue: 3), text: "", by: actor)
            var changes = TicketChanges()
            changes.priority = .set(.critical)
            _ = try desk.edit(Ticket.ID(rawValue: 4), changes, by: actor)
        }
        return (alice, sam)
    }

    @Test(arguments: [
        ("", [6, 5, 4, 3, 2, 1]), ("sort=created", [6, 5, 4, 3, 2, 1]), ("status=open", [6, 5, 4, 1]),
        ("status=in_progress,resolved", [3, 2]), ("status=closed", []), ("priority=critical", [4]),
        ("priority=low,medium", [6, 5, 3, 2, 1]), ("assignee=me", [3, 2]), ("assignee=none", [6, 5, 4, 1]),
        ("assignee=3", [3, 2]), ("assignee=99", []), ("requester=2", [1]), ("requester=me", []),
        ("team=it", [5]),
        ("team=IT", [5]), ("team=1", [5]), ("q=drucker", [6]), ("q=please+help", [6, 5, 4, 3, 2, 1]),
        ("q=nothing", []),
        ("q=%25", []), ("status=&q=&cursor=", [6, 5, 4, 3, 2, 1]),
        ("status=open&assignee=none&priority=critical", [4]),
        ("unknown=1", [6, 5, 4, 3, 2, 1]), ("sla_status=met", [3]), ("sla_status=on_track", [6, 5, 4, 2, 1]),
        ("sla_status=breached,at_risk", []), ("sla_status=met&status=open", []), ("project=x", []),
        ("project=none", [6, 5, 4, 3, 2, 1]),
    ])
    func `filters choose`(query: String, expected: [Int64]) async throws {
        try await TestSite.with { site in
            let (_, sam) = try await Self.fill(site)
            // `updated` and `created` are the same here, but for the three that Sam touched at the last second.
            let list = try await site.client(sam).get("/tickets?sort=created&\(query)")
            #expect(list.status == 200)
            #expect(list["items"].elements?.map { $0["id"] } == expected.map { .integer($0) })
            #expect(list["total"] == .integer(Int64(expected.count)))
            #expect(list["next_cursor"] == .null)
        }
    }

    @Test(arguments: [
        ("status=done", "status"), ("sla_status=late", "sla_status"), ("status=open,done", "status"),
        ("priority=1", "priority"),
        ("assignee=sam", "assignee"), ("requester=none", "requester"), ("team=nobody", "team"),
        ("sort=random", "sort"),
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("limit=-1", "limit"),
        ("cursor=x", "cursor"), ("cursor=AAAAAAAAAAAAAAAAAAAAAAA", "cursor"),
    ])
    func `a filter that is none is named`(query: String, field: String) async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let answer = try await sam.get("/tickets?\(query)")
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.map { $0["field"] } == [.string(field)])
        }
    }

    @Test(arguments: ["created", "updated"])
    func `pages follow each other without a gap or a repetition`(order: String) async throws {
        try await TestSite.with { site in
            let (_, sam) = try await Self.fill(site)
            let client = try await site.client(sam)
            var seen: [JSON] = []
            var cursor: String?
            repeat {
                let next = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await client.get("/tickets?limit=2&sort=\(order)\(next)")
                #expect(page["total"] == 6)
                seen += try #require(page["items"].elements).map { $0["id"] }
                cursor = page["next_cursor"].text
            } while cursor != nil && seen.count < 10
            #expect(Set(seen).count == 6)
            #expect(seen.count == 6)
        }
    }

    @Test func `a cursor of one order leads nowhere in another`() async throws {
        try await TestSite.with { site in
            let (_, sam) = try await Self.fill(site)
            let client = try await site.client(sam)
            let cursor = try #require(
                try await client.get("/tickets?limit=1&sort=created")["next_cursor"].text)
            #expect(try await client.get("/tickets?sort=updated&cursor=\(cursor)").status == 422)
        }
    }

    @Test func `people are listed for admins, page by page`() async throws {
        try await TestSite.with { site in
            for name in ["Zoe", "Bea", "Carl"] { try await site.add(name, .employee) }
            let ada = try await site.client(try await site.add("Ada", .admin, team: "it"))
            let first = try await ada.get("/users?limit=3")
            #expect(first["items"].elements?.map { $0["name"] } == ["Ada", "Bea", "Carl"])
            #expect(first["items"].elements?.first?["team"] == "it")
            #expect(first["total"] == 4)
            let cursor = try #require(first["next_cursor"].text)
            let second = try await ada.get("/users?limit=3&cursor=\(cursor)")
            #expect(second["items"].elements?.map { $0["name"] } == ["Zoe"])
            #expect(second["next_cursor"] == .null)
            #expect(try await ada.get("/users?limit=0").status == 422)
            #expect(try await ada.get("/users?cursor=zzz").status == 422)
        }
    }
}
