import MailParsing
import TallyCore
import TallyCryptography
import Testing

@Suite("Reply tokens and our own Message-IDs")
struct TokenMintTests {
    private static let old = KeyRing.Key(id: 1, octets: Array(repeating: 7, count: 32))
    private static let new = KeyRing.Key(id: 2, octets: Array(repeating: 9, count: 32))
    private let mint = TokenMint(keys: KeyRing(keys: [old]), cryptography: SodiumCryptography())

    private func token(
        ticket: Int64 = 12, person: Int64 = 3, address: String = "sam@acme.example", expires: Int64 = 90_000
    ) throws -> ReplyToken {
        let facts = ReplyToken.Facts(
            ticket: Ticket.ID(rawValue: ticket), person: Person.ID(rawValue: person),
            address: try #require(MailAddress(address)), issuedAt: Timestamp(unixSeconds: 1_000),
            expiresAt: Timestamp(unixSeconds: expires))
        return ReplyToken(id: ReplyToken.ID(rawValue: 77), facts: facts, isRevoked: false)
    }

    @Test func `a token verifies as the one it was made for`() throws {
        let token = try token()
        let text = mint.text(of: token)
        #expect(text.utf8.count == 40)
        let presented = try #require(PresentedToken(text[...]))
        #expect(presented.id == token.id)
        #expect(mint.verify(presented, is: token))
    }

    @Test func `it survives a mail system that changes the case`() throws {
        let token = try token()
        let presented = try #require(PresentedToken(mint.text(of: token).uppercased()[...]))
        #expect(mint.verify(presented, is: token))
    }

    @Test func `it verifies for no other ticket, person, address or expiry`() throws {
        let presented = try #require(PresentedToken(mint.text(of: try token())[...]))
        #expect(try !mint.verify(presented, is: token(ticket: 13)))
        #expect(try !mint.verify(presented, is: token(person: 4)))
        #expect(try !mint.verify(presented, is: token(address: "tina@acme.example")))
        #expect(try !mint.verify(presented, is: token(expires: 90_001)))
    }

    @Test func `no token with one character changed verifies`() throws {
        let token = try token()
        let text = Array(mint.text(of: token).utf8)
        for position in text.indices {
            var forged = text
            forged[position] = forged[position] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            guard let presented = PresentedToken(String(decoding: forged, as: UTF8.self)[...]) else {
                continue
            }
            #expect(!mint.verify(presented, is: token), "changed at \(position)")
        }
    }

    @Test(arguments: ["", "abc", String(repeating: "a", count: 39), String(repeating: "1", count: 40)])
    func `what has not the form of a token is none`(text: String) {
        #expect(PresentedToken(text[...]) == nil)
    }

    @Test func `old keys verify, only the newest signs`() throws {
        let rotated = TokenMint(
            keys: KeyRing(keys: [Self.old, Self.new]), cryptography: SodiumCryptography())
        let token = try token()
        let earlier = try #require(PresentedToken(mint.text(of: token)[...]))
        #expect(rotated.verify(earlier, is: token))
        let later = try #require(PresentedToken(rotated.text(of: token)[...]))
        #expect(later.keyID == 2)
        #expect(!mint.verify(later, is: token))
    }

    @Test func `our Message-ID names its ticket`() throws {
        let id = mint.messageID(about: Ticket.ID(rawValue: 12), domain: "acme.example")
        #expect(id.text.hasPrefix("tt.12."))
        #expect(id.text.hasSuffix("@acme.example"))
        #expect(mint.ticket(in: id)?.ticket == Ticket.ID(rawValue: 12))
    }

    @Test func `a changed domain does not matter, a changed number does`() {
        let id = mint.messageID(about: Ticket.ID(rawValue: 12), domain: "acme.example").text
        let left = id.prefix { $0 != "@" }
        #expect(mint.ticket(in: MessageID(text: left + "@outlook.example")) != nil)
        let forged = "tt.13." + left.dropFirst("tt.12.".count)
        #expect(mint.ticket(in: MessageID(text: forged + "@acme.example")) == nil)
    }

    @Test(arguments: [
        "", "@", "tt.12@acme.example", "tt.12.x.y@acme.example", "other@acme.example", "tt.x.y.z@a",
    ])
    func `a foreign Message-ID is not ours`(text: String) {
        #expect(mint.ticket(in: MessageID(text: text)) == nil)
    }

    @Test(arguments: [
        ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"), ("fooba", "mzxw6ytb"),
        ("foobar", "mzxw6ytboi"),
    ])
    func `Base32 is that of RFC 4648 §10, in lower case and without padding`(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
        #expect(Base32.decode(encoded[...].utf8) == Array(text.utf8))
    }

    @Test func `a link to a file says what it was made for, and none of its bits may change`() throws {
        let link = FileLink(
            file: 7, person: Person.ID(rawValue: 3), expiresAt: Timestamp(milliseconds: 1_795_000_000_123))
        let text = mint.text(of: link)
        #expect(text.utf8.count == 66)
        #expect(mint.fileLink(text) == link)
        #expect(mint.fileLink(text.uppercased()) == link)
        let octets = try #require(Base32.decode(text[...].utf8))
        for bit in 0..<(octets.count * 8) {
            var changed = octets
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(mint.fileLink(Base32.encode(changed)) == nil, "bit \(bit)")
        }
        for wrong in ["", "a", text + "a", String(text.dropLast()), String(repeating: "a", count: 1_000)] {
            #expect(mint.fileLink(wrong) == nil)
        }
    }

    @Test func `a link to a file outlives a new key, and ends with its own`() {
        let link = FileLink(file: 7, person: Person.ID(rawValue: 3), expiresAt: Timestamp(unixSeconds: 9))
        let text = mint.text(of: link)
        let rotated = TokenMint(
            keys: KeyRing(keys: [Self.old, Self.new]), cryptography: SodiumCryptography())
        #expect(rotated.fileLink(text) == link)
        let revoked = TokenMint(keys: KeyRing(keys: [Self.new]), cryptography: SodiumCryptography())
        #expect(revoked.fileLink(text) == nil)
    }
}
