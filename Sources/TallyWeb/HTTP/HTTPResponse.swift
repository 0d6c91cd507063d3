package import TallyCore

/// What a route answers.
///
/// The server adds Date, Content-Length, Connection and X-Request-ID itself; a response that brings one of them, or
/// whose fields could break the head, is replaced by a 500.
package struct HTTPResponse: Sendable {
    package var status: HTTPStatus
    package var fields: HTTPFields
    package var content: Content
    /// Whether the very same request may get the same answer again, as long as the desk has not changed.
    ///
    /// Not when asking does anything, or the answer depends on what is not kept at the desk.
    package var isRepeatable = false

    /// What follows the head.
    package enum Content: Sendable {
        case bytes([UInt8])
        /// An open file or a part of it, sent by the kernel without passing through this program.
        case file(FileSlice)
        /// Status 101: the connection becomes a WebSocket.
        case webSocket(any WebSocketEndpoint, acceptKey: String)
    }

    package init(_ status: HTTPStatus, fields: HTTPFields = [:], content: Content = .bytes([])) {
        self.status = status
        self.fields = fields
        self.content = content
    }

    /// A response with a body of the given media type.
    package init(
        _ status: HTTPStatus = .ok, contentType: String, body: [UInt8], fields: HTTPFields = [:]
    ) {
        self.init(status, fields: fields, content: .bytes(body))
        self.fields.append("Content-Type", contentType)
    }

    /// A response of JSON.
    package init(_ status: HTTPStatus = .ok, json: some JSONRepresentable, fields: HTTPFields = [:]) {
        self.init(
            status, contentType: "application/json", body: json.json.serialized(), fields: fields)
    }

    /// A response of plain text in UTF-8.
    package init(_ status: HTTPStatus = .ok, text: String) {
        self.init(status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// The same, which may be given again.
    var repeatable: HTTPResponse {
        var response = self
        response.isRepeatable = true
        return response
    }

    /// Octets of content; 0 for a WebSocket.
    var contentBytes: Int {
        switch content {
        case .bytes(let bytes): bytes.count
        case .file(let slice): slice.count
        case .webSocket: 0
        }
    }
}
