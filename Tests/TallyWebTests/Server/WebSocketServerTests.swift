import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(1))) struct `WebSocket server` {
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
}
