import TallyWeb

/// Says who somebody is, and goodbye.
struct GreetingEndpoint: WebSocketEndpoint {
    func opened(_ connection: WebSocketConnection) async {
        connection.send("hello, \(connection.client)")
        connection.close()
    }

    func received(_ text: String, from connection: WebSocketConnection) async {}

    func closed(_ connection: WebSocketConnection, _ code: WebSocketCloseCode) async {}
}
