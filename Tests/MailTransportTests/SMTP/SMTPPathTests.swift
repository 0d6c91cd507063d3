import Testing

@testable import MailTransport

@Suite("Addresses in SMTP commands (RFC 5321 §4.1.2)") struct SMTPPathTests {
    @Test(arguments: [
        "a@b", "sam.staff+T-12_x=y@acme.example", "o'neil@acme.example", "\"a,b\"@acme.example",
        "a@[127.0.0.1]",
        "a@[IPv6:::1]", "do..ble.@docomo.ne.jp", "grüße@bücher.example", "a@under_score.example",
    ])
    func `these may stand in a command`(address: String) {
        #expect(SMTPPath(address) != nil)
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a b@c", "a@b c", "a@b>\r\nRSET\r\nMAIL FROM:<evil@x", "a@b\r\n", "a\n@b",
        "a\r@b",
        "<a@b>", "a>@b", "a@b>", "a@b\0", "a\t@b", "\"a\"b\"@c", "\"a\\\"b\"@c", "\"a b\"@c", "a@.b", "a@b.",
        "a@b/c", "a@[1", "a\u{7F}@b", "a@b SIZE=1",
    ])
    func `these may not`(address: String) {
        #expect(SMTPPath(address) == nil)
    }

    @Test func `an address has a longest form`() {
        #expect(SMTPPath(String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 189)) != nil)
        #expect(SMTPPath(String(repeating: "a", count: 65) + "@b") == nil)
        #expect(SMTPPath("a@" + String(repeating: "b", count: 253)) == nil)
    }

    @Test func `letters beyond ASCII need a server that knows them`() throws {
        #expect(try #require(SMTPPath("grüße@acme.example")).needsSMTPUTF8)
        #expect(try #require(SMTPPath("a@bücher.example")).needsSMTPUTF8)
        #expect(try !#require(SMTPPath("a@acme.example")).needsSMTPUTF8)
    }
}
