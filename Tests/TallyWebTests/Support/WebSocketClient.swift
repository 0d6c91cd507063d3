import TallyWeb

/// The client's side of a WebSocket, which can also break every rule.
final class WebSocketClient {
    let socket: RawClient
    let handshake: RawResponse

    /// A frame of the server's.
    struct Frame: Equatable {
        let opcode: UInt8
        let payload: [UInt8]
        var text: String { String(decoding: payload, as: UTF8.self) }
        var closeCode: Int? {
            opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
        }
    }

    static let handshakeFields = [
        "Host: desk.example", "Connection: keep-alive, Upgrade", "Upgrade: websocket",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Origin: https://desk.example",
    ]

    init(_ address: ListenAddress, receiveBuffer: Int32? = nil) throws {
        socket = try RawClient(address, receiveBuffer: receiveBuffer)
        socket.send("GET /ws HTTP/1.1\r\n\(Self.handshakeFields.joined(separator: "\r\n"))\r\n\r\n")
        handshake = try socket.response()
    }

    func send(_ text: String) {
        socket.send(Self.frame(0x81, Array(text.utf8)))
    }

    func close(_ code: UInt16) {
        socket.send(Self.frame(0x88, [UInt8(code >> 8), UInt8(code & 0xff)]))
    }

    func frame() throws -> Frame {
        let head = try socket.read(2)
        var length = Int(head[1] & 0x7f)
        if length >= 126 {
            length = try socket.read(length == 126 ? 2 : 8).reduce(0) { $0 << 8 | Int($1) }
        }
        return Frame(opcode: head[0] & 0x0f, payload: try socket.read(length))
    }

    /// A masked frame with the shortest length.
    static func frame(_ first: UInt8, _ payload: [UInt8], mask: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]) -> [UInt8]
    {
        var frame = [first]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default:
            frame.append(0x80 | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                frame.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        return frame + mask + payload.enumerated().map { $1 ^ mask[$0 & 3] }
    }
}
