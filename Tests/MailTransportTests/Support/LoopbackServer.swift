import Foundation
import Glibc
import Synchronization

/// A TCP server on 127.0.0.1 for one test, one thread per connection.
///
/// `@unchecked`: everything that changes is in the mutex.
final class LoopbackServer: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let open = Mutex<(peers: [Int32: Peer], accepted: Int, isStopped: Bool)>(([:], 0, false))

    /// - Parameter serve: speaks with one client, on its own thread; the number counts connections from 0.
    init(_ serve: @escaping @Sendable (Peer, Int) -> Void) {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                precondition(unsafe bind(listener, pointer, length) == 0, "bind: \(errno)")
                precondition(listen(listener, 16) == 0, "listen: \(errno)")
                precondition(unsafe getsockname(listener, pointer, &length) == 0)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in acceptAll(serve) }
    }

    /// Connections so far.
    var accepted: Int { open.withLock { $0.accepted } }

    /// Ends every connection and refuses new ones.
    func stop() {
        let peers = open.withLock { state in
            state.isStopped = true
            return Array(state.peers.values)
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for peer in peers { peer.hangUp() }
    }

    private func acceptAll(_ serve: @escaping @Sendable (Peer, Int) -> Void) {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let peer = Peer(descriptor)
            let number: Int? = open.withLock { state in
                guard !state.isStopped else { return nil }
                state.peers[descriptor] = peer
                state.accepted += 1
                return state.accepted - 1
            }
            guard let number else { break }
            Thread.detachNewThread { [self] in
                serve(peer, number)
                open.withLock { _ = $0.peers.removeValue(forKey: descriptor) }
                peer.close()
            }
        }
        Glibc.close(listener)
    }
}

/// The client's end of one connection, as the server sees it.
///
/// `@unchecked`: read by its thread only; writing is one system call.
final class Peer: @unchecked Sendable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil when the client has gone.
    func line() -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeFirst(end + 1) }
                return Array(buffer[..<(end > 0 && buffer[end - 1] == 13 ? end - 1 : end)])
            }
            guard fill() else { return nil }
        }
    }

    /// Reads until the client goes.
    func drain() {
        while fill() { buffer = [] }
    }

    private func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    /// False when the client has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = Array(bytes[sent...])
            let count = unsafe Glibc.send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Ends the connection, as a server that crashes.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    func close() { Glibc.close(descriptor) }
}
