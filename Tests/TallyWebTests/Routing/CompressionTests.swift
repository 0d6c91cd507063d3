import TestSupport
import Testing

@testable import TallyWeb

@Suite struct Compressing {
    @Test(arguments: [
        ("gzip", true), ("gzip, deflate, br, zstd", true), ("GZIP", true), ("x-gzip", true), ("*", true),
        ("gzip;q=1.0, identity; q=0.5", true), ("deflate, gzip ; q=0.001", true), ("br, *;q=0.1", true),
        ("", false), ("identity", false), ("br", false), ("gzip;q=0", false), ("gzip;q=0.000", false),
        ("*;q=0", false), ("gzip;q=0, *", false), ("gzip;q=0.5, identity", false), ("gzip;q=1.1", false),
        ("gzip;q=", false), ("gzip;q=2", false), ("gzip;q=0.1234", false), ("gzip;q=-1", false),
        ("gzip;level=9", false),
    ])
    func `gzip is sent to whom prefers it`(field: String, accepts: Bool) {
        #expect(ContentCoding.acceptsGzip(["Accept-Encoding": field]) == accepts)
    }

    @Test func `who says nothing gets content as it is`() {
        #expect(!ContentCoding.acceptsGzip([:]))
    }

    @Test(arguments: [
        ("application/json", true), ("Text/HTML; charset=utf-8", true), ("application/problem+json", true),
        ("image/svg+xml", true), ("text/csv", true), ("application/pdf", false), ("image/png", false),
        ("application/octet-stream", false), ("font/woff2", false),
    ])
    func `text becomes shorter`(type: String, pays: Bool) {
        #expect(ContentCoding.pays(for: type) == pays)
    }

    @Test(arguments: [0, 1, 100, 1_000, 100_000, 3_000_000])
    func `what was compressed comes out again`(count: Int) throws {
        let bytes = Octets.steps(count, of: 7)
        guard let compressed = Gzip.compressed(bytes, level: 4) else {
            #expect(count <= 100)
            return
        }
        #expect(compressed.count < bytes.count)
        #expect(try Gunzip.bytes(compressed) == bytes)
    }

    private static let text = String(repeating: "the same words ", count: 200)

    private static func router() -> Router {
        var router = Router()
        router.add(Compression { $0.target.segments.first == "secret" }.layer)
        for path in ["/text", "/secret"] {
            router.on(.get, path) { request throws(Problem) in
                var response = HTTPResponse(text: text)
                response.fields.append("ETag", "\"7\"")
                response.fields.append("X-If-Match", request.fields["if-match"] ?? "")
                return response.cut(for: request)
            }
        }
        router.on(.get, "/short") { _ in HTTPResponse(text: "short") }
        router.on(.get, "/image") { _ in
            HTTPResponse(contentType: "image/png", body: [UInt8](repeating: 0, count: 5_000))
        }
        return router
    }

    @Test func `text is compressed under a tag of its own`() async throws {
        let request = try HTTPRequest.reading("GET /text", fields: ["Accept-Encoding: gzip"])
        let response = await Self.router().respond(to: request)
        guard case .bytes(let bytes) = response.content else {
            Issue.record("no bytes")
            return
        }
        #expect(bytes.count < 200)
        #expect(try Gunzip.bytes(bytes) == Array(Self.text.utf8))
        #expect(response.fields["content-encoding"] == "gzip")
        #expect(response.fields["vary"] == "Accept-Encoding")
        #expect(response.fields["etag"] == "\"7-gzip\"")
    }

    @Test(arguments: [
        ("GET /secret", "Accept-Encoding: gzip"), ("GET /short", "Accept-Encoding: gzip"),
        ("GET /image", "Accept-Encoding: gzip"), ("GET /text", "Accept-Encoding: br"),
        ("GET /text", "Accept-Encoding: gzip;q=0"),
    ])
    func `other content goes as it is`(line: String, field: String) async throws {
        let response = await Self.router().respond(to: try .reading(line, fields: [field]))
        #expect(response.status == .ok)
        #expect(response.fields["content-encoding"] == nil)
    }

    @Test func `a part stays a part of what was asked for`() async throws {
        let fields = ["Accept-Encoding: gzip", "Range: bytes=0-2047"]
        let response = await Self.router().respond(to: try .reading("GET /text", fields: fields))
        #expect(response.status == .partialContent)
        #expect(response.fields["content-encoding"] == nil)
    }

    @Test(arguments: [
        ("\"7-gzip\"", "\"7\""), ("\"7\"", "\"7\""), ("W/\"7-gzip\", \"8\"", "W/\"7\", \"8\""), ("*", "*"),
        ("-gzip\"", "\""), ("7-gzip", "7-gzip"),
    ])
    func `routes never see the tag of a compressed form`(sent: String, seen: String) async throws {
        let request = try HTTPRequest.reading("GET /text", fields: ["If-Match: \(sent)"])
        #expect(await Self.router().respond(to: request).fields["x-if-match"] == seen)
    }
}
