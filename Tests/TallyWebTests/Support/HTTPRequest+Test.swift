@testable import TallyWeb

extension HTTPRequest {
    /// A request as the server would read it from these lines.
    static func reading(_ line: String, fields: [String] = [], body: String = "") throws -> HTTPRequest {
        let lines = ["\(line) HTTP/1.1", "Host: desk.example"] + fields
        var reader = RequestReader(limits: HTTPLimits())
        reader.receive(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)[...])
        guard case .head(let head) = try reader.next() else {
            throw RequestRefusal(.badRequest, "not a whole request")
        }
        return HTTPRequest(
            id: RequestID(), head: head, content: .bytes(Array(body.utf8)), peer: .local, client: .local)
    }
}

extension HTTPResponse {
    /// The content as text; nil for a file or a WebSocket.
    var text: String? {
        guard case .bytes(let bytes) = content else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
