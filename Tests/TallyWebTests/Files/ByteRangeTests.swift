import TallyCore
import TestSupport
import Testing

@testable import TallyWeb

@Suite struct `RFC 9110 ranges` {
    @Test(
        arguments: [
            ("bytes=0-0", .part(0..<1)), ("bytes=0-9", .part(0..<10)), ("bytes=2-5", .part(2..<6)),
            ("bytes=4-", .part(4..<10)), ("bytes=0-999999999999999999", .part(0..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)), ("Bytes= 9-9 ", .part(9..<10)),
            ("bytes=10-", .unsatisfiable), ("bytes=10-20", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=", .whole), ("bytes=-", .whole), ("bytes=5-2", .whole), ("bytes=a-b", .whole),
            ("bytes=0-1,3-4", .whole), ("bytes=1", .whole), ("items=0-1", .whole), ("bytes 0-1", .whole),
            ("bytes=+1-2", .whole), ("bytes=1--2", .whole), ("bytes=0-9999999999999999999", .whole),
            ("", .whole),
        ] as [(String, ByteRange)])
    func `a range field says which part of ten octets`(field: String, range: ByteRange) {
        #expect(ByteRange(field, size: 10) == range)
    }

    @Test func `nothing has no part`() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
    }

    private static let whole = HTTPResponse(
        contentType: "text/plain", body: Array("0123456789".utf8),
        fields: ["ETag": "\"a\"", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT"])

    @Test(
        arguments: [
            ("GET /", ["Range: bytes=2-4"], 206, "234", "bytes 2-4/10"),
            ("GET /", ["Range: bytes=10-"], 416, "", "bytes */10"),
            ("GET /", ["Range: bytes=2-4", "Range: bytes=5-6"], 200, "0123456789", nil),
            ("GET /", [], 200, "0123456789", nil),
            ("HEAD /", ["Range: bytes=2-4"], 200, "0123456789", nil),
            ("GET /", ["Range: bytes=2-4", "If-Range: \"a\""], 206, "234", "bytes 2-4/10"),
            ("GET /", ["Range: bytes=2-4", "If-Range: \"b\""], 200, "0123456789", nil),
            ("GET /", ["Range: bytes=2-4", "If-Range: W/\"a\""], 200, "0123456789", nil),
            (
                "GET /", ["Range: bytes=2-4", "If-Range: Sun, 06 Nov 1994 08:49:37 GMT"], 206, "234",
                "bytes 2-4/10"
            ),
            (
                "GET /", ["Range: bytes=2-4", "If-Range: Sun, 06 Nov 1994 08:49:38 GMT"], 200, "0123456789",
                nil
            ),
        ] as [(String, [String], Int, String, String?)])
    func `a response is cut to what was asked for`(
        line: String, fields: [String], status: Int, text: String, range: String?
    ) throws {
        let response = Self.whole.cut(for: try .reading(line, fields: fields))
        #expect(response.status.code == status)
        #expect(response.text == text)
        #expect(response.fields["content-range"] == range)
        #expect(response.fields["accept-ranges"] == "bytes")
    }

    @Test func `only a whole answer to GET is cut`() throws {
        var refusal = Self.whole
        refusal.status = .forbidden
        let request = try HTTPRequest.reading("GET /", fields: ["Range: bytes=2-4"])
        #expect(refusal.cut(for: request).text == "0123456789")
        let posted = try HTTPRequest.reading("POST /", fields: ["Range: bytes=2-4"])
        #expect(Self.whole.cut(for: posted).fields["accept-ranges"] == nil)
    }

    @Test func `a part of a file is sent by the kernel`() async throws {
        let scratch = try ScratchFolder()
        let content = Octets.steps(3_000_000, of: 251)
        let path = try scratch.write("large", content)
        let application = HTTPApplication { request in
            do {
                let file = FileSlice(try OpenFile(path: path))
                return HTTPResponse(.ok, content: .file(file)).cut(for: request)
            } catch {
                return HTTPResponse(.internalServerError)
            }
        }
        try await withServer(application) { server in
            let client = try server.client()
            for range in [0..<1, 1_000..<2_500_000, 2_999_999..<3_000_000] {
                let field = "Range: bytes=\(range.lowerBound)-\(range.upperBound - 1)\r\n"
                client.send(`HTTP server`.get("/", field))
                let response = try client.response()
                #expect(response.status == 206)
                #expect(response.body == Array(content[range]))
            }
        }
    }

    @Test func `a slice of a slice is read where it lies`() throws {
        let scratch = try ScratchFolder()
        let slice = FileSlice(try OpenFile(path: try scratch.write("digits", Array("0123456789".utf8))))
        #expect(try slice[2..<8][1..<3].bytes(atMost: 10) == Array("34".utf8))
        #expect(try slice[2..<8].bytes(from: 4, atMost: 10) == Array("67".utf8))
        #expect(try slice[2..<8].bytes(from: 9, atMost: 10).isEmpty)
        #expect(slice[8..<99].count == 2)
    }
}
