import Testing

@testable import tally_report

@Suite struct `Printable text` {
    @Test(arguments: [
        ("plain", "plain"),
        ("a\r\nb\rc\nd\u{2028}e\u{2029}f\u{85}g\u{0B}h\u{0C}i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("a\r\n\r\n\r\n\r\n\r\nb", "a\n\n\nb"),
        ("a\u{0}\u{1B}[31mb\u{7F}\u{9B}c", "a[31mbc"),
        ("exe\u{202E}gpj.\u{202C}a\u{2066}b\u{2069}", "exegpj.ab"),
        ("\u{FEFF}a\u{FFFE}\u{1FFFF}b\u{FFFC}", "ab"),
        ("שלום\u{200F} \u{200E}x", "שלום\u{200F} \u{200E}x"),
        ("👩\u{200D}💻 ❤\u{FE0F}", "👩\u{200D}💻 ❤\u{FE0F}"),
        (
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}f",
            "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}f"
        ),
        ("\n\n  a  \n\n", "  a"),
        ("\ta\tb", "\ta\tb"),
        ("a" + String(decoding: [0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self) + "b", "ab"),  // U+FDD0
        ("", ""),
    ])
    func `what does not belong on a page is taken out`(text: String, printed: String) {
        let pieces = PrintableText.pieces(of: text, limits: .init(lines: 100, bytes: 10_000)).pieces
        #expect(
            Array(String(decoding: Array(pieces.joined()), as: UTF8.self).unicodeScalars)
                == Array(printed.unicodeScalars))
    }

    @Test(arguments: [
        ("two\nlines\tand a tab", 100, "two lines and a tab"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcdef…"),
        ("日本語です", 3, "日本語…"),
    ])
    func `a line stays one line`(text: String, limit: Int, line: String) {
        #expect(PrintableText.line(text, limit: limit) == line)
    }

    @Test func `pieces end where lines end and have all of the text`() {
        let lines = (1...2_000).map { "line \($0)" }
        let result = PrintableText.pieces(
            of: lines.joined(separator: "\n"), limits: .init(lines: 10_000, bytes: 1_000_000))
        #expect(!result.isShortened)
        #expect(result.pieces.count > 5)
        #expect(result.pieces.allSatisfy { $0.count < 2_100 })
        let text = result.pieces.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        #expect(text == lines.joined(separator: "\n"))
    }

    @Test func `a line without end is cut, and between characters`() {
        let result = PrintableText.pieces(
            of: String(repeating: "日", count: 10_000), limits: .init(lines: 10, bytes: 100_000))
        #expect(result.pieces.allSatisfy { $0.count <= 8_200 && $0.count % 3 == 0 })
        #expect(result.pieces.joined().count == 30_000)
    }

    @Test(arguments: [(10, 1_000_000), (1_000_000, 100)])
    func `a text beyond a limit is shortened`(lines: Int, bytes: Int) {
        let text = String(repeating: "0123456789\n", count: 1_000)
        let result = PrintableText.pieces(of: text, limits: .init(lines: lines, bytes: bytes))
        #expect(result.isShortened)
        #expect(result.used.lines <= 10)
        #expect(result.pieces.joined().count <= 110)
    }

    @Test func `a text at its limit is not shortened`() {
        let result = PrintableText.pieces(of: "12345\n7890", limits: .init(lines: 2, bytes: 10))
        #expect(!result.isShortened)
        #expect(result.used == PrintableText.Limits(lines: 1, bytes: 10))
    }

    @Test(arguments: [
        ("プリンター", EastAsianLanguage.japanese), ("印刷しません。骨", .japanese), ("한국어 漢字", .korean), ("漢字", nil),
        ("Latin → ✓ ±", nil), ("", nil), ("か", .japanese), ("ー", .japanese), ("가", .korean), ("힣", .korean),
    ])
    func `Han characters take the form of the language around them`(
        text: String, language: EastAsianLanguage?
    ) {
        #expect(EastAsianLanguage(of: Array(text.utf8)) == language)
    }
}
