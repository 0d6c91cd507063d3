import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Tickets over HTTP` {
    /// Found by Schemathesis: `{"name": {}}` was taken for null, and the number of no project was a server error.
    @Test func `an object that names nothing is refused, and takes nothing away`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff, team: "it"))
            try await site.openTicket(by: alice, team: "it")
            _ = try await sam.post("/tickets/1/claim")
            for field in ["assignee", "team", "project"] {
                for nothing in [
                    .object([]), ["name": .object([])], ["id": .null], ["id": ["id": 1]], 99, "99",
                    ["name": 1],
                ]
                    as [JSON]
                {
                    let body = JSON.object([.init(name: field, value: nothing)])
                    let answer = try await sam.patch("/tickets/1", body, ["If-Match: *"])
                    #expect(answer.status == 422)
                    #expect(answer["errors"].elements?.first?["field"] == .string(field))
                }
            }
            let ticket = try await sam.get("/tickets/1")
            #expect(ticket["assignee"]["name"] == "Sam")
            #expect(ticket["team"] == "it")
            let opened = try await sam.post("/tickets", ["subject": "S", "description": "D", "project": 99])
            #expect(opened.status == 422)
            #expect(try await sam.post("/tickets/1/merge", ["into": ["id": .object([])]]).status == 422)
        }
    }

    @Test func `a ticket is opened, listed, claimed, answered and resolved`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let sam = try await site.client(try await site.add("Sam", .staff))
            let opened = try await alice.post(
                "/tickets", ["subject": "No network", "description": "Since this morning."])
            #expect(opened.status == 201)
            #expect(opened["reference"] == "TT-1")
            #expect(opened.response["location"] == "/api/v1/tickets/1")
            #expect(opened["comments"].elements?.first?["text"] == "Since this morning.")
            let list = try await sam.get("/tickets")
            #expect(list["total"] == 1)
            #expect(list["items"].elements?.first?["subject"] == "No network")
            let claimed = try await sam.post("/tickets/1/claim")
            #expect(claimed.status == 200)
            #expect(claimed["status"] == "in_progress")
            #expect(claimed["assignee"]["name"] == "Sam")
            let comment = try await sam.post("/tickets/1/comments", ["text": "Try again?"])
            #expect(comment.status == 201)
            #expect(comment["author"]["name"] == "Sam")
            let version = try await sam.get("/tickets/1")["version"]
            let resolved = try await sam.patch(
                "/tickets/1", ["status": "resolved", "comment": "A cable.", "version": version])
            #expect(resolved.status == 200)
            #expect(resolved["status"] == "resolved")
            #expect(try await alice.get("/tickets/1")["comments"].elements?.last?["text"] == "A cable.")
        }
    }

    @Test func `a ticket has every member, null when there is nothing to say`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let ticket = try await site.openTicket(by: person)
            let list = try await alice.get("/tickets")["items"].elements?.first?.members?.map(\.name)
            let common = [
                "id", "reference", "subject", "status", "priority", "category", "requester", "assignee",
                "team", "project", "participants", "created_at", "updated_at", "tags",
                "merged_into", "due",
                "first_response_due_at", "resolution_due_at", "first_responded_at", "resolved_at",
                "sla_status", "version",
            ]
            #expect(list == common)
            let answer = try await alice.get("/tickets/1")
            #expect(answer.json.members?.map(\.name) == common + ["comments", "timeline"])
            #expect(answer.response["etag"] == "\"1\"")
            #expect(
                answer["requester"]
                    == ["id": 1, "name": "Alice", "email": "alice@acme.example", "role": "employee"])
            #expect(answer["created_at"] == ticket.createdAt.json)
            #expect(answer["sla_status"] == "on_track")
            #expect(answer["participants"] == [])
            for name in ["assignee", "team", "project", "category", "resolved_at", "resolution_due_at"] {
                #expect(answer[name] == .null)
            }
            let comment = try #require(answer["comments"].elements?.first)
            for name in ["id", "author", "visibility", "source", "text", "html", "created_at", "attachments"]
            {
                #expect(comment.members?.contains { $0.name == name } == true)
            }
            #expect(comment["source"] == "mail")
            let entry = try #require(answer["timeline"].elements?.first)
            #expect(entry.members?.map(\.name) == ["at", "actor", "kind", "from", "to", "source"])
            #expect(entry["kind"] == "created")
        }
    }

    @Test func `what the console does is told from what programs do`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let body: JSON = ["subject": "S", "description": "D"]
            #expect(try await alice.post("/tickets", body)["comments"].elements?.first?["source"] == "api")
            let console = try await alice.post("/tickets", body, ["Origin: \(TestSite.origin)"])
            #expect(console["comments"].elements?.first?["source"] == "console")
            let foreign = try await alice.post("/tickets", body, ["Origin: https://evil.example"])
            #expect(foreign["comments"].elements?.first?["source"] == "api")
        }
    }

    @Test func `every wrong field of a new ticket is named at once`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let answer = try await alice.post(
                "/tickets", ["subject": " ", "priority": "huge", "category": 3, "due": "tomorrow"])
            #expect(answer.status == 422)
            #expect(
                answer["errors"].elements?.map { $0["field"] }
                    == ["subject", "description", "priority", "category", "due"])
            let team = try await alice.post(
                "/tickets", ["subject": "S", "description": "D", "team": "nobody"])
            #expect(team.status == 422)
            #expect(team["errors"].elements?.first?["field"] == "team")
            #expect(try await alice.get("/tickets")["total"] == 0)
        }
    }

    @Test func `a change of what somebody else changed is refused, by version and by tag`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: alice)
            #expect(try await sam.patch("/tickets/1", ["priority": "high"]).status == 428)
            let first = try await sam.patch("/tickets/1", ["priority": "high", "version": 1])
            #expect(first.response["etag"] == "\"2\"")
            let stale = try await sam.patch("/tickets/1", ["priority": "low", "version": 1])
            #expect(stale.status == 409)
            #expect(stale["code"] == "stale")
            #expect(stale["version"] == 2)
            for tag in ["\"1\"", "W/\"2\"", "\"x\"", "2"] {
                let answer = try await sam.patch("/tickets/1", ["priority": "low"], ["If-Match: \(tag)"])
                #expect(answer.status == 409)
            }
            let tagged = try await sam.patch("/tickets/1", ["priority": "low"], ["If-Match: \"2\""])
            #expect(tagged["priority"] == "low")
            #expect(try await sam.patch("/tickets/1", ["category": "x"], ["If-Match: *"]).status == 200)
        }
    }

    @Test func `one request changes several things, or none of them`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff, team: "it"))
            let tara = try await site.add("Tara", .staff, team: "it")
            try await site.openTicket(by: alice)
            let changed = try await sam.patch(
                "/tickets/1",
                [
                    "subject": "Printer", "priority": "high", "category": "hardware", "team": "it",
                    "assignee": .integer(tara.id.rawValue), "status": "waiting", "version": 1,
                ])
            #expect(changed.status == 200)
            #expect(changed["subject"] == "Printer")
            #expect(changed["team"] == "it")
            #expect(changed["assignee"]["name"] == "Tara")
            #expect(changed["status"] == "waiting")
            let version = changed["version"]
            let refused = try await sam.patch(
                "/tickets/1", ["priority": "low", "status": "closed", "version": version])
            #expect(refused.status == 409)
            #expect(refused["code"] == "not_possible")
            #expect(refused["ticket_status"] == "waiting")
            let after = try await sam.get("/tickets/1")
            #expect(after["priority"] == "high")
            #expect(after["version"] == version)
        }
    }

    @Test(arguments: [
        (#"{"subject":null,"version":1}"#, "subject"), (#"{"priority":null,"version":1}"#, "priority"),
        (#"{"status":null,"version":1}"#, "status"), (#"{"status":"done","version":1}"#, "status"),
        (#"{"assignee":"nobody@acme.example","version":1}"#, "assignee"),
        (#"{"assignee":99,"version":1}"#, "assignee"),
        (#"{"assignee":true,"version":1}"#, "assignee"), (#"{"team":"nobody","version":1}"#, "team"),
        (#"{"project":"x","version":1}"#, "project"), (#"{"comment":"x","version":1}"#, "comment"),
        (#"{"priority":"high","version":"1"}"#, "version"),
        (#"{"priority":"high","version":1.5}"#, "version"),
    ])
    func `a wrong field of a change is named`(body: String, field: String) async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: alice)
            let answer = try await sam.patch("/tickets/1", try JSON(parsing: Array(body.utf8)))
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.map { $0["field"] } == [.string(field)])
            #expect(try await sam.get("/tickets/1")["version"] == 1)
        }
    }

    @Test func `a report is a file, and a broken renderer is our fault`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            let answer = try await alice.get("/tickets/1/pdf")
            #expect(answer.response.body.starts(with: "%PDF".utf8))
            #expect(answer.response["content-type"] == "application/pdf")
            #expect(answer.response["content-disposition"] == "attachment; filename=\"TT-1.pdf\"")
            site.renderer.fail(with: .failed(reason: "secret words"))
            let broken = try await alice.get("/tickets/1/pdf")
            #expect(broken.status == 500)
            #expect(!broken.response.text.contains("secret"))
            #expect(broken["instance"].text?.hasPrefix("urn:request:") == true)
            #expect(site.failures.all.contains { $0.contains("secret words") })
        }
    }

    @Test(arguments: ["sam@acme.example", "nobody@acme.example"])
    func `who may not assign does not learn who works here`(email: String) async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            let person = try await site.add("Alice", .employee)
            try await site.openTicket(by: person)
            let answer = try await site.client(person).patch(
                "/tickets/1", ["assignee": .string(email), "version": 1])
            #expect(answer.status == 403)
        }
    }

    @Test func `nobody has more than two reports made at once, and others get theirs`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            try await site.openTicket(by: person)
            let gates = [Gate(), Gate()]
            site.renderer.hold(at: gates)
            let (first, second) = (try await site.client(person), try await site.client(person))
            async let one = first.get("/tickets/1/pdf")
            async let two = second.get("/tickets/1/pdf")
            for gate in gates { await gate.arrival() }
            let third = try await site.client(person).get("/tickets/1/pdf")
            #expect(third.status == 429)
            #expect(third.response["retry-after"] == "2")
            let sam = try await site.client(try await site.add("Sam", .staff))
            #expect(try await sam.get("/tickets/1/pdf").status == 200)
            for gate in gates { gate.open() }
            #expect(try await [one.status, two.status] == [200, 200])
            #expect(try await Self.report(first, after: 429).status == 200)
        }
    }

    /// The report as it is answered at last: what was sent is let go of a moment after it has come.
    private static func report(_ client: APIClient, after status: Int) async throws -> APIClient.Answer {
        var answer = try await client.get("/tickets/1/pdf")
        while answer.status == status { answer = try await client.get("/tickets/1/pdf") }
        return answer
    }

    /// Sends a request twice, and reads one answer while the other is left lying.
    @Blocking private static func takeSlowly(_ request: String, _ alice: APIClient) async throws -> [UInt8] {
        let slow = try (0..<2).map { _ in try RawClient(alice.address, receiveBuffer: 4_096) }
        for client in slow {
            client.send(request)
            try #require(try client.response(isHead: true).status == 200)
        }
        #expect(try await alice.get("/tickets/1/pdf").status == 429)
        return try slow[0].readToEnd()
    }

    @Test func `a report lies in a file while it is sent, and takes a place of its reader's`() async throws {
        try await TestSite.with { site in
            let octets = 8 * 1_024 * 1_024
            site.renderer.pad(by: octets)
            let person = try await site.add("Alice", .employee)
            try await site.openTicket(by: person)
            let alice = try await site.client(person)
            let token = try #require(await alice.accessToken)
            let request =
                "GET /api/v1/tickets/1/pdf HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer \(token)\r\n\r\n"
            let slowly = try await Self.takeSlowly(request, alice)
            #expect(slowly.count == octets + 18)
            #expect(slowly.starts(with: "%PDF".utf8))
            let answer = try await Self.report(alice, after: 429)
            #expect(answer.status == 200)
            #expect(answer.response.body == slowly)
        }
    }

    @Test func `a report that others are before is asked for again, and is nobody's fault`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            site.renderer.fail(with: .busy)
            let answer = try await alice.get("/tickets/1/pdf")
            #expect(answer.status == 503)
            #expect(answer.response["retry-after"] == "5")
            #expect(site.failures.all.isEmpty)
        }
    }
}
