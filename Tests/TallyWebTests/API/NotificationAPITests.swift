import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Notifications over HTTP` {
    @Test func `who is told by mail is told in the console too`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let alice = try await site.add("Alice", .employee)
            try await site.openTicket(by: alice)
            let list = try await sam.get("/notifications")
            #expect(list["total"] == 1)
            #expect(list["unread"] == 1)
            let first = list["items"].elements?.first
            #expect(first?["kind"] == "new_ticket")
            #expect(first?["text"] == "Alice opened TT-1")
            #expect(first?["ticket"]["subject"] == "The printer burns")
            #expect(first?["read_at"] == .null)
            // Nobody is told of what they did themselves.
            #expect(try await site.client(alice).get("/notifications")["total"] == 0)
        }
    }

    @Test func `what was read is read, one or all`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let alice = try await site.add("Alice", .employee)
            for number in 1...3 { try await site.openTicket("No. \(number)", by: alice) }
            let read = try await sam.send("PUT", "/notifications/2/read")
            #expect(read["read_at"] != .null)
            let unread = try await sam.get("/notifications?unread=true")
            #expect(unread["items"].elements?.map { $0["id"] } == [3, 1])
            #expect(try await sam.send("PUT", "/notifications/read-all").status == 204)
            #expect(try await sam.get("/notifications")["unread"] == 0)
            #expect(try await sam.get("/notifications")["total"] == 3)
        }
    }

    @Test func `pages follow each other`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let alice = try await site.add("Alice", .employee)
            for number in 1...5 { try await site.openTicket("No. \(number)", by: alice) }
            let first = try await sam.get("/notifications?limit=3")
            #expect(first["items"].elements?.map { $0["id"] } == [5, 4, 3])
            let cursor = try #require(first["next_cursor"].text)
            let second = try await sam.get("/notifications?limit=3&cursor=\(cursor)")
            #expect(second["items"].elements?.map { $0["id"] } == [2, 1])
            #expect(second["next_cursor"] == .null)
        }
    }

    @Test func `nobody reads what others were told`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            let tina = try await site.client(try await site.add("Tina", .staff))
            try await site.openTicket(by: try await site.add("Alice", .employee))
            // Number 1 is Sam's.
            #expect(try await tina.send("PUT", "/notifications/1/read").status == 404)
            #expect(try await site.stranger().get("/notifications").status == 401)
        }
    }

    @Test func `a ticket that one may no longer see is not named`() async throws {
        try await TestSite.with { site in
            let sam = try await site.add("Sam", .staff, team: "it")
            try await site.openTicket(by: try await site.add("Alice", .employee))
            try await site.write { _, records throws(DeskError) in
                guard var ticket = try records.ticket(Ticket.ID(rawValue: 1)) else { return }
                ticket.team = try records.addTeam(named: "hr").id
                ticket.assignee = try records.add(
                    PersonDraft(name: "Hanna", role: .staff, address: TestSite.address("h@acme.example")),
                    at: site.clock.now
                ).id
                ticket.assignedAt = site.clock.now
                _ = try records.update(ticket)
            }
            let first = try await site.client(sam).get("/notifications")["items"].elements?.first
            #expect(first?["ticket"] == .null)
            #expect(first?["actor"] == .null)
            #expect(first?["text"].text?.contains("TT-1") == false)
        }
    }

    @Test func `each kind is told as the person wants`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let sam = try await site.client(person)
            let alice = try await site.add("Alice", .employee)
            #expect(
                try await sam.get("/notifications/preferences")["new_ticket"] == [
                    "mail": true, "digest": false, "in_app": true,
                ])

            let quiet = try await sam.send(
                "PUT", "/notifications/preferences", ["new_ticket": ["mail": false, "in_app": false]])
            #expect(quiet["new_ticket"] == ["mail": false, "digest": false, "in_app": false])
            #expect(quiet["comment"] == ["mail": true, "digest": false, "in_app": true])
            try await site.openTicket(by: alice)
            #expect(try await sam.get("/notifications")["total"] == 0)
            let waiting = try await site.store.nextDue(at: site.clock.now, besides: [alice.address.text])
            #expect(waiting == nil)

            _ = try await sam.send(
                "PUT", "/notifications/preferences", ["new_ticket": ["mail": false, "in_app": true]])
            try await site.openTicket(by: alice)
            #expect(try await sam.get("/notifications")["total"] == 1)
            #expect(try await site.store.nextDue(at: site.clock.now, besides: [alice.address.text]) == nil)

            let daily = try await sam.send(
                "PUT", "/notifications/preferences",
                ["new_ticket": ["mail": true, "digest": true, "in_app": true]])
            #expect(daily["new_ticket"] == ["mail": true, "digest": true, "in_app": true])
            try await site.openTicket(by: alice)
            #expect(try await site.store.nextDue(at: site.clock.now, besides: [alice.address.text]) == nil)

            let unclear = try await sam.send(
                "PUT", "/notifications/preferences",
                ["new_ticket": ["mail": true, "digest": 1, "in_app": true]])
            #expect(unclear.status == 422)
            let refused = try await sam.send(
                "PUT", "/notifications/preferences", ["new_ticket": ["mail": "yes", "in_app": true]])
            #expect(refused.status == 422)
        }
    }
}
