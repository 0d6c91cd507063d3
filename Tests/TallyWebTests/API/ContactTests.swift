import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The contact form over HTTP` {
    private static let message: JSON = [
        "name": "Zoë", "email": "zoe@elsewhere.example", "subject": "A question", "message": "Who are you?",
    ]

    @Test func `a stranger writes, and an admin reads it once`() async throws {
        try await TestSite.with { site in
            let stranger = try site.stranger()
            let sent = try await stranger.post("/contact", Self.message)
            #expect(sent.status == 202)
            _ = try await stranger.post("/contact", Self.message)
            let admin = try await site.client(try await site.add("Ada", .admin))
            let messages = try await admin.get("/admin/messages")
            #expect(messages["total"] == 2)
            let first = try #require(messages["items"].elements?.last)
            #expect(first["id"] == 1)
            #expect(first["email"] == "zoe@elsewhere.example")
            #expect(first["message"] == "Who are you?")
            #expect(first["read_at"] == .null)
            let read = try await admin.patch("/admin/messages/1/read", [:])
            #expect(read.status == 200)
            #expect(read["read_at"] == first["received_at"])
            let unread = try await admin.get("/admin/messages?unread=true")
            #expect(unread["total"] == 1)
            #expect(unread["items"].elements?.map { $0["id"] } == [2])
            #expect(try await admin.patch("/admin/messages/9/read", [:]).status == 404)
            #expect(try await admin.get("/tickets")["total"] == 0)
        }
    }

    @Test func `messages come in pages, newest first`() async throws {
        try await TestSite.with { site in
            let stranger = try site.stranger()
            for _ in 1...3 { _ = try await stranger.post("/contact", Self.message) }
            let admin = try await site.client(try await site.add("Ada", .admin))
            let first = try await admin.get("/admin/messages?limit=2")
            #expect(first["items"].elements?.map { $0["id"] } == [3, 2])
            let cursor = try #require(first["next_cursor"].text)
            let second = try await admin.get("/admin/messages?limit=2&cursor=\(cursor)")
            #expect(second["items"].elements?.map { $0["id"] } == [1])
            #expect(second["next_cursor"] == .null)
        }
    }

    @Test func `whoever is known here gets the answer that strangers get`() async throws {
        try await TestSite.with { site in
            try await site.add("Alice", .employee)
            var known = Self.message.members ?? []
            known[1] = JSON.Member(name: "email", value: "alice@acme.example")
            let stranger = try site.stranger()
            let answers = [
                try await stranger.post("/contact", Self.message),
                try await stranger.post("/contact", .object(known)),
            ]
            #expect(answers.map(\.status) == [202, 202])
            #expect(answers[0].response.body == answers[1].response.body)
        }
    }

    @Test func `one place writes a few, and waits`() async throws {
        try await TestSite.with { site in
            let stranger = try site.stranger()
            for _ in 1...5 { #expect(try await stranger.post("/contact", Self.message).status == 202) }
            let refused = try await stranger.post("/contact", Self.message)
            #expect(refused.status == 429)
            #expect(refused.response["retry-after"] == "600")
            let admin = try await site.client(try await site.add("Ada", .admin))
            #expect(try await admin.get("/admin/messages")["total"] == 5)
        }
    }

    @Test func `the page takes what is written in its form, and shows what is wrong with it`() async throws {
        try await TestSite.with { site in
            let stranger = try site.stranger()
            #expect(try await stranger.get("//contact").response.text.contains("<textarea"))
            var form: [APIClient.Field] = [
                .text("name", "Zoë"), .text("email", "nobody"), .text("subject", "<b>"),
                .text("message", "Hi"),
            ]
            let wrong = try await stranger.post("//contact", form: form).response
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("email must be a mail address"))
            #expect(wrong.text.contains("value=\"&lt;b&gt;\""))
            form[1] = .text("email", "zoe@elsewhere.example")
            let sent = try await stranger.post("//contact", form: form).response
            #expect(sent.status == 200)
            #expect(sent.text.contains("Thank you"))
            let admin = try await site.client(try await site.add("Ada", .admin))
            let messages = try await admin.get("/admin/messages")["items"].elements
            #expect(messages?.map { $0["subject"] } == ["<b>"])
        }
    }

    @Test(arguments: ["name", "email", "subject", "message"])
    func `what is missing is named`(field: String) async throws {
        try await TestSite.with { site in
            let members = (Self.message.members ?? []).filter { $0.name != field }
            let answer = try await site.stranger().post("/contact", .object(members))
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.first?["field"] == .string(field))
        }
    }

    @Test func `nobody but admins reads them`() async throws {
        try await TestSite.with { site in
            _ = try await site.stranger().post("/contact", Self.message)
            for role in [Role.employee, .staff] {
                let client = try await site.client(try await site.add(role.rawValue, role))
                #expect(try await client.get("/admin/messages").status == 403)
                #expect(try await client.patch("/admin/messages/1/read", [:]).status == 403)
            }
            #expect(try await site.stranger().get("/admin/messages").status == 401)
        }
    }
}
