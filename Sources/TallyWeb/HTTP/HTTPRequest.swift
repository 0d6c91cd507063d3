package import TallyCore

/// A complete request, as a route gets it.
package struct HTTPRequest: Sendable {
    package let id: RequestID
    package private(set) var head: RequestHead
    package private(set) var content: RequestContent
    /// Who is at the other end of the connection.
    package let peer: PeerAddress
    /// Who asked: the peer, or whom a trusted proxy names as its client.
    package let client: PeerAddress
    /// What the route's `{name}` segments matched, decoded.
    package var pathParameters: [String: String] = [:]

    package var method: HTTPMethod { head.method }
    package var target: RequestTarget { head.target }
    package var fields: HTTPFields { head.fields }

    package init(
        id: RequestID, head: RequestHead, content: RequestContent, peer: PeerAddress, client: PeerAddress
    ) {
        self.id = id
        self.head = head
        self.content = content
        self.peer = peer
        self.client = client
    }

    /// The content that is held in memory; empty when it is in a file.
    ///
    /// That happens only on routes that take more than the server's own limit.
    package var body: [UInt8] {
        switch content {
        case .bytes(let bytes): bytes
        case .file: []
        }
    }

    /// The same request with other fields.
    func with(_ fields: HTTPFields) -> HTTPRequest {
        var request = self
        request.head.fields = fields
        return request
    }

    /// The same request with other content.
    func with(_ content: RequestContent) -> HTTPRequest {
        var request = self
        request.content = content
        return request
    }

    /// The media type of the body in lower case, without parameters; nil when the client names none.
    package var contentType: String? {
        fields["content-type"].map { value in
            let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }.map(\.lowercased)
            return String(decoding: type.trimmingWhitespace, as: UTF8.self)
        }
    }

    /// The body as JSON; 415 when it is not called that, 400 when it is none.
    ///
    /// Insisting on the media type keeps the forms of other sites out: a browser asks before it sends this one.
    package func json(limits: JSON.Limits = .standard) throws(Problem) -> JSON {
        guard contentType == "application/json" else {
            throw Problem(.unsupportedMediaType, detail: "The body must be application/json.")
        }
        guard content.count <= limits.bytes else {
            throw Problem(.contentTooLarge, detail: "The body may have \(limits.bytes) bytes.")
        }
        do {
            return try JSON(parsing: content.bytes(atMost: limits.bytes), limits: limits)
        } catch {
            throw Problem(.badRequest, detail: "The body is not JSON: \(error).")
        }
    }

    /// Whether an `If-None-Match` field has this entity tag, compared weakly (RFC 9110 §13.1.2).
    package func hasMatching(entityTag: String) -> Bool {
        fields.values(of: "if-none-match").contains { value in
            value == "*"
                || value.utf8.split(separator: UInt8(ascii: ",")).contains { part in
                    var tag = part.map { $0 }.trimmingWhitespace
                    if tag.starts(with: "W/".utf8) { tag.removeFirst(2) }
                    return tag.elementsEqual(entityTag.utf8)
                }
        }
    }
}
