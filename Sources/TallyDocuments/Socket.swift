internal import Glibc

/// The owner of one end of a socket pair.
///
/// It cannot be copied, so it is closed exactly once.
struct Socket: ~Copyable {
    let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Two connected ends.
    struct Pair: ~Copyable {
        let ours: Socket
        let theirs: Socket
    }

    /// Makes a connected pair that other child processes do not inherit.
    ///
    /// A pair and not a pipe: writing to a reader that is gone is then an error (`MSG_NOSIGNAL`) and not a signal, and
    /// single calls can be told not to wait (`MSG_DONTWAIT`) while the other end is an ordinary, waiting one.
    static func pair() throws(SystemError) -> Pair {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemError(code: errno) }
        return Pair(ours: Socket(descriptor: ends[0]), theirs: Socket(descriptor: ends[1]))
    }

    /// What came of trying to move bytes without waiting.
    enum Progress {
        case moved(Int)
        /// Nothing can be moved now.
        case blocked
        /// Nothing can be moved any more: the other end is closed.
        case ended
    }

    /// Writes as much as goes through now.
    func write(_ bytes: ArraySlice<UInt8>) -> Progress {
        progress(
            unsafe bytes.withUnsafeBytes {
                unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            })
    }

    /// Reads what is there now, at most what fits into the buffer.
    func read(into buffer: inout [UInt8]) -> Progress {
        let outcome = progress(unsafe recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)))
        if case .moved(0) = outcome { return .ended }
        return outcome
    }

    /// Lets the other end read to the end of what was written.
    func endWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    private func progress(_ count: Int) -> Progress {
        if count >= 0 { return .moved(count) }
        return errno == EAGAIN || errno == EINTR ? .blocked : .ended
    }
}

/// A system call failed.
struct SystemError: Error, Hashable {
    /// `errno`.
    let code: Int32
}
