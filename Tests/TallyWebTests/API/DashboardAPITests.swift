import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The dashboard over HTTP` {
    @Test func `everybody sees the desk at a glance, as far as they may see it`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let bob = try await site.add("Bob", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            let ada = try await site.client(try await site.add("Ada", .admin))
            try await site.openTicket("Lamp is dark", by: alice)
            try await site.openTicket("Chair creaks", by: alice)
            try await site.openTicket("Door sticks", by: bob)
            #expect(try await sam.post("/tickets/1/claim").status == 200)
            #expect(
                try await sam.post("/tickets/1/comments", ["text": "Fuse?", "visibility": "internal"]).status
                    == 201)
            #expect(try await sam.patch("/tickets/3", ["status": "resolved"], ["If-Match: *"]).status == 200)

            let shown = try await sam.get("/dashboard")
            #expect(shown.status == 200)
            let mine = try await sam.get("/tickets?assignee=me&status=open,in_progress,waiting")["total"]
            #expect(shown["figures"]["mine"] == mine)
            #expect(shown["series"].elements?.count == 14)
            #expect(shown["series"].elements?.last?["opened"] == 3)
            #expect(shown["series"].elements?.last?["resolved"] == 1)
            #expect(shown["figures"]["resolved_today"] == 1)
            #expect(shown["figures"]["resolved_week"] == 1)
            #expect(shown["figures"]["unassigned"] == 1)
            let loads = (shown["people"].elements ?? []).map { $0["person"]["name"] }
            #expect(loads.contains("Sam"))

            let all = try await ada.get("/dashboard?days=30")
            #expect(all["series"].elements?.count == 30)
            #expect(all["activity"].elements?.contains { $0["to"] == "internal" } == true)

            let own = try await site.client(alice).get("/dashboard")
            #expect(own["series"].elements?.last?["opened"] == 2)
            #expect(own["figures"]["unfinished"] == 2)
            #expect(own["people"] == [])
            let told = own["activity"].elements ?? []
            #expect(!told.isEmpty)
            #expect(!told.contains { $0["to"] == "internal" })
            #expect(!told.contains { $0["ticket"]["subject"] == "Door sticks" })
            #expect(try await site.stranger().get("/dashboard").status == 401)
        }
    }

    @Test(arguments: ["6", "91", "x", "-7", "99999999999999"])
    func `days that nobody can show are refused`(days: String) async throws {
        try await TestSite.with { site in
            let answer = try await site.client(try await site.add("Sam", .staff)).get(
                "/dashboard?days=\(days)")
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.first?["field"] == "days")
        }
    }
}
