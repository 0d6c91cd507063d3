import Testing

@testable import MailParsing

@Suite("Bodies of many lines")
struct BodyLinesTests {
    private static let limit = BodyLines.limit

    /// What is behind the limit is kept as one line, so that a flood takes no more memory than its text.
    @Test(arguments: ["\n", "a\n", ">\n", "a \n"])
    func `lines beyond the limit are one line, and none is lost`(piece: String) {
        let text = Array(String(repeating: piece, count: Self.limit + 5_000).utf8)
        let plain = BodyLines(plain: text)
        #expect(plain.lines.count == Self.limit + 1)
        #expect(plain.joined == text)
        let flowed = FlowedText.joined(text, deletingSpace: false)
        #expect(flowed.lines.count <= Self.limit + 1)
    }

    @Test func `empty ends of a flood are cut from what is shown`() {
        let empty = String(repeating: "\n", count: 30_000)
        let split = ReplySplit(plain: "\(empty)answer\n\nmore\(empty)")
        #expect(split.visible == "answer\n\nmore")
        #expect(split.quoted.isEmpty)
    }

    @Test func `HTML of many lines ends in one line too`() {
        let html = HTMLText(Array(String(repeating: "a<br>", count: Self.limit + 5_000).utf8))
        #expect(html.body.lines.count == Self.limit + 1)
        #expect(html.text.count == 2 * (Self.limit + 5_000) - 1)
    }

    @Test(arguments: [
        ("Bob &lt;bob@example.org>", "Bob <bob@example.org>"),
        ("Bob <bob@example.org>", "Bob <bob@example.org>"),
        ("<b title=a@b>Bob</b>", "Bob"), ("<o:p>Bob</o:p>", "Bob"), ("a < b@c", "a < b@c"),
    ])
    func `an address in brackets is text`(html: String, text: String) {
        #expect(String(decoding: HTMLText(Array(html.utf8)).text, as: UTF8.self) == text)
    }

    @Test func `HTML that repeats plain text is left out, a few times`() {
        let words = "The printer on the second floor is out of paper again."
        let part = "--b\nContent-Type: text/html\n\n<p>\(words)</p>\n"
        func message(_ count: Int) -> Message {
            let head = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\(words)\n"
            return Message(reading: Array((head + String(repeating: part, count: count) + "--b--\n").utf8))
        }
        #expect(message(8).visibleText == words)
        #expect(message(9).visibleText == "\(words)\n\(words)")
    }
}
