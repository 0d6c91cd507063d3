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
}
