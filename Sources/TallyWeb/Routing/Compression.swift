/// Sends text compressed to clients that ask for it.
///
/// Where a response holds a secret beside words of the request, its compressed length tells about the secret
/// (the BREACH attack). Such paths are left out; elsewhere a page of another site cannot ask in somebody's name at
/// all, since the API takes no cookies.
package struct Compression: Sendable {
    private let isLeftOut: @Sendable (HTTPRequest) -> Bool

    /// Less is not worth the client's trouble.
    private static let leastBytes = 1_024
    /// Nearly as small as the best level for JSON and text, in a third of the time.
    private static let level: Int32 = 4

    /// - Parameter isLeftOut: whether answers to a request hold secrets.
    package init(leavingOut isLeftOut: @escaping @Sendable (HTTPRequest) -> Bool) {
        self.isLeftOut = isLeftOut
    }

    /// The layer that compresses the responses of a router.
    package var layer: Router.Layer {
        { request, next in
            let response = try await next(request.withoutTagSuffixes)
            guard !isLeftOut(request), isWorthIt(response) else { return response }
            return varied(response, compressed: ContentCoding.acceptsGzip(request.fields))
        }
    }

    private func isWorthIt(_ response: HTTPResponse) -> Bool {
        guard case .bytes(let bytes) = response.content, bytes.count >= Self.leastBytes,
            response.status != .partialContent, response.fields["content-encoding"] == nil,
            let type = response.fields["content-type"]
        else { return false }
        return ContentCoding.pays(for: type)
    }

    private func varied(_ response: HTTPResponse, compressed: Bool) -> HTTPResponse {
        var response = response
        response.fields.append("Vary", "Accept-Encoding")
        guard compressed, case .bytes(let bytes) = response.content,
            let content = Gzip.compressed(bytes, level: Self.level)
        else { return response }
        response.content = .bytes(content)
        response.fields["Content-Encoding"] = "gzip"
        response.fields["Accept-Ranges"] = nil
        if let tag = response.fields["etag"] { response.fields["ETag"] = ContentCoding.tagged(tag) }
        return response
    }
}

extension HTTPRequest {
    /// The request with the tags of compressed forms in its conditions replaced by those that the routes know.
    fileprivate var withoutTagSuffixes: HTTPRequest {
        let conditions = ["if-match", "if-none-match"]
        guard fields.lines.contains(where: { conditions.contains(where: $0.name.equalsIgnoringCase) }) else {
            return self
        }
        let lines = fields.lines.map { line in
            guard conditions.contains(where: line.name.equalsIgnoringCase) else { return line }
            return HTTPFields.Field(name: line.name, value: ContentCoding.untagged(line.value))
        }
        return with(HTTPFields(lines))
    }
}
