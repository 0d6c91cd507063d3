import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Getting into an account` {
    private static let password = "a new one for me"
    private static let here = IPAddress("127.0.0.1").map { PeerAddress.ip($0) } ?? .local
    private static let open = DeskSettings.SignUp.domains(["acme.example"])

    private static func ask(
        _ client: APIClient, _ path: String, _ email: String
    ) async throws -> APIClient.Answer {
        try await client.post(path, ["email": .string(email)])
    }

    // MARK: Another password

    @Test func `who forgot their password is mailed a link that sets another, once`() async throws {
        try await TestSite.with { site in
            let sam = try await site.add("Sam", .staff)
            let old = try await site.client(sam)
            let client = try site.stranger()
            let answer = try await Self.ask(client, "/auth/forgot-password", "sam@acme.example")
            #expect(answer.status == 202)
            let token = try await site.mailedToken()
            let look = try await client.post("/auth/link", ["token": token])
            #expect(look["purpose"] == "reset")
            #expect(look["email"] == "sam@acme.example")
            let weak = try await client.post(
                "/auth/reset-password", ["token": token, "password": "password123"])
            #expect(weak.status == 422)
            #expect(weak["errors"].elements?.first?["field"] == "password")
            let body: JSON = ["token": token, "password": .string(Self.password)]
            #expect(try await old.get("/users/me").status == 200)
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            #expect(try await old.get("/users/me").status == 401, "every sign-in has ended")
            let other: JSON = ["token": token, "password": "another one for me"]
            let again = try await client.post("/auth/reset-password", other)
            #expect(again.status == 410)
            #expect(again["code"] == "link_spent")
            #expect(try await client.post("/auth/link", ["token": token]).status == 410)
            #expect(
                try await client.post(
                    "/auth/login", ["email": "sam@acme.example", "password": .string(TestSite.password)]
                ).status == 401)
            try await client.signIn("sam@acme.example", password: Self.password)
            #expect(try await client.get("/users/me").status == 200)
            #expect(try await site.mailed().first?.draft.values["is_password_changed"] == true)
            #expect(site.notes.all.contains(.passwordSet(sam.id, from: Self.here)))
        }
    }

    @Test func `whose answer was lost sets the same password again, for a minute`() async throws {
        try await TestSite.with { site in
            let sam = try await site.add("Sam", .staff)
            let client = try site.stranger()
            _ = try await Self.ask(client, "/auth/forgot-password", "sam@acme.example")
            let body: JSON = ["token": try await site.mailedToken(), "password": .string(Self.password)]
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            let signedIn = try site.stranger()
            try await signedIn.signIn("sam@acme.example", password: Self.password)
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            #expect(try await signedIn.get("/users/me").status == 200, "nothing was set again")
            #expect(site.notes.all.filter { $0 == .passwordSet(sam.id, from: Self.here) }.count == 1)
            #expect(try await site.mailed().count == 1)
            let changed = try await signedIn.send(
                "PUT", "/auth/password",
                ["current_password": .string(Self.password), "password": "yet another for me"])
            #expect(changed.status == 204)
            #expect(try await client.post("/auth/reset-password", body).status == 410)
        }
    }

    @Test func `a used link lets nobody try passwords faster than signing in does`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            let client = try site.stranger()
            _ = try await Self.ask(client, "/auth/forgot-password", "sam@acme.example")
            let token = try await site.mailedToken()
            let body: JSON = ["token": token, "password": .string(Self.password)]
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            let guess: JSON = ["token": token, "password": "a guess of the mail scanner's"]
            var statuses: [Int] = []
            for _ in 0..<9 {
                statuses.append(try await client.post("/auth/reset-password", guess).status)
            }
            #expect(statuses == [Int](repeating: 410, count: 8) + [429])
            site.clock.advance(.minutes(1))
            #expect(try await client.post("/auth/reset-password", body).status == 410)
        }
    }

    @Test(arguments: ["/auth/forgot-password", "/auth/login-link", "/auth/signup"])
    func `known and unknown addresses are answered alike, with the same work before the answer`(
        path: String
    ) async throws {
        try await TestSite.with(signUp: Self.open) { site in
            try await site.add("Sam", .staff)
            try await site.disable(try await site.add("Gone", .staff))
            let client = try site.stranger()
            var answers: Set<String> = []
            for name in ["sam", "gone", "nobody"] {
                let body: JSON = ["email": .string(name + "@acme.example"), "name": "Somebody"]
                let answer = try await client.post(path, body)
                let written = try await site.store.nextDue(at: site.clock.now, besides: [])
                #expect(written == nil, "nothing is written before the answer")
                answers.insert("\(answer.status) \(answer.json)")
            }
            #expect(answers == ["202 {\"accepted\":true}"])
            #expect(site.hashing.verified.isEmpty)
        }
    }

    @Test func `asking for links is slowed down for each address and place`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            let client = try site.stranger()
            var statuses: [Int] = []
            for _ in 0..<5 {
                statuses.append(
                    try await Self.ask(client, "/auth/forgot-password", "sam@acme.example").status)
            }
            #expect(statuses == [202, 202, 202, 429, 429])
            let other = try await Self.ask(client, "/auth/forgot-password", "nobody@acme.example")
            #expect(other.status == 202)
            let refused = try await Self.ask(client, "/auth/login-link", "sam@acme.example")
            #expect(refused.response["retry-after"] == "300")
            #expect(try await site.mailed().count == 3)
            site.clock.advance(.seconds(300))
            #expect(try await Self.ask(client, "/auth/login-link", "sam@acme.example").status == 202)
        }
    }

    @Test(arguments: [
        ("/auth/forgot-password", #"{}"#, 422), ("/auth/forgot-password", #"{"email":"no address"}"#, 422),
        ("/auth/login-link", #"{"email":7}"#, 422), ("/auth/reset-password", #"{"token":"x"}"#, 422),
        ("/auth/reset-password", #"{"token":"x","password":"a good long one"}"#, 410),
        ("/auth/signup", #"{"name":"Eve"}"#, 422),
        ("/auth/login", #"{"token":"x"}"#, 410), ("/auth/login", #"{"token":""}"#, 422),
        ("/auth/link", #"{"token":"../../etc/passwd"}"#, 410), ("/auth/link", "[]", 400),
        ("/auth/signup", #"{"email":"eve@evil.example","name":"Eve"}"#, 422),
        ("/auth/signup", #"{"email":"eve@acme.example"}"#, 422),
    ])
    func `what is not right is refused before a password is hashed`(path: String, body: String, status: Int)
        async throws
    {
        try await TestSite.with(signUp: Self.open) { site in
            let answer = try await site.stranger().send("POST", path, raw: body)
            #expect(answer.status == status)
            let mails = try await site.mailed()
            #expect(mails.isEmpty)
        }
    }

    // MARK: Without a password

    @Test func `a mailed link signs in, once, and only when somebody acts`() async throws {
        try await TestSite.with { site in
            let sam = try await site.add("Sam", .staff)
            let client = try site.stranger()
            _ = try await Self.ask(client, "/auth/login-link", "sam@acme.example")
            let token = try await site.mailedToken()
            for _ in 0..<3 {
                #expect(try await client.post("/auth/link", ["token": token])["purpose"] == "sign_in")
            }
            let answer = try await client.post("/auth/login", ["token": token])
            #expect(answer.status == 200)
            await client.keep(answer)
            #expect(try await client.get("/users/me")["name"] == "Sam")
            #expect(try await client.post("/auth/login", ["token": token]).status == 410)
            #expect(site.notes.all == [.signedIn(sam.id, .link, from: Self.here)])
        }
    }

    @Test func `a link for one thing opens no other`() async throws {
        try await TestSite.with(signUp: Self.open) { site in
            try await site.add("Sam", .staff)
            let client = try site.stranger()
            _ = try await Self.ask(client, "/auth/forgot-password", "sam@acme.example")
            let reset = try await site.mailedToken()
            #expect(try await client.post("/auth/login", ["token": reset]).status == 410)
            _ = try await Self.ask(client, "/auth/login-link", "sam@acme.example")
            let link = try await site.mailedToken()
            let wrong: JSON = ["token": link, "password": .string(Self.password)]
            #expect(try await client.post("/auth/reset-password", wrong).status == 410)
            #expect(try await client.post("/auth/login", ["token": link]).status == 200)
        }
    }

    // MARK: New accounts

    @Test(arguments: [DeskSettings.SignUp.off, .invite])
    func `nobody signs up where nobody may`(policy: DeskSettings.SignUp) async throws {
        try await TestSite.with(signUp: policy) { site in
            let client = try site.stranger()
            #expect(try await client.get("/site")["signup"].text == policy.name)
            let answer = try await client.post(
                "/auth/signup", ["email": "eve@acme.example", "name": "Eve", "password": "a good long one"])
            #expect(answer.status == 403)
            #expect(try await site.mailed().isEmpty)
        }
    }

    @Test func `an account is there when the address is proven, under a password that its owner chose`()
        async throws
    {
        try await TestSite.with(signUp: Self.open) { site in
            let client = try site.stranger()
            // Whoever asks may be anybody, so a password of theirs counts for nothing.
            let asked: JSON = [
                "email": "eve@acme.example", "name": "Eve", "password": "what mallory knows",
            ]
            #expect(try await client.post("/auth/signup", asked).status == 202)
            let token = try await site.mailedToken()
            let look = try await client.post("/auth/link", ["token": token])
            #expect(look["purpose"] == "sign_up")
            #expect(look["name"] == "Eve")
            let unknown = try await client.post(
                "/auth/login", ["email": "eve@acme.example", "password": "what mallory knows"])
            #expect(unknown.status == 401)
            let body: JSON = ["token": token, "password": .string(Self.password), "name": "Eve Adams"]
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            site.clock.advance(.minutes(1))
            #expect(try await client.post("/auth/reset-password", body).status == 410)
            try await client.signIn("eve@acme.example", password: Self.password)
            let me = try await client.get("/users/me")
            #expect(me["name"] == "Eve Adams")
            #expect(me["role"] == "employee")
        }
    }

    @Test func `an invited person sets their password with the link that an admin had mailed`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let made = try await ada.post(
                "/admin/users",
                ["name": "Sam", "email": "sam@acme.example", "role": "staff", "invite": true])
            #expect(made.status == 201)
            let token = try await site.mailedToken()
            let client = try site.stranger()
            #expect(try await client.post("/auth/link", ["token": token])["purpose"] == "invitation")
            let body: JSON = ["token": token, "password": .string(Self.password)]
            #expect(try await client.post("/auth/reset-password", body).status == 204)
            try await client.signIn("sam@acme.example", password: Self.password)
            #expect(try await client.get("/users/me")["role"] == "staff")
            let id = made["id"].int ?? 0
            #expect(try await ada.post("/users/\(id)/invite").status == 409, "who has a password is in")
            #expect(try await client.post("/users/\(id)/invite").status == 403)
            let tara = try await ada.post("/admin/users", ["name": "Tara", "email": "tara@acme.example"])
            #expect(try await site.mailed().allSatisfy { $0.draft.kind == .account })
            #expect(try await ada.post("/users/\(tara["id"].int ?? 0)/invite").status == 202)
            #expect(try await site.mailed().map(\.draft.kind) == [.invite])
            let both: JSON = [
                "name": "Tim", "email": "tim@acme.example", "invite": true,
                "password": .string(Self.password),
            ]
            #expect(try await ada.post("/admin/users", both).status == 422)
            let weak: JSON = ["name": "Tim", "email": "tim@acme.example", "password": "tim@acme.example"]
            #expect(
                try await ada.post("/admin/users", weak)["errors"].elements?.first?["field"] == "password")
        }
    }
}
