import TallyCore
import TallyCryptography
import Testing

@Suite("Reply addresses")
struct ReplyAddressTests {
    @Test(arguments: [
        "support@acme.example", "{token}", "support+{token}{token}@acme.example", "a@{token}.example", "",
    ])
    func `a pattern without one place for the token is refused`(pattern: String) {
        #expect(ReplyAddress(pattern) == nil)
    }

    @Test func `the token comes out of the address it was put into`() throws {
        let pattern = try #require(ReplyAddress("Support+{token}@Acme.example"))
        let text = Base32.encode(Array(repeating: 5, count: 25))
        let address = try #require(MailAddress(pattern.address(with: text)))
        #expect(pattern.token(in: address)?.keyID == 5)
    }

    @Test(arguments: [
        "support@acme.example", "support+@acme.example", "support+abc@acme.example", "other+abc@acme.example",
        // Nor a verb: what stands in addresses is passed on to everybody.
        "support+claim@acme.example", "support+claim-1@acme.example", "support+resolved-12@acme.example",
    ])
    func `another address holds no token`(text: String) throws {
        let pattern = try #require(ReplyAddress("support+{token}@acme.example"))
        #expect(pattern.token(in: try #require(MailAddress(text))) == nil)
    }

    private static let token = Base32.encode(Array(repeating: 5, count: 25))

    @Test(arguments: [
        ("To: <support+\(token)@acme.example>, x", "To: <support+...@acme.example>, x"),
        ("SUPPORT+\(token.uppercased())@ACME.EXAMPLE", "SUPPORT+...@ACME.EXAMPLE"),
        ("mailto:support%2B\(token)@acme.example", "mailto:support%2B...@acme.example"),
        ("a+\(token)@acme.example b+\(token)@acme.example", "a+...@acme.example b+...@acme.example"),
        ("für \(token)@acme.example!", "für ...@acme.example!"),
    ])
    func `a text that quotes it is kept without the token`(text: String, kept: String) throws {
        let pattern = try #require(ReplyAddress("support+{token}@acme.example"))
        #expect(pattern.withoutTokens(text) == kept)
    }

    @Test(arguments: [
        "", "support@acme.example", "support+abc@acme.example", "support+\(token)@other.example", token,
        "support+\(token.dropLast())@acme.example", "support+\(token)-@acme.example",
    ])
    func `another text stays as it is`(text: String) throws {
        let pattern = try #require(ReplyAddress("support+{token}@acme.example"))
        #expect(pattern.withoutTokens(text) == text)
    }

    @Test
    func `a text of nothing but digits of tokens and beginnings of domains takes no longer than another`()
        throws
    {
        let pattern = try #require(ReplyAddress("support+{token}@acme.example"))
        let text = String(repeating: Self.token + "@acme.exampl", count: 20_000)
        #expect(pattern.withoutTokens(text) == text)
    }
}
