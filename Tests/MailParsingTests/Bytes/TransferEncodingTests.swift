import TestSupport
import Testing

@testable import MailParsing

@Suite("RFC 2045 §6: transfer encodings")
struct TransferEncodingTests {
    private static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: Base64.decode(bytes, in: bytes.indices).bytes, as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: QuotedPrintable.decode(bytes, in: bytes.indices).bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man"), ("TW\r\nFu\r\n", "Man"),
            ("T-W*F.u", "Man"),
            ("TWE", "Ma"), ("TQ", "M"), ("TQ==TWFu", "MMan"), ("TQ==\nTWFu\n", "MMan"),
            ("TWFu\n____\nA footer of a mailing list", "Man\u{3}\u{7A}\u{28}\u{AD}\u{17A}"),
        ].dropLast())
    func `base64 decodes`(encoded: String, decoded: String) {
        #expect(Self.base64(encoded) == decoded)
    }

    @Test func `text behind padding is not taken for base64`() {
        #expect(Self.base64("TQ==\n_____\nA footer of a mailing list") == "M")
    }

    @Test(arguments: [
        ("", ""), ("a=3Db", "a=b"), ("a=3db", "a=b"), ("soft=\r\nbreak", "softbreak"),
        ("soft= \t\nbreak", "softbreak"),
        ("trailing  \r\nblanks\t", "trailing\r\nblanks"), ("kept=20\n", "kept \n"), ("50%=off", "50%=off"),
        ("end=", "end"), ("=C3=A4", "ä"),
    ])
    func `quoted-printable decodes`(encoded: String, decoded: String) {
        #expect(Self.quoted(encoded) == decoded)
    }

    @Test func `every octet survives both encodings`() {
        let all = (0...255).map { UInt8($0) }
        for length in 0...all.count {
            let bytes = Array(all[..<length])
            let letters = Base64.encode(bytes, lineLength: 76)
            #expect(Base64.decode(letters, in: letters.indices).bytes == bytes)
            #expect(letters.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count <= 77 })
        }
        let text = all.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let encoded = QuotedPrintable.encode(text)
        #expect(QuotedPrintable.decode(encoded, in: encoded.indices).bytes == text)
        #expect(encoded.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.count <= 77 })
    }

    @Test func `line ends are the same whether they are read at once or afterwards`() {
        var chance = SeededGenerator(seed: 2_045)
        let pieces = [
            "a", "=0D", "=0A", "\r", "\n", "\r\n", "=\r\n", " ", "\t", "=20", "=", "=C3=A4",
            "0123456789abcdef",
        ]
        for _ in 0..<4_000 {
            let count = Int.random(in: 0...12, using: &chance)
            let text = (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let once = QuotedPrintable.decode(bytes, in: bytes.indices, lineEnds: .lineFeeds)
            let twice = QuotedPrintable.decode(bytes, in: bytes.indices)
            #expect(once.bytes[...] == LineEnds.lineFeeds(in: twice.bytes[...]), "\(text)")
            #expect(once.isDamaged == twice.isDamaged, "\(text)")
        }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 31, 40])
    func `what is peculiar in header text is seen in any place`(length: Int) {
        let peculiar: [([UInt8], TextFeatures)] = [
            ([9], .whitespace), ([13], .whitespace), ([0], .control), ([27], .control), ([127], .control),
            ([128], .nonASCII), ([255], .nonASCII), ([61, 63], .encodedWord), ([61], []), ([63, 61], []),
        ]
        for (bytes, features) in peculiar {
            for place in 0...length {
                let text =
                    [UInt8](repeating: 97, count: place) + bytes
                    + [UInt8](repeating: 98, count: length - place)
                #expect(TextFeatures(of: text.span, text.indices) == features)
                #expect(TextFeatures(of: text.span, 0..<place) == [])
            }
        }
    }

    @Test func `uuencoded files are found in text`() throws {
        let text = "Here:\nbegin 644 hi there.txt\n%:&5L;&\\\n`\nend\nbye\n"
        let files = UUEncoding.files(in: Array(text.utf8))
        let file = try #require(files.first)
        #expect(files.count == 1)
        #expect(file.filename == "hi there.txt")
        #expect(file.content == Array("hello".utf8))
        #expect(!file.isCutOff)
        #expect(UUEncoding.files(in: Array("begin 644 never\nends\n".utf8)).isEmpty)
    }

    /// 45 octets as one line of each form.
    private static let fullLine = "M" + String(repeating: "86)C", count: 15)
    private static let fullBase64Line = String(repeating: "YWJj", count: 15)

    @Test(arguments: [
        ("begin-base64 644 a.txt\naGVsbG8=\n====\nbye\n", "hello", "bye\n", false),
        ("begin-base64 644 a.txt\n====\n", "", "", false),
        ("begin 644 a.txt\n#86)C\n", "abc", "", true),
        ("begin 644 a.txt\n#86)C\n`\n", "abc", "", true),
        ("begin 644 a.txt\n#86)C\n\nThanks\n", "abc", "\nThanks\n", true),
        ("begin 644 a.txt\n#86)C\nOK\n", "abc", "OK\n", true),
        ("begin 644 a.txt\n#86)C\nbegin 644 b\nx", "abc", "begin 644 b\nx", true),
        ("begin 644 a.txt\n\(fullLine)\nM86)C86", String(repeating: "abc", count: 15) + "abc", "", true),
        (
            "begin-base64 644 a.txt\n\(fullBase64Line)\nYWI=\n", String(repeating: "abc", count: 15) + "ab",
            "", true
        ),
        (
            "begin-base64 644 a.txt\n\(fullBase64Line)\nYWJjYWJjYWJjYWJjYWI",
            String(repeating: "abc", count: 19) + "ab", "", true
        ),
        (
            "begin-base64 644 a.txt\n\(fullBase64Line)\nDone\n", String(repeating: "abc", count: 15),
            "Done\n", true
        ),
    ])
    func `a uuencoded file may lack its end, and be in base64`(
        text: String, content: String, rest: String, isCutOff: Bool
    ) throws {
        let file = try #require(UUEncoding.files(in: Array(text.utf8)).first)
        #expect(file.filename == "a.txt")
        #expect(String(decoding: file.content, as: UTF8.self) == content)
        #expect(file.isCutOff == isCutOff)
        #expect(String(decoding: Array(text.utf8)[file.range.upperBound...], as: UTF8.self) == rest)
    }

    @Test(arguments: [
        "begin 644 a.txt\nThanks\n", "begin 644 a.txt\n\n`\n", "begin 644 work\n",
        "begin-base64 644 work\nDone\n", "begin-base64 rw a.txt\naGVsbG8=\n====\n",
    ])
    func `what people write behind begin is no file`(text: String) {
        #expect(UUEncoding.files(in: Array(text.utf8)).isEmpty)
    }

    @Test func `floods of beginnings of files end at once`() {
        for piece in [
            "begin 644 a\n", "begin 644 a\n#86)C\n", "begin-base64 644 a\nYWJj\n", "begin 644 a\n\n",
        ] {
            let text = Array(String(repeating: piece, count: 5_000).utf8)
            #expect(UUEncoding.files(in: text, limit: 10_000).count <= 5_000)
        }
    }
}
