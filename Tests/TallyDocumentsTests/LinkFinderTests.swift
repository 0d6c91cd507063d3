import Testing

@testable import tally_report

@Suite struct `Links in a text` {
    @Test(arguments: [
        ("see https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_%28c%29"]),
        ("<http://a.example>", ["http://a.example"]),
        ("HTTPS://A.example", ["HTTPS://A.example"]),
        ("http://[::1]:80/x", ["http://%5B::1%5D:80/x"]),
        ("见https://a.example/路。", ["https://a.example/"]),
        ("http://a.example/'quoted'\\x", ["http://a.example/%27quoted"]),
        ("xhttp://a.example", []),
        ("http://", []),
        ("https://.", []),
        ("http://?x", []),
        ("ftp://a.example javascript:alert(1) data:text/html,x", []),
        ("me@a.example, you@b.c.example.", ["mailto:me@a.example", "mailto:you@b.c.example"]),
        ("first.last+tag@a.example", ["mailto:first.last+tag@a.example"]),
        ("me@localhost @a.example a@ a@.example", []),
        ("http://a.example/x@b.example y@c.example", ["http://a.example/x@b.example", "mailto:y@c.example"]),
        ("a@b.example@c.example", ["mailto:a@b.example"]),
    ])
    func `a text has these links`(text: String, addresses: [String]) {
        #expect(LinkFinder.links(in: Array(text.utf8)).map(\.address) == addresses)
    }

    @Test func `a link stands where the text has it`() throws {
        let bytes = Array("é http://a.example/ü".utf8)
        let link = try #require(LinkFinder.links(in: bytes).first)
        #expect(String(decoding: bytes[link.range], as: UTF8.self) == "http://a.example/")
    }

    @Test func `what is too long for a link is passed over as a whole`() {
        let text = "http://a" + String(repeating: "/http://a", count: 1_000) + " me@a.example"
        #expect(LinkFinder.links(in: Array(text.utf8)).map(\.address) == ["mailto:me@a.example"])
    }

    @Test func `every address is safe in an attribute and in a PDF string`() {
        let bytes = (0...255).map { UInt8($0) }
        let address = LinkFinder.escaped(bytes[...])
        #expect(address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"'"()\<>"#.utf8.contains($0) })
    }
}
