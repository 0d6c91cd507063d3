/// A request up to the empty line, read for certain.
package struct RequestHead: Hashable, Sendable {
    package let method: HTTPMethod
    package let target: RequestTarget
    /// Nil only in HTTP/1.0 requests without a Host field.
    package let host: HostName?
    package internal(set) var fields: HTTPFields
    /// 0 or 1, of HTTP/1.
    let minorVersion: Int
    let framing: Framing

    /// How long the content is (RFC 9112 §6.3).
    enum Framing: Hashable, Sendable {
        case length(Int)
        case chunked
    }

    /// Whether the client wants the connection to stay (RFC 9112 §9.3).
    var keepsConnection: Bool {
        let options = fields.tokens(of: "connection")
        return !options.contains("close") && (minorVersion >= 1 || options.contains("keep-alive"))
    }

    /// Whether the client waits for leave to send its content (RFC 9110 §10.1.1).
    var expectsContinue: Bool { minorVersion >= 1 && fields["expect"] != nil }
}

extension RequestHead {
    /// Reads a head whose lines were found by a `HeadScanner`.
    ///
    /// - Parameters:
    ///   - lines: where the request line and the field lines are, without their CRLF.
    init(_ bytes: [UInt8], lines: [Range<Int>], limits: HTTPLimits) throws(RequestRefusal) {
        guard let first = lines.first else { throw RequestRefusal(.badRequest, "no request line") }
        let (method, target, minorVersion) = try Self.requestLine(bytes[first], limits: limits)
        var fields = HTTPFields()
        for line in lines.dropFirst() {
            let field = try Self.field(bytes[line])
            fields.append(field.name, field.value)
        }
        self.init(
            method: method,
            target: target,
            host: try Self.host(target: target, fields: fields, minorVersion: minorVersion),
            fields: fields,
            minorVersion: minorVersion,
            framing: try Self.framing(fields, minorVersion: minorVersion))
        try checkExpectation()
    }

    /// The first line.
    ///
    ///     request-line = method SP request-target SP HTTP-version     ; RFC 9112 §3
    private static func requestLine(
        _ line: ArraySlice<UInt8>, limits: HTTPLimits
    ) throws(RequestRefusal) -> (HTTPMethod, RequestTarget, Int) {
        let parts = line.split(separator: .space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(\.isTokenByte), !parts[1].isEmpty
        else { throw RequestRefusal(.badRequest, "bad request line") }
        let minorVersion = try minorVersion(Array(parts[2]))
        guard parts[1].count <= limits.targetBytes else {
            throw RequestRefusal(.uriTooLong, "the request target is too long")
        }
        guard let method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
            throw RequestRefusal(.notImplemented, "a method this server does not know")
        }
        let target = try RequestTarget(parts[1])
        guard !target.segments.isEmpty || method == .options else {
            throw RequestRefusal(.badRequest, "bad request target")
        }
        return (method, target, minorVersion)
    }

    /// The version, in capitals.
    ///
    ///     HTTP-version = "HTTP" "/" DIGIT "." DIGIT     ; RFC 9112 §2.3
    private static func minorVersion(_ bytes: [UInt8]) throws(RequestRefusal) -> Int {
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), bytes[5].isDigit,
            bytes[6] == UInt8(ascii: "."), bytes[7].isDigit
        else { throw RequestRefusal(.badRequest, "bad HTTP version") }
        guard bytes[5] == UInt8(ascii: "1") else {
            throw RequestRefusal(.httpVersionNotSupported, "this server speaks HTTP/1.1")
        }
        return bytes[7] == UInt8(ascii: "0") ? 0 : 1
    }

    /// One field.
    ///
    ///     field-line = field-name ":" OWS field-value OWS     ; RFC 9112 §5
    ///
    /// Space before the colon is not a matter of taste: RFC 9112 §5.1 has servers refuse it.
    private static func field(_ line: ArraySlice<UInt8>) throws(RequestRefusal) -> HTTPFields.Field {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy(\.isTokenByte)
        else { throw RequestRefusal(.badRequest, "bad field line") }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        // RFC 9110 §5.5 lets tabs stand around a value, but nginx takes them for a part of it: proxy and server would
        // disagree about where the request ends, or whom it is for.
        guard !line[colon...].contains(.tab) || !framingFields.contains(where: name.equalsIgnoringCase) else {
            throw RequestRefusal(.badRequest, "a tab in a field that frames the request")
        }
        return HTTPFields.Field(
            name: name,
            value: String(decoding: line[(colon + 1)...].trimmingWhitespace, as: UTF8.self))
    }

    /// The fields by which programs on the way tell one request from the next.
    private static let framingFields = ["host", "content-length", "transfer-encoding"]

    /// The host asked for (RFC 9112 §3.2: 400 for none, for two, for one that is no host).
    private static func host(
        target: RequestTarget, fields: HTTPFields, minorVersion: Int
    ) throws(RequestRefusal) -> HostName? {
        let values = fields.values(of: "host")
        guard values.count == 1 || (values.isEmpty && minorVersion == 0) else {
            throw RequestRefusal(.badRequest, values.isEmpty ? "no Host field" : "more than one Host field")
        }
        for value in values where HostName(value) == nil {
            throw RequestRefusal(.badRequest, "bad Host field")
        }
        guard let text = target.authority ?? values.first else { return nil }
        // An underscore is taken in the Host field, where some networks have such names; in a target it is no client's.
        guard let host = HostName(text), target.authority?.utf8.contains(UInt8(ascii: "_")) != true else {
            throw RequestRefusal(.badRequest, "bad request target")
        }
        return host
    }

    /// Decides how long the content is, and refuses whatever two programs could read in two ways.
    ///
    /// RFC 9112 §6.1 and §6.3 leave servers a choice in some of these; every choice but refusal has been a hole.
    private static func framing(
        _ fields: HTTPFields, minorVersion: Int
    ) throws(RequestRefusal) -> Framing {
        let lengths = fields.values(of: "content-length")
        let codings = fields.values(of: "transfer-encoding")
        guard !codings.isEmpty else {
            guard let length = lengths.first else { return .length(0) }
            guard lengths.count == 1 else {
                throw RequestRefusal(.badRequest, "more than one Content-Length field")
            }
            // 18 digits cannot overflow; more is no length anybody means.
            guard (1...18).contains(length.utf8.count), length.utf8.allSatisfy(\.isDigit),
                let count = Int(length)
            else { throw RequestRefusal(.badRequest, "bad Content-Length field") }
            return .length(count)
        }
        guard lengths.isEmpty else {
            throw RequestRefusal(.badRequest, "both Content-Length and Transfer-Encoding")
        }
        guard minorVersion >= 1 else {
            throw RequestRefusal(.badRequest, "Transfer-Encoding in HTTP/1.0")
        }
        guard codings.count == 1, let coding = codings.first, !coding.isEmpty else {
            throw RequestRefusal(.badRequest, "bad Transfer-Encoding field")
        }
        guard !coding.equalsIgnoringCase("chunked") else { return .chunked }
        guard !fields.tokens(of: "transfer-encoding").dropLast().contains("chunked") else {
            throw RequestRefusal(.badRequest, "chunked is not the last transfer coding")
        }
        throw RequestRefusal(.notImplemented, "a transfer coding this server does not know")
    }

    private func checkExpectation() throws(RequestRefusal) {
        let expectations = fields.values(of: "expect")
        guard minorVersion >= 1, !expectations.isEmpty else { return }
        guard expectations.count == 1, expectations[0].equalsIgnoringCase("100-continue") else {
            throw RequestRefusal(.expectationFailed, "an expectation this server does not know")
        }
    }
}
