import Foundation
import TestSupport
import Testing

@testable import TallyWeb

@Suite(.timeLimit(.minutes(10))) struct `Static files` {
    /// A directory with a small console in it, and beside it a file that nobody must get.
    private final class Folder {
        let root = FileManager.default.temporaryDirectory.appending(path: "tally-web-\(UUID())")
        var console: String { root.appending(path: "console").path }

        init() throws {
            let manager = FileManager.default
            try manager.createDirectory(
                at: root.appending(path: "console/style"), withIntermediateDirectories: true)
            try manager.createDirectory(
                at: root.appending(path: "console/api"), withIntermediateDirectories: true)
            for (path, text) in [
                ("secret.txt", "secret"), ("console/index.html", "<title>Tally</title>"),
                ("console/app.js", "export {}"), ("console/style/app.css", "body {}"),
                ("console/style/index.html", "styles"), ("console/.hidden", "hidden"),
                ("console/README.md", "notes"),
                ("console/page.unknown", "?"), ("console/api/docs.html", "docs"),
            ] {
                try Data(text.utf8).write(to: root.appending(path: path))
            }
            try manager.createSymbolicLink(
                atPath: console + "/link.txt", withDestinationPath: root.appending(path: "secret.txt").path)
        }

        deinit {
            do {
                try FileManager.default.removeItem(at: root)
            } catch {
                Issue.record(error)
            }
        }
    }

    @Test(arguments: [
        ("/", "<title>Tally</title>", "text/html; charset=utf-8"),
        ("/index.html", "<title>Tally</title>", "text/html; charset=utf-8"),
        ("/app.js?v=1", "export {}", "text/javascript; charset=utf-8"),
        ("/style/app.css", "body {}", "text/css; charset=utf-8"),
        ("/style/", "styles", "text/html; charset=utf-8"),
        ("/page.unknown", "?", "application/octet-stream"),
        ("/api/docs", "docs", "text/html; charset=utf-8"),
        ("/api/docs.html", "docs", "text/html; charset=utf-8"),
    ])
    func `a file is served with its type`(path: String, text: String, type: String) throws {
        let folder = try Folder()
        let response = try StaticFiles(directory: folder.console).response(to: .reading("GET \(path)"))
        #expect(response.text == text)
        #expect(response.fields["content-type"] == type)
        #expect(response.fields["content-security-policy"]?.contains("script-src 'self'") == true)
    }

    @Test(arguments: [
        "/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/style%2fapp.css", "/link.txt",
        "/.hidden", "/README.md",
        "/style", "//index.html", "/index.html/", "/INDEX.HTML", "/none", "/index", "/api/docs/", "/api",
    ])
    func `nothing else is served`(path: String) throws {
        let folder = try Folder()
        let files = try StaticFiles(directory: folder.console)
        #expect(throws: Problem(.notFound)) { try files.response(to: .reading("GET \(path)")) }
    }

    @Test func `a browser that has the file is told so`() throws {
        let folder = try Folder()
        let files = try StaticFiles(directory: folder.console)
        let tag = try #require(try files.response(to: .reading("GET /app.js")).fields["etag"])
        for (field, status) in [
            ("If-None-Match: \(tag)", HTTPStatus.notModified), ("If-None-Match: W/\(tag)", .notModified),
            ("If-None-Match: \"x\", \(tag)", .notModified), ("If-None-Match: *", .notModified),
            ("If-None-Match: \"x\"", .ok), ("If-None-Match: \(tag.dropLast())", .ok),
        ] {
            let response = try files.response(to: .reading("GET /app.js", fields: [field]))
            #expect(response.status == status, "\(field)")
            #expect(response.fields["etag"] == tag)
        }
        #expect(try files.response(to: .reading("GET /")).fields["etag"] != tag)
    }

    @Test func `text is compressed beforehand`() throws {
        let folder = try Folder()
        let style = String(repeating: "p { margin: 0 }\n", count: 100)
        try Data(style.utf8).write(to: folder.root.appending(path: "console/long.css"))
        let files = try StaticFiles(directory: folder.console)
        let plain = try files.response(to: .reading("GET /long.css"))
        #expect(plain.text == style)
        #expect(plain.fields["vary"] == "Accept-Encoding")
        let asked = ["Accept-Encoding: gzip"]
        let compressed = try files.response(to: .reading("GET /long.css", fields: asked))
        #expect(compressed.fields["content-encoding"] == "gzip")
        let tag = try #require(compressed.fields["etag"])
        #expect(tag != plain.fields["etag"])
        guard case .bytes(let bytes) = compressed.content else {
            Issue.record("no bytes")
            return
        }
        #expect(try Gunzip.bytes(bytes) == Array(style.utf8))
        let again = try files.response(
            to: .reading("GET /long.css", fields: asked + ["If-None-Match: \(tag)"]))
        #expect(again.status == .notModified)
        #expect(again.fields["etag"] == tag)
    }

    @Test func `files are only read`() throws {
        let folder = try Folder()
        let files = try StaticFiles(directory: folder.console)
        #expect(throws: Problem(.methodNotAllowed, fields: ["Allow": "GET, HEAD"])) {
            try files.response(to: .reading("POST /app.js"))
        }
    }

    @Test func `a directory that is not there is an error at start`() {
        #expect(throws: StaticFiles.Failure.self) { try StaticFiles(directory: "/nowhere/at/all") }
    }

    @Test func `a file is sent by the kernel`() async throws {
        let folder = try Folder()
        let path = folder.root.appending(path: "large").path
        let content = Data(Octets.steps(3_000_000, of: 251))
        try content.write(to: URL(filePath: path))
        let application = HTTPApplication { _ in
            do {
                return HTTPResponse(
                    .ok, fields: ["Content-Type": "application/pdf"],
                    content: .file(FileSlice(try OpenFile(path: path)))
                )
            } catch {
                return HTTPResponse(.internalServerError)
            }
        }
        try await withServer(application) { server in
            let client = try server.client()
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response(isHead: true).contentLength == 3_000_000)
            #expect(try client.response().body == Array(content))
        }
        #expect(throws: SystemError.self) { try OpenFile(path: folder.console) }
        #expect(throws: SystemError.self) { try OpenFile(path: folder.console + "/link.txt") }
    }
}
