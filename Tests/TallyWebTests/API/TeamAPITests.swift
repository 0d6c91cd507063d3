import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Teams over HTTP` {
    @Test func `a team is made, filled, renamed and removed`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            try await site.add("Sam", .staff)
            let made = try await ada.post(
                "/teams", ["name": "it", "members": [1, "sam@acme.example"], "leads": [["id": 2]]])
            #expect(made.status == 201)
            #expect(made.response["location"] == "/api/v1/teams/1")
            #expect(made["members"].elements?.map { $0["name"] } == ["Ada", "Sam"])
            #expect(made["leads"].elements?.map { $0["name"] } == ["Sam"])
            let tag = try #require(made.response["etag"])
            let renamed = try await ada.patch("/teams/1", ["name": "Desk side"], ["If-Match: \(tag)"])
            #expect(renamed["name"] == "Desk side")
            #expect(renamed["members"].elements?.count == 2)
            #expect(try await ada.patch("/teams/1", ["name": "x"], ["If-Match: \(tag)"]).status == 409)
            let smaller = try await ada.patch("/teams/1", ["members": [1]])
            #expect(smaller["leads"] == [])
            let full = try await ada.send("DELETE", "/teams/1")
            #expect(full.status == 409)
            #expect(full["code"] == "in_use")
            #expect(full["members"] == 1)
            #expect(try await ada.send("DELETE", "/teams/1?detach=true").status == 204)
            #expect(try await ada.get("/teams/1").status == 404)
            #expect(try await ada.get("/teams")["total"] == 0)
        }
    }

    @Test func `everybody reads teams, agents see who is in them, and only admins change them`() async throws
    {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let sam = try await site.client(try await site.add("Sam", .staff, team: "it"))
            let alice = try await site.client(try await site.add("Alice", .employee))
            for client in [ada, sam, alice] {
                let team = try await client.get("/teams")["items"].elements?.first
                #expect(team?["name"] == "it")
                let isEmployee = client === alice
                #expect((team?.members?.contains { $0.name == "members" } == true) != isEmployee)
            }
            for client in [sam, alice] {
                #expect(try await client.post("/teams", ["name": "mine"]).status == 403)
                #expect(try await client.patch("/teams/1", ["name": "mine"]).status == 403)
                #expect(try await client.send("DELETE", "/teams/1").status == 403)
            }
            #expect(try await site.stranger().get("/teams").status == 401)
        }
    }

    @Test func `a list is read page by page`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            for name in ["a", "b", "c"] { _ = try await ada.post("/teams", ["name": .string(name)]) }
            let first = try await ada.get("/teams?limit=2")
            #expect(first["items"].elements?.map { $0["name"] } == ["a", "b"])
            let cursor = try #require(first["next_cursor"].text)
            let second = try await ada.get("/teams?limit=2&cursor=\(cursor)")
            #expect(second["items"].elements?.map { $0["name"] } == ["c"])
            #expect(second["next_cursor"] == .null)
        }
    }

    @Test func `wrong names and members are refused`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            try await site.add("Alice", .employee)
            for (body, field) in [
                (["name": " "], "name"), (["name": "it", "members": [99]], "members"),
                (["name": "it", "members": [2]], "members"), (["name": "it", "leads": [1]], "leads"),
                (["name": "it", "members": "all"], "members"),
            ] as [(JSON, JSON)] {
                let answer = try await ada.post("/teams", body)
                #expect(answer.status == 422)
                #expect(answer["errors"].elements?.first?["field"] == field)
            }
            #expect(try await ada.get("/teams")["total"] == 0, "a refusal takes the team back too")
        }
    }
}
