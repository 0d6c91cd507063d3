import TallyCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Signing in` {
    @Test func `a password opens the API, and the answer says who one is`() async throws {
        try await TestSite.with { site in
            try await site.add("Sam", .staff, team: "it")
            let client = try site.stranger()
            #expect(try await client.get("/users/me").status == 401)
            let answer = try await client.post(
                "/auth/login", ["email": "SAM@acme.example", "password": .string(TestSite.password)])
            #expect(answer.status == 200)
            #expect(answer["token_type"] == "Bearer")
            #expect(answer["expires_in"] == 900)
            #expect(answer["user"]["email"] == "sam@acme.example")
            #expect(answer["user"]["role"] == "staff")
            #expect(answer["user"]["team"] == "it")
            await client.keep(answer)
            #expect(try await client.get("/users/me")["name"] == "Sam")
        }
    }
}
