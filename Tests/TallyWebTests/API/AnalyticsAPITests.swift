import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Analytics over HTTP` {
    @Test func `admins see the desk in numbers, nobody else does`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.add("Sam", .staff)
            let ada = try await site.add("Ada", .admin)
            let ticket = try await site.openTicket(by: alice)
            _ = try await site.write { desk, _ throws(DeskError) in
                try desk.claim(ticket.id, by: Desk.Actor(person: sam, source: .api))
            }
            try await site.finish(ticket)
            let stranger = try site.stranger()
            #expect(try await stranger.get("/admin/analytics").status == 401)
            for person in [alice, sam] {
                let client = try await site.client(person)
                #expect(try await client.get("/admin/analytics").status == 403)
            }
            let answer = try await site.client(ada).get("/admin/analytics?by=week")
            #expect(answer.status == 200)
            #expect(answer["by"] == "week")
            #expect(answer["time_zone"] == "UTC")
            #expect(answer["totals"]["created"] == 1)
            #expect(answer["totals"]["resolved"] == 1)
            #expect(answer["totals"]["resolution"]["count"] == 1)
            #expect(answer["backlog"]["total"] == 0)
            #expect(answer["priorities"].elements?.first?["name"] == "medium")
            let created = (answer["series"].elements ?? []).compactMap { $0["created"].int }
            #expect(created.reduce(0, +) == 1)
        }
    }

    @Test(
        arguments: [
            ("from=2026-11-31", "from"), ("to=tomorrow", "to"), ("from=2026-11-02&to=2026-11-01", "to"),
            ("by=hour", "by"), ("from=2020-01-01&to=2026-01-01", "by"), ("person=x", "person"),
            ("team=nowhere", "team"), ("priority=urgent", "priority"),
        ])
    func `what cannot be counted is refused, with the field's name`(query: String, field: String) async throws
    {
        try await TestSite.with { site in
            let ada = try await site.add("Ada", .admin)
            let answer = try await site.client(ada).get("/admin/analytics?" + query)
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.first?["field"] == .string(field))
        }
    }
}
