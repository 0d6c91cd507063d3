import TallyCore
import TallyWeb

/// A WebSocket client of the API on a thread of its own.
actor LiveClient {
    private nonisolated let executor = ThreadExecutor(name: "test socket")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private let socket: RawClient

    private init(_ address: ListenAddress) throws {
        socket = try RawClient(address)
    }

    /// Asks for a WebSocket; what the server answers is its status.
    ///
    /// - Parameter origin: nil for a program that sends none.
    static func open(
        _ address: ListenAddress, origin: String? = TestSite.origin
    ) async throws -> (client: LiveClient, status: Int) {
        let client = try LiveClient(address)
        return (client, try await client.shakeHands(origin))
    }

    /// Connects and signs in; the next message is `ready`.
    static func signedIn(_ api: APIClient) async throws -> LiveClient {
        let (client, _) = try await open(api.address)
        let ticket = try await api.post("/auth/ws-ticket")["ticket"]
        await client.send(["type": "auth", "ticket": ticket])
        return client
    }

    private func shakeHands(_ origin: String?) throws -> Int {
        var lines = [
            "GET /ws HTTP/1.1", "Host: desk.acme.example", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        if let origin { lines.append("Origin: \(origin)") }
        socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        return try socket.response().status
    }

    func send(_ frame: JSON) { send(text: frame.description) }

    func send(text: String) { socket.send(WebSocketClient.frame(0x81, Array(text.utf8))) }

    /// The next message that is no notification.
    func nextOfTickets() throws -> JSON {
        while true {
            let message = try next()
            if message["type"] != "notification.created" { return message }
        }
    }

    /// The next message; an object with the member `closed` when it is a close.
    func next() throws -> JSON {
        while true {
            let head = try socket.read(2)
            var length = Int(head[1] & 0x7f)
            if length >= 126 {
                length = try socket.read(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
            }
            let payload = try socket.read(length)
            switch head[0] & 0x0f {
            case 1: return try JSON(parsing: payload)
            case 8: return ["closed": .integer(Int64(payload[0]) << 8 | Int64(payload[1]))]
            default: continue
            }
        }
    }
}
