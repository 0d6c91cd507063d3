import Foundation
import MailParsing
import TallyCore
import TestSupport
import Testing

@testable import TallyWeb

@Suite(.timeLimit(.minutes(10))) struct `Signing in` {
    static func login(_ client: APIClient, _ email: String, _ password: String) async throws
        -> APIClient.Answer
    {
        try await client.post("/auth/login", ["email": .string(email), "password": .string(password)])
    }

    @Test func `a password opens the API, and the answer says who one is`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff, team: "it")
            let client = try site.stranger()
            let refused = try await client.get("/users/me")
            #expect(refused.status == 401)
            #expect(refused.response["www-authenticate"] == "Bearer")
            #expect(refused.response["content-type"] == "application/problem+json")
            let answer = try await Self.login(client, "SAM@acme.example", TestSite.password)
            #expect(answer.status == 200)
            #expect(answer.response["cache-control"] == "no-store")
            #expect(answer["token_type"] == "Bearer")
            #expect(answer["expires_in"] == 900)
            #expect(answer["user"]["email"] == "sam@acme.example")
            #expect(answer["user"]["role"] == "staff")
            #expect(answer["user"]["team"] == "it")
            await client.keep(answer)
            #expect(try await client.get("/users/me")["name"] == "Sam")
        }
    }

    @Test func `every way not to get in is answered alike, after the same work`() async throws {
        try await TestSite.with { site in
            let sam = try await site.add("Sam", .staff)
            try await site.disable(try await site.add("Gone", .staff))
            try await site.write { desk, records throws(DeskError) in
                let address = TestSite.address("mail@acme.example")
                _ = try records.add(
                    PersonDraft(name: "Mail", role: .employee, address: address), at: desk.now)
            }
            let client = try site.stranger()
            var answers: [JSON] = []
            for (email, password) in [
                (sam.address.text, "wrong"), ("nobody@acme.example", "wrong"), ("no address", "wrong"),
                ("gone@acme.example", TestSite.password), ("mail@acme.example", "wrong"),
            ] {
                let answer = try await Self.login(client, email, password)
                #expect(answer.status == 401)
                answers.append(answer["detail"])
            }
            #expect(Set(answers) == ["The address or the password is wrong."])
            let clear = "clear:" + TestSite.password
            #expect(site.hashing.verified == [clear, nil, nil, clear, nil])
        }
    }

    @Test(arguments: [
        (#"{"email":"a@b.example"}"#, 422, "password"), (#"{"email":"","password":"x"}"#, 422, "email"),
        (#"{"email":7,"password":"x"}"#, 422, "email"), (#"["a"]"#, 400, ""), ("{", 400, ""),
        (#"{"email":"a","email":"b","password":"x"}"#, 400, ""),
        (
            "{\"email\":\"a@b.example\",\"password\":\"\(String(repeating: "x", count: 129))\"}", 422,
            "password"
        ),
        ("{\"email\":\"\(String(repeating: "x", count: 5_000))\",\"password\":\"x\"}", 413, ""),
    ])
    func `a body that is none is refused before any work`(body: String, status: Int, field: String)
        async throws
    {
        try await TestSite.with { site in
            let answer = try await site.stranger().send("POST", "/auth/login", raw: body)
            #expect(answer.status == status)
            #expect((answer["errors"].elements?.first?["field"].text ?? "") == field)
            #expect(site.hashing.verified.isEmpty)
        }
    }

    @Test(arguments: ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
    func `what a form of another site can send is not read`(type: String) async throws {
        try await TestSite.with { site in
            let answer = try await site.stranger().post(
                "/auth/login", ["email": "a@b.example", "password": "x"], ["Content-Type: \(type)"])
            #expect(answer.status == 415)
        }
    }

    @Test func `a refresh token is good once, and a copy of it ends the sign-in`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let first = try #require(await sam.refreshToken)
            let renewed = try await sam.post("/auth/refresh", ["refresh_token": .string(first)])
            #expect(renewed.status == 200)
            #expect(renewed["user"]["name"] == "Sam")
            #expect(renewed["refresh_token"].text != first)
            await sam.keep(renewed)
            #expect(try await sam.get("/users/me").status == 200)
            site.clock.advance(.seconds(61))
            #expect(try await sam.post("/auth/refresh", ["refresh_token": .string(first)]).status == 401)
            #expect(try await sam.get("/users/me").status == 401)
            let second = renewed["refresh_token"]
            #expect(try await sam.post("/auth/refresh", ["refresh_token": second]).status == 401)
            let notes = site.notes.all.filter { note in
                if case .refreshTokenReused = note { true } else { false }
            }
            #expect(notes.count == 1)
            let mails = try await site.mailed()
            #expect(mails.map(\.draft.to.address) == ["sam@acme.example"])
            #expect(mails.first?.draft.values["is_sign_in_copied"] == true)
        }
    }

    @Test func `a refresh whose answer was lost is answered the same for a minute`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let first = JSON.string(try #require(await sam.refreshToken))
            let lost = try await sam.post("/auth/refresh", ["refresh_token": first])
            site.clock.advance(.seconds(59))
            let again = try await sam.post("/auth/refresh", ["refresh_token": first])
            #expect(again.status == 200)
            #expect(again["refresh_token"] == lost["refresh_token"])
            await sam.keep(again)
            let next = try await sam.post("/auth/refresh", ["refresh_token": again["refresh_token"]])
            #expect(next.status == 200)
            #expect(next["refresh_token"] != again["refresh_token"])
            let copy = try await sam.post("/auth/refresh", ["refresh_token": first])
            #expect(copy.status == 401, "its successor was used already")
            #expect(try await site.mailed().count == 1)
        }
    }

    @Test func `a made-up refresh token ends nothing`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            let token = try #require(await sam.refreshToken)
            for wrong in [String(token.dropLast(2)) + "AA", String(token.dropLast()), "x", token + "="] {
                #expect(try await sam.post("/auth/refresh", ["refresh_token": .string(wrong)]).status == 401)
            }
            #expect(try await sam.get("/users/me").status == 200)
            #expect(try await sam.post("/auth/refresh", ["refresh_token": .string(token)]).status == 200)
        }
    }

    @Test func `an access token ends after a quarter of an hour, a sign-in after a month`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            site.clock.advance(.seconds(899))
            #expect(try await sam.get("/users/me").status == 200)
            site.clock.advance(.seconds(1))
            #expect(try await sam.get("/users/me").status == 401)
            let token = JSON.string(try #require(await sam.refreshToken))
            let renewed = try await sam.post("/auth/refresh", ["refresh_token": token])
            #expect(renewed.status == 200)
            site.clock.advance(.days(30))
            let late = try await sam.post("/auth/refresh", ["refresh_token": renewed["refresh_token"]])
            #expect(late.status == 401)
        }
    }

    @Test func `who logs out or is put out is out at once`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Sam", .staff)
            let sam = try await site.client(person)
            let other = try await site.client(person)
            #expect(try await sam.post("/auth/logout").status == 204)
            #expect(try await sam.get("/users/me").status == 401)
            #expect(try await sam.post("/auth/logout", [:]).status == 204)
            let token = JSON.string(try #require(await sam.refreshToken))
            #expect(try await sam.post("/auth/refresh", ["refresh_token": token]).status == 401)
            #expect(try await other.get("/users/me").status == 200)
            try await site.disable(person)
            #expect(try await other.get("/users/me").status == 401)
            let nobody = try site.stranger()
            #expect(try await nobody.post("/auth/logout").status == 401)
        }
    }

    @Test func `a sign-in outlives the program`() async throws {
        let folder = try ScratchFolder(on: .memory)
        defer { withExtendedLifetime(folder) {} }
        let tokens = TokenPair()
        try await TestSite.with(in: folder.path) { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            await tokens.keep(
                access: try #require(await sam.accessToken), refresh: try #require(await sam.refreshToken))
        }
        try await TestSite.with(in: folder.path) { site in
            let client = try site.stranger()
            let bearer = await "Authorization: Bearer \(tokens.access)"
            #expect(try await client.send("GET", "/users/me", nil, [bearer])["name"] == "Sam")
            let refresh = await JSON.string(tokens.refresh)
            #expect(try await client.post("/auth/refresh", ["refresh_token": refresh]).status == 200)
        }
    }

    @Test func `guessing is slowed down, and only for the account that is guessed`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            try await site.add("Tara", .staff)
            let client = try site.stranger()
            var statuses: [Int] = []
            for _ in 0..<20 {
                statuses.append(try await Self.login(client, "sam@acme.example", "wrong").status)
            }
            #expect(statuses == Array(repeating: 401, count: 8) + Array(repeating: 429, count: 12))
            let refused = try await Self.login(client, "sam@acme.example", TestSite.password)
            #expect(refused.status == 429)
            #expect(refused.response["retry-after"] == "12")
            #expect(site.hashing.verified.count == 8)
            #expect(try await Self.login(client, "tara@acme.example", TestSite.password).status == 200)
            site.clock.advance(.seconds(12))
            #expect(try await Self.login(client, "sam@acme.example", TestSite.password).status == 200)
        }
    }

    @Test func `many accounts from one address are slowed down too`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            var evaluated = 0
            for number in 0..<60
            where try await Self.login(client, "a\(number)@acme.example", "x").status == 401 {
                evaluated += 1
            }
            #expect(evaluated == 30)
        }
    }

    @Test func `somebody who signs in rightly is never slowed down`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff)
            let client = try site.stranger()
            for _ in 0..<50 {
                #expect(try await Self.login(client, "sam@acme.example", TestSite.password).status == 200)
            }
        }
    }

    @Test func `who signed in from a place before is not stopped there by what others try elsewhere`() throws
    {
        let limits = SignInLimits()
        let now = Timestamp(unixSeconds: 1_795_000_000)
        let home = PeerAddress.local
        limits.succeeded(try limits.attempt("sam@acme.example", from: home, at: now), at: now)
        for number in UInt8(1)...100 {
            let place = try #require(IPAddress("192.0.2.\(number)"))
            // Whoever attacks does not mind being sent away.
            _ = try? limits.attempt("sam@acme.example", from: .ip(place), at: now)
        }
        let stranger = PeerAddress.ip(try #require(IPAddress("198.51.100.1")))
        #expect(throws: Problem.self) { try limits.attempt("sam@acme.example", from: stranger, at: now) }
        _ = try limits.attempt("sam@acme.example", from: home, at: now)
        _ = try limits.attempt("sam@acme.example", from: stranger, at: now + .seconds(3))
    }

    @Test func `one person is stopped far above twenty requests a second`() async throws {
        try await TestSite.with { site in
            let sam = try await site.client(try await site.add("Sam", .staff))
            var statuses: [Int] = []
            for _ in 0..<210 { statuses.append(try await sam.get("/users/me").status) }
            #expect(statuses.prefix(200).allSatisfy { $0 == 200 })
            #expect(statuses.last == 429)
            site.clock.advance(.seconds(1))
            #expect(try await sam.get("/users/me").status == 200)
        }
    }

    @Test func `a demonstration lets anybody in as the first of each role, and nothing else does`()
        async throws
    {
        try await TestSite.with { site in
            let client = try site.stranger()
            #expect(try await client.post("/auth/demo-login", ["role": "admin"]).status == 404)
            #expect(try await client.get("/site")["demo"] == false)
        }
        try await TestSite.with(isDemo: true) { site in
            try await site.disable(try await site.add("Gone", .staff))
            try await site.add("Zoe", .staff)
            try await site.add("Adam", .staff)
            let client = try site.stranger()
            let answer = try await client.post("/auth/demo-login", ["role": "staff"])
            #expect(answer.status == 200)
            #expect(answer["user"]["name"] == "Zoe")
            await client.keep(answer)
            #expect(try await client.get("/users/me")["name"] == "Zoe")
            #expect(try await client.post("/auth/demo-login", ["role": "admin"]).status == 404)
            #expect(try await client.post("/auth/demo-login", ["role": "root"]).status == 422)
            #expect(try await client.post("/auth/demo-login", [:]).status == 422)
        }
    }
}

/// The tokens that one run of the program gave.
private actor TokenPair {
    private(set) var access = ""
    private(set) var refresh = ""

    func keep(access: String, refresh: String) {
        self.access = access
        self.refresh = refresh
    }
}
