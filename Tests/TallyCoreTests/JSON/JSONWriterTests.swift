import TallyCore
import TestSupport
import Testing

@Suite("RFC 8259, writing") struct JSONWriterTests {
    @Test(
        arguments: [
            (JSON.null, "null"), (true, "true"), (false, "false"), (0, "0"),
            (.integer(.min), "-9223372036854775808"),
            (.number(0.1), "0.1"), (.number(1e100), "1e+100"), (.number(-2.5), "-2.5"), (.number(3), "3.0"),
            (.number(.nan), "null"), (.number(-.infinity), "null"),
            ("", #""""#), ("a\"\\/", #""a\"\\/""#),
            ("\u{8}\t\n\u{C}\r\u{1F}\0\u{7F}", #""\b\t\n\f\r\u001f\u0000\u007f""#),
            ("é中😀</script>", #""é中😀</script>""#),
            ([], "[]"), ([1, []], "[1,[]]"),
            ([:], "{}"), (["b": 1, "a": ["x"], "": [:]], #"{"b":1,"a":["x"],"":{}}"#),
        ] as [(JSON, String)])
    func `a value becomes its shortest text`(value: JSON, text: String) {
        #expect(String(decoding: value.serialized(), as: UTF8.self) == text)
        #expect(value.description == text)
    }

    @Test func `the form for people has a line for each member and element`() {
        let value: JSON = ["a": [1, ["b": nil]], "c": [], "d": [:]]
        let text = """
            {
              "a": [
                1,
                {
                  "b": null
                }
              ],
              "c": [],
              "d": {}
            }

            """
        #expect(String(decoding: value.prettyPrinted(), as: UTF8.self) == text)
    }

    @Test(arguments: 1...200) func `what was written reads back as the same value`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let value = JSON.random(depth: 5, using: &random)
        #expect(try JSON(parsing: value.serialized()) == value)
        #expect(try JSON(parsing: value.prettyPrinted()) == value)
    }
}

extension JSON {
    fileprivate static func random(depth: Int, using random: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next()))
        case 3:
            let number = Double(bitPattern: random.next())
            return .number(number.isFinite ? number : 0.5)
        case 4: return .string(randomText(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in
                    Self.random(depth: depth - 1, using: &random)
                })
        default:
            return .object(
                (0..<Int.random(in: 0..<4, using: &random)).map { index in
                    let name = randomText(using: &random) + String(index)
                    return Member(name: name, value: Self.random(depth: depth - 1, using: &random))
                })
        }
    }

    private static func randomText(using random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<8, using: &random) {
            let bound: UInt32 = Bool.random(using: &random) ? 0x80 : 0x11_0000
            text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0..<bound, using: &random)) ?? "?")
        }
        return text
    }
}
