import TestSupport
import Testing

@testable import MailParsing

@Suite("RFC 5322, RFC 2045: messages")
struct MessageTests {
    /// Both line ends that files have.
    static func read(_ text: String, crlf: Bool) -> Message {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\n"), crlf { bytes.append(UInt8(ascii: "\r")) }
            bytes.append(byte)
        }
        return Message(reading: bytes)
    }

    static let multipart = """
        From: Ann <ann@example.org>
        To: support@acme.example, Bob <bob@example.org>
        Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
         and more
        Date: Fri, 21 Nov 1997 09:55:06 -0600
        Message-ID: <1@example.org>
        In-Reply-To: <0@example.org>
        References: <a@example.org>
         <0@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        preamble
        --outer
        Content-Type: multipart/alternative; boundary=outer-inner

        --outer-inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Gr=FC=DFe
        second line
        --outer-inner
        Content-Type: text/html; charset=utf-8

        <p>Grüße</p>
        --outer-inner--

        --outer
        Content-Type: image/png; name=logo.png
        Content-ID: <logo@x>
        Content-Disposition: inline
        Content-Transfer-Encoding: base64

        aGVs
        bG8=
        --outer
        Content-Type: application/pdf
        Content-Disposition: attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC.pdf

        %PDF
        --outer--
        epilogue

        """

    @Test(arguments: [true, false])
    func `a multipart message is read whole`(crlf: Bool) {
        let message = Self.read(Self.multipart, crlf: crlf)
        #expect(message.from == [Mailbox(name: "Ann", address: "ann@example.org")])
        #expect(message.to.map(\.address) == ["support@acme.example", "bob@example.org"])
        #expect(message.subject == "Grüße and more")
        #expect(message.date == 880_127_706)
        #expect(message.messageID == MessageID(text: "1@example.org"))
        #expect(message.inReplyTo == [MessageID(text: "0@example.org")])
        #expect(message.references.map(\.text) == ["a@example.org", "0@example.org"])
        #expect(message.text == "Grüße\nsecond line")
        #expect(message.textSource == .plain)
        #expect(message.html == "<p>Grüße</p>")
        #expect(message.attachments.map(\.filename) == ["logo.png", "€.pdf"])
        #expect(message.attachments.map(\.contentType) == ["image/png", "application/pdf"])
        #expect(message.attachments.map(\.isInline) == [true, false])
        #expect(message.attachments.first?.contentID == "logo@x")
        #expect(message.attachments.map(\.content) == [Array("hello".utf8), Array("%PDF".utf8)])
        #expect(message.defects.isEmpty)
    }

    @Test func `every prefix of a message is a message`() {
        let bytes = Array(Self.multipart.utf8)
        for length in bytes.indices {
            let message = Message(reading: Array(bytes[..<length]))
            #expect(message.bytes.count == length)
        }
    }

    @Test func `noise is a message`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = [
            "From: ", "To: ", "\r\n", "\n", "\r", "--outer", "--",
            "Content-Type: multipart/mixed; boundary=outer",
            "Content-Type: text/html", "<div", ">", "=?utf-8?q?", "?=", "<", "\"", ";", "=", "charset=",
            "\u{0}",
            "Content-Transfer-Encoding: base64\n\n", "AAAA", "&#x", "On Monday, Ann wrote:", "> ", "é",
            "begin 644 x\n",
            "Content-Type: message/delivery-status\n\n", "Action: failed\n", "filename*0*=", "''%", " ",
        ].map { Array($0.utf8) }
        for _ in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0..<60, using: &generator) {
                bytes += pieces.randomElement(using: &generator) ?? []
                if Bool.random(using: &generator) {
                    bytes.append(UInt8.random(in: 0...255, using: &generator))
                }
            }
            #expect(Message(reading: bytes).bytes == bytes)
        }
    }

    @Test(
        arguments: [
            ("From nobody Mon Jan 1 00:00:00 2001\nSubject: a\n\nb", Defect.Kind.mailboxLine),
            ("Subject: a\nno colon here\nand none here\n", .missingBlankLine),
            ("Subject: a\nno colon here\nTo: b@c\n\nb", .strayLine),
            ("Subject : a\n\nb", .blankBeforeColon),
            ("Subject: a\nSubject: b\n\nb", .duplicateField),
            ("Subject: a\0b\n\nb", .nullByte),
            ("Subject: a\rb\n\nb", .bareCarriageReturn),
            ("Subject: =?utf-8?B?SGVs?=\n =?utf-8?B?bG8\n\nb", .damagedEncodedWord),
            ("Subject: a\n\nbegin 644 a.txt\n#86)C\n", .damagedContainer),
            ("To: nobody\n\nb", .badAddress),
            ("\nbä", .unlabelledBytes),
            ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nb", .encrypted),
            ("Date: soon\n\nb", .badDate),
            ("Content-Type: multipart/mixed\n\nb", .missingBoundary),
            ("Content-Type: multipart/mixed; boundary=x\n\nb", .missingDelimiter),
            ("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nb", .missingCloseDelimiter),
            ("Content-Transfer-Encoding: rot13\n\nb", .unknownTransferEncoding),
            ("Content-Transfer-Encoding: base64\n\nA", .damagedBase64),
            ("Content-Type: text/plain; charset=klingon\n\nb", .unknownCharset),
            ("Content-Type: text/plain; charset=us-ascii\n\nbä", .wrongCharset),
            ("Content-Type: text/html\n\n<p style='display:none'>x</p>", .hiddenText),
        ] as [(String, Defect.Kind)])
    func `what is wrong is said`(text: String, kind: Defect.Kind) {
        #expect(Message(reading: Array(text.utf8)).defects.map(\.kind).contains(kind))
    }

    @Test func `names and lists that are too long are cut and said`() {
        let list = String(repeating: "a@b,", count: 600)
        let crowd = Message(reading: Array("To: \(list)\n\nb".utf8))
        #expect(crowd.to.count == 500)
        #expect(crowd.defects.map(\.kind).contains(.tooManyAddresses))
        let name = String(repeating: "n", count: 2_000)
        let file = Message(reading: Array("Content-Type: image/png; name=\(name)\n\nb".utf8))
        #expect(file.attachments.map { $0.filename?.utf8.count } == [1_024])
        #expect(file.defects.map(\.kind).contains(.nameTooLong))
    }

    @Test func `text with a name is the text when it comes first, and a file when not`() {
        let first = Message(reading: Array("Content-Type: text/plain; name=body.txt\n\nhello".utf8))
        #expect(first.text == "hello")
        let body = "--x\n\nhello\n--x\nContent-Type: text/plain; name=log.txt\n\nlines\n--x--"
        let second = Message(reading: Array("Content-Type: multipart/mixed; boundary=x\n\n\(body)".utf8))
        #expect(second.text == "hello")
        #expect(second.attachments.map(\.filename) == ["log.txt"])
    }

    @Test func `a body in HTML is seen beside a footer in plain text, and once beside its plain form`() {
        func read(_ kind: String, _ parts: [(String, String)]) -> Message {
            let bodies = parts.map { "--x\nContent-Type: text/\($0.0)\n\n\($0.1)\n" }.joined()
            return Message(
                reading: Array("Content-Type: multipart/\(kind); boundary=x\n\n\(bodies)--x--".utf8))
        }
        let footer = read("mixed", [("html", "<p>It is broken.</p>"), ("plain", "the list's footer")])
        #expect(footer.visibleText == "It is broken.\nthe list's footer")
        let both = read("alternative", [("plain", "plain"), ("html", "<p>shown</p>")])
        #expect(both.visibleText == "plain")
        let empty = read("alternative", [("plain", " \n"), ("html", "<p>shown</p>")])
        #expect(empty.visibleText == "shown")
        let unmarked = read(
            "mixed",
            [("plain", "It is broken, please help."), ("html", "<p>It is <b>broken</b>, please help.</p>")])
        #expect(unmarked.visibleText == "It is broken, please help.")
    }

    @Test(
        arguments: [
            ("Content-Type: text/plain; charset=koi8-r", [0xF0, 0xD2], "Пр"),
            ("Content-Type: text/plain; charset=\"windows-1251\"", [0xCF, 0xF0], "Пр"),
            ("Content-Type: text/plain; charset=x-sjis", [0x93, 0xFA], "日"),
            ("Content-Type: text/plain; charset=ks_c_5601-1987", [0xB0, 0xA1], "가"),
            ("Content-Type: text/plain; charset=gb2312", [0x81, 0x30, 0x84, 0x36], "¥"),
            ("Content-Type: text/plain; charset=iso-8859-8-i", [0xF9], "ש"),
            ("Content-Type: text/plain; charset=utf-8", [0xE4], "ä"),
            ("Content-Type: text/plain; charset=nonsense", [0xC3, 0xA4], "ä"),
            ("Content-Type: text/plain", [0xE4], "ä"),
        ] as [(String, [UInt8], String)])
    func `text is read in its charset`(field: String, octets: [UInt8], text: String) {
        #expect(Message(reading: Array("\(field)\n\n".utf8) + octets).text == text)
    }

    @Test func `mislabelled quotation marks are readable in what people see`() {
        let head = "Content-Type: text/plain; charset=iso-8859-1\n\n"
        let message = Message(reading: Array(head.utf8) + [0x93, 0x61, 0x94])
        #expect(message.text == "\u{93}a\u{94}")
        #expect(message.visibleText == "“a”")
    }

    @Test func `limits are kept and reported`() {
        let fields = String(repeating: "X: y\n", count: 50)
        let many = Message(reading: Array((fields + "\nbody").utf8), limits: Limits(fields: 10))
        #expect(many.fields.count == 10)
        #expect(many.text == "body")
        #expect(many.defects.map(\.kind).contains(.tooManyFields))

        let parts =
            "Content-Type: multipart/mixed; boundary=x\n\n" + String(repeating: "--x\n\na\n", count: 50)
            + "--x--"
        let split = Message(reading: Array(parts.utf8), limits: Limits(parts: 10))
        #expect(split.defects.filter { $0.kind == .tooManyParts }.count == 1)

        var nested = ""
        for level in 0..<60 { nested += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        let deep = Message(reading: Array((nested + "\ntext").utf8), limits: Limits(depth: 5))
        #expect(deep.defects.map(\.kind).contains(.tooDeep))

        let large = Message(reading: Array("Subject: a\n\n0123456789".utf8), limits: Limits(messageBytes: 17))
        #expect(large.text == "01234")
        #expect(large.defects.map(\.kind) == [.messageTooLarge, .missingFrom])
    }

    /// Each limit that a message may lie beyond, with a message that does.
    static let floods: [(Defect.Kind, String)] = [
        (.headerTooLarge, "X: " + String(repeating: "y\n ", count: 200_000) + "\nSubject: late\n\nbody"),
        (.tooManyFields, String(repeating: "X: y\n", count: 1_100) + "\nbody"),
        (.tooManyAddresses, "To: " + String(repeating: "a@b,", count: 600) + "\n\nbody"),
        (.tooManyAddresses, String(repeating: "To: a@b\n", count: 30) + "\nbody"),
        (
            .tooManyAddresses,
            String(repeating: "Cc: " + String(repeating: "a@b,", count: 300) + "\n", count: 3) + "\nbody"
        ),
        (.tooManyAddresses, "References: " + String(repeating: "<a@b> ", count: 600) + "\n\nbody"),
        (.nameTooLong, "From: \"" + String(repeating: "n", count: 2_000) + "\" <a@b>\n\nbody"),
        (.nameTooLong, "From: " + String(repeating: "n", count: 2_000) + "@b\n\nbody"),
        (.nameTooLong, "Content-Type: a/b; name=" + String(repeating: "n", count: 2_000) + "\n\nbody"),
        (
            .tooManyParameters,
            "Content-Type: text/plain" + String(repeating: "; x=y", count: 600) + "\n\nbody"
        ),
        (
            .tooManyParts,
            "Content-Type: text/plain\n\nbody\n"
                + String(repeating: "begin 644 a\n#86)C\n`\nend\n", count: 600)
        ),
        (
            .tooManyAddresses,
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns;x\n"
                + String(repeating: "\nFinal-Recipient: rfc822;a@b\nAction: failed\n", count: 1_100)
        ),
    ]

    @Test(arguments: floods.indices)
    func `what lies beyond a limit is left out, said, and the rest is read`(number: Int) {
        let (kind, text) = Self.floods[number]
        let message = Message(reading: Array(text.utf8))
        #expect(message.defects.map(\.kind).contains(kind))
        #expect(message.text?.hasPrefix("body") ?? !message.attachments.isEmpty)
    }
}
