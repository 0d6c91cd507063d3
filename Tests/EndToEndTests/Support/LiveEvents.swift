import TallyCore

/// What a signed-in person sees live: a client of the WebSocket (RFC 6455).
final class LiveEvents {
    private let connection: Connection
    private(set) var seen: [JSON] = []
    private var closeCode: Int?

    init(_ client: APIClient) throws {
        connection = try Connection(port: client.port)
        let host = "127.0.0.1:\(client.port)"
        try connection.send(
            "GET /ws HTTP/1.1\r\nHost: \(host)\r\nOrigin: http://\(host)\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
        var accepted = false
        let status = try connection.line()
        while case let line = try connection.line(), !line.isEmpty {
            // RFC 6455 §1.3 computes this answer to this key.
            if line.hasSuffix("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") { accepted = true }
        }
        guard status.contains(" 101 "), accepted else {
            throw Program.Failure(description: "no WebSocket: \(status)")
        }
        let ticket = try client.post("/auth/ws-ticket", [:]).json["ticket"]
        try send(["type": "auth", "ticket": ticket])
        guard let first = try next(within: .seconds(10)), first["type"].text == "ready" else {
            throw Program.Failure(description: "the WebSocket is not ready")
        }
    }

    /// Waits until events of all these kinds about the ticket have come, and returns the kinds seen, in order.
    func kinds(including wanted: Set<String>, about reference: String) throws -> [String] {
        var kinds: [String] {
            seen.filter { $0["ticket"]["reference"].text == reference }.compactMap { $0["type"].text }
        }
        try eventually("live events \(wanted.sorted()) about \(reference)") {
            while connection.canRead(within: .zero) {
                if let event = try next(within: .seconds(5)) { seen.append(event) }
            }
            return wanted.isSubset(of: kinds)
        }
        return kinds
    }

    /// Waits for the server's close, and returns its code.
    func ending(within limit: Duration) throws -> Int? {
        while let event = try next(within: limit) { seen.append(event) }
        return closeCode
    }

    func send(_ value: JSON) throws { try sendFrame(opcode: 0x1, value.serialized()) }

    private func sendFrame(opcode: UInt8, _ payload: [UInt8]) throws {
        let mask: [UInt8] = [1, 2, 3, 4]
        let length =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0xFE, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        let masked = payload.enumerated().map { $1 ^ mask[$0 % 4] }
        try connection.send([0x80 | opcode] + length + mask + masked)
    }

    /// The next event, or nil when the server has closed; pings are answered on the way.
    private func next(within limit: Duration) throws -> JSON? {
        try connection.setTimeout(limit)
        while true {
            let head = try connection.bytes(2)
            var length = Int(head[1] & 0x7F)
            if length >= 126 {
                length = try connection.bytes(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
            }
            let payload = try connection.bytes(length)
            switch head[0] & 0x0F {
            case 0x1: return try JSON(parsing: payload)
            case 0x9: try sendFrame(opcode: 0xA, payload)
            case 0x8:
                closeCode = payload.count < 2 ? nil : Int(payload[0]) << 8 | Int(payload[1])
                return nil
            default: continue
            }
        }
    }
}
