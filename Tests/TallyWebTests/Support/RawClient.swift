import Glibc
import TallyWeb

/// A blocking TCP or Unix socket, as crude as an attacker's.
///
/// Every read ends within the time that `SO_RCVTIMEO` gives it, so that a broken server fails a test and does not hang it.
final class RawClient {
    enum Failure: Error {
        case connect(Int32)
        case ended(after: String)
        case timedOut(after: String)
    }

    let socket: Int32
    private var received: [UInt8] = []

    init(_ address: ListenAddress, receiveBuffer: Int32? = nil) throws {
        let outcome: Int32
        switch address {
        case .tcp(let ip, let port) where ip.isIPv4:
            socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var target = sockaddr_in()
            target.sin_family = sa_family_t(AF_INET)
            target.sin_port = port.bigEndian
            _ = unsafe inet_pton(AF_INET, ip.description, &target.sin_addr)
            Self.setReceiveBuffer(receiveBuffer, of: socket)
            outcome = Self.connect(socket, to: &target)
        case .tcp(let ip, let port):
            socket = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
            var target = sockaddr_in6()
            target.sin6_family = sa_family_t(AF_INET6)
            target.sin6_port = port.bigEndian
            _ = unsafe inet_pton(AF_INET6, ip.description, &target.sin6_addr)
            outcome = Self.connect(socket, to: &target)
        case .unix(let path):
            socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var target = sockaddr_un()
            target.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &target.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
            outcome = Self.connect(socket, to: &target)
        case .inherited: throw Failure.connect(EINVAL)
        }
        guard outcome == 0 else { throw Failure.connect(errno) }
        var limit = timeval(tv_sec: 600, tv_usec: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        unsafe setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { _ = close(socket) }

    private static func connect<Address>(_ socket: Int32, to address: inout Address) -> Int32 {
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe Glibc.connect(socket, generic, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    private static func setReceiveBuffer(_ size: Int32?, of socket: Int32) {
        guard var size else { return }
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends everything; false when the server has closed.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe Glibc.send(socket, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Whether the server has said something or closed.
    var hasSomethingToRead: Bool {
        var byte: UInt8 = 0
        return unsafe recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) >= 0
    }

    func finishSending() { _ = shutdown(socket, Int32(SHUT_WR)) }

    /// Reads more; false at the end of the connection.
    private func fill() throws -> Bool {
        var room = [UInt8](repeating: 0, count: 64 * 1_024)
        let count = unsafe recv(socket, &room, room.count, 0)
        guard count > 0 else {
            if count < 0, errno == EAGAIN { throw Failure.timedOut(after: text(received)) }
            return false
        }
        received += room[..<count]
        return true
    }

    /// Exactly so many octets.
    func read(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try fill() else { throw Failure.ended(after: text(received)) }
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// One response; its content by Content-Length unless `isHead`.
    func response(isHead: Bool = false) throws -> RawResponse {
        var scanned = 0
        while true {
            if let end = Self.endOfHead(received, from: scanned) {
                let head = String(decoding: received[..<end], as: UTF8.self)
                received.removeFirst(end)
                var response = RawResponse(head: head)
                let hasContent = !isHead && response.status >= 200
                response.body = hasContent ? try read(response.contentLength ?? 0) : []
                return response
            }
            scanned = max(0, received.count - 3)
            guard try fill() else { throw Failure.ended(after: text(received)) }
        }
    }

    /// Everything until the server closes.
    func readToEnd() throws -> [UInt8] {
        while try fill() {}
        defer { received = [] }
        return received
    }

    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= 4 else { return nil }
        // Looked for by its last octet, of which there are few.
        for index in (start + 3)..<max(start + 3, bytes.count) where bytes[index] == 10 {
            if bytes[index - 1] == 13, bytes[index - 2] == 10, bytes[index - 3] == 13 { return index + 1 }
        }
        return nil
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(400), as: UTF8.self) }
}

/// A response as it came over the wire.
struct RawResponse {
    let head: String
    var body: [UInt8] = []

    var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }
    var text: String { String(decoding: body, as: UTF8.self) }
    var contentLength: Int? { self["content-length"].flatMap { Int($0) } }

    /// The value of a field; nil when it is not there.
    subscript(name: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name {
                return parts[1].drop { $0 == " " }.description
            }
        }
        return nil
    }
}
