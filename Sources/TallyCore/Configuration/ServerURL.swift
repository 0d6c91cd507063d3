/// Where a server is reached: scheme, host, port and, on the web, a path.
///
/// Only the part of RFC 3986 that a configuration needs: names and passwords, queries and fragments are refused,
/// since each has a key of its own or no meaning here.
package struct ServerURL: Hashable, Sendable, CustomStringConvertible {
    /// The protocols that the daemon speaks, with and without TLS from the first byte.
    package enum Scheme: String, Hashable, Sendable, CaseIterable {
        case http
        case https
        case imap
        case imaps
        case smtp
        case smtps

        /// The port that IANA has registered.
        package var defaultPort: Int {
            switch self {
            case .http: 80
            case .https: 443
            case .imap: 143
            case .imaps: 993
            case .smtp: 25
            case .smtps: 465
            }
        }
    }

    package let scheme: Scheme
    /// A name or an IPv4 address in lower case, or an IPv6 address without its brackets.
    package let host: String
    /// As written; nil when the URL has none.
    package let explicitPort: Int?
    /// Empty, or beginning with a slash and not ending with one.
    package let path: String

    /// 1 … 65535.
    package var port: Int { explicitPort ?? scheme.defaultPort }

    /// Nil when `text` is no such URL.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let mark = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[mark...].starts(with: "://".utf8),
            let scheme = Scheme(rawValue: asciiLowercased(bytes[..<mark]))
        else { return nil }
        let rest = bytes[(mark + 3)...]
        let pathStart = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        guard let authority = HostAndPort(rest[..<pathStart]), authority.host != "*" else { return nil }
        var path = rest[pathStart...]
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        switch scheme {
        case .http, .https: guard path.allSatisfy(Self.isPathCharacter) else { return nil }
        case .imap, .imaps, .smtp, .smtps: guard path.isEmpty else { return nil }
        }
        self.scheme = scheme
        host = authority.host
        explicitPort = authority.port
        self.path = String(decoding: path, as: UTF8.self)
    }

    /// Scheme, host and port as a browser's `Origin` field says them (RFC 6454 §6.2).
    package var origin: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return "\(scheme.rawValue)://\(name)" + (port == scheme.defaultPort ? "" : ":\(port)")
    }

    /// The URL without a slash at its end.
    package var description: String { origin + path }

    /// Whether the host is this machine by its spelling alone; names other than `localhost` are not looked up.
    package var isLoopback: Bool {
        host == "localhost" || NetworkRange.Address(host)?.isLoopback == true
    }

    /// `pchar` and "/" (RFC 3986 §3.3).
    private static func isPathCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "-._~!$&'()*+,;=:@%/".utf8.contains(byte)
        }
    }
}

/// `host [ ":" port ]`, the host being a name, an IPv4 address, an IPv6 address in brackets, or `*`.
struct HostAndPort: Hashable, Sendable {
    let host: String
    let port: Int?

    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        if rest.first == UInt8(ascii: "[") {
            guard let close = rest.firstIndex(of: UInt8(ascii: "]")),
                let address = NetworkRange.Address(
                    String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self)),
                address.isVersion6
            else { return nil }
            host = asciiLowercased(rest[(rest.startIndex + 1)..<close])
            rest = rest[(close + 1)...]
        } else {
            let end = rest.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
            guard rest[..<end].elementsEqual("*".utf8) || Self.isHostName(rest[..<end]) else { return nil }
            host = asciiLowercased(rest[..<end])
            rest = rest[end...]
        }
        guard let colon = rest.popFirst() else {
            port = nil
            return
        }
        guard colon == UInt8(ascii: ":"), let number = decimal(rest, in: 1...65_535) else { return nil }
        port = number
    }

    /// Labels of letters, digits and hyphens (RFC 1123 §2.1), and underscores, which container networks have.
    static func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
                && label.last != UInt8(ascii: "-")
                && label.allSatisfy {
                    isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
        }
    }
}
