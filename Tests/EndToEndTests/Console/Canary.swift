import Glibc

/// A port that nobody should come to, and who came.
final class Canary {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        port = try HelpDesk.freePort()
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size)
            }
        }
        guard status == 0, listen(descriptor, 128) == 0 else {
            throw Connection.Failure.system("listen on \(port)", code: errno)
        }
    }

    deinit { close(descriptor) }

    /// How many have come since the last call; they are sent away.
    func visitors() -> Int {
        var count = 0
        while case let visitor = accept(descriptor, nil, nil), visitor >= 0 {
            count += 1
            close(visitor)
        }
        return count
    }
}
