import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Server limits` {
    private static let echo = `HTTP server`.echo

    private static func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }

    /// What slow clients have sent, and how their connections end: nil when without a word.
    private static let slowClients: [(text: String, status: Int?)] = [
        ("", nil), ("\r\n", nil), ("G", 408), ("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n", 408),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", 408),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell", 408),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", 408),
    ]

    @Test func `a slow client is let go`() async throws {
        let limits = Self.limits {
            // Long enough for a client on a busy machine to say something after it has connected.
            $0.headTime = .seconds(1)
            $0.bodyTime = .milliseconds(50)
        }
        try await withServer(limits: limits, Self.echo) { server in
            // All at once, so that they wait together.
            let clients = try Self.slowClients.map { slow in
                let client = try server.client()
                client.send(slow.text)
                return client
            }
            for (client, slow) in zip(clients, Self.slowClients) {
                if let status = slow.status {
                    #expect(try client.response().status == status, "\(slow.text.debugDescription)")
                }
                #expect(try client.readToEnd().isEmpty, "\(slow.text.debugDescription)")
            }
        }
    }

    @Test func `dripping octets buy no time`() async throws {
        let limits = Self.limits {
            $0.headTime = .seconds(1)
            $0.idleTime = .seconds(1)
        }
        try await withServer(limits: limits, Self.echo) { server in
            let client = try server.client()
            // Every octet wakes the server again; only the time since the first one counts.
            var sent = 0
            client.send("GET / HTTP/1.1\r\nX:")
            while sent < 100_000_000, client.send("y"), !client.hasSomethingToRead { sent += 1 }
            let status = try client.response().status
            #expect(status == 408 || status == 431)
        }
    }

    @Test func `an idle connection ends`() async throws {
        try await withServer(limits: Self.limits { $0.idleTime = .seconds(1) }, Self.echo) { server in
            let client = try server.client()
            client.send(`HTTP server`.get("/"))
            #expect(try client.response().status == 200)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `an answer that takes too long is given up`() async throws {
        let gate = Gate()
        let application = HTTPApplication { _ in
            await gate.pass()
            return HTTPResponse(text: "late")
        }
        try await withServer(limits: Self.limits { $0.responseTime = .milliseconds(50) }, application) {
            server in
            let client = try server.client()
            client.send(`HTTP server`.get("/"))
            let response = try client.response()
            #expect(response.status == 503)
            #expect(response["connection"] == "close")
            gate.open()
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `a client that does not take its answer is let go`() async throws {
        let size = 64 * 1_024 * 1_024
        let application = HTTPApplication { _ in
            HTTPResponse(contentType: "text/plain", body: [UInt8](repeating: 0x78, count: size))
        }
        let records = Log<AccessRecord>()
        let limits = Self.limits {
            $0.writeTime = .milliseconds(50)
            $0.minimumRate = 1_024 * 1_024 * 1_024
        }
        let watched = HTTPApplication(answered: { records.append($0) }, respond: application.respond)
        try await withServer(limits: limits, watched) { server in
            let client = try RawClient(server.address, receiveBuffer: 4_096)
            client.send(`HTTP server`.get("/"))
            // Another connection shows that the loop turns while this one is stuck.
            while records.all.isEmpty {
                let other = try server.client()
                other.send("nonsense\r\n\r\n")
                _ = try other.response()
            }
        }
        #expect(records.all.contains { $0.status == .ok && $0.sentBytes < size })
    }

    @Test func `too many connections are told so`() async throws {
        let limits = Self.limits { $0.connections = 3 }
        try await withServer(limits: limits, Self.echo) { server in
            let clients = try (0..<3).map { _ in try server.client() }
            for client in clients {
                client.send(`HTTP server`.get("/"))
                #expect(try client.response().status == 200)
            }
            let fourth = try server.client()
            #expect(try fourth.response().status == 503)
            clients[0].finishSending()
            #expect(try clients[0].readToEnd().isEmpty)
            fourth.finishSending()
            #expect(try fourth.readToEnd().isEmpty)
            let fifth = try server.client()
            fifth.send(`HTTP server`.get("/"))
            #expect(try fifth.response().status == 200)
        }
    }

    @Blocking @Test func `all clients together cannot fill the memory`() async throws {
        let gate = Gate()
        let application = HTTPApplication { request in
            if request.target.segments == ["held"] { await gate.pass() }
            return await Self.echo.respond(request)
        }
        let limits = Self.limits {
            $0.totalBodyBytes = 100_000
            $0.lingerTime = .milliseconds(50)
        }
        let server = try HTTPServer(.init(listen: [.loopback], limits: limits), application: application)
        async let run: Void = server.runOnItsThread()
        let content = String(repeating: "x", count: 70_000)
        let head = { (path: String) in
            "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n"
        }
        let first = try server.client()
        first.send(head("/held") + content)
        await gate.arrival()
        let second = try server.client()
        second.send(head("/") + content)
        #expect(try second.response().status == 503)
        gate.open()
        #expect(try first.response().text == "POST /held 70000")
        let third = try server.client()
        third.send(head("/") + content)
        #expect(try third.response().status == 200)
        server.stop()
        await run
    }

    @Test func `one address cannot take all connections`() async throws {
        let limits = Self.limits { $0.connectionsPerAddress = 1 }
        try await withServer(limits: limits, Self.echo) { server in
            let first = try server.client()
            first.send(`HTTP server`.get("/"))
            #expect(try first.response().status == 200)
            #expect(try server.client().response().status == 429)
        }
        let proxies = TrustedProxies([IPNetwork("127.0.0.0/8")].compactMap { $0 })
        let behindProxy = HTTPServer.Configuration(
            listen: [.loopback], limits: limits, trustedProxies: proxies)
        try await withServer(configuration: behindProxy, Self.echo) {
            server in
            let clients = try (0..<3).map { _ in try server.client() }
            for client in clients {
                client.send(`HTTP server`.get("/"))
                #expect(try client.response().status == 200)
            }
        }
    }
}
