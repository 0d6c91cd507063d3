import TallyCore
import Testing

@Suite("RFC 4180, comma-separated values") struct CSVTests {
    private static func line(_ cells: [String]) -> String {
        var csv = CSV(header: ["a"])
        csv.append(cells)
        return String(decoding: csv.bytes.dropFirst(3 + 3), as: UTF8.self)
    }

    @Test(
        arguments: [
            (["plain", "two"], "plain,two\r\n"), (["", ""], ",\r\n"), (["a,b"], "\"a,b\"\r\n"),
            (["say \"hi\""], "\"say \"\"hi\"\"\"\r\n"), (["two\nlines"], "\"two\nlines\"\r\n"),
            (["日本語", "مرحبا"], "日本語,مرحبا\r\n"),
        ] as [([String], String)])
    func `a record reads as the standard has it`(cells: [String], line: String) {
        #expect(Self.line(cells) == line)
    }

    /// What a spreadsheet would run.
    @Test(
        arguments: [
            "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", " =1", "=HYPERLINK(\"http://evil.example\")",
            "=cmd|' /C calc'!A0",
        ])
    func `no cell begins like a formula`(cell: String) {
        let line = Self.line([cell])
        #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
    }

    @Test(arguments: ["1-1", "a=b", "a@b.example", "2026-11-01"])
    func `what is no formula stays as it is`(cell: String) {
        #expect(Self.line([cell]) == cell + "\r\n")
    }

    @Test func `a byte order mark says that it is UTF-8`() {
        #expect(CSV(header: ["a", "b"]).bytes == [0xEF, 0xBB, 0xBF] + Array("a,b\r\n".utf8))
    }
}
