import TallyCore
import Testing

@testable import MailTransport

@Suite("SMTP replies (RFC 5321 §4.2)") struct SMTPReplyReaderTests {
    private func replies(_ parts: [ArraySlice<UInt8>]) throws(SMTPViolation) -> [SMTPReply] {
        var reader = SMTPReplyReader()
        var replies: [SMTPReply] = []
        for part in parts {
            reader.receive(part)
            while let reply = try reader.next() { replies.append(reply) }
        }
        return replies
    }

    private func replies(_ text: String) throws(SMTPViolation) -> [SMTPReply] {
        try replies([Array(text.utf8)[...]])
    }

    @Test func `every split of the stream gives the same replies`() throws {
        let stream = Array(
            "250-2.1.0 one\r\n250-two\r\n250 2.1.0 three\r\n354 go\r\n550 5.7.1 <a@b> no\r\n250\r\n".utf8)
        let expected = [
            SMTPReply(code: 250, enhancedCode: "2.1.0", text: "one two three"),
            SMTPReply(code: 354, enhancedCode: nil, text: "go"),
            SMTPReply(code: 550, enhancedCode: "5.7.1", text: "<a@b> no"),
            SMTPReply(code: 250, enhancedCode: nil, text: ""),
        ]
        for split in everySplit(of: stream) { #expect(try replies(split) == expected) }
    }

    @Test(arguments: [
        ("550 4.7.1 wrong class", nil, "4.7.1 wrong class"),
        ("550 5.7 short", nil, "5.7 short"),
        ("550 5.7.1234 long", nil, "5.7.1234 long"),
        ("550 5.7.1", "5.7.1", ""),
        ("550 5..1 x", nil, "5..1 x"),
    ])
    func `an enhanced code is taken only when it is one`(line: String, enhancedCode: String?, text: String)
        throws
    {
        #expect(try replies(line + "\r\n") == [SMTPReply(code: 550, enhancedCode: enhancedCode, text: text)])
    }

    @Test(arguments: ["hello", "25 x", "250x", "150 wait", "600 x", "", "٢٥٠ x"])
    func `a line that is no reply ends the conversation`(line: String) {
        #expect(throws: SMTPViolation.noReplyCode) { try replies(line + "\r\n") }
    }

    @Test func `a line without end and a reply without end are refused`() {
        #expect(throws: SMTPViolation.replyTooLong) { try replies(String(repeating: "2", count: 9_000)) }
        #expect(throws: SMTPViolation.replyTooLong) {
            try replies(String(repeating: "250-more\r\n", count: 200))
        }
    }

    @Test func `control characters of the server do not reach a log`() throws {
        #expect(try replies("250 a\u{1B}[31m\u{7}b\r\n").first?.text == "a [31m b")
    }
}
