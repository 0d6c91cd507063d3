import TallyCore
import TestSupport
import Testing

@testable import TallyWeb

@Suite struct `RFC 7578 forms` {
    private static let type = "Content-Type: multipart/form-data; boundary=\"x-y\""

    private static func form(_ text: String, type: String = type, limits: FormLimits = FormLimits()) throws
        -> FormData
    {
        try FormData(.reading("POST /", fields: [type], body: text), limits: limits)
    }

    /// A part with this header behind `form-data`.
    private static func part(_ header: String, _ content: String) -> String {
        "--x-y\r\nContent-Disposition: form-data; \(header)\r\n\r\n\(content)\r\n"
    }

    @Test func `fields and files come in order`() throws {
        let text =
            Self.part("name=\"text\"", "Grüße\r\n--x-\r\nend")
            + Self.part("name=file; filename=\"a b.txt\"\r\nContent-Type: Text/Plain; charset=utf-8", "one")
            + Self.part("name=\"text\"", "") + Self.part("name=\"file\"; filename=\"\"", "\r\n\r\n")
            + "--x-y--\r\nepilogue --x-y\r\n"
        let form = try Self.form(text)
        #expect(form.fields.map(\.name) == ["text", "text"])
        #expect(form["text"] == "Grüße\r\n--x-\r\nend")
        #expect(form.fields[1].value.isEmpty)
        #expect(form.files.map(\.filename) == ["a b.txt", ""])
        #expect(form.files.map(\.contentType) == ["text/plain", "application/octet-stream"])
        #expect(
            try form.files.map { try $0.content.bytes(atMost: 99) } == [
                Array("one".utf8), Array("\r\n\r\n".utf8),
            ])
    }

    @Test(arguments: [
        ("filename=\"a.txt\"", "a.txt"), ("filename=a.txt", "a.txt"), ("filename=\"a\\\"b\"", "a\"b"),
        ("filename=\"a%22b%0D%0A%41\"", "a\"b\r\n%41"), ("filename=\"C:\\dir\\a.txt\"", "C:\\dir\\a.txt"),
        ("filename=\"a;b=c\"", "a;b=c"), ("FileName = \"ä\"", "ä"), ("filename=\"a", "a"),
        ("filename=\"\\\\\"", "\\"),
        ("filename=\"%2\"", "%2"), ("filename*=UTF-8''x; filename=\"y\"", "y"),
    ])
    func `a file is called what browsers and curl call it`(parameter: String, name: String) throws {
        #expect(
            try Self.form(Self.part("name=f; \(parameter)", "x") + "--x-y--").files.first?.filename == name)
    }

    @Test(arguments: [
        "", "x", "--x-y", "--x-y\r\n", "--x-y\r\n\r\n\r\n--x-y--",
        "--x-y \r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--x-y--",
        "--x-y\nContent-Disposition: form-data; name=a\n\n\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--x-y",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--x-y-",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\n\r\nx--x-y--",
        "--x-y\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\r\nno colon\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\rb\r\n\r\nx\r\n--x-y--",
        "--x-y\r\nContent-Disposition: form-data; name=a\u{0}\r\n\r\nx\r\n--x-y--", "--x-yz\r\n\r\n--x-y--",
    ])
    func `what is no form is refused`(text: String) {
        let problem = #expect(throws: Problem.self) { try Self.form(text) }
        #expect(problem?.status == .badRequest)
    }

    @Test func `a preamble and nothing is a form without parts`() throws {
        #expect(try Self.form("hello\r\n--x-y--").fields.isEmpty)
        #expect(try Self.form("--x-y--").files.isEmpty)
    }

    @Test func `text that is not UTF-8 is refused`() throws {
        let fields = ["Content-Type: multipart/form-data; boundary=b"]
        var request = try HTTPRequest.reading("POST /", fields: fields)
        let text = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"
        request = request.with(.bytes(Array(text.utf8) + [0xff] + Array("\r\n--b--".utf8)))
        let problem = #expect(throws: Problem.self) { try FormData(request) }
        #expect(problem?.status == .badRequest)
    }

    @Test(arguments: [
        "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=",
        "Content-Type: multipart/form-data; boundary=\"a b \"", "Content-Type: multipart/mixed; boundary=x",
        "Content-Type: multipart/form-data; boundary=a; boundary=b", "Content-Type: text/plain",
        "Content-Type: multipart/form-data; boundary=\"a\\\"\"", "X: y",
        "Content-Type: multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    ])
    func `a body that is not called a form is none`(type: String) {
        let problem = #expect(throws: Problem.self) { try Self.form("--x-y--", type: type) }
        #expect(problem?.status == .unsupportedMediaType)
    }

    @Test func `everything has a limit`() throws {
        var limits = FormLimits()
        limits.parts = 3
        limits.headerBytes = 100
        limits.fieldBytes = 10
        limits.fileBytes = 20
        let small = Self.part("name=a", "0123456789")
        let file = Self.part("name=a; filename=b", String(repeating: "x", count: 20))
        #expect(try Self.form(small + file + small + "--x-y--", limits: limits).fields.count == 2)
        for text in [
            small + small + small + small, Self.part("name=a", "0123456789+"),
            Self.part("name=a; filename=b", String(repeating: "x", count: 21)),
            Self.part("name=\(String(repeating: "a", count: 100))", ""),
        ] {
            let problem = #expect(throws: Problem.self) { try Self.form(text + "--x-y--", limits: limits) }
            #expect(problem?.status == .contentTooLarge)
        }
    }

    /// What a reader makes of a body that comes in these pieces.
    private static func reading(_ pieces: [[UInt8]]) -> [String] {
        var reader = MultipartReader(boundary: Array("x-y".utf8), limits: FormLimits())
        var events: [String] = []
        do {
            for piece in pieces { events += try reader.receive(piece).map { "\($0)" } }
        } catch {
            // What was told before depends on where the pieces end.
            return ["\(error)"]
        }
        return events + ["\(reader.isComplete)"]
    }

    @Test func `the parts are the same however the body comes`() {
        let text =
            Self.part("name=a", "\r\r\n-\r\n--x-\r\n--x-\r") + Self.part("name=b; filename=c", "--x-y\r\n--x")
            + "--x-y--\r\n"
        let bytes = Array(text.utf8)
        let whole = Self.reading([bytes])
        #expect(whole.count == 5)
        for split in bytes.indices {
            #expect(Self.reading([Array(bytes[..<split]), Array(bytes[split...])]) == whole)
        }
        #expect(Self.reading(bytes.map { [$0] }) == whole)
    }

    @Test func `noise never makes it stumble`() {
        var random = SeededGenerator(seed: 7_578)
        let bytes = Array(
            (Self.part("name=a", "hello") + Self.part("name=b; filename=c", "x") + "--x-y--").utf8)
        for _ in 0..<5_000 {
            let broken = random.mutate(bytes, interesting: Array("\r\n-xy:;\"\\=".utf8))
            let middle = broken.count / 2
            #expect(
                Self.reading([broken]) == Self.reading([Array(broken[..<middle]), Array(broken[middle...])]))
        }
    }
}
