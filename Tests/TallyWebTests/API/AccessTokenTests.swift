import TallyCore
import TallyCryptography
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Access tokens, RFC 7519 and RFC 8725` {
    /// Octets as base64url, written a second time on purpose.
    static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var text = ""
        var bits = 0
        var count = 0
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xffff
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[bits >> count & 63])
            }
        }
        if count > 0 { text.append(alphabet[bits << (6 - count) & 63]) }
        return text
    }

    static func key(_ secret: [UInt8] = TestSite.key) -> [UInt8] {
        SodiumCryptography().hmacSHA256(Array("tally jwt 1".utf8), key: secret)
    }

    static func token(
        header: String = #"{"alg":"HS256","typ":"JWT","kid":"7"}"#, payload: String, key: [UInt8] = key()
    ) -> String {
        let signed = base64URL(Array(header.utf8)) + "." + base64URL(Array(payload.utf8))
        return signed + "." + base64URL(SodiumCryptography().hmacSHA256(Array(signed.utf8), key: key))
    }

    /// The parts of the payload that a forger may know.
    struct Claims {
        let session: String
        let person: Int64
        let now: Int64

        func payload(
            issuer: String = TestSite.origin, audience: String = "tally-api", session: String? = nil,
            person: String? = nil, expiry: String? = nil
        ) -> String {
            """
            {"iss":"\(issuer)","aud":"\(audience)","sub":"\(person ?? String(self.person))",\
            "sid":"\(session ?? self.session)","iat":\(now),"exp":\(expiry ?? String(now + 900))}
            """
        }
    }

    static func claims(_ site: TestSite, _ client: APIClient, _ person: Person) async throws -> Claims {
        let payload = try #require(await client.accessToken?.split(separator: ".")[1])
        return Claims(
            session: try #require(Self.decoded(payload)["sid"].text), person: person.id.rawValue,
            now: site.clock.now.unixSeconds)
    }

    static func decoded(_ text: Substring) throws -> JSON {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var bytes: [UInt8] = []
        var bits = 0
        var count = 0
        for letter in text {
            bits = (bits << 6 | (alphabet.firstIndex(of: letter) ?? 0)) & 0xffff
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return try JSON(parsing: bytes)
    }

    struct Forgery: Sendable {
        let name: String
        let make: @Sendable (Claims) -> String
        init(_ name: String, _ make: @escaping @Sendable (Claims) -> String) {
            self.name = name
            self.make = make
        }
    }

    static let forgeries: [Forgery] = [
        Forgery("no algorithm") {
            token(header: #"{"alg":"none","typ":"JWT","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("no algorithm and no signature") {
            base64URL(Array(#"{"alg":"none"}"#.utf8)) + "." + base64URL(Array($0.payload().utf8)) + "."
        },
        Forgery("another algorithm") {
            token(header: #"{"alg":"HS512","typ":"JWT","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("an algorithm with a public key") {
            token(header: #"{"alg":"RS256","typ":"JWT","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("an algorithm in lower case") {
            token(header: #"{"alg":"hs256","typ":"JWT","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("another type") {
            token(header: #"{"alg":"HS256","typ":"JWS","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("a key that is not ours") {
            token(payload: $0.payload(), key: key([UInt8](repeating: 6, count: 32)))
        },
        Forgery("an empty key") { token(payload: $0.payload(), key: []) },
        Forgery("the key without its derivation") { token(payload: $0.payload(), key: TestSite.key) },
        Forgery("another key number") {
            token(header: #"{"alg":"HS256","typ":"JWT","kid":"8"}"#, payload: $0.payload())
        },
        Forgery("a key number that is a path") {
            token(header: #"{"alg":"HS256","typ":"JWT","kid":"../../dev/null"}"#, payload: $0.payload())
        },
        Forgery("no key number") { token(header: #"{"alg":"HS256","typ":"JWT"}"#, payload: $0.payload()) },
        Forgery("a key from the network") {
            token(
                header: #"{"alg":"HS256","typ":"JWT","kid":"7","jku":"https://evil.example"}"#,
                payload: $0.payload())
        },
        Forgery("a key of its own") {
            token(
                header: #"{"alg":"HS256","typ":"JWT","kid":"7","jwk":{"kty":"oct","k":"AA"}}"#,
                payload: $0.payload())
        },
        Forgery("a header in another spelling") {
            token(header: #"{ "alg":"HS256","typ":"JWT","kid":"7"}"#, payload: $0.payload())
        },
        Forgery("an expiry that has come") { token(payload: $0.payload(expiry: "\($0.now)")) },
        Forgery("an expiry that is a string") { token(payload: $0.payload(expiry: "\"\($0.now + 900)\"")) },
        Forgery("an expiry of null") { token(payload: $0.payload(expiry: "null")) },
        Forgery("an expiry beyond all numbers") { token(payload: $0.payload(expiry: "1e300")) },
        Forgery("another issuer") { token(payload: $0.payload(issuer: "https://evil.example")) },
        Forgery("another audience") { token(payload: $0.payload(audience: "other-api")) },
        Forgery("another person's number") { token(payload: $0.payload(person: "\($0.person + 1)")) },
        Forgery("a person that is no number") { token(payload: $0.payload(person: "admin")) },
        Forgery("a session that is none") { token(payload: $0.payload(session: "AAAA")) },
        Forgery("an empty session") { token(payload: $0.payload(session: "")) },
        Forgery("a payload that is no object") { _ in token(payload: "[]") },
        Forgery("a payload that is no JSON") { _ in token(payload: "{") },
        Forgery("a signature that is cut") { String(token(payload: $0.payload()).dropLast(4)) },
        Forgery("no signature") {
            token(payload: $0.payload()).split(separator: ".")[..<2].joined(separator: ".")
        },
        Forgery("a signature with padding") { token(payload: $0.payload()) + "=" },
        Forgery("a fourth part") { token(payload: $0.payload()) + ".AAAA" },
        Forgery("a megabyte, nearly") { _ in String(repeating: "A", count: 12_000) },
        Forgery("nothing but dots") { _ in ".." },
    ]

    @Test(arguments: forgeries.indices)
    func `a forged token opens nothing`(index: Int) async throws {
        let forgery = Self.forgeries[index]
        try await TestSite.with { site in
            let person = try await site.add("Ada", .admin)
            try await site.add("Sam", .staff)
            let ada = try await site.client(person)
            let claims = try await Self.claims(site, ada, person)
            let good = "Authorization: Bearer \(Self.token(payload: claims.payload()))"
            #expect(try await ada.send("GET", "/users/me", nil, [good]).status == 200)
            let forged = "Authorization: Bearer \(forgery.make(claims))"
            let answer = try await ada.send("GET", "/users", nil, [forged])
            #expect(answer.status == 401, "\(forgery.name)")
            #expect(answer["items"] == .null)
        }
    }

    @Test(arguments: [
        ["Authorization: Basic YTpi"], ["Authorization: Bearer"], ["Authorization: Bearer  "], [],
    ])
    func `a request without a token is nobody's`(fields: [String]) async throws {
        try await TestSite.with { site in
            let nobody = try site.stranger()
            #expect(try await nobody.send("GET", "/users/me", nil, fields).status == 401)
        }
    }

    @Test func `two tokens at once are none`() async throws {
        try await TestSite.with { site in
            let ada = try await site.client(try await site.add("Ada", .admin))
            let field = "Authorization: Bearer \(try #require(await ada.accessToken))"
            #expect(try await ada.send("GET", "/users/me", nil, [field, field]).status == 401)
        }
    }
}
