import TallyCore
import TallyWeb

/// A WebSocket client of the API on a thread of its own.
actor LiveClient {
    private nonisolated let executor = ThreadExecutor(name: "test socket")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    private let socket: RawClient
    nonisolated let handshake: RawResponse

    /// - Parameter origin: nil for a program that sends none.
    init(_ address: ListenAddress, origin: String? = TestSite.origin) throws {
        var lines = [
            "GET /ws HTTP/1.1", "Host: desk.acme.example", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ]
        if let origin { lines.append("Origin: \(origin)") }
        socket = try RawClient(address)
        socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        handshake = try socket.response()
    }

    /// Connects and signs in; the client's next frame is `ready`.
    init(of client: APIClient) async throws {
        try self.init(client.address)
        let ticket = try await client.post("/auth/ws-ticket")["ticket"]
        send(["type": "auth", "ticket": ticket])
    }

    func send(_ frame: JSON) { send(text: frame.description) }

    func send(text: String) { socket.send(WebSocketClient.frame(0x81, Array(text.utf8))) }

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
