import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Projects over HTTP` {
    @Test func `a project is made, worked on and removed`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let sam = try await site.client(try await site.add("Sam", .staff, team: "it"))
            let alice = try await site.client(try await site.add("Alice", .employee))
            let made = try await ada.post(
                "/projects",
                [
                    "name": "Move", "description": "To floor 3", "status": "active", "deadline": "2026-11-18",
                    "teams": ["it"], "members": [3],
                ])
            #expect(made.status == 201)
            #expect(made.response["location"] == "/api/v1/projects/1")
            #expect(made["deadline"] == "2026-11-18T23:59:59Z")
            #expect(made["is_overdue"] == false)
            #expect(made["teams"] == [["id": 1, "name": "it"]])
            #expect(made["members"].elements?.map { $0["name"] } == ["Alice"])
            #expect(made["progress"] == 0)
            let opened = try await alice.post(
                "/tickets", ["subject": "S", "description": "D", "project": "Move"])
            #expect(opened["project"] == ["id": 1, "name": "Move"])
            _ = try await alice.post("/tickets", ["subject": "S2", "description": "D"])
            let put = try await sam.patch("/tickets/2", ["project": 1, "version": 1])
            #expect(put["project"]["name"] == "Move")
            #expect(put["timeline"].elements?.last?["kind"] == "project")
            let version = try await sam.get("/tickets/1")["version"]
            _ = try await sam.patch(
                "/tickets/1", ["status": "resolved", "comment": "Done", "version": version])
            let half = try await alice.get("/projects/1")
            #expect(half["progress"] == 50)
            #expect(half["tickets"] == ["total": 2, "finished": 1])
            let refused = try await ada.send("DELETE", "/projects/1")
            #expect(refused.status == 409)
            #expect(refused["code"] == "in_use")
            #expect(refused["tickets"] == 2)
            #expect(try await ada.send("DELETE", "/projects/1?detach_tickets=true").status == 204)
            #expect(try await ada.get("/projects/1").status == 404)
            #expect(try await sam.get("/tickets/2")["project"] == .null)
        }
    }

    @Test func `a deadline that passed makes a project overdue until it is finished`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            _ = try await ada.post("/projects", ["name": "Late", "deadline": "2026-11-17T12:00:00+01:00"])
            #expect(try await ada.get("/projects/1")["is_overdue"] == true)
            let done = try await ada.patch("/projects/1", ["status": "completed"])
            #expect(done["is_overdue"] == false)
            let open = try await ada.patch("/projects/1", ["status": "active", "deadline": .null])
            #expect(open["deadline"] == .null)
            #expect(open["is_overdue"] == false)
        }
    }

    @Test func `everybody reads, admins write, and employees see members only of their own`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let sam = try await site.client(try await site.add("Sam", .staff))
            let alice = try await site.client(try await site.add("Alice", .employee))
            _ = try await ada.post("/projects", ["name": "Theirs"])
            _ = try await ada.post("/projects", ["name": "Mine", "members": ["alice@acme.example"]])
            for client in [sam, alice] {
                #expect(try await client.get("/projects")["total"] == 2)
                #expect(try await client.post("/projects", ["name": "X"]).status == 403)
                #expect(try await client.patch("/projects/1", ["name": "X"]).status == 403)
                #expect(try await client.send("DELETE", "/projects/1").status == 403)
                #expect(try await client.patch("/projects/99", ["name": "X"]).status == 403)
            }
            func showsMembers(_ client: APIClient, _ id: Int) async throws -> Bool {
                try await client.get("/projects/\(id)").json.members?.contains { $0.name == "members" }
                    == true
            }
            #expect(try await showsMembers(sam, 1))
            #expect(try await !showsMembers(alice, 1))
            #expect(try await showsMembers(alice, 2))
            let me = try await alice.get("/projects?member=me")
            #expect(me["total"] == 1)
            // Where others belong is told to those only who may see members.
            #expect(try await alice.get("/projects?member=1").status == 403)
            #expect(try await sam.get("/projects?member=1").status == 200)
            #expect(try await site.stranger().get("/projects").status == 401)
        }
    }

    @Test func `a change of what somebody else changed is refused, by version and by tag`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let made = try await ada.post("/projects", ["name": "P"])
            let tag = try #require(made.response["etag"])
            #expect(try await ada.patch("/projects/1", ["status": "active", "version": 1]).status == 200)
            let stale = try await ada.patch("/projects/1", ["status": "on_hold"], ["If-Match: \(tag)"])
            #expect(stale.status == 409)
            #expect(stale["version"] == 2)
            #expect(try await ada.send("DELETE", "/projects/1", nil, ["If-Match: \(tag)"]).status == 409)
        }
    }

    @Test func `every wrong field is named at once, and what is not there is refused`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let answer = try await ada.post(
                "/projects", ["description": 3, "status": "done", "deadline": "tomorrow"])
            #expect(answer.status == 422)
            #expect(
                answer["errors"].elements?.map { $0["field"] } == [
                    "name", "description", "status", "deadline",
                ])
            for (body, field) in [
                (["name": "P", "teams": ["nobody"]], "teams"), (["name": "P", "members": [99]], "members"),
            ] as [(JSON, JSON)] {
                #expect(try await ada.post("/projects", body)["errors"].elements?.first?["field"] == field)
            }
            #expect(try await ada.get("/projects")["total"] == 0)
            let ticket = try await ada.post(
                "/tickets", ["subject": "S", "description": "D", "project": "none of ours"])
            #expect(ticket["errors"].elements?.first?["field"] == "project")
        }
    }

    @Test func `a list is of some statuses, newest first, page by page`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            for (name, status) in [("A", "active"), ("B", "planning"), ("C", "active"), ("D", "on_hold")] {
                _ = try await ada.post("/projects", ["name": .string(name), "status": .string(status)])
            }
            let first = try await ada.get("/projects?status=active,on_hold&limit=2")
            #expect(first["total"] == 3)
            #expect(first["items"].elements?.map { $0["name"] } == ["D", "C"])
            let cursor = try #require(first["next_cursor"].text)
            let second = try await ada.get("/projects?status=active,on_hold&limit=2&cursor=\(cursor)")
            #expect(second["items"].elements?.map { $0["name"] } == ["A"])
            #expect(try await ada.get("/users?cursor=\(cursor)").status == 422)
        }
    }
}
