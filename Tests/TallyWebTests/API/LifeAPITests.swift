import TallyCore
import TallyStore
import TallyWeb
import Testing

/// Merging, people who take part, tags, due dates and stale edits, as programs see them.
@Suite(.timeLimit(.minutes(10))) struct `A ticket's life over HTTP` {
    @Test func `a stale edit is refused with what changed since`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            let tara = try await site.client(try await site.add("Tara", .staff))
            try await site.openTicket(by: alice)
            let seen = try await sam.get("/tickets/1")["version"]
            _ = try await tara.patch("/tickets/1", ["priority": "high", "version": seen])
            _ = try await tara.patch(
                "/tickets/1", ["tags": ["VIP customer"], "due": "2026-12-24T12:00:00+01:00", "version": 2])
            let refused = try await sam.patch("/tickets/1", ["category": "network", "version": seen])
            #expect(refused.status == 409)
            #expect(refused.response["content-type"] == "application/problem+json")
            #expect(refused["code"] == "stale")
            #expect(refused["version"] == 4)
            let changes = try #require(refused["changes"].elements)
            #expect(changes.map { $0["kind"] } == ["priority", "due", "tagged"])
            #expect(changes.map { $0["from"] } == ["medium", .null, .null])
            #expect(changes.map { $0["to"] } == ["high", "2026-12-24T11:00:00Z", "vip-customer"])
            #expect(changes.allSatisfy { $0["actor"]["name"] == "Tara" && $0["source"] == "api" })
            let ifMatch = try await sam.patch("/tickets/1", ["category": "network"], ["If-Match: \"1\""])
            #expect(ifMatch["changes"].elements?.count == 3)
            #expect(try await sam.get("/tickets/1")["category"] == .null)
        }
    }

    @Test func `a note changes nothing that the requester sees`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket("First", by: person)
            site.clock.advance(.minutes(1))
            try await site.openTicket("Second", by: person)
            let (ticket, list) = (try await alice.get("/tickets/1"), try await alice.get("/tickets"))
            site.clock.advance(.minutes(1))
            _ = try await sam.post("/tickets/1/comments", ["text": "Hm.", "visibility": "internal"])
            let after = try await alice.get("/tickets/1")
            #expect(after.response["etag"] == ticket.response["etag"])
            #expect(after.json == ticket.json)
            #expect(try await alice.get("/tickets").json == list.json)
        }
    }

    @Test func `due dates and tags are set, changed and taken away`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let opened = try await sam.post(
                "/tickets",
                ["subject": "S", "description": "D", "due": "2026-12-24", "tags": ["b", "A", "a"]])
            #expect(opened["due"] == "2026-12-24T23:59:59Z")
            #expect(opened["tags"] == ["a", "b"])
            let changed = try await sam.patch("/tickets/1", ["due": .null, "tags": ["c"], "version": 1])
            #expect(changed["due"] == .null)
            #expect(changed["tags"] == ["c"])
            let wrong = try await sam.patch(
                "/tickets/1", ["due": "soon", "tags": ["", 7], "version": changed["version"]])
            #expect(wrong.status == 422)
            #expect(wrong["errors"].elements?.map { $0["field"] } == ["due", "tags"])
        }
    }

    @Test func `tickets are merged, and taken apart again`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let bob = try await site.add("Bob", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket("No paper", by: alice)
            try await site.openTicket("Empty printer", by: bob)
            let merged = try await sam.post("/tickets/1/merge", ["into": "TT-2"])
            #expect(merged.status == 200)
            #expect(merged["reference"] == "TT-2")
            #expect(merged["participants"].elements?.map { $0["name"] } == ["Alice"])
            #expect(merged["comments"].elements?.map { $0["ticket"] } == ["TT-2", "TT-1"])
            let source = try await sam.get("/tickets/1")
            #expect(source["status"] == "closed")
            #expect(source["merged_into"] == "TT-2")
            #expect(try await site.client(alice).get("/tickets/2")["comments"].elements?.count == 2)
            for (path, body) in [("claim", nil), ("comments", ["text": "Hi"]), ("merge", ["into": 2])]
                as [(String, JSON?)]
            {
                let refused = try await sam.post("/tickets/1/\(path)", body)
                #expect(refused.status == 409)
                #expect(refused["code"] == "merged")
                #expect(refused["merged_into"] == ["id": 2, "reference": "TT-2"])
            }
            let parted = try await sam.post("/tickets/1/unmerge")
            #expect(parted["status"] == "open")
            #expect(parted["merged_into"] == .null)
            #expect(try await sam.get("/tickets/2")["participants"] == [])
            #expect(try await sam.post("/tickets/1/unmerge")["code"] == "not_merged")
            #expect(try await site.client(alice).get("/tickets/2").status == 404)
        }
    }

    @Test func `a merge needs two tickets that one may see`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            #expect(try await sam.post("/tickets/1/merge", ["into": 1]).status == 422)
            #expect(try await sam.post("/tickets/1/merge", ["into": "soon"]).status == 422)
            #expect(try await sam.post("/tickets/1/merge", [:]).status == 422)
            #expect(try await sam.post("/tickets/1/merge", ["into": 99]).status == 404)
            #expect(try await alice.post("/tickets/1/merge", ["into": 1]).status == 403)
        }
    }

    @Test func `a file of a merged ticket is there for who reads the other one`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let bob = try await site.add("Bob", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.write { desk, _ throws(DeskError) in
                var comment = CommentDraft(author: alice.id, source: .mail, text: "Look", isVerified: true)
                comment.attachments = [
                    AttachmentDraft(
                        filename: "a.txt", contentType: "text/plain", isInline: false, contentID: nil,
                        content: Array("paper".utf8))
                ]
                _ = try desk.open(
                    TicketDraft(subject: "No paper", requester: alice.id), first: comment,
                    by: Desk.Actor(person: alice, source: .mail), isProven: true)
            }
            try await site.openTicket("Empty printer", by: bob)
            let reader = try await site.client(bob)
            #expect(try await reader.get("/attachments/1").status == 404)
            _ = try await sam.post("/tickets/1/merge", ["into": 2])
            #expect(try await reader.get("/tickets/2/attachments")["total"] == 1)
            #expect(try await reader.get("/attachments/1").response.text == "paper")
            _ = try await sam.post("/tickets/1/unmerge")
            #expect(try await reader.get("/attachments/1").status == 404)
        }
    }

    @Test func `people are added by number or address, and leave`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let bob = try await site.add("Bob", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            let path = "/tickets/1/participants"
            let added = try await sam.post(path, ["person": .integer(bob.id.rawValue)])
            #expect(added.status == 200)
            #expect(added["participants"].elements?.map { $0["name"] } == ["Bob"])
            let both = try await alice.post(path, ["email": "eve@elsewhere.example"])
            #expect(
                both["participants"].elements?.map { $0["email"] }.contains("eve@elsewhere.example") == true)
            for participant in both["participants"].elements ?? [] {
                #expect(participant["name"] == participant["email"], "an address is told, and not whose")
                #expect(participant["role"] == "employee")
            }
            #expect(try await site.client(bob).get("/tickets/1").status == 200)
            #expect(try await site.client(bob).post(path, ["email": "x@acme.example"]).status == 403)
            #expect(try await sam.post(path, ["email": "nobody"]).status == 422)
            #expect(try await sam.post(path, ["person": 99]).status == 422)
            let walked = try await alice.post(path, ["person": .integer(bob.id.rawValue)])
            #expect(walked.status == 422, "numbers would tell an employee who is behind each")
            #expect(!walked.response.text.contains("Bob"))
            #expect(try await site.client(bob).delete("\(path)/\(bob.id.rawValue)").status == 204)
            #expect(try await site.client(bob).get("/tickets/1").status == 404)
            #expect(try await sam.delete("\(path)/\(bob.id.rawValue)").status == 422)
        }
    }

    @Test func `a requester is shown the address they named, and not whose it is`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let bob = try await site.add("Bob", .staff)
            let home = TestSite.address("rob@home.example")
            try await site.write { _, records throws(DeskError) in
                try records.addAddress(home, to: bob.id)
            }
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            let named = try await alice.post("/tickets/1/participants", ["email": "rob@home.example"])
            #expect(named.status == 200)
            for answer in [named, try await alice.get("/tickets/1"), try await alice.get("/tickets")] {
                #expect(answer.response.text.contains("rob@home.example"))
                #expect(!answer.response.text.contains("bob@acme.example"))
                #expect(!answer.response.text.contains("Bob"))
            }
            let seen = try await sam.get("/tickets/1")["participants"].elements?.first
            #expect(seen?["name"] == "Bob")
            #expect(seen?["email"] == "bob@acme.example")
        }
    }
}
