import Testing

@testable import MailParsing

@Suite("Names by number")
struct NameTableTests {
    private func number(_ name: String, in table: NameTable) -> Int? {
        let bytes = Array(name.utf8)
        return table.number(of: bytes.span, bytes.indices)
    }

    @Test func `names have the numbers of their order`() {
        let table = NameTable(ignoringCase: true, ["div", "p", "span"])
        #expect(number("p", in: table) == 1)
        #expect(number("SPAN", in: table) == 2)
        #expect(number("spam", in: table) == nil)
        #expect(number("", in: table) == nil)
        #expect(Array(table.name(0)) == Array("div".utf8))
    }

    @Test func `capitals can matter`() {
        let table = NameTable(ignoringCase: false, ["Eacute", "eacute"])
        #expect(number("eacute", in: table) == 1)
        #expect(number("EACUTE", in: table) == nil)
    }

    @Test func `a flood of names is refused, and none of the first is lost`() {
        var table = NameTable(ignoringCase: true)
        var refused = 0
        for count in 0..<10_000 {
            let bytes = Array("x\(count)".utf8)
            if table.number(adding: bytes.span, bytes.indices) == nil { refused += 1 }
        }
        #expect(table.count + refused == 10_000)
        #expect(table.count <= 4_096)
        #expect(
            (0..<table.count).allSatisfy {
                number(String(decoding: table.name($0), as: UTF8.self), in: table) == $0
            })
    }
}
