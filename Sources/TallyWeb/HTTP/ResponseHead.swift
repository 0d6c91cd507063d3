/// The head of a response on its way out (RFC 9112 §4).
struct ResponseHead {
    /// A response that must not be sent: its fields are not what RFC 9110 §5 calls fields.
    struct Invalid: Error, Hashable {}

    let bytes: [UInt8]
    /// Where the date is, and behind it the number of the request.
    private let date: Range<Int>
    private let id: Range<Int>

    /// - Parameters:
    ///   - date: as `HTTPDate` writes it.
    ///   - keepsConnection: whether the connection stays after this response.
    init(
        _ response: HTTPResponse, id: RequestID, date: String, keepsConnection: Bool
    ) throws(Invalid) {
        var text = "HTTP/1.1 \(response.status.code) \(response.status.reason)\r\nDate: "
        self.date = text.utf8.count..<(text.utf8.count + date.utf8.count)
        text += "\(date)\r\nX-Request-ID: "
        self.id = text.utf8.count..<(text.utf8.count + id.text.utf8.count)
        text += "\(id)\r\n"
        for field in response.fields.lines {
            try Self.check(field)
            text += "\(field.name): \(field.value)\r\n"
        }
        if case .webSocket(_, let acceptKey) = response.content {
            text += "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(acceptKey)\r\n"
        } else {
            if !response.status.forbidsContent { text += "Content-Length: \(response.contentBytes)\r\n" }
            text += keepsConnection ? "Connection: keep-alive\r\n" : "Connection: close\r\n"
        }
        bytes = Array((text + "\r\n").utf8)
    }

    /// The head of the 500 without content that takes the place of an invalid response.
    init(internalError id: RequestID, date: String) {
        let text =
            "HTTP/1.1 500 Internal Server Error\r\nDate: \(date)\r\nX-Request-ID: \(id)\r\n"
            + "Content-Length: 0\r\nConnection: close\r\n\r\n"
        bytes = Array(text.utf8)
        (self.date, self.id) = (0..<0, 0..<0)
    }

    /// The octets of the same head for another request at another moment: dates and numbers are all equally long.
    func again(id: RequestID, date: String) -> [UInt8] {
        var bytes = bytes
        bytes.replaceSubrange(self.date, with: date.utf8)
        bytes.replaceSubrange(self.id, with: id.text.utf8)
        return bytes
    }

    private static func check(_ field: HTTPFields.Field) throws(Invalid) {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isTokenByte),
            field.value.utf8.allSatisfy(\.isFieldValueByte),
            !serverFields.contains(where: { $0.equalsIgnoringCase(field.name) })
        else { throw Invalid() }
    }

    /// The fields that frame the message: only the server writes them.
    private static let serverFields = [
        "connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade", "x-request-id",
        "sec-websocket-accept",
    ]
}
