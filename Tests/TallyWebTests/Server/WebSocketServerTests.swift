import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `WebSocket server` {
    private static func limits(_ change: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        change(&limits)
        return limits
    }

    @Test func `messages come back in order and the close is answered`() async throws {
        let endpoint = EchoEndpoint()
        try await withServer(endpoint.application) { server in
            let client = try WebSocketClient(server.address)
            #expect(client.handshake.status == 101)
            #expect(client.handshake["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            for text in ["one", "zwei", "三"] { client.send(text) }
            for text in ["one", "zwei", "三"] { #expect(try client.frame().text == text) }
            client.close(1_000)
            #expect(try client.frame().closeCode == 1_000)
            #expect(try client.socket.readToEnd().isEmpty)
        }
        #expect(
            endpoint.events == [
                .opened, .received("one"), .received("zwei"), .received("三"), .closed(.normal),
            ])
    }

    @Test func `many more messages than may wait arrive in order`() async throws {
        try await withServer(limits: Self.limits { $0.unreadMessages = 2 }, EchoEndpoint().application) {
            server in
            let client = try WebSocketClient(server.address)
            for number in 0..<2_000 { client.send("\(number)") }
            for number in 0..<2_000 { #expect(try client.frame().text == "\(number)") }
        }
    }

    @Test func `the program closes a WebSocket`() async throws {
        let endpoint = EchoEndpoint()
        try await withServer(endpoint.application) { server in
            let client = try WebSocketClient(server.address)
            client.send("close me")
            #expect(try client.frame().closeCode == 1_008)
            client.close(1_008)
            #expect(try client.socket.readToEnd().isEmpty)
        }
        #expect(endpoint.events.last == .closed(.policyViolation))
    }

    @Test func `a refused handshake ends the connection`() async throws {
        try await withServer(EchoEndpoint().application) { server in
            let client = try server.client()
            let fields = WebSocketClient.handshakeFields.dropLast() + ["Origin: https://evil.example"]
            client.send("GET /ws HTTP/1.1\r\n\(fields.joined(separator: "\r\n"))\r\n\r\n")
            client.send(`HTTP server`.get("/smuggled"))
            #expect(try client.response().status == 403)
            #expect(try client.readToEnd().isEmpty)
        }
    }

    @Test func `frames sent with the handshake are read`() async throws {
        try await withServer(EchoEndpoint().application) { server in
            let client = try server.client()
            let handshake = WebSocketClient.handshakeFields.joined(separator: "\r\n")
            client.send(
                Array("GET /ws HTTP/1.1\r\n\(handshake)\r\n\r\n".utf8)
                    + WebSocketClient.frame(0x81, Array("early".utf8)))
            #expect(try client.response().status == 101)
            #expect(try client.read(7) == [0x81, 5] + Array("early".utf8))
        }
    }

    @Test func `a silent client is pinged and then let go`() async throws {
        let endpoint = EchoEndpoint()
        let limits = Self.limits {
            $0.pingTime = .milliseconds(20)
            $0.pongTime = .seconds(2)
        }
        try await withServer(limits: limits, endpoint.application) { server in
            let client = try WebSocketClient(server.address)
            for _ in 0..<3 {
                #expect(try client.frame() == .init(opcode: 9, payload: []))
                client.socket.send(WebSocketClient.frame(0x8a, []))
            }
            // No more pongs: one more ping, then the end.
            #expect(try client.frame().opcode == 9)
            #expect(try client.socket.readToEnd().isEmpty)
        }
        #expect(endpoint.events == [.opened, .closed(.abnormal)])
    }

    @Test func `a client that talks is pinged too, since proxies watch the server`() async throws {
        try await withServer(
            limits: Self.limits { $0.pingTime = .milliseconds(20) }, EchoEndpoint().application
        ) {
            server in
            let client = try WebSocketClient(server.address)
            repeat { client.send("hello") } while try client.frame().opcode != 9
        }
    }

    @Test func `a client that goes without a word is reported`() async throws {
        let endpoint = EchoEndpoint()
        try await withServer(endpoint.application) { server in
            _ = try WebSocketClient(server.address)
        }
        #expect(endpoint.events == [.opened, .closed(.abnormal)])
    }

    @Test func `a client that does not take its messages is closed and the others go on`() async throws {
        let limits = Self.limits { $0.backlogBytes = 256 * 1_024 }
        try await withServer(limits: limits, FloodEndpoint().application) { server in
            let slow = try WebSocketClient(server.address, receiveBuffer: 4_096)
            slow.send("flood")
            let other = try WebSocketClient(server.address)
            other.send("after the flood")
            #expect(try other.frame().text == "after the flood")
            var frame = try slow.frame()
            var taken = 0
            while frame.opcode == 1 {
                taken += 1
                frame = try slow.frame()
            }
            #expect(frame.closeCode == 1_013)
            #expect(taken < 1_000)
            slow.close(1_013)
            #expect(try slow.socket.readToEnd().isEmpty)
        }
    }
}
