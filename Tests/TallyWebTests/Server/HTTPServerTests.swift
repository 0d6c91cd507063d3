import Glibc
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `HTTP server` {
    static let echo = HTTPApplication { request in
        HTTPResponse(text: "\(request.method.rawValue) \(request.target.text) \(request.body.count)")
    }

    static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: desk.example\r\n\(fields)\r\n"
    }

    @Test func `a connection is kept for the next request`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            for number in 1...3 {
                client.send(Self.get("/\(number)"))
                let response = try client.response()
                #expect(response.status == 200)
                #expect(response.text == "GET /\(number) 0")
                #expect(response["connection"] == "keep-alive")
                #expect(response["date"]?.hasSuffix(" GMT") == true)
                #expect(response["x-request-id"]?.utf8.count == 16)
            }
        }
    }

    @Test func `requests sent ahead are answered in order`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            client.send((0..<200).map { Self.get("/\($0)") }.joined())
            for number in 0..<200 { #expect(try client.response().text == "GET /\(number) 0") }
        }
    }

    @Test func `a client that closes its side gets every answer`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            client.send(Self.get("/1") + Self.get("/2") + "GET /half HTTP")
            client.finishSending()
            #expect(try client.response().text == "GET /1 0")
            #expect(try client.response().text == "GET /2 0")
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `far more than fits into the buffers can be sent ahead`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            let padding = "X: \(String(repeating: "y", count: 2_000))\r\n"
            for _ in 0..<20 { client.send((0..<10).map { _ in Self.get("/", padding) }.joined()) }
            for _ in 0..<200 { #expect(try client.response().status == 200) }
        }
    }

    @Test(arguments: HostileRequest.all)
    func `a hostile request is answered and the connection ends`(request: HostileRequest) async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            client.send(request.text)
            let response = try client.response()
            #expect(response.status == request.status)
            #expect(response["connection"] == "close")
            #expect(response["content-type"] == "application/problem+json")
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `content comes whole, sized or in chunks`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            let head = "POST /a HTTP/1.1\r\nHost: desk.example\r\n"
            client.send(head + "Content-Length: 300000\r\n\r\n" + String(repeating: "x", count: 300_000))
            #expect(try client.response().text == "POST /a 300000")
            let chunk = "2710\r\n\(String(repeating: "x", count: 10_000))\r\n"
            client.send(head + "Transfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<30 { client.send(chunk) }
            client.send("0\r\n\r\n")
            #expect(try client.response().text == "POST /a 300000")
        }
    }

    @Test func `the answer to HEAD has no content`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            client.send("HEAD /a HTTP/1.1\r\nHost: desk.example\r\n\r\n" + Self.get("/b"))
            #expect(try client.response(isHead: true).contentLength == 9)
            #expect(try client.response().text == "GET /b 0")
        }
    }

    @Test func `a client is given leave to send its content`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            let head = "POST /a HTTP/1.1\r\nHost: desk.example\r\nExpect: 100-continue\r\n"
            client.send(head + "Content-Length: 5\r\n\r\n")
            #expect(try client.response().status == 100)
            client.send("hello")
            #expect(try client.response().text == "POST /a 5")
            client.send(head + "Content-Length: 5000000\r\n\r\n")
            #expect(try client.response().status == 413)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `a client that sends too much still reads why`() async throws {
        var limits = HTTPLimits()
        limits.lingerTime = .seconds(20)
        try await withServer(limits: limits, Self.echo) { server in
            let client = try server.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n")
            // Were the connection closed at once, it would be reset amid these octets, and many a client would then
            // never look at the answer.
            #expect(client.send([UInt8](repeating: 0x78, count: 8_000_000)))
            #expect(try client.response().status == 413)
        }
    }

    @Test func `a route may take more content than others`() async throws {
        let application = HTTPApplication(
            bodyLimit: { $0.target.segments == ["large"] ? 3_000_000 : nil },
            respond: Self.echo.respond)
        try await withServer(application) { server in
            for (path, status) in [("large", 200), ("small", 413)] {
                let client = try server.client()
                client.send("PUT /\(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n")
                client.send([UInt8](repeating: 0x78, count: status == 200 ? 2_000_000 : 1))
                #expect(try client.response().status == status)
            }
        }
    }

    @Test(arguments: ["Connection: close", "Connection: Close, x"])
    func `a connection ends when the client asks`(field: String) async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            client.send(Self.get("/", "\(field)\r\n") + Self.get("/more"))
            #expect(try client.response()["connection"] == "close")
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `a response with a broken field becomes a 500`() async throws {
        let application = HTTPApplication { request in
            HTTPResponse(.seeOther, fields: ["Location": request.target.value(of: "to") ?? ""])
        }
        try await withServer(application) { server in
            let client = try server.client()
            client.send(Self.get("/?to=/a%0d%0aSet-Cookie:%20b"))
            let response = try client.response()
            #expect(response.status == 500)
            #expect(!response.head.contains("Set-Cookie"))
        }
    }

    @Test func `an unknown host is not served`() async throws {
        let configuration = HTTPServer.Configuration(
            listen: [.loopback], allowedHosts: ["desk.example", "[::1]:8025"])
        try await withServer(configuration: configuration, Self.echo) {
            server in
            for (host, status) in [
                ("desk.example", 200), ("DESK.example:8025", 200), ("[::1]:8025", 200), ("[::1]", 421),
                ("evil.example", 421), ("desk.example.", 421),
            ] {
                let client = try server.client()
                client.send("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                #expect(try client.response().status == status, "\(host)")
            }
            let client = try server.client()
            client.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try client.response().status == 421)
        }
    }

    @Test func `every answered request is reported`() async throws {
        let records = Log<AccessRecord>()
        let application = HTTPApplication(answered: { records.append($0) }, respond: Self.echo.respond)
        try await withServer(application) { server in
            let client = try server.client()
            client.send(Self.get("/a?b") + "nonsense\r\n\r\n")
            _ = try client.response()
            _ = try client.response()
        }
        #expect(records.all.map { $0.status?.code } == [200, 400])
        #expect(records.all.map { $0.head?.target.text } == ["/a?b", nil])
        #expect(records.all.first?.client.description == "127.0.0.1")
        #expect(records.all.allSatisfy { $0.sentBytes > 100 })
    }

    @Test func `IPv6 and Unix sockets are listened on at once`() async throws {
        let path = "/tmp/tally-web-\(UInt64.random(in: 0...(.max))).sock"
        let addresses = ["[::1]:0", "unix:\(path)"].compactMap(ListenAddress.init)
        try await withServer(configuration: .init(listen: addresses), Self.echo) { server in
            #expect(server.addresses.count == 2)
            #expect(server.addresses[0].port != 0)
            for address in server.addresses {
                let client = try RawClient(address)
                client.send(Self.get("/"))
                #expect(try client.response().status == 200)
            }
        }
    }

    @Test func `a listening socket can be passed by somebody else`() async throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #expect(throws: SystemError.self) {
            _ = try HTTPServer(.init(listen: [.inherited(descriptor: socket)]), application: Self.echo)
        }
        // Without bind, the kernel chooses address and port.
        #expect(listen(socket, 8) == 0)
        let configuration = HTTPServer.Configuration(listen: [.inherited(descriptor: socket)])
        try await withServer(configuration: configuration, Self.echo) { server in
            let port = try #require(server.address.port)
            let client = try RawClient(try #require(ListenAddress("127.0.0.1:\(port)")))
            client.send(Self.get("/"))
            #expect(try client.response().status == 200)
        }
    }

    @Test func `a client that goes while a file is sent does no harm`() async throws {
        let path = "/tmp/tally-web-\(UInt64.random(in: 0...(.max))).bin"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
        #expect(ftruncate(file, 200_000_000) == 0)
        defer {
            _ = close(file)
            _ = unsafe unlink(path)
        }
        let large = try OpenFile(path: path)
        let application = HTTPApplication { _ in HTTPResponse(.ok, content: .file(FileSlice(large))) }
        try await withServer(application) { server in
            for _ in 0..<5 {
                let client = try RawClient(server.address, receiveBuffer: 4_096)
                client.send(Self.get("/") + "unread")
                _ = try client.read(100)
            }
            let client = try server.client()
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response(isHead: true).contentLength == 200_000_000)
        }
    }

    @Test func `an address in use is an error at start`() async throws {
        try await withServer(Self.echo) { server in
            #expect(throws: SystemError.self) {
                _ = try HTTPServer(.init(listen: server.addresses), application: Self.echo)
            }
        }
    }
}
