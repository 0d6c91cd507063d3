import Testing

@testable import MailParsing

@Suite("Searches in octets")
struct ByteSearchTests {
    @Test(arguments: [
        ("--a", 0), ("-\n--a", 2), ("a--\n-\n -- \n--\n", 11), ("a\n----", 2), ("a-----\n--", 7), ("-", nil),
        ("a--", nil), ("", nil), ("a\r--", nil), (String(repeating: "-\n", count: 40) + "--", 80),
        (String(repeating: "a", count: 31) + "\n--", 32), ("a" + String(repeating: "-", count: 50), nil),
    ])
    func `a line that begins with two dashes is found, and no other`(text: String, place: Int?) {
        let bytes = Array(text.utf8)
        let found = ByteSearch.firstLine(
            beginningTwiceWith: UInt8(ascii: "-"), in: bytes.span, 0..<bytes.count)
        #expect(found == place)
    }

    @Test func `digits are counted in every place of a block`() {
        let bytes =
            Array("/0a9:5".utf8) + Array(repeating: UInt8(ascii: "7"), count: 40) + [0x80, 0xFF, 0xB1]
        for end in 0...bytes.count {
            let expected = bytes[..<end].count { $0 >= 0x30 && $0 <= 0x39 }
            #expect(ByteSearch.digits(in: bytes.span, 0..<end) == expected)
        }
    }

    @Test(arguments: [
        0, 9, 10, 99_999_999, 100_000_000, 100_000_007, 1_234_567_890_123, 9_900_000_000_000_001,
    ])
    func `numbers are written as they are`(number: Int) {
        var lines = BodyLines()
        lines.write(number: number)
        #expect(String(decoding: lines.text, as: UTF8.self) == "\(number)")
    }
}
