import Testing

@testable import TallyWeb

@Suite struct `RFC 9112 responses` {
    private static func head(_ response: HTTPResponse) throws -> String {
        let head = try ResponseHead(
            response, id: RequestID(), date: "Sun, 06 Nov 1994 08:49:37 GMT", keepsConnection: true)
        return String(decoding: head.bytes, as: UTF8.self)
    }

    @Test func `a head is status line, fields and empty line`() throws {
        let head = try Self.head(HTTPResponse(text: "hello"))
        #expect(head.hasPrefix("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-Request-ID: "))
        #expect(head.contains("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n"))
        #expect(head.hasSuffix("\r\nConnection: keep-alive\r\n\r\n"))
    }

    @Test(arguments: [
        ("X-A", "b\r\nSet-Cookie: c"), ("X-A", "b\nc"), ("X-A", "b\rc"), ("X-A", "b\0c"), ("X-A", "b\u{7f}"),
        ("X-A\r\nX-B", "c"), ("X A", "b"), ("X-A:", "b"), ("", "b"), ("X-Ä", "b"),
        ("Content-Length", "0"), ("transfer-encoding", "chunked"), ("CONNECTION", "close"), ("Date", "now"),
        ("Upgrade", "h2c"), ("X-Request-ID", "1"),
    ])
    func `a field that could break the head never leaves`(name: String, value: String) {
        var response = HTTPResponse(text: "hello")
        response.fields.append(name, value)
        #expect(throws: ResponseHead.Invalid()) { try Self.head(response) }
    }

    @Test(arguments: [HTTPStatus.noContent, .notModified])
    func `a status without content has no length`(status: HTTPStatus) throws {
        #expect(try !Self.head(HTTPResponse(status)).contains("Content-Length"))
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
    func `the date is an IMF-fixdate`(seconds: Int, text: String) {
        #expect(HTTPDate.text(seconds) == text)
    }
}
