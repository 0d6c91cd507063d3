internal import Glibc
internal import TallyCore

/// The talk with a child process over its three standard streams, at once, so that neither side waits for the other.
struct ChildExchange: ~Copyable {
    /// Why the talk is over.
    enum End {
        /// The child has closed its output and its standard error; as a rule because it has ended.
        case closed
        case timedOut
        case tooMuchOutput
    }

    private let input: Socket
    private let output: Socket
    private let errors: Socket
    private var unsent: ArraySlice<UInt8>
    private let outputLimit: Int
    private(set) var received: [UInt8] = []
    private var complaints: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(
        input: consuming Socket, output: consuming Socket, errors: consuming Socket, sending bytes: [UInt8],
        outputLimit: Int
    ) {
        self.input = input
        self.output = output
        self.errors = errors
        unsent = bytes[...]
        self.outputLimit = outputLimit
    }

    /// What the child said on standard error: its first line, bounded, without control characters.
    var complaint: String {
        let line = complaints.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != UInt8(ascii: "\n") }
        return String(decoding: line.prefix(300).filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }

    mutating func run(until deadline: ContinuousClock.Instant) -> End {
        var streams = [
            pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while streams[1].fd >= 0 || streams[2].fd >= 0 {
            let left = (deadline - .now).milliseconds
            guard left > 0 else { return .timedOut }
            let count = unsafe poll(&streams, nfds_t(streams.count), Int32(clamping: left))
            guard count > 0 else { continue }
            // A stream that has ended is left out by a negative number (poll(2)).
            if streams[0].revents != 0, !send() { streams[0].fd = -1 }
            if streams[1].revents != 0 {
                if !receive() { streams[1].fd = -1 }
                if received.count > outputLimit { return .tooMuchOutput }
            }
            if streams[2].revents != 0, !receiveComplaint() { streams[2].fd = -1 }
        }
        return .closed
    }

    /// Sends what goes; false when there is nothing more to send or nobody who reads it.
    private mutating func send() -> Bool {
        switch input.write(unsent) {
        case .moved(let count):
            unsent = unsent.dropFirst(count)
            if unsent.isEmpty { input.endWriting() }
            return !unsent.isEmpty
        case .blocked: return true
        case .ended: return false
        }
    }

    private mutating func receive() -> Bool {
        switch output.read(into: &buffer) {
        case .moved(let count):
            received.append(contentsOf: buffer[..<count])
            return true
        case .blocked: return true
        case .ended: return false
        }
    }

    private mutating func receiveComplaint() -> Bool {
        switch errors.read(into: &buffer) {
        case .moved(let count):
            complaints.append(contentsOf: buffer[..<min(count, max(0, 4_096 - complaints.count))])
            return true
        case .blocked: return true
        case .ended: return false
        }
    }
}
