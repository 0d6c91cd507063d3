extension Configuration {
    /// Where the HTTP server listens.
    package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
        /// A host of `*` is every address of the machine; a port of 0 lets the system choose.
        case tcp(host: String, port: Int)
        /// A socket in the file system.
        case unix(path: String)
        /// The socket that systemd hands over (`sd_listen_fds(3)`).
        case systemd

        /// `127.0.0.1:8025`, `[::1]:8025`, `*:8025`, `unix:/run/tally-maild/http.sock` or `systemd`.
        package init?(_ text: String) {
            let bytes = Array(text.utf8)
            let unix = Array("unix:".utf8)
            if text == "systemd" {
                self = .systemd
            } else if bytes.starts(with: unix) {
                // sun_path holds 108 bytes with the NUL behind it.
                guard bytes.count > unix.count + 1, bytes.count <= unix.count + 107,
                    bytes[unix.count] == UInt8(ascii: "/"), !bytes.contains(0)
                else { return nil }
                self = .unix(path: String(decoding: bytes[unix.count...], as: UTF8.self))
            } else if bytes.suffix(2).elementsEqual(":0".utf8), let place = HostAndPort(bytes.dropLast(2)),
                place.port == nil
            {
                self = .tcp(host: place.host, port: 0)
            } else {
                guard let place = HostAndPort(bytes[...]), let port = place.port else { return nil }
                self = .tcp(host: place.host, port: port)
            }
        }

        package var description: String {
            switch self {
            case .tcp(let host, let port):
                host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
            case .unix(let path): "unix:\(path)"
            case .systemd: "systemd"
            }
        }
    }
}
