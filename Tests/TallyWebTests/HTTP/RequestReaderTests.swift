import TestSupport
import Testing

@testable import TallyWeb

@Suite struct `RFC 9112 requests` {
    @Test(arguments: HostileRequest.all)
    func `a hostile request is refused`(request: HostileRequest) {
        let reading = Reading(request.text)
        #expect(reading.refusal?.status.code == request.status)
        #expect(reading.contents.isEmpty)
    }

    @Test(arguments: HostileRequest.all)
    func `a refusal is the same when the request comes octet by octet`(request: HostileRequest) {
        let bytes = Array(request.text.utf8)
        #expect(Reading(bytes.indices.map { bytes[$0...$0] }) == Reading(bytes))
    }

    @Test(arguments: HostileRequest.all)
    func `nothing behind a refused request is read`(request: HostileRequest) {
        let smuggled = request.text + "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(!Reading(smuggled).heads.contains { $0.target.text == "/smuggled" })
    }

    private static let conversation =
        "\r\nGET /a?b=c+d&e=%C3%A4 HTTP/1.1\r\nHost: Desk.Example:8025\r\nX-Empty:\r\nX-Spaced: \t y z \t\r\n\r\n"
        + "POST /b HTTP/1.1\r\nhost: desk.example\r\nCONTENT-LENGTH: 5\r\n\r\nhello"
        + "PUT /c HTTP/1.1\r\nHost: desk.example\r\ntransfer-encoding: Chunked\r\n\r\n"
        + "5;a=b\r\nhello\r\n0A\r\n, world\r\n!\r\n000\r\nTrailer: x\r\n\r\n"
        + "DELETE /d HTTP/1.0\r\n\r\n"

    @Test func `requests are read one after the other`() throws {
        let reading = Reading(Self.conversation)
        #expect(reading.refusal == nil)
        #expect(reading.heads.map(\.method) == [.get, .post, .put, .delete])
        #expect(reading.contents == ["", "hello", "hello, world\r\n!", ""])
        let first = try #require(reading.heads.first)
        #expect(first.target.segments == ["a"])
        #expect(first.target.value(of: "b") == "c d")
        #expect(first.target.value(of: "e") == "ä")
        #expect(first.host?.description == "desk.example:8025")
        #expect(first.fields["x-empty"] == "")
        #expect(first.fields["x-spaced"] == "y z")
        #expect(first.keepsConnection)
        #expect(reading.heads.last?.keepsConnection == false)
    }

    @Test func `every split of the octets reads the same`() {
        let bytes = Array(Self.conversation.utf8)
        let whole = Reading(bytes)
        for split in 1..<bytes.count {
            #expect(Reading([bytes[..<split], bytes[split...]]) == whole, "split at \(split)")
        }
        #expect(Reading(bytes.indices.map { bytes[$0...$0] }) == whole)
    }

    @Test func `mutated octets never trap and read the same at every split`() {
        var random = SeededGenerator(seed: 0x7a11)
        let seeds = ([Self.conversation] + HostileRequest.all.map(\.text)).map { Array($0.utf8.prefix(600)) }
        let interesting = Array("\r\n\0\t :;,%/?#+-0159aAfFxX\u{7f}".utf8) + [0x80, 0xff]
        for _ in 0..<4_000 {
            guard let seed = seeds.randomElement(using: &random) else { continue }
            let bytes = random.mutate(seed, interesting: interesting)
            #expect(Reading(random.pieces(of: bytes)) == Reading(bytes), "\(bytes)")
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: Keep-Alive, Close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo\r\nConnection: close\r\n\r\n", false),
        ("GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n", true),
        ("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", true),
        ("GET / HTTP/1.7\r\nHost: a\r\n\r\n", true),
    ])
    func `the connection is kept as the client asks`(text: String, keeps: Bool) {
        #expect(Reading(text).heads.first?.keepsConnection == keeps)
    }

    @Test(arguments: [
        ("GET http://Desk.Example/a?b HTTP/1.1\r\nHost: other\r\n\r\n", "/a?b", "desk.example"),
        ("GET HTTPS://desk.example:443 HTTP/1.1\r\nHost: other\r\n\r\n", "/", "desk.example:443"),
        ("GET http://desk.example?b HTTP/1.1\r\nHost: other\r\n\r\n", "/?b", "desk.example"),
    ])
    func `the host of an absolute target outranks the Host field`(text: String, target: String, host: String)
    {
        let head = Reading(text).heads.first
        #expect(head?.target.text == target)
        #expect(head?.host?.description == host)
    }

    @Test(arguments: [
        ("/", [""]), ("/a/b", ["a", "b"]), ("/a//b/", ["a", "", "b", ""]), ("/a%2Fb", ["a/b"]),
        ("/%E4%B8%89", ["三"]), ("/a+b", ["a+b"]), ("/...", ["..."]), ("/{a}|[b]", ["{a}|[b]"]),
    ])
    func `a path is split before it is decoded`(path: String, segments: [String]) {
        #expect(Reading("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n").heads.first?.target.segments == segments)
    }

    @Test func `an asterisk is the target of OPTIONS`() {
        let head = Reading("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").heads.first
        #expect(head?.target.segments == [])
        #expect(head?.target.text == "*")
    }

    @Test func `limits are kept to the octet`() {
        var limits = HTTPLimits()
        limits.headBytes = 100
        let frame = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n"
        let fitting = String(repeating: "y", count: 100 - frame.utf8.count)
        let head = { (value: String) in "GET / HTTP/1.1\r\nHost: a\r\nX: \(value)\r\n\r\n" }
        #expect(Reading(head(fitting), limits: limits).refusal == nil)
        #expect(Reading(head(fitting + "yyyyy"), limits: limits).refusal?.status.code == 431)
        limits.bodyBytes = 5
        let sized = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
        #expect(Reading(sized + "5\r\n\r\nhello", limits: limits).contents == ["hello"])
        #expect(Reading(sized + "6\r\n\r\n", limits: limits).refusal?.status.code == 413)
        let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(Reading(chunked + "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", limits: limits).contents == ["hello"])
        #expect(Reading(chunked + "3\r\nhel\r\n3\r\n", limits: limits).refusal?.status.code == 413)
    }

    @Test func `a route may allow more content than the server`() throws {
        var limits = HTTPLimits()
        limits.bodyBytes = 1
        var reader = RequestReader(limits: limits)
        reader.receive(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8)[...])
        _ = try reader.next()
        reader.bodyLimit = 5
        #expect(try reader.next() == .content(Array("hello".utf8)))
        reader.receive(Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello".utf8)[...])
        _ = try reader.next()
        #expect(throws: RequestRefusal.self) { try reader.next() }
    }
}
