import ForeignPrograms
import TallyCore
import TestSupport
import Testing

@testable import TallyWeb

@Suite(.timeLimit(.minutes(10))) struct `Large content` {
    /// Says where the content is, how long it is, and what stands around its middle.
    private static let application = HTTPApplication(
        bodyLimit: { $0.target.segments == ["upload"] ? 8_000_000 : nil },
        respond: { request in
            do {
                let middle = try request.content.bytes(from: request.content.count / 2, atMost: 4)
                switch request.content {
                case .bytes(let bytes): return HTTPResponse(text: "memory \(bytes.count) \(middle)")
                case .file(let slice): return HTTPResponse(text: "file \(slice.count) \(middle)")
                }
            } catch {
                return HTTPResponse(.internalServerError)
            }
        })

    private static func content(_ count: Int) -> [UInt8] {
        Octets.steps(count, of: 253)
    }

    private static func post(_ path: String, _ content: [UInt8]) -> [UInt8] {
        Array("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n".utf8) + content
    }

    private static func configuration(
        _ directory: String, _ change: (inout HTTPLimits) -> Void = { _ in }
    ) -> HTTPServer.Configuration {
        var limits = HTTPLimits()
        limits.lingerTime = .milliseconds(50)
        change(&limits)
        return HTTPServer.Configuration(listen: [.loopback], limits: limits, spoolDirectory: directory)
    }

    @Test func `much content goes into a file without a name`() async throws {
        let folder = try ScratchFolder()
        try await withServer(configuration: Self.configuration(folder.path), Self.application) { server in
            let client = try server.client()
            for count in [0, 5, 128 * 1_024, 300_000, 5_000_000, 3] {
                let content = Self.content(count)
                let middle = Array(content.dropFirst(count / 2).prefix(4))
                client.send(Self.post("/upload", content))
                let place = count > 128 * 1_024 ? "file" : "memory"
                #expect(try client.response().text == "\(place) \(count) \(middle)")
                #expect(try folder.names().isEmpty)
            }
            client.send(Self.post("/", Self.content(1_000_000)))
            #expect(try client.response().text.hasPrefix("memory 1000000 "))
        }
    }

    @Test func `chunks go into the file too, and the limit holds`() async throws {
        let folder = try ScratchFolder()
        try await withServer(configuration: Self.configuration(folder.path), Self.application) { server in
            let head = "POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunk = "186a0\r\n\(String(repeating: "x", count: 100_000))\r\n"
            let client = try server.client()
            client.send(head + String(repeating: chunk, count: 79) + "0\r\n\r\n")
            #expect(try client.response().text == "file 7900000 [120, 120, 120, 120]")
            client.send(head + String(repeating: chunk, count: 81) + "0\r\n\r\n")
            #expect(try client.response().status == 413)
        }
    }

    @Test func `without room for the file the client is told`() async throws {
        let configuration = Self.configuration("/nowhere/at/all")
        try await withServer(configuration: configuration, Self.application) { server in
            let client = try server.client()
            client.send(Self.post("/upload", Self.content(1_000_000)))
            #expect(try client.response().status == 507)
        }
    }

    @Blocking @Test func `all clients together cannot fill the disk`() async throws {
        let gate = Gate()
        let application = HTTPApplication(
            bodyLimit: { _ in 8_000_000 },
            respond: { request in
                if request.target.segments == ["held"] { await gate.pass() }
                return HTTPResponse(text: "\(request.content.count)")
            })
        let configuration = Self.configuration("/tmp") { $0.totalFileBytes = 3_000_000 }
        let server = try HTTPServer(configuration, application: application)
        async let run: Void = server.runOnItsThread()
        let first = try server.client()
        first.send(Self.post("/held", Self.content(2_000_000)))
        await gate.arrival()
        let second = try server.client()
        second.send(Self.post("/", Self.content(2_000_000)))
        #expect(try second.response().status == 503)
        gate.open()
        #expect(try first.response().text == "2000000")
        let third = try server.client()
        third.send(Self.post("/", Self.content(2_000_000)))
        #expect(try third.response().text == "2000000")
        server.stop()
        await run
    }

    @Test func `a form is read out of the file, and its files lie in it`() async throws {
        let folder = try ScratchFolder()
        let application = HTTPApplication(
            bodyLimit: { _ in 8_000_000 },
            respond: { request in
                do {
                    let form = try FormData(request)
                    let sizes = form.files.map { "\($0.filename) \($0.content.count)" }
                    guard case .file(let slice)? = form.files.last?.content else {
                        return HTTPResponse(.badRequest)
                    }
                    let end = String(
                        decoding: try slice.bytes(from: slice.count - 3, atMost: 9), as: UTF8.self)
                    return HTTPResponse(text: "\(form["note"] ?? "") \(sizes) \(end)")
                } catch {
                    return HTTPResponse(.internalServerError)
                }
            })
        try await withServer(configuration: Self.configuration(folder.path), application) { server in
            let files = try [
                folder.write("one", Self.content(3_000_000)),
                folder.write("two", Self.content(2_000_000) + Array("end".utf8)),
            ]
            let answer = try ForeignProgram.run(
                "/usr/bin/curl",
                ["-sS", "--noproxy", "*", "-F", "note=hello", "-F", "f=@\(files[0])", "-F", "f=@\(files[1])"]
                    + ["http://\(server.address)/"])
            #expect(answer.text == "hello [\"one 3000000\", \"two 2000003\"] end", "\(answer.errors)")
        }
    }
}
