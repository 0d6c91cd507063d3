import TallyCore
import Testing

@Suite("Tags") struct TicketTagTests {
    @Test(arguments: [
        ("vip", "vip"), ("VIP customer", "vip-customer"), ("  a \t b ", "a-b"), ("Ärger", "ärger"),
        ("印刷", "印刷"), ("a,b", "a-b"), (String(repeating: "x", count: 50), String(repeating: "x", count: 50)),
    ])
    func `a tag has one spelling`(written: String, kept: String) {
        #expect(TicketTag(written)?.text == kept)
        #expect(TicketTag(kept)?.text == kept)
    }

    @Test(arguments: ["", " ", "\n\u{7}", String(repeating: "x", count: 51)])
    func `nothing and too much are no tags`(written: String) {
        #expect(TicketTag(written) == nil)
    }
}
