import TallyCore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `One's own account` {
    private static let here = IPAddress("127.0.0.1").map { PeerAddress.ip($0) } ?? .local
    private static let password = "a new one for me"

    @Test func `a new password takes the present one, and ends every other sign-in`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let (sam, other) = (try await site.client(person), try await site.client(person))
            for (current, new, field) in [
                ("wrong", Self.password, "current_password"), (TestSite.password, "short", "password"),
                (TestSite.password, "sam@acme.example", "password"),
            ] {
                let body: JSON = ["current_password": .string(current), "password": .string(new)]
                let refused = try await sam.send("PUT", "/auth/password", body)
                #expect(refused.status == 422)
                #expect(refused["errors"].elements?.first?["field"].text == field)
            }
            let body: JSON = [
                "current_password": .string(TestSite.password), "password": .string(Self.password),
            ]
            #expect(try await site.stranger().send("PUT", "/auth/password", body).status == 401)
            #expect(try await sam.send("PUT", "/auth/password", body).status == 204)
            #expect(try await sam.get("/users/me").status == 200)
            #expect(try await other.get("/users/me").status == 401)
            try await other.signIn("sam@acme.example", password: Self.password)
            #expect(try await other.get("/users/me").status == 200)
            #expect(try await site.mailed().first?.draft.values["is_password_changed"] == true)
            #expect(site.notes.all.contains(.passwordChanged(person.id, from: Self.here)))
        }
    }

    @Test func `guessing the present password is slowed down`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let body: JSON = ["current_password": "wrong", "password": .string(Self.password)]
            var statuses: [Int] = []
            for _ in 0..<10 { statuses.append(try await sam.send("PUT", "/auth/password", body).status) }
            #expect(statuses.suffix(2) == [429, 429])
        }
    }

    @Test func `who has no password gets the first one by mail, not from an open screen`() async throws {
        try await TestSite.with { site in
            try await site.write { desk, records throws(DeskError) in
                let draft = PersonDraft(
                    name: "Eve", role: .staff, address: TestSite.address("eve@acme.example"))
                _ = try records.add(draft, at: desk.now)
            }
            let eve = try site.stranger()
            _ = try await eve.post("/auth/login-link", ["email": "eve@acme.example"])
            await eve.keep(try await eve.post("/auth/login", ["token": try await site.mailedToken()]))
            #expect(try await eve.get("/users/me")["has_password"] == false)
            let body: JSON = ["current_password": "anything", "password": .string(Self.password)]
            #expect(try await eve.send("PUT", "/auth/password", body).status == 409)
        }
    }

    @Test func `somebody sees where they are signed in, and ends what is not theirs`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let (sam, phone) = (try await site.client(person), try await site.client(person))
            let tara = try await site.client(try await site.add("Tara", .staff))
            let list = try await sam.get("/auth/sessions")
            #expect(list["total"] == 2)
            let items = try #require(list["items"].elements)
            #expect(items.filter { $0["is_current"] == true }.count == 1)
            #expect(items.allSatisfy { $0["address"] == "127.0.0.1" && $0["used_at"].text != nil })
            let other = try #require(items.first { $0["is_current"] == false }?["id"].text)
            #expect(try await tara.delete("/auth/sessions/\(other)").status == 404)
            #expect(try await sam.delete("/auth/sessions/\(other)").status == 204)
            #expect(try await phone.get("/users/me").status == 401)
            #expect(try await sam.delete("/auth/sessions/\(other)").status == 404)
        }
    }

    @Test func `signing out everywhere else leaves the one that asks`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let (sam, phone) = (try await site.client(person), try await site.client(person))
            let tara = try await site.client(try await site.add("Tara", .staff))
            let live = try await LiveClient.signedIn(phone)
            #expect(try await live.next()["type"] == "ready")
            #expect(try await sam.delete("/auth/sessions").status == 204)
            #expect(try await sam.get("/users/me").status == 200)
            #expect(try await phone.get("/users/me").status == 401)
            #expect(try await tara.get("/users/me").status == 200)
            site.clock.advance(.seconds(2))
            site.web.live.deskChanged()
            #expect(try await live.next()["closed"] == 1008)
        }
    }
}
