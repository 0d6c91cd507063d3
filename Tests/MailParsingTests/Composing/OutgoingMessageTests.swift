import TestSupport
import Testing

@testable import MailParsing

@Suite("Composing: messages out, and read back")
struct OutgoingMessageTests {
    static func message(
        subject: String = "Hello", name: String? = "Acme IT", text: String = "Hello.\n", html: String? = nil,
        attachments: [OutgoingAttachment] = [], fields: [ExtraField] = []
    ) -> OutgoingMessage {
        OutgoingMessage(
            from: Mailbox(name: name, address: "support@acme.example"),
            to: [Mailbox(name: nil, address: "ann@example.org")],
            replyTo: Mailbox(name: name, address: "support+abc@acme.example"), subject: subject,
            date: 880_127_706,
            messageID: MessageID(text: "tt.12.abc@acme.example"), inReplyTo: MessageID(text: "1@example.org"),
            references: [MessageID(text: "0@example.org"), MessageID(text: "1@example.org")], fields: fields,
            text: text, html: html, attachments: attachments)
    }

    /// CRLF at every line end and nowhere else, 7 bits, and no line too long.
    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        var column = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte >= 127 || (byte < 32 && byte != 9 && byte != 10 && byte != 13) { return false }
            if (byte == 10) != (previous == 13) { return false }
            column = byte == 10 ? 0 : column + 1
            if column > 999 { return false }
            previous = byte
        }
        return previous != 13
    }

    @Test func `a plain message is written as expected`() {
        let fields = [ExtraField.autoSubmitted(.replied), .suppressAutoResponses]
        let text = String(decoding: Self.message(fields: fields).bytes(), as: UTF8.self)
        let expected = """
            From: Acme IT <support@acme.example>
            To: <ann@example.org>
            Reply-To: Acme IT <support+abc@acme.example>
            Subject: Hello
            Date: Fri, 21 Nov 1997 15:55:06 +0000
            Message-ID: <tt.12.abc@acme.example>
            In-Reply-To: <1@example.org>
            References: <0@example.org> <1@example.org>
            Auto-Submitted: auto-replied
            X-Auto-Response-Suppress: All
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            Hello.

            """
        #expect(text.utf8.elementsEqual(expected.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }))
    }

    static let texts = [
        "", "plain", "größer", "two  spaces", " leading", "trailing ", "=?utf-8?q?x?=",
        "a\r\nBcc: x@evil.example",
        "a\nb", "a\u{0}b", "comma, semicolon; \"quote\" \\ (paren) <angle>",
        String(repeating: "long ", count: 300),
        String(repeating: "x", count: 3_000), "日本語 👩‍👩‍👧", ".", ".\r\n.", "From me", "\u{2028}", "\u{85}",
    ]

    @Test(arguments: texts)
    func `no text becomes another field`(text: String) {
        let extra = ExtraField(name: "X-Tally-Ticket", value: "TT-12")
        let bytes = Self.message(
            subject: text, name: text, text: text, html: "<p>\(text)</p>",
            attachments: [OutgoingAttachment(filename: text, contentType: text, content: Array(text.utf8))],
            fields: extra.map { [$0] } ?? []
        ).bytes()
        #expect(Self.isWellFormed(bytes))
        let message = Message(reading: bytes)
        let names = [
            "from", "to", "reply-to", "date", "message-id", "in-reply-to", "references", "x-tally-ticket",
            "mime-version", "content-type",
        ]
        let expected = names.count + (text.isEmpty ? 0 : 1)
        #expect(message.fields.count == expected)
        #expect(message.fields(named: "bcc").isEmpty)
        #expect(message.from.map(\.address) == ["support@acme.example"])
        #expect(message.attachments.map(\.content) == [Array(text.utf8)])
        var defects: Set<Defect.Kind> = []
        if text.utf8.count > Limits.standard.nameBytes { defects.insert(.nameTooLong) }
        if text.utf8.contains(0) { defects.insert(.nullByte) }
        #expect(Set(message.defects.map(\.kind)) == defects)
    }

    @Test(arguments: texts.filter { !$0.utf8.contains { $0 < 32 } })
    func `what was written reads back`(text: String) {
        let bytes = Self.message(
            subject: text, name: text, text: text, html: text,
            attachments: [OutgoingAttachment(filename: text, contentType: "text/plain", content: [0, 255])]
        ).bytes()
        let message = Message(reading: bytes)
        #expect(message.subject ?? "" == text)
        #expect(message.from.first?.name ?? "" == String(truncating: text, toUTF8Bytes: 1_024))
        #expect(message.text == text)
        #expect(message.html == text)
        #expect(message.attachments.first?.filename ?? "" == String(truncating: text, toUTF8Bytes: 1_000))
        #expect(message.attachments.first?.contentType == "text/plain")
        #expect(message.attachments.first?.content == [0, 255])
        #expect(message.date == 880_127_706)
        #expect(message.messageID == MessageID(text: "tt.12.abc@acme.example"))
        #expect(message.inReplyTo == [MessageID(text: "1@example.org")])
        #expect(message.references.map(\.text) == ["0@example.org", "1@example.org"])
    }

    @Test func `random messages read back`() {
        var generator = SeededGenerator(seed: 1)
        let letters = Array("ab =?_.-\"'<>(),;:\\@\n\täß€日👍%&#\u{200B}".unicodeScalars)
        func random(_ limit: Int, _ usable: [Unicode.Scalar]) -> String {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...limit, using: &generator) {
                text.append(usable.randomElement(using: &generator) ?? "x")
            }
            return String(text)
        }
        let inLine = letters.filter { $0 != "\n" && $0 != "\t" }
        for _ in 0..<150 {
            let subject = random(200, inLine)
            let text = random(400, letters)
            let content = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let bytes = Self.message(
                subject: subject, name: subject, text: text, html: text,
                attachments: [OutgoingAttachment(filename: subject, contentType: "a/b", content: content)]
            ).bytes()
            let message = Message(reading: bytes)
            #expect(Self.isWellFormed(bytes))
            #expect(Array((message.subject ?? "").utf8) == Array(subject.utf8))
            let name = message.from.first?.name ?? ""
            #expect(Array(name.utf8) == Array(subject.utf8))
            #expect(Array((message.text ?? "").utf8) == Array(text.utf8))
            #expect(message.attachments.map(\.content) == [content])
            #expect(
                bytes
                    == Self.message(
                        subject: subject, name: subject, text: text, html: text,
                        attachments: [
                            OutgoingAttachment(filename: subject, contentType: "a/b", content: content)
                        ]
                    ).bytes())
        }
    }

    @Test(arguments: [
        ("X-Tally-Ticket", "TT-12", true), ("X-A", "a b", true), ("X-A\r\nBcc", "x", false),
        ("X-A:", "x", false),
        ("", "x", false), ("X-A", "a\r\nBcc: b", false), ("X-A", "a\nb", false), ("X-A", "ä", false),
        ("Subject", "x", false), ("BCC", "x", false), ("X-A", "a\u{0}", false),
    ])
    func `extra fields are checked`(name: String, value: String, isAllowed: Bool) {
        #expect((ExtraField(name: name, value: value) != nil) == isAllowed)
    }

    @Test(arguments: [
        "a@b\r\nBcc: c@d", "a b@c", "a@b>", "<a@b", "a@b,c@d", "ä@b", "", "a@b c",
    ])
    func `an address that cannot be written is left out`(address: String) {
        var message = Self.message()
        message.to = [Mailbox(name: "x", address: address), Mailbox(name: nil, address: "ok@example.org")]
        let read = Message(reading: message.bytes())
        #expect(read.to == [Mailbox(name: nil, address: "ok@example.org")])
    }
}
