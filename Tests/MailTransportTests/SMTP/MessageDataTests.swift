import Testing

@testable import MailTransport

@Suite("Messages after DATA (RFC 5321 §4.5.2)") struct MessageDataTests {
    struct Case: Sendable {
        let message: String
        let data: String
    }

    @Test(arguments: [
        Case(message: "a\r\nb\r\n", data: "a\r\nb\r\n.\r\n"),
        Case(message: "a", data: "a\r\n.\r\n"),
        Case(message: "", data: ".\r\n"),
        Case(message: ".\r\n..\r\nx.\r\n", data: "..\r\n...\r\nx.\r\n.\r\n"),
        Case(message: "a\n.\nb", data: "a\r\n..\r\nb\r\n.\r\n"),
        Case(message: "a\r.\rb", data: "a\r\n..\r\nb\r\n.\r\n"),
        Case(message: "a\n.\r\nQUIT\r\n", data: "a\r\n..\r\nQUIT\r\n.\r\n"),
        Case(message: "a\r\n.\nQUIT\r\n", data: "a\r\n..\r\nQUIT\r\n.\r\n"),
        Case(message: "a\r\r\n.\r\nb\r\n", data: "a\r\n\r\n..\r\nb\r\n.\r\n"),
        Case(message: "a\n\r.\n", data: "a\r\n\r\n..\r\n.\r\n"),
        Case(message: "\r\n\r\n", data: "\r\n\r\n.\r\n"),
    ])
    func `line ends are CRLF and dots are doubled`(example: Case) {
        #expect(
            String(decoding: MessageData(Array(example.message.utf8)).bytes, as: UTF8.self) == example.data)
    }

    @Test func `all byte values pass, line ends aside`() {
        let bytes = (0...255).map { UInt8($0) }.filter { $0 != 10 && $0 != 13 }
        #expect(MessageData(bytes).bytes == bytes + Array("\r\n.\r\n".utf8))
        #expect(MessageData(bytes).isEightBit)
        #expect(!MessageData(Array("plain".utf8)).isEightBit)
    }

    @Test func `no message ends its own transmission`() {
        // Every arrangement of six of the bytes that matter.
        let alphabet: [UInt8] = [13, 10, 46, 97]
        for number in 0..<4_096 {
            let message = (0..<6).map { alphabet[number >> (2 * $0) & 3] }
            let data = MessageData(message).bytes
            let body = [13, 10] + data.dropLast(3)
            #expect(body.firstRange(of: Array("\r\n.\r\n".utf8)) == nil, "\(message)")
            #expect(!hasBareLineEnd(data), "\(message)")
        }
    }

    private func hasBareLineEnd(_ bytes: [UInt8]) -> Bool {
        bytes.indices.contains { index in
            switch bytes[index] {
            case 13: index + 1 == bytes.count || bytes[index + 1] != 10
            case 10: index == 0 || bytes[index - 1] != 13
            default: false
            }
        }
    }
}
