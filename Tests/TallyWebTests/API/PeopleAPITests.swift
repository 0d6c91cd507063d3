import MailParsing
import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `People over HTTP` {
    @Test func `an admin makes somebody, who signs in and changes what is theirs`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let made = try await ada.post(
                "/admin/users",
                [
                    "name": "Sam Staff", "email": "Sam@acme.example", "role": "staff", "workload_limit": 5,
                    "language": "de", "categories": ["printers"], "password": .string(TestSite.password),
                ])
            #expect(made.status == 201)
            #expect(made.response["location"] == "/api/v1/users/2")
            #expect(made["email"] == "sam@acme.example")
            #expect(made["categories"] == ["printers"])
            #expect(made["is_away"] == false)
            let sam = try site.stranger()
            try await sam.signIn("sam@acme.example")
            let changed = try await sam.send("PUT", "/users/me", ["name": "Sam S.", "time_zone": "UTC"])
            #expect(changed.status == 200)
            #expect(changed["name"] == "Sam S.")
            #expect(changed["time_zone"] == "UTC")
            #expect(changed["language"] == "de")
            #expect(try await sam.send("PUT", "/users/2", ["role": "admin"]).status == 403)
            #expect(try await sam.send("PUT", "/users/1", ["name": "X"]).status == 404)
        }
    }

    @Test func `every wrong field of a new person is named at once`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let answer = try await ada.post(
                "/admin/users",
                [
                    "email": "no address", "role": "boss", "workload_limit": -1, "language": "_",
                    "team_lead": "yes", "categories": "all", "password": "short",
                ])
            #expect(answer.status == 422)
            #expect(
                answer["errors"].elements?.map { $0["field"] } == [
                    "name", "email", "role", "workload_limit", "language", "team_lead", "categories",
                    "password",
                ])
            let taken = try await ada.post("/admin/users", ["name": "A", "email": "ada@acme.example"])
            #expect(taken.status == 422)
            #expect(taken["errors"].elements?.first?["field"] == "email")
            #expect(try await ada.get("/admin/users")["total"] == 1)
        }
    }

    @Test func `a change of what somebody else changed is refused, by version and by tag`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let tag = try #require(try await ada.get("/users/1").response["etag"])
            #expect(try await ada.patch("/users/1", ["name": "B"], ["If-Match: \(tag)"]).status == 200)
            let stale = try await ada.patch("/users/1", ["name": "C"], ["If-Match: \(tag)"])
            #expect(stale.status == 409)
            #expect(stale["code"] == "stale")
            #expect(stale["version"] == 2)
            #expect(try await ada.patch("/users/1", ["name": "C", "version": 1]).status == 409)
            #expect(try await ada.patch("/users/1", ["name": "C", "version": 2]).status == 200)
            #expect(try await ada.patch("/users/1", ["name": "D"]).status == 200)
        }
    }

    @Test func `who is disabled is out at once and stays in the list, and the last admin stays`() async throws
    {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let sam = try await site.client(try await site.add("Sam", .staff))
            #expect(try await ada.send("DELETE", "/admin/users/2").status == 204)
            #expect(try await sam.get("/users/me").status == 401)
            let list = try await ada.get("/admin/users?active=false")
            #expect(list["items"].elements?.map { $0["name"] } == ["Sam"])
            let last = try await ada.send("DELETE", "/admin/users/1")
            #expect(last.status == 409)
            #expect(last["code"] == "last_admin")
            let back = try await ada.patch("/users/2", ["is_active": true])
            #expect(back["is_active"] == true)
        }
    }

    @Test func `a list is read page by page`() async throws {
        try await TestSite.with { site in
            for name in ["Carl", "Bert", "Dora", "Emil"] { try await site.add(name, .employee) }
            let ada = try await site.client(try await site.add("Ada", .admin))
            var names: [JSON] = []
            var path = "/users?limit=2"
            while true {
                let page = try await ada.get(path)
                #expect(page["total"] == 5)
                names += page["items"].elements?.map { $0["name"] } ?? []
                guard let cursor = page["next_cursor"].text else { break }
                path = "/users?limit=2&cursor=\(cursor)"
            }
            #expect(names == ["Ada", "Bert", "Carl", "Dora", "Emil"])
            #expect(try await ada.get("/users?role=admin,staff")["total"] == 1)
            #expect(try await ada.get("/users?q=bert")["total"] == 1)
            #expect(try await ada.get("/users?role=boss").status == 422)
        }
    }

    @Test func `absences are planned, shown and taken back`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let alice = try await site.client(try await site.add("Alice", .employee))
            // The site's clock stands at 2026-11-18T11:06:40Z; a date alone is a whole day.
            let body: JSON = ["from": "2026-11-18", "until": "2026-11-19", "note": "Sick"]
            let absence = try await sam.post("/users/me/absences", body)
            #expect(absence.status == 201)
            #expect(absence["from"] == "2026-11-18T00:00:00Z")
            #expect(absence["until"] == "2026-11-20T00:00:00Z")
            #expect(try await sam.get("/users/me")["is_away"] == true)
            #expect(try await sam.get("/users/me/absences")["items"].elements?.first?["note"] == "Sick")
            #expect(try await alice.post("/users/me/absences", body).status == 403)
            #expect(try await alice.post("/users/1/absences", body).status == 404)
            for wrong in [
                ["from": "2026-11-20", "until": "2026-11-19"], ["from": "soon", "until": "later"],
            ]
                as [JSON]
            {
                #expect(try await sam.post("/users/me/absences", wrong).status == 422)
            }
            let id = absence["id"].int ?? 0
            #expect(try await alice.send("DELETE", "/users/1/absences/\(id)").status == 404)
            #expect(try await sam.send("DELETE", "/users/me/absences/\(id)").status == 204)
            #expect(try await sam.get("/users/me")["is_away"] == false)
        }
    }

    @Test
    func
        `an address is added by the link that is mailed there: looking does nothing, the button does it once`()
        async throws
    {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            for wrong: JSON in [.null, "", "a wrong guess"] {
                let refused = try await sam.post(
                    "/users/me/addresses", ["email": "sam@home.example", "current_password": wrong])
                #expect(refused.status == 422, "a screen left unlocked is no account lost")
                #expect(refused.response.text.contains("current_password"))
            }
            let asked = try await sam.post(
                "/users/me/addresses",
                ["email": "sam@home.example", "current_password": .string(TestSite.password)])
            #expect(asked.status == 202)
            #expect(asked["is_proven"] == false)
            let path = try await site.mailedPath("confirm_url")
            let browser = try site.stranger()
            for _ in 0..<2 {
                let page = try await browser.send("GET", "/" + path)
                #expect(page.status == 200)
                #expect(page.response.text.contains("sam@home.example"))
                #expect(page.response.text.contains("<form method=\"post\">"))
                #expect(page.response["content-security-policy"]?.contains("script-src") == false)
                #expect(page.response["referrer-policy"] == "no-referrer")
            }
            #expect(try await sam.get("/users/me")["addresses"] == ["sam@acme.example"])
            #expect(try await browser.send("POST", "/" + path).status == 200)
            #expect(try await sam.get("/users/me")["addresses"] == ["sam@acme.example", "sam@home.example"])
            for method in ["GET", "POST"] {
                let gone = try await browser.send(method, "/" + path)
                #expect(gone.status == 404)
                #expect(!gone.response.text.contains("sam@"))
            }
            let primary = try await sam.patch("/users/me", ["email": "sam@home.example"])
            #expect(primary["email"] == "sam@home.example")
            let told = try await site.mailed().map(\.draft)
            #expect(told.map(\.to.address) == ["sam@acme.example", "sam@acme.example"])
            #expect(told.first?.values["is_address_added"] == true)
            #expect(told.last?.values["is_address_chosen"] == true)
            #expect(told.allSatisfy { $0.values["event_address"] == "sam@home.example" })
            let again = try site.stranger()
            try await again.signIn("sam@home.example")
            #expect(try await sam.send("DELETE", "/users/me/addresses/sam@acme.example").status == 204)
            #expect(try await sam.send("DELETE", "/users/me/addresses/sam@home.example").status == 422)
            let list = try await sam.get("/users/me/addresses")
            #expect(list["items"].elements?.map { $0["email"] } == ["sam@home.example"])
        }
    }

    @Test(arguments: ["x", "../users", "%3Cscript%3E"])
    func `a link that is none of ours says so and repeats nothing`(token: String) async throws {
        try await TestSite.with { site in
            let page = try await site.stranger().send("GET", "//confirm-address/\(token)")
            #expect(page.status == (token.hasPrefix("..") ? 400 : 404))
            #expect(!page.response.text.contains("script>"))
        }
    }
}
