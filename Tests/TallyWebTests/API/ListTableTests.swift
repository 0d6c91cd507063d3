import TallyCore
import TallyStore
import Testing

@testable import TallyWeb

@Suite(.timeLimit(.minutes(10))) struct `Lists as CSV` {
    private static func rows(_ answer: APIClient.Answer) -> [Substring] {
        let text = answer.response.text.drop { $0 == "\u{FEFF}" }
        return text.split(separator: "\r\n")
    }

    @Test func `a list of tickets has a row for each, in the columns of its schema`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket("The \"old\" printer, again", by: alice)
            try await site.openTicket("=HYPERLINK(\"https://evil.example\")", by: alice)
            _ = try await sam.post("/tickets/1/claim")
            let answer = try await sam.get("/tickets?format=csv&sort=created:asc")
            #expect(answer.status == 200)
            #expect(answer.response["content-type"] == "text/csv; charset=utf-8")
            #expect(answer.response["content-disposition"] == "attachment; filename=\"tickets.csv\"")
            #expect(answer.response["link"] == nil)
            let rows = Self.rows(answer)
            #expect(rows.count == 3)
            #expect(
                rows[0].hasPrefix(
                    "id,reference,subject,status,priority,category,requester_id,requester_name,"))
            #expect(
                rows[1].hasPrefix("1,TT-1,\"The \"\"old\"\" printer, again\",in_progress,medium,,1,Alice,"))
            #expect(rows[1].contains(",2,Sam,sam@acme.example,staff,"))
            #expect(rows[2].hasPrefix("2,TT-2,\"'=HYPERLINK(\"\"https://evil.example\"\")\",open,"))
            let only = try await sam.get("/tickets?format=csv&status=open")
            #expect(Self.rows(only).count == 2)
        }
    }

    @Test func `a table has pages too, and says where the next one is`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let client = try await site.client(alice)
            for number in 1...5 { try await site.openTicket("Number \(number)", by: alice) }
            var path: String? = "/api/v1/tickets?limit=2&q=%22number%22&sort=created:asc&format=csv"
            var seen: [Substring] = []
            while let next = path {
                let answer = try await client.get("/" + next)
                #expect(answer.status == 200)
                seen += Self.rows(answer).dropFirst().map { $0.prefix { $0 != "," } }
                path = answer.response["link"].flatMap { link in
                    link.hasSuffix(">; rel=\"next\"") ? String(link.dropFirst().dropLast(13)) : nil
                }
            }
            #expect(seen == ["1", "2", "3", "4", "5"])
        }
    }

    @Test(arguments: [
        ("Accept: text/csv", true), ("Accept: TEXT/CSV;q=0.9, */*;q=0.1", true),
        ("Accept: application/json, text/csv", false), ("Accept: */*", false),
        ("Accept: text/csv;q=0", false),
    ])
    func `who asks for CSV alone gets it`(field: String, isTable: Bool) async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            for path in ["/tickets", "/users", "/projects", "/admin/outbox", "/notifications"] {
                let answer = try await ada.send("GET", path, nil, [field])
                #expect(answer.response["content-type"]?.hasPrefix("text/csv") == isTable)
            }
        }
    }

    @Test func `people, teams and projects are tables too, and no name in them is a formula`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Ada", .admin)
            let ada = try await site.client(person)
            let formula = "=cmd|' /C calc'!A1"
            _ = try await ada.patch("/users/1", ["name": .string(formula)])
            _ = try await ada.post("/teams", ["name": "@SUM(1+1)", "members": [1]])
            _ = try await ada.post("/projects", ["name": "+1", "description": "-2\t\"x\""])
            let people = try await ada.get("/users?format=csv&role=admin&q=cmd")
            #expect(Self.rows(people).count == 2)
            #expect(Self.rows(people)[0].hasPrefix("id,name,email,role,team,team_lead,"))
            #expect(Self.rows(people)[1].hasPrefix("1,'\(formula),ada@acme.example,admin,'@SUM(1+1),"))
            #expect(people.response["content-disposition"] == "attachment; filename=\"users.csv\"")
            let teams = Self.rows(try await ada.get("/teams?format=csv"))
            #expect(teams == ["id,name,version,members,leads", "1,'@SUM(1+1),2,ada@acme.example,"])
            let projects = Self.rows(try await ada.get("/projects?format=csv"))
            #expect(projects[0].hasPrefix("id,name,description,status,deadline,"))
            #expect(projects[1].hasPrefix("1,'+1,\"'-2\t\"\"x\"\"\",planning,,"))
        }
    }

    /// A list that comes is tried from its first day.
    @Test func `every list of the document is a table too`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Ada", .admin)
            let ada = try await site.client(person)
            try await site.openTicket(by: person)
            var lists: [String] = []
            for path in site.web.document.json["paths"].members ?? [] {
                let content = path.value["get"]["responses"]["200"]["content"].members ?? []
                guard content.contains(where: { $0.name == "text/csv" }) else { continue }
                let answer = try await ada.get(path.name.replacing("{id}", with: "1") + "?format=csv")
                #expect(answer.status == 200, "\(path.name)")
                #expect(answer.response["content-type"] == "text/csv; charset=utf-8", "\(path.name)")
                #expect(Self.rows(answer).first?.isEmpty == false, "\(path.name)")
                lists.append(path.name)
            }
            #expect(Set(lists).isSuperset(of: ["/tickets", "/users", "/admin/users", "/projects", "/teams"]))
            #expect(lists.count >= 12)
        }
    }

    @Test func `another form is refused by name, and a refusal is no table`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            for list in ["/tickets", "/users/me/absences", "/users/me/addresses", "/notifications"] {
                let wrong = try await alice.get("\(list)?format=xlsx")
                #expect(wrong.status == 422)
                #expect(wrong["errors"].elements?.first?["field"] == "format")
                #expect(try await alice.get("\(list)?format=").status == 200)
            }
            let refused = try await alice.get("/users?format=csv")
            #expect(refused.status == 403)
            #expect(refused.response["content-type"] == "application/problem+json")
        }
    }
}
