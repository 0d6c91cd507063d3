/// What a request is about, in every form of RFC 9112 §3.2 but that of CONNECT.
package struct RequestTarget: Hashable, Sendable {
    /// The octets of path and query as they were sent, all visible ASCII; for logs.
    package let text: String
    /// The path between the slashes, decoded: `/a/b%2Fc` is `["a", "b/c"]`, `/` is `[""]`.
    ///
    /// None is `.` or `..`, none holds NUL. `OPTIONS *` has no segments at all.
    package let segments: [String]
    /// The query's names and values, decoded, in order.
    package let query: [QueryItem]
    /// Host and port of the absolute form; it outranks the Host field (RFC 9112 §3.2.2).
    package let authority: String?

    /// One `name=value` of a query.
    package struct QueryItem: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    /// The value of the first query item with this name.
    package func value(of name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// Reads a target of visible octets.
    init(_ bytes: ArraySlice<UInt8>) throws(RequestRefusal) {
        let (authority, rest) = try Self.splitAuthority(bytes)
        self.authority = authority
        text = String(decoding: rest, as: UTF8.self)
        if rest.elementsEqual("*".utf8) {
            segments = []
            query = []
            return
        }
        guard rest.first == UInt8(ascii: "/") else { throw RequestRefusal(.badRequest, "bad request target") }
        guard !rest.contains(where: Self.isForbidden) else {
            throw RequestRefusal(.badRequest, "a forbidden character in the request target")
        }
        let mark = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        segments = try Self.segments(rest[rest.startIndex + 1..<mark])
        query = try Self.query(rest[mark...].dropFirst())
    }

    /// `http://authority/path`: the authority and what follows it.
    private static func splitAuthority(
        _ bytes: ArraySlice<UInt8>
    ) throws(RequestRefusal) -> (String?, ArraySlice<UInt8>) {
        guard bytes.first != UInt8(ascii: "/"), !bytes.elementsEqual("*".utf8) else { return (nil, bytes) }
        for scheme in ["http://", "https://"] {
            let prefix = bytes.prefix(scheme.utf8.count)
            guard prefix.map(\.lowercased).elementsEqual(scheme.utf8) else { continue }
            let rest = bytes[prefix.endIndex...]
            let end =
                rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            let authority = String(decoding: rest[..<end], as: UTF8.self)
            guard end < rest.endIndex else { return (authority, [UInt8(ascii: "/")]) }
            guard rest[end] == UInt8(ascii: "/") else {
                return (authority, [UInt8(ascii: "/")] + rest[end...])
            }
            return (authority, rest[end...])
        }
        throw RequestRefusal(.badRequest, "bad request target")
    }

    /// Characters that no URI has and that programs on the way read differently.
    ///
    /// The other characters outside RFC 3986 (`[ ] { } | ^` and the back-tick) come unescaped from browsers.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
            true
        default:
            byte <= .space || byte >= 0x7f
        }
    }

    private static func segments(_ path: ArraySlice<UInt8>) throws(RequestRefusal) -> [String] {
        var segments: [String] = []
        for part in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let segment = try decoded(part, plusIsSpace: false)
            guard segment != ".", segment != ".." else {
                throw RequestRefusal(.badRequest, "dot segments in the request target")
            }
            segments.append(segment)
        }
        return segments
    }

    private static func query(_ bytes: ArraySlice<UInt8>) throws(RequestRefusal) -> [QueryItem] {
        var items: [QueryItem] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let mark = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            items.append(
                QueryItem(
                    name: try decoded(part[..<mark], plusIsSpace: true),
                    value: try decoded(part[mark...].dropFirst(), plusIsSpace: true)))
        }
        return items
    }

    /// Percent-decodes once (RFC 3986 §2.1); what comes out is UTF-8 without NUL.
    private static func decoded(
        _ bytes: ArraySlice<UInt8>, plusIsSpace: Bool
    ) throws(RequestRefusal) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "+"), plusIsSpace {
                output.append(.space)
            } else if byte == UInt8(ascii: "%") {
                guard bytes.endIndex - index >= 2, let high = bytes[index].hexValue,
                    let low = bytes[index + 1].hexValue
                else { throw RequestRefusal(.badRequest, "a broken percent escape in the request target") }
                output.append(high << 4 | low)
                index += 2
            } else {
                output.append(byte)
            }
        }
        guard !output.contains(0), let text = String(validating: output, as: UTF8.self) else {
            throw RequestRefusal(.badRequest, "a request target that is not UTF-8 text")
        }
        return text
    }
}
