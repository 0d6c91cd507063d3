internal import CLinux
internal import Glibc

/// What waits to be taken by a client: octets and files, in order.
struct OutputQueue {
    enum Outcome: Hashable {
        /// Everything went.
        case empty
        /// The client must take some of it first.
        case blocked
        /// The connection is gone.
        case broken
    }

    private enum Piece {
        case bytes([UInt8], sent: Int)
        case file(FileSlice, sent: Int)

        var remaining: Int {
            switch self {
            case .bytes(let bytes, let sent): bytes.count - sent
            case .file(let slice, let sent): slice.count - sent
            }
        }

        var isBegun: Bool {
            switch self {
            case .bytes(_, let sent), .file(_, let sent): sent > 0
            }
        }
    }

    private var pieces: [Piece] = []
    private var first = 0
    /// Octets not yet sent.
    private(set) var pendingBytes = 0
    /// Octets sent since the queue was made.
    private(set) var sentBytes = 0

    var isEmpty: Bool { pendingBytes == 0 }

    mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        pieces.append(.bytes(bytes, sent: 0))
        pendingBytes += bytes.count
    }

    /// A small content goes out with its head in one piece.
    mutating func append(_ head: [UInt8], _ content: [UInt8]) {
        if content.count <= 16 * 1_024 {
            append(head + content)
        } else {
            append(head)
            append(content)
        }
    }

    mutating func append(_ slice: FileSlice) {
        guard slice.count > 0 else { return }
        pieces.append(.file(slice, sent: 0))
        pendingBytes += slice.count
    }

    /// Drops what was not begun, so that what is begun ends where its frame ends.
    mutating func dropUnbegun() {
        let kept = pieces[first...].prefix { $0.isBegun }
        pieces = Array(kept)
        first = 0
        pendingBytes = pieces.reduce(0) { $0 + $1.remaining }
    }

    /// Hands to the kernel as much as it takes, but no more than a share that is fair to other connections.
    mutating func send(to socket: Int32) -> Outcome {
        let before = sentBytes
        while first < pieces.count {
            guard sentBytes - before < 1_024 * 1_024 else { return .blocked }
            let count = sendFirst(to: socket)
            guard count > 0 else {
                // A file that became shorter than its Content-Length cannot be completed.
                if count == 0 { return .broken }
                if errno == EINTR { continue }
                return errno == EAGAIN ? .blocked : .broken
            }
            advance(by: count)
        }
        pieces = []
        first = 0
        return .empty
    }

    private func sendFirst(to socket: Int32) -> Int {
        switch pieces[first] {
        case .bytes(let bytes, let sent):
            let more = first + 1 < pieces.count ? Int32(MSG_MORE) : 0
            let flags = Int32(MSG_NOSIGNAL) | more
            return unsafe bytes.withUnsafeBytes { room in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: room[sent...])
                return unsafe Glibc.send(socket, rest.baseAddress, rest.count, flags)
            }
        case .file(let slice, let sent):
            var offset = off_t(slice.range.lowerBound + sent)
            let count = min(slice.count - sent, 256 * 1_024)
            return unsafe sendfile(socket, slice.file.rawDescriptor, &offset, count)
        }
    }

    private mutating func advance(by count: Int) {
        pendingBytes -= count
        sentBytes += count
        switch pieces[first] {
        case .bytes(let bytes, let sent): pieces[first] = .bytes(bytes, sent: sent + count)
        case .file(let slice, let sent): pieces[first] = .file(slice, sent: sent + count)
        }
        if pieces[first].remaining == 0 { first += 1 }
    }
}
