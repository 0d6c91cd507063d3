import Foundation
import Glibc

/// A TCP connection to this machine, read by lines or by counts; every step ends within its time-out.
final class Connection {
    enum Failure: Error {
        case system(String, code: Int32)
        case ended
    }

    private let descriptor: Int32
    private var received: [UInt8] = []
    private var position = 0

    init(port: Int, timeout: Duration = .seconds(20)) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure.system("socket", code: errno) }
        try setTimeout(timeout)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, size)
            }
        }
        guard status == 0 else {
            let code = errno
            close(descriptor)
            throw Failure.system("connect to port \(port)", code: code)
        }
    }

    deinit { close(descriptor) }

    func setTimeout(_ timeout: Duration) throws {
        let (seconds, attoseconds) = timeout.components
        var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            let size = socklen_t(MemoryLayout<timeval>.size)
            guard unsafe setsockopt(descriptor, SOL_SOCKET, option, &limit, size) == 0 else {
                throw Failure.system("setsockopt", code: errno)
            }
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { buffer in
                unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.system("send", code: errno) }
            sent += count
        }
    }

    /// One line without its line end.
    func line() throws -> String {
        while true {
            if let end = received[position...].firstIndex(of: 0x0A) {
                let text = received[position..<end]
                position = end + 1
                return String(decoding: text.last == 0x0D ? text.dropLast() : text, as: UTF8.self)
            }
            try receiveMore()
        }
    }

    func bytes(_ count: Int) throws -> [UInt8] {
        while received.count - position < count { try receiveMore() }
        defer { position += count }
        return Array(received[position..<position + count])
    }

    /// Everything until the other side ends.
    func rest() throws -> [UInt8] {
        do {
            while true { try receiveMore() }
        } catch Failure.ended {
            defer { position = received.count }
            return Array(received[position...])
        }
    }

    /// Whether something can be read, now or within `limit`.
    func canRead(within limit: Duration) -> Bool {
        if position < received.count { return true }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let (seconds, attoseconds) = limit.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return unsafe poll(&entry, 1, Int32(milliseconds)) > 0
    }

    private func receiveMore() throws {
        if position > 65_536 {
            received.removeFirst(position)
            position = 0
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        guard count >= 0 else { throw Failure.system("recv", code: errno) }
        guard count > 0 else { throw Failure.ended }
        received += buffer[..<count]
    }
}
