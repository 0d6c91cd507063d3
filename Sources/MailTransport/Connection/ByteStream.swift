internal import CCurl
internal import Glibc

/// A connection to a mail server, encrypted and logged in, over which we speak ourselves.
///
/// libcurl has connected, checked the certificate and logged in (`CURLOPT_CONNECT_ONLY`); from then on bytes go and
/// come as they are. The owner blocks its thread, for as long as the deadline says or until the waker is raised.
@safe
struct ByteStream: ~Copyable {
    /// What can be connected to.
    enum Scheme: String {
        case imap
        case smtp
    }

    /// Where libcurl puts what it reads, before it is appended to what the caller has.
    private let window: UnsafeMutableRawBufferPointer
    private let handle: CurlHandle
    private let socket: Int32
    private let waker: Waker
    let server: String

    /// Every line that the server sent during connecting, with line ends.
    ///
    /// What followed the last of them in the same packet is lost in libcurl: the caller may trust nothing that the
    /// server says before it has answered a command of ours.
    let transcript: [UInt8]

    init(_ handle: consuming CurlHandle, server: String, waker: Waker) throws(TransportFailure) {
        guard let socket = handle.socket else {
            throw TransportFailure(.connectionLost, server: server, detail: "no socket after connecting")
        }
        self.socket = socket
        self.server = server
        self.waker = waker
        transcript = handle.transcript
        self.handle = handle
        unsafe window = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
    }

    deinit {
        unsafe window.deallocate()
    }

    /// Appends what the server has sent, waiting until there is something.
    ///
    /// - Parameter isInterruptible: whether the waker ends the wait.
    borrowing func receive(
        into bytes: inout [UInt8], until deadline: ContinuousClock.Instant, isInterruptible: Bool = true
    ) throws(TransportFailure) {
        guard try receives(into: &bytes, until: deadline, isInterruptible: isInterruptible) else {
            throw failure(.timedOut)
        }
    }

    /// As `receive`, but silence until the deadline is an answer too: false.
    ///
    /// TLS may hold decrypted bytes of which `poll` knows nothing, so reading always comes before waiting.
    borrowing func receives(
        into bytes: inout [UInt8], until deadline: ContinuousClock.Instant, isInterruptible: Bool = true
    ) throws(TransportFailure) -> Bool {
        while true {
            guard !isInterruptible || !waker.isRaised else { throw failure(.stopped) }
            if let count = try receiveNow(into: &bytes) {
                guard count > 0 else { throw failure(.connectionLost, "closed by the server") }
                return true
            }
            switch waker.wait(for: socket, events: POLLIN, until: deadline, isInterruptible: isInterruptible)
            {
            case .ready: continue
            case .timedOut: return false
            case .woken: throw failure(.stopped)
            }
        }
    }

    /// Appends what has arrived already; nil when nothing has, 0 at the end of the stream.
    borrowing func receiveNow(into bytes: inout [UInt8]) throws(TransportFailure) -> Int? {
        let (code, count) = unsafe handle.receive(into: window)
        switch code {
        case CURLE_OK:
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: window[..<count]))
            return count
        case CURLE_AGAIN: return nil
        default: throw failure(.connectionLost, handle.errorText)
        }
    }

    /// Sends all of it, waiting while the server does not read.
    borrowing func send(_ bytes: [UInt8], patience: Patience) throws(TransportFailure) {
        var patience = patience
        var sent = 0
        while sent < bytes.count {
            guard !waker.isRaised else { throw failure(.stopped) }
            var code = CURLE_OK
            var count = 0
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe (code, count) = handle.send(UnsafeRawBufferPointer(rebasing: buffer[sent...]))
            }
            switch code {
            case CURLE_OK:
                sent += count
                patience.extend(forBytes: count)
            case CURLE_AGAIN:
                switch waker.wait(for: socket, events: POLLOUT, until: patience.deadline) {
                case .ready: continue
                case .timedOut: throw failure(.timedOut, "the server stopped reading")
                case .woken: throw failure(.stopped)
                }
            default:
                throw failure(.connectionLost, handle.errorText)
            }
        }
    }

    /// Sends what goes at once, for a farewell that nobody waits for.
    borrowing func sendNow(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe handle.send(buffer)
        }
    }

    borrowing func failure(_ cause: TransportFailure.Cause, _ detail: String = "") -> TransportFailure {
        TransportFailure(cause, server: server, detail: detail)
    }
}
