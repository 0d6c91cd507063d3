internal import Glibc

/// Where the server takes connections.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// Port 0 lets the kernel choose; the server's `addresses` then have the real one.
    case tcp(IPAddress, port: UInt16)
    case unix(path: String)
    /// A listening socket that was passed to this process.
    case inherited(descriptor: Int32)

    /// Reads `127.0.0.1:8025`, `[::1]:8025` or `unix:/run/x.sock`.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            // sockaddr_un has room for 107 octets.
            guard path.hasPrefix("/"), path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
            self = .unix(path: path)
            return
        }
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        var host = text[..<colon]
        if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
            host = host.dropFirst().dropLast()
            guard host.utf8.contains(UInt8(ascii: ":")) else { return nil }
        } else if host.utf8.contains(UInt8(ascii: ":")) {
            return nil
        }
        let digits = text[text.utf8.index(after: colon)...]
        guard let address = IPAddress(String(host)), digits.utf8.allSatisfy(\.isDigit),
            let port = UInt16(digits)
        else { return nil }
        self = .tcp(address, port: port)
    }

    /// The sockets that systemd passed to this process (sd_listen_fds(3)); empty when there are none.
    package static func passedBySystemd() -> [ListenAddress] {
        guard let process = environment("LISTEN_PID"), Int32(process) == getpid(),
            let count = environment("LISTEN_FDS").flatMap(Int32.init), (1...16).contains(count)
        else { return [] }
        return (3..<3 + count).map { .inherited(descriptor: $0) }
    }

    private static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    package var description: String {
        switch self {
        case .tcp(let address, let port): address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)"
        case .unix(let path): "unix:\(path)"
        case .inherited(let descriptor): "inherited descriptor \(descriptor)"
        }
    }

    /// The port of a TCP address.
    package var port: UInt16? {
        guard case .tcp(_, let port) = self else { return nil }
        return port
    }
}
