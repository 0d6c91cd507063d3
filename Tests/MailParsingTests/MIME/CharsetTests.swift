import TestSupport
import Testing

@testable import MailParsing

@Suite("RFC 2978: charsets")
struct CharsetTests {
    private static let eastern = ["cp932", "cp949", "gb18030", "big5-hkscs", "euc-jp", "iso-2022-jp-3"]

    /// What the C library makes of octets, table or not.
    private static func converted(_ bytes: [UInt8], _ charset: String) -> (octets: [UInt8], isExact: Bool) {
        var octets: [UInt8] = []
        let bad = CharsetConverter.convert(bytes, from: charset, appendingTo: &octets)
        return (octets, bad == 0)
    }

    private static func expectSame(_ bytes: [UInt8], _ charset: String) {
        var octets: [UInt8] = []
        let outcome = Charset.appendUTF8(of: bytes, charset: charset, to: &octets)
        let truth = converted(bytes, charset)
        #expect(octets == truth.octets, "\(charset): \(bytes)")
        #expect((outcome == .exact) == truth.isExact, "\(charset): \(bytes)")
    }

    @Test(arguments: eastern)
    func `a table has each character as the C library has it`(charset: String) {
        let isSwitched = charset == "iso-2022-jp-3"
        let firsts: ClosedRange<UInt8> = isSwitched ? 0x00...0x7F : 0x80...0xFF
        for first in firsts {
            for second in (0...255).map({ UInt8($0) }) {
                let pair = isSwitched ? Array("\u{1B}$B".utf8) + [first, second] : [first, second]
                Self.expectSame(pair, charset)
            }
        }
    }

    @Test(arguments: eastern)
    func `a table reads noise as the C library does`(charset: String) {
        var chance = SeededGenerator(seed: 20_261_122)
        let escapes = ["\u{1B}$B", "\u{1B}(B", "\u{1B}(J", "\u{1B}$@", "\u{1B}"].map { Array($0.utf8) }
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &chance) {
                switch Int.random(in: 0..<8, using: &chance) {
                case 0: bytes += "plain text\r\n".utf8
                case 1: bytes += escapes.randomElement(using: &chance) ?? []
                case 2: bytes.append(UInt8.random(in: 0...255, using: &chance))
                default:
                    let range: ClosedRange<UInt8> = charset == "iso-2022-jp-3" ? 0x21...0x7E : 0xA1...0xFE
                    bytes += (0..<6).map { _ in UInt8.random(in: range, using: &chance) }
                }
            }
            Self.expectSame(bytes, charset)
        }
    }

    @Test(arguments: ["windows-1251", "iso-8859-2", "iso-8859-8", "koi8-r", "windows-1255", "cp437"])
    func `a charset of single octets is as the C library has it`(charset: String) {
        for byte in (0...255).map({ UInt8($0) }) { Self.expectSame([byte, byte], charset) }
    }

    @Test(arguments: ["utf-8", "", "iso-8859-1", "koi8-r", "cp932", "utf-16le", "cp949"])
    func `lines of text end in a line feed, whatever its charset`(charset: String) {
        let narrow = Array("a\r\nb\rc\n".utf8)
        let bytes = charset == "utf-16le" ? narrow.flatMap { [$0, UInt8(0)] } : narrow
        #expect(Charset.text(of: bytes[...], charset: charset).text == "a\nb\nc\n")
    }
}
