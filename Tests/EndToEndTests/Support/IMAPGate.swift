import Foundation
import Glibc
import Synchronization

/// A gate between the daemon and the IMAP server that shuts at a chosen command.
///
/// The command does not reach the server and no answer reaches the daemon, so a test can act at exactly that moment.
final class IMAPGate: Sendable {
    private struct State {
        var words: [String]
        var isShut = false
        var isOver = false
    }

    private struct Pair {
        let client: Int32
        let server: Int32
    }

    let port: Int
    private let listener: Int32
    private let target: Int
    private let state: Mutex<State>

    /// - Parameter words: the gate shuts before the first command that contains one of them.
    init(to target: Int, shuttingAt words: [String]) throws {
        self.target = target
        state = Mutex(State(words: words))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutablePointer(to: &address) { [listener] pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, size) | listen(listener, 10) | getsockname(listener, $0, &size)
            }
        }
        guard status == 0 else { throw Connection.Failure.system("listen", code: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in run() }
    }

    /// Whether the command has come.
    var isShut: Bool { state.withLock(\.isShut) }

    /// Lets everything pass from now on, on new connections.
    func open() {
        state.withLock {
            $0.words = []
            $0.isShut = false
        }
    }

    /// Ends the gate; connections through it break.
    func remove() { state.withLock { $0.isOver = true } }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return address
    }

    private func run() {
        var pairs: [Pair] = []
        while !state.withLock(\.isOver) {
            let descriptors = [listener] + pairs.flatMap { [$0.client, $0.server] }
            var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard unsafe poll(&entries, nfds_t(entries.count), 100) > 0 else { continue }
            let readable = Set(entries.filter { $0.revents != 0 }.map(\.fd))
            if readable.contains(listener), let pair = accept() { pairs.append(pair) }
            pairs.removeAll { pair in
                let isOpen =
                    (!readable.contains(pair.client)
                        || pass(from: pair.client, to: pair.server, isCommand: true))
                    && (!readable.contains(pair.server)
                        || pass(from: pair.server, to: pair.client, isCommand: false))
                if !isOpen { for end in [pair.client, pair.server] { close(end) } }
                return !isOpen
            }
        }
        for end in pairs.flatMap({ [$0.client, $0.server] }) + [listener] { close(end) }
    }

    private func accept() -> Pair? {
        let client = Glibc.accept(listener, nil, nil)
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(target)
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard client >= 0, status == 0 else {
            for end in [client, server] where end >= 0 { close(end) }
            return nil
        }
        return Pair(client: client, server: server)
    }

    /// Passes on what there is; false at the end of the connection.
    private func pass(from source: Int32, to target: Int32, isCommand: Bool) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(source, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return false }
        let isHeldBack = state.withLock { state in
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            if isCommand, state.words.contains(where: text.contains) { state.isShut = true }
            return state.isShut
        }
        guard !isHeldBack else { return true }
        var sent = 0
        while sent < count {
            let written = unsafe buffer[sent..<count].withUnsafeBytes {
                unsafe send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard written > 0 else { return false }
            sent += written
        }
        return true
    }
}
