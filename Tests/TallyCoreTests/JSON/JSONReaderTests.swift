import TallyCore
import Testing

@Suite("RFC 8259, reading") struct JSONReaderTests {
    @Test(
        arguments: [
            ("null", JSON.null),
            (" \t\r\n true ", true),
            ("false", false),
            ("0", 0), ("-0", 0), ("42", 42), ("-17", -17),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("100000000000000000000", .number(1e20)),
            ("1.5", .number(1.5)), ("1e3", .number(1_000)), ("-2.5E-1", .number(-0.25)),
            ("1E+2", .number(100)),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-999", .number(0)),
            (#""""#, ""),
            (#""a\"\\\/\b\f\n\r\tz""#, "a\"\\/\u{8}\u{C}\n\r\tz"),
            (#""\u00e9\u4e2d\uD83D\uDE00""#, "é中😀"),
            (#""é中😀 \u0000""#, "é中😀 \0"),
            ("[]", []), ("[ ]", []), ("[1,[2,[]],\"x\"]", [1, [2, []], "x"]),
            ("{}", [:]), (#"{"b":1, "a" : {"b":null}}"#, ["b": 1, "a": ["b": nil]]),
        ] as [(String, JSON)])
    func `a text becomes its value`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: Array(text.utf8)) == value)
    }

    @Test func `members keep their order`() throws {
        let value = try JSON(parsing: Array(#"{"z":1,"a":2,"m":3}"#.utf8))
        #expect(value.members?.map(\.name) == ["z", "a", "m"])
    }

    @Test(
        arguments: [
            ("", "1:1: the text ends where a value was expected"),
            ("  ", "1:3: the text ends where a value was expected"),
            ("nul", "1:4: the text ends where \"null\" was expected"),
            ("nulL", "1:4: \"null\" was expected, not \"L\""),
            ("1 2", "1:3: the end of the text was expected, not \"2\""),
            ("[1,]", "1:4: a value was expected, not \"]\""),
            ("[1 2]", "1:4: \",\" or \"]\" was expected, not \"2\""),
            ("{a:1}", "1:2: a member name in double quotes was expected, not \"a\""),
            ("{\"a\" 1}", "1:6: \":\" was expected, not \"1\""),
            ("{\"a\":1,}", "1:8: a member name in double quotes was expected, not \"}\""),
            ("{\n  \"é\": 1,\r\n  \"é\": 2\n}", "3:3: the name \"é\" occurs twice in this object"),
            ("01", "1:1: this is not a number"), ("-", "1:1: this is not a number"),
            ("1.", "1:1: this is not a number"), ("[1e]", "1:2: this is not a number"),
            (".5", "1:1: a value was expected, not \".\""), ("+1", "1:1: a value was expected, not \"+\""),
            ("NaN", "1:1: a value was expected, not \"N\""),
            ("1e999", "1:1: the number is too large"),
            ("'a'", "1:1: a value was expected, not \"'\""),
            ("\"a", "1:1: the string has no end"),
            ("\"a\nb\"", "1:3: a control character in a string has to be written as an escape"),
            (#""\x""#, "1:2: this is not an escape sequence"),
            (#""\u12g4""#, "1:2: this is not an escape sequence"),
            (#""\u12"#, "1:2: this is not an escape sequence"),
            (#""\ud800""#, "1:2: this escape is one half of a surrogate pair"),
            (#""\ud800\u0041""#, "1:2: this escape is one half of a surrogate pair"),
            (#""\udc00\ud800""#, "1:2: this escape is one half of a surrogate pair"),
            ("/* */ 1", "1:1: a value was expected, not \"/\""),
            ("\u{FEFF}1", "1:1: a value was expected, not U+FEFF"),
            ("\u{A0}1", "1:1: a value was expected, not U+A0"),
            ("[1,\r2,\r\n3,\n\"ü\" x]", "4:5: \",\" or \"]\" was expected, not \"x\""),
        ] as [(String, String)])
    func `what is not JSON is refused with its place`(text: String, message: String) {
        let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: Array(text.utf8)) }
        #expect(error?.description == message)
    }

    @Test(
        arguments: [
            ([0x22, 0xFF, 0x22], 1), ([0x22, 0xC3, 0x22], 1), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1),
            ([0x31, 0xC0, 0x80], 1), ([0x22, 0xC3, 0xA9, 0xF4, 0x90, 0x80, 0x80, 0x22], 3),
        ] as [([UInt8], Int)])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: bytes) }
        #expect(error?.reason == .notUTF8)
        #expect(error?.position.offset == offset)
    }

    @Test func `nesting is limited`() throws {
        let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSON(parsing: Array(allowed.utf8)) }
        for text in ["[" + allowed + "]", String(repeating: "[", count: 1_000_000)] {
            let error = #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: Array(text.utf8)) }
            #expect(error?.reason == .tooDeep(limit: 64))
            #expect(error?.position.offset == 64)
        }
    }

    @Test func `size and number of values are limited`() {
        let text = Array("[1,2,3]".utf8)
        #expect(throws: JSON.SyntaxError(.tooLarge(limit: 6), at: .start)) {
            try JSON(parsing: text, limits: JSON.Limits(bytes: 6))
        }
        let place = TextPosition(line: 1, column: 6, offset: 5)
        #expect(throws: JSON.SyntaxError(.tooManyValues(limit: 3), at: place)) {
            try JSON(parsing: text, limits: JSON.Limits(values: 3))
        }
        #expect(throws: Never.self) { try JSON(parsing: text, limits: JSON.Limits(bytes: 7, values: 4)) }
    }

    @Test func `every beginning of a text is refused`() {
        let text = Array(#"{"a":[1.5e3,"\u00e9\n",true,null,{"b":-0.5}]}"#.utf8)
        #expect(throws: Never.self) { try JSON(parsing: text) }
        for end in text.indices {
            #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: Array(text[..<end])) }
        }
    }
}
