import TallyWeb

/// Sends a thousand large messages to a client that says "flood"; answers others once that is done.
final class FloodEndpoint: WebSocketEndpoint {
    private let gate = Gate()

    func opened(_ connection: WebSocketConnection) async {}

    func received(_ text: String, from connection: WebSocketConnection) async {
        if text == "flood" {
            let message = String(repeating: "x", count: 64 * 1_024)
            for _ in 0..<1_000 { connection.send(message) }
            gate.open()
        } else {
            await gate.pass()
            connection.send(text)
        }
    }

    func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) async {}

    var application: HTTPApplication {
        HTTPApplication { request in
            WebSocketHandshake.response(
                to: request, allowedOrigins: ["https://desk.example"], endpoint: self)
        }
    }
}
