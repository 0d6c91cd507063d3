import Testing

@testable import TallyWeb

@Suite struct `RFC 6455 handshake` {
    /// What is changed in a good handshake, and the status of the answer.
    struct Change: CustomTestStringConvertible, Sendable {
        let name: String
        let status: Int
        var removed: String?
        var added: String?
        var line = "GET /ws HTTP/1.1"
        var testDescription: String { name }
    }

    private static let changes = [
        Change(name: "nothing", status: 101),
        Change(name: "no Upgrade", status: 426, removed: "Upgrade:"),
        Change(name: "another Upgrade", status: 426, removed: "Upgrade:", added: "Upgrade: h2c"),
        Change(name: "Upgrade in capitals", status: 101, removed: "Upgrade:", added: "Upgrade: WebSocket"),
        Change(name: "no Connection", status: 426, removed: "Connection:"),
        Change(name: "no version", status: 426, removed: "Sec-WebSocket-Version:"),
        Change(
            name: "version 8", status: 426, removed: "Sec-WebSocket-Version:",
            added: "Sec-WebSocket-Version: 8"),
        Change(name: "two versions", status: 426, added: "Sec-WebSocket-Version: 13"),
        Change(name: "no key", status: 400, removed: "Sec-WebSocket-Key:"),
        Change(name: "two keys", status: 400, added: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        Change(
            name: "a short key", status: 400, removed: "Sec-WebSocket-Key:", added: "Sec-WebSocket-Key: dGhl"),
        Change(
            name: "a key with stray bits", status: 400, removed: "Sec-WebSocket-Key:",
            added: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZR=="),
        Change(name: "no Origin", status: 403, removed: "Origin:"),
        Change(
            name: "a foreign Origin", status: 403, removed: "Origin:", added: "Origin: https://evil.example"),
        Change(
            name: "an Origin that ends like ours", status: 403, removed: "Origin:",
            added: "Origin: https://desk.example.evil.example"),
        Change(name: "Origin null", status: 403, removed: "Origin:", added: "Origin: null"),
        Change(name: "two Origins", status: 403, added: "Origin: https://desk.example"),
        Change(name: "a body", status: 400, added: "Content-Length: 2"),
        Change(name: "POST", status: 400, line: "POST /ws HTTP/1.1"),
        Change(name: "HTTP/1.0", status: 400, line: "GET /ws HTTP/1.0"),
    ]

    @Test(arguments: changes)
    func `only a whole handshake opens a WebSocket`(change: Change) throws {
        var fields = WebSocketClient.handshakeFields
        if let removed = change.removed { fields.removeAll { $0.hasPrefix(removed) } }
        if let added = change.added { fields.append(added) }
        let text = "\(change.line)\r\n\(fields.joined(separator: "\r\n"))\r\n\r\nhi"
        let reading = Reading(text)
        let head = try #require(reading.heads.first)
        let request = HTTPRequest(
            id: RequestID(), head: head, content: .bytes(Array((reading.contents.first ?? "").utf8)),
            peer: .local,
            client: .local)
        let response = WebSocketHandshake.response(
            to: request, allowedOrigins: ["https://desk.example"], endpoint: EchoEndpoint())
        #expect(response.status.code == change.status)
        #expect((response.fields["sec-websocket-version"] == "13") == (change.status == 426))
    }

    @Test func `a program without Origin is let in where that is allowed`() throws {
        let fields = WebSocketClient.handshakeFields.filter { !$0.hasPrefix("Origin") }
        let head = try #require(
            Reading("GET /ws HTTP/1.1\r\n\(fields.joined(separator: "\r\n"))\r\n\r\n").heads.first)
        let request = HTTPRequest(
            id: RequestID(), head: head, content: .bytes([]), peer: .local, client: .local)
        let response = WebSocketHandshake.response(
            to: request, allowedOrigins: [], requiresOrigin: false, endpoint: EchoEndpoint())
        #expect(response.status == .switchingProtocols)
    }

    @Test func `the accept key is the RFC's`() {
        #expect(
            WebSocketHandshake.acceptKey(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
}
