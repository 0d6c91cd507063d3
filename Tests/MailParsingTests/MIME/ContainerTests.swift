import Testing

@testable import MailParsing

@Suite("TNEF and uuencode: files in other containers")
struct ContainerTests {
    private static func number(_ value: Int, _ octets: Int) -> [UInt8] {
        (0..<octets).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func attribute(_ level: Int, _ name: Int, _ value: [UInt8]) -> [UInt8] {
        number(level, 1) + number(name, 4) + number(value.count, 4) + value
            + number(value.reduce(0) { $0 + Int($1) } & 0xFFFF, 2)
    }

    private static func property(_ type: Int, _ identifier: Int, _ value: [UInt8]) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
        return number(type, 2) + number(identifier, 2) + number(1, 4) + number(value.count, 4) + value
            + padding
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { number(Int($0), 2) } + [0, 0]
    }

    static let container: [UInt8] =
        number(0x223E_9F78, 4) + number(1, 2)
        + attribute(1, 0x0006_9007, number(1_252, 4) + number(0, 4))
        + attribute(
            1, 0x0006_9003,
            number(2, 4) + number(0x03, 2) + number(0x0017, 2) + number(1, 4)
                + property(0x1F, 0x1000, utf16("Grüße\r\nAnn")))
        + attribute(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
        + attribute(2, 0x0001_8010, Array("PRICES~1.TXT\0".utf8))
        + attribute(2, 0x0006_800F, Array("hello".utf8))
        + attribute(
            2, 0x0006_9005,
            number(2, 4) + property(0x1F, 0x3707, utf16("Prices €.txt"))
                + property(0x1E, 0x370E, Array("text/plain\0".utf8)))

    private static func message(_ content: [UInt8]) -> Message {
        let head =
            "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
        return Message(reading: Array(head.utf8) + Base64.encode(content, lineLength: 76))
    }

    @Test func `winmail dat gives up its text and files`() {
        let message = Self.message(Self.container)
        #expect(message.text == "Grüße\nAnn")
        #expect(message.attachments.map(\.filename) == ["winmail.dat"])
        #expect(message.extracted.map(\.filename) == ["Prices €.txt"])
        #expect(message.extracted.map(\.contentType) == ["text/plain"])
        #expect(message.extracted.map(\.content) == [Array("hello".utf8)])
        #expect(message.defects.map(\.kind) == [.missingFrom])
    }

    @Test func `every cut and every changed octet of a container is read`() {
        for length in Self.container.indices {
            let files = TNEF(reading: Array(Self.container[..<length]))?.attachments.count ?? 0
            #expect(files <= 1)
        }
        for place in Self.container.indices {
            for value: UInt8 in [0, 0x7F, 0x80, 0xFF] {
                var damaged = Self.container
                damaged[place] = value
                #expect((TNEF(reading: damaged)?.attachments.count ?? 0) <= 2)
            }
        }
    }

    @Test func `what is no container is a defect`() {
        #expect(Self.message(Array("nonsense".utf8)).defects.map(\.kind).contains(.damagedContainer))
    }

    @Test func `uuencoded files in text are extracted and stay in the text`() {
        let text = "Here:\nbegin 644 hi.txt\n%:&5L;&\\\n`\nend\nbye\n"
        let message = Message(reading: Array("Subject: x\n\n\(text)".utf8))
        #expect(message.text == text)
        #expect(message.extracted.map(\.filename) == ["hi.txt"])
        #expect(message.extracted.map(\.content) == [Array("hello".utf8)])
    }
}
