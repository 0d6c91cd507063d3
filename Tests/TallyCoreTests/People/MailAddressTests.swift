import TallyCore
import Testing

@Suite("Mail addresses of people")
struct MailAddressTests {
    @Test(arguments: [
        ("sam@acme.example", "sam@acme.example"),
        ("Sam.Staff@ACME.example", "sam.staff@acme.example"),
        ("support+r2d2@acme.example", "support+r2d2@acme.example"),
        ("o'brien@acme.example", "o'brien@acme.example"),
        ("jürgen@acme.example", "jürgen@acme.example"),
    ])
    func `a plain address has one spelling`(text: String, spelling: String) {
        #expect(MailAddress(text)?.text == spelling)
    }

    @Test(arguments: [
        "", "@", "sam", "sam@", "@acme.example", "sam@@acme.example", "sam staff@acme.example",
        "<sam@acme.example>", "sam@acme.example\r\nRCPT TO:<x@y>", "sam@acme.example\n",
        "sam\u{0}@acme.example",
        "\"sam staff\"@acme.example", "sam@[127.0.0.1]", ".sam@acme.example", "sam.@acme.example",
        "sa..m@acme.example", "sam@acme..example", "sam@-acme.example", "sam@acme-.example",
        String(repeating: "a", count: 65) + "@acme.example",
        "a@" + String(repeating: "b", count: 64) + ".example",
        "a@" + String(repeating: "b.", count: 130) + "example",
    ])
    func `what is no plain address is none`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: [
        ("mike@acme.example", "mi\u{212A}e@acme.example"),
        ("cafe\u{301}@acme.example", "caf\u{E9}@acme.example"),
        ("sam@acme.example", "ｓam@acme.example"),
    ])
    func `letters that only look or normalise alike are different people`(one: String, other: String) throws {
        let one = try #require(MailAddress(one))
        let other = try #require(MailAddress(other))
        #expect(one != other)
        #expect(Set([one, other]).count == 2)
    }

    @Test func `the domain is what follows the last at sign`() {
        #expect(MailAddress("sam@Acme.example")?.domain == "acme.example")
        // The sign and the accent behind it are one Character, but two code points.
        #expect(MailAddress("sam@\u{301}acme.example")?.domain == "\u{301}acme.example")
    }
}
