internal import CLinux
internal import Glibc

/// A socket that takes connections.
final class Listener: Sendable {
    /// Where it really listens: with the port that the kernel chose.
    let address: ListenAddress
    private let descriptor: Descriptor
    /// The socket file that this process made and has to remove.
    private let ownedPath: String?

    private static let backlog: Int32 = 1_024

    init(_ address: ListenAddress) throws(SystemError) {
        switch address {
        case .tcp(let ip, let port):
            descriptor = try Self.bindTCP(ip, port: port)
            ownedPath = nil
            self.address = Self.localAddress(of: descriptor.rawValue) ?? address
        case .unix(let path):
            descriptor = try Self.bindUnix(path)
            ownedPath = path
            self.address = address
        case .inherited(let number):
            let flags = fcntl(number, F_GETFL)
            guard Self.isListening(number) else {
                errno = EINVAL
                throw SystemError("listen")
            }
            guard flags >= 0, fcntl(number, F_SETFL, flags | O_NONBLOCK) == 0,
                fcntl(number, F_SETFD, FD_CLOEXEC) == 0
            else { throw SystemError("fcntl") }
            descriptor = Descriptor(number)
            ownedPath = nil
            self.address = Self.localAddress(of: number) ?? address
        }
    }

    deinit {
        if let ownedPath { _ = unsafe unlink(ownedPath) }
    }

    var rawDescriptor: Int32 { descriptor.rawValue }

    /// A connection that waits to be taken; nil when none does.
    func accept() throws(SystemError) -> (socket: Int32, peer: PeerAddress)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        while true {
            let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
            let socket = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    unsafe accept4(descriptor.rawValue, address, &length, flags)
                }
            }
            if socket >= 0 {
                Self.switchOffDelay(socket)
                return (socket, Self.peer(storage))
            }
            switch errno {
            case EAGAIN: return nil
            // The client gave up while it waited (accept(2)): the next one, please.
            case EINTR, ECONNABORTED, EPROTO: continue
            default: throw SystemError("accept")
            }
        }
    }

    private static func bindTCP(_ ip: IPAddress, port: UInt16) throws(SystemError) -> Descriptor {
        let family = ip.isIPv4 ? AF_INET : AF_INET6
        let descriptor = try open(family: family)
        switchOn(descriptor.rawValue, level: SOL_SOCKET, option: SO_REUSEADDR)
        let outcome: Int32
        if ip.isIPv4 {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            _ = unsafe inet_pton(AF_INET, ip.description, &address.sin_addr)
            outcome = bind(descriptor.rawValue, to: &address)
        } else {
            switchOn(descriptor.rawValue, level: Int32(IPPROTO_IPV6), option: IPV6_V6ONLY)
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            _ = unsafe inet_pton(AF_INET6, ip.description, &address.sin6_addr)
            outcome = bind(descriptor.rawValue, to: &address)
        }
        guard outcome == 0 else { throw SystemError("bind") }
        guard listen(descriptor.rawValue, backlog) == 0 else { throw SystemError("listen") }
        return descriptor
    }

    private static func bindUnix(_ path: String) throws(SystemError) -> Descriptor {
        let descriptor = try open(family: AF_UNIX)
        var address = unixAddress(path)
        try removeStaleSocket(path, address: &address)
        guard bind(descriptor.rawValue, to: &address) == 0 else { throw SystemError("bind") }
        // Owner and group: the proxy in front is in the group.
        guard unsafe chmod(path, 0o660) == 0 else { throw SystemError("chmod") }
        guard listen(descriptor.rawValue, backlog) == 0 else { throw SystemError("listen") }
        return descriptor
    }

    /// Removes a socket file that nobody listens on any more; one that is in use makes `bind` fail.
    private static func removeStaleSocket(
        _ path: String, address: inout sockaddr_un
    ) throws(SystemError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        let probe = try open(family: AF_UNIX)
        let outcome = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(probe.rawValue, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if outcome != 0, errno == ECONNREFUSED { _ = unsafe unlink(path) }
    }

    private static func unixAddress(_ path: String) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            unsafe room.copyBytes(from: path.utf8.prefix(room.count - 1))
        }
        return address
    }

    private static func open(family: Int32) throws(SystemError) -> Descriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return try Descriptor(socket(family, type, 0), from: "socket")
    }

    private static func bind<Address>(_ socket: Int32, to address: inout Address) -> Int32 {
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.bind(socket, generic, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    private static func switchOn(_ socket: Int32, level: Int32, option: Int32) {
        var on: Int32 = 1
        unsafe setsockopt(socket, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func isListening(_ socket: Int32) -> Bool {
        var answer: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &answer, &length) == 0 && answer != 0
    }

    /// Small responses leave at once; a Unix socket has no such option, and its refusal means nothing.
    private static func switchOffDelay(_ socket: Int32) {
        switchOn(socket, level: Int32(IPPROTO_TCP), option: TCP_NODELAY)
    }

    private static func localAddress(of socket: Int32) -> ListenAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let outcome = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(socket, address, &length)
            }
        }
        guard outcome == 0, let (ip, port) = internetAddress(storage) else { return nil }
        return .tcp(ip, port: port)
    }

    private static func peer(_ storage: sockaddr_storage) -> PeerAddress {
        internetAddress(storage).map { .ip($0.0) } ?? .local
    }

    private static func internetAddress(_ storage: sockaddr_storage) -> (IPAddress, UInt16)? {
        var storage = storage
        return unsafe withUnsafePointer(to: &storage) { pointer in
            switch Int32(unsafe pointer.pointee.ss_family) {
            case AF_INET:
                unsafe pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                    (
                        IPAddress(unsafe address.pointee.sin_addr),
                        UInt16(bigEndian: unsafe address.pointee.sin_port)
                    )
                }
            case AF_INET6:
                unsafe pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                    (
                        IPAddress(unsafe address.pointee.sin6_addr),
                        UInt16(bigEndian: unsafe address.pointee.sin6_port)
                    )
                }
            default: nil
            }
        }
    }
}
