import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) @Blocking struct `Server stop` {
    /// A server whose farewell is short: these clients wait for its end before they close.
    private static func server(_ application: HTTPApplication) throws -> HTTPServer {
        var limits = HTTPLimits()
        limits.lingerTime = .milliseconds(50)
        return try HTTPServer(.init(listen: [.loopback], limits: limits), application: application)
    }

    @Test func `a request under way is answered before the end`() async throws {
        let gate = Gate()
        let application = HTTPApplication { _ in
            await gate.pass()
            return HTTPResponse(text: "done")
        }
        let server = try Self.server(application)
        async let run: Void = server.runOnItsThread()
        let client = try server.client()
        let idle = try server.client()
        client.send(`HTTP server`.get("/") + `HTTP server`.get("/never"))
        await gate.arrival()
        server.stop()
        // The idle connection ends at once, which also shows that the stop has begun.
        #expect(try idle.readToEnd().isEmpty)
        gate.open()
        let response = try client.response()
        #expect(response.text == "done")
        #expect(response["connection"] == "close")
        #expect(try client.readToEnd().isEmpty)
        await run
        #expect(throws: RawClient.Failure.self) { try server.client() }
    }

    @Test func `connections that wait to be taken are served`() async throws {
        let server = try Self.server(`HTTP server`.echo)
        let clients = try (0..<20).map { _ in try server.client() }
        for (number, client) in clients.enumerated() { client.send(`HTTP server`.get("/\(number)")) }
        server.stop()
        await server.runOnItsThread()
        for (number, client) in clients.enumerated() {
            #expect(try client.response().text == "GET /\(number) 0")
        }
    }

    @Test func `what does not end in time is cut off`() async throws {
        let gate = Gate()
        let application = HTTPApplication { _ in
            await gate.pass()
            return HTTPResponse(text: "done")
        }
        let server = try Self.server(application)
        async let run: Void = server.runOnItsThread()
        let client = try server.client()
        client.send(`HTTP server`.get("/"))
        await gate.arrival()
        server.stop(within: .milliseconds(20))
        #expect(try client.readToEnd().isEmpty)
        // The gate stays shut: the task before it is cancelled.
        await run
    }

    @Test func `cancelling ends the server`() async throws {
        let server = try Self.server(`HTTP server`.echo)
        let client = try server.client()
        client.send(`HTTP server`.get("/"))
        let task = Task { @concurrent in await server.runOnItsThread() }
        #expect(try client.response().status == 200)
        task.cancel()
        await task.value
        #expect(try client.readToEnd().isEmpty)
    }

    @Test func `a WebSocket is closed with 1001`() async throws {
        let endpoint = EchoEndpoint()
        let server = try Self.server(endpoint.application)
        async let run: Void = server.runOnItsThread()
        let client = try WebSocketClient(server.address)
        server.stop()
        #expect(try client.frame().closeCode == 1_001)
        client.close(1_001)
        #expect(try client.socket.readToEnd().isEmpty)
        await run
        #expect(endpoint.events == [.opened, .closed(.goingAway)])
    }
}
