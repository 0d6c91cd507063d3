import TallyWeb

/// Sends a flood to a client that says "flood"; tells another when that client is gone.
final class FloodEndpoint: WebSocketEndpoint {
    private let gate = Gate()

    func opened(_ connection: WebSocketConnection) async {}

    func received(_ text: String, from connection: WebSocketConnection) async {
        if text == "flood" {
            let message = String(repeating: "x", count: 64 * 1_024)
            for _ in 0..<1_000 { connection.send(message) }
        } else {
            await gate.pass()
            connection.send("abnormal or 1013")
        }
    }

    func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) async {
        gate.open()
    }

    var application: HTTPApplication {
        HTTPApplication { request in
            WebSocketHandshake.response(
                to: request, allowedOrigins: ["https://desk.example"], endpoint: self)
        }
    }
}
