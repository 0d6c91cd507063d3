/// The opening handshake of a WebSocket, on the server's side (RFC 6455 §4.2).
package enum WebSocketHandshake {
    private static let acceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// The 101 that opens the WebSocket, or the refusal.
    ///
    /// - Parameter allowedOrigins: what the Origin field must be one of, such as `https://desk.example`. Browsers
    ///   always send one, and a page of another site must not speak to us in its reader's name (RFC 6455 §10.2);
    ///   programs that send none are let in only when `requiresOrigin` is false.
    package static func response(
        to request: HTTPRequest, allowedOrigins: Set<String>, requiresOrigin: Bool = true,
        endpoint: any WebSocketEndpoint
    ) -> HTTPResponse {
        do {
            let key = try key(of: request)
            try checkOrigin(request.fields, allowed: allowedOrigins, isRequired: requiresOrigin)
            return HTTPResponse(
                .switchingProtocols, content: .webSocket(endpoint, acceptKey: acceptKey(for: key)))
        } catch {
            var response = error.response(for: request)
            if error.status == .upgradeRequired {
                response.fields.append("Sec-WebSocket-Version", "13")
            }
            return response
        }
    }

    static func acceptKey(for key: String) -> String {
        Base64.encode(SHA1.digest(of: Array((key + acceptSuffix).utf8)))
    }

    /// The client's key, when everything that RFC 6455 §4.2.1 asks of the request is there.
    private static func key(of request: HTTPRequest) throws(Problem) -> String {
        let fields = request.fields
        guard request.method == .get, request.head.minorVersion >= 1, request.body.isEmpty else {
            throw Problem(.badRequest, detail: "A WebSocket is opened with GET in HTTP/1.1.")
        }
        guard fields.tokens(of: "upgrade").contains("websocket"),
            fields.tokens(of: "connection").contains("upgrade"),
            fields.values(of: "sec-websocket-version") == ["13"]
        else {
            throw Problem(.upgradeRequired, detail: "This address speaks WebSocket, version 13.")
        }
        let keys = fields.values(of: "sec-websocket-key")
        guard keys.count == 1, Base64.isKeyOf16Bytes(keys[0]) else {
            throw Problem(.badRequest, detail: "Sec-WebSocket-Key is not 16 octets in base64.")
        }
        return keys[0]
    }

    private static func checkOrigin(
        _ fields: HTTPFields, allowed: Set<String>, isRequired: Bool
    ) throws(Problem) {
        let origins = fields.values(of: "origin")
        if origins.isEmpty, !isRequired { return }
        guard origins.count == 1, allowed.contains(origins[0]) else {
            throw Problem(.forbidden, detail: "This origin may not open a WebSocket here.")
        }
    }
}
