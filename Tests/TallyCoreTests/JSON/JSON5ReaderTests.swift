import TallyCore
import TestSupport
import Testing

@Suite("JSON5") struct JSON5ReaderTests {
    @Test(
        arguments: [
            ("null", JSON.null), ("true", true), (" false\u{FEFF}", false),
            ("0", 0), ("-0", 0), ("+12", 12), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            (".5", .number(0.5)), ("5.", .number(5)), ("-5.e2", .number(-500)), ("0.e1", .number(0)),
            ("+.5E-1", .number(0.05)),
            ("0xdecaf", 0xDECAF), ("-0X10", -16),
            ("0xFFFFFFFFFFFFFFFFF", .number(295_147_905_179_352_825_856)),
            ("-0x8000000000000000", .integer(.min)), ("0x000000000000000000000a", 10),
            ("Infinity", .number(.infinity)), ("-Infinity", .number(-.infinity)),
            (#"'a"b'"#, "a\"b"), (#""a'b""#, "a'b"),
            (#"'\'\"\\\b\f\n\r\t\v\0\x41\u00e9\a\/'"#, "'\"\\\u{8}\u{C}\n\r\t\u{B}\0Aéa/"),
            ("'a\\\nb\\\r\nc\\\rd\\\u{2028}e\\\u{2029}f'", "abcdef"), ("'a\u{2028}b\tc'", "a\u{2028}b\tc"),
            (#"'\uD83D\uDE00'"#, "😀"),
            ("[1,2,]", [1, 2]), ("[/* a */1/**/,//b\r\n2]//c", [1, 2]),
            (
                "{a:1,$b_:2,'c d':3,\"e\":4,ünï\\u0063ode:5,}",
                ["a": 1, "$b_": 2, "c d": 3, "e": 4, "ünïcode": 5]
            ),
            ("{null:1,Infinity:2,a\u{200D}1:3}", ["null": 1, "Infinity": 2, "a\u{200D}1": 3]),
            ("\u{A0}\u{B}\u{C}\u{2003}{\u{2029}}\u{3000}", [:]),
            ("{a:1,a:2}", .object([JSON.Member(name: "a", value: 1), JSON.Member(name: "a", value: 2)])),
        ] as [(String, JSON)])
    func `a text becomes its value`(text: String, value: JSON) throws {
        #expect(try LocatedJSON(json5: Array(text.utf8)).json == value)
    }

    @Test(arguments: ["NaN", "+NaN", "-NaN"]) func `not a number is a number`(text: String) throws {
        guard case .number(let number) = try LocatedJSON(json5: Array(text.utf8)).content else {
            Issue.record("\(text) is no number")
            return
        }
        #expect(number.isNaN)
    }

    @Test(
        arguments: [
            ("", "1:1: the text ends where a value was expected"),
            ("// only a comment\n", "2:1: the text ends where a value was expected"),
            ("nullx", "1:5: the end of the value was expected, not \"x\""),
            ("nope", "1:1: a value was expected, not \"n\""),
            ("1 2", "1:3: the end of the text was expected, not \"2\""),
            ("[,]", "1:2: a value was expected, not \",\""),
            ("[1 2]", "1:4: \",\" or \"]\" was expected, not \"2\""),
            ("{a 1}", "1:4: \":\" was expected, not \"1\""),
            ("{a:1 b:2}", "1:6: \",\" or \"}\" was expected, not \"b\""),
            ("{10:1}", "1:2: a member name was expected, not \"1\""),
            ("{a-b:1}", "1:3: \":\" was expected, not \"-\""),
            (#"{\u0031:1}"#, "1:2: this is not an escape sequence"),
            (#"{a\x41:1}"#, "1:3: this is not an escape sequence"),
            ("{,}", "1:2: a member name was expected, not \",\""),
            ("{a:1", "1:5: the text ends where \",\" or \"}\" was expected"),
            ("010", "1:1: this is not a number"), ("08.5", "1:1: this is not a number"),
            (".", "1:1: this is not a number"), ("+", "1:1: this is not a number"),
            ("- 1", "1:1: this is not a number"), ("0x", "1:1: this is not a number"),
            ("1e", "1:1: this is not a number"),
            ("1e1.5", "1:4: the end of the text was expected, not \".\""),
            ("1a", "1:2: the end of the value was expected, not \"a\""),
            ("1e999", "1:1: the number is too large"),
            ("'a", "1:1: the string has no end"), ("[\n 'a\n']", "2:2: the string has no end"),
            (#"'\1'"#, "1:2: this is not an escape sequence"),
            (#"'\01'"#, "1:2: this is not an escape sequence"),
            (#"'\xg1'"#, "1:2: this is not an escape sequence"),
            (#"'\ud800'"#, "1:2: this escape is one half of a surrogate pair"),
            ("/* a", "1:5: the text ends where \"*/\" was expected"),
            ("1 /", "1:3: a value, a name or a comment was expected, not \"/\""),
        ] as [(String, String)])
    func `what is not JSON5 is refused with its place`(text: String, message: String) {
        let error = #expect(throws: JSON.SyntaxError.self) { try LocatedJSON(json5: Array(text.utf8)) }
        #expect(error?.description == message)
    }

    @Test func `every value and every name knows its place`() throws {
        let text = "// é\r\n{ a: 1,\n  'b': [ /* ü */ true,\r\t{c: 'x'} ],\n}\n"
        let root = try LocatedJSON(json5: Array(text.utf8))
        #expect(root.position == TextPosition(line: 2, column: 1, offset: 7))
        guard case .object(let members) = root.content, case .array(let elements) = members[1].value.content,
            case .object(let inner) = elements[1].content
        else {
            Issue.record("the value has another shape")
            return
        }
        let places = [
            members[0].position, members[0].value.position, members[1].position, members[1].value.position,
            elements[0].position, elements[1].position, inner[0].position, inner[0].value.position,
        ]
        #expect(places.map(\.description) == ["2:3", "2:6", "3:3", "3:8", "3:18", "4:2", "4:3", "4:6"])
    }

    @Test func `nesting, size and number of values are limited`() {
        let deep = Array(String(repeating: "[", count: 100_000).utf8)
        #expect(throws: JSON.SyntaxError(.tooDeep(limit: 64), at: TextPosition(of: 64, in: deep))) {
            try LocatedJSON(json5: deep)
        }
        let text = Array("[1,2,]".utf8)
        #expect(throws: JSON.SyntaxError(.tooLarge(limit: 5), at: .start)) {
            try LocatedJSON(json5: text, limits: JSON.Limits(bytes: 5))
        }
        #expect(throws: JSON.SyntaxError(.tooManyValues(limit: 2), at: TextPosition(of: 3, in: text))) {
            try LocatedJSON(json5: text, limits: JSON.Limits(values: 2))
        }
    }

    @Test func `noise is refused or read, never worse`() throws {
        let letters = Array("{}[]:,'\"\\/*01.xeE+-nulINa\n\r\u{E9}u $".utf8)
        var random = SeededGenerator(seed: 5)
        var accepted = 0
        for _ in 0..<5_000 {
            let noise = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            do {
                _ = try LocatedJSON(json5: noise)
                accepted += 1
            } catch {
                #expect(error.position.offset <= noise.count)
            }
        }
        #expect(accepted > 0)
    }
}

@Suite("json5-tests") struct JSON5ConformanceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let file: String
        let isJSON5: Bool
        let isJSON: Bool
        var testDescription: String { file }
    }

    static let cases: [Case] = {
        guard let bytes = try? testFile("json5-tests/index.json"), let index = try? JSON(parsing: bytes)
        else {
            return []  // noticed by the test that counts them
        }
        return (index.elements ?? []).map { entry in
            Case(
                file: entry["file"].text ?? "", isJSON5: entry["json5"].flag ?? false,
                isJSON: entry["json"].flag ?? false)
        }
    }()

    @Test func `all cases are there`() {
        #expect(Self.cases.count == 111)
    }

    @Test(arguments: cases) func `JSON5 is accepted and everything else is refused`(item: Case) throws {
        let bytes = try testFile("json5-tests/" + item.file)
        if item.isJSON5 {
            #expect(throws: Never.self) { try LocatedJSON(json5: bytes) }
        } else {
            #expect(throws: JSON.SyntaxError.self) { try LocatedJSON(json5: bytes) }
        }
    }

    /// RFC 8259 §4 lets a reader refuse two members of one name, and this one does.
    @Test(arguments: cases.filter { $0.file != "objects/duplicate-keys.json" })
    func `JSON is accepted by the strict reader and everything else is refused`(item: Case) throws {
        let bytes = try testFile("json5-tests/" + item.file)
        if item.isJSON {
            #expect(throws: Never.self) { try JSON(parsing: bytes) }
        } else {
            #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: bytes) }
        }
    }
}
