internal import CCurl
internal import Glibc

/// The owner of one `CURL *`, with what its callbacks need.
///
/// It cannot be copied, so it is cleaned up exactly once. Nothing outside this folder knows libcurl.
@safe
struct CurlHandle: ~Copyable {
    private let easy: UnsafeMutableRawPointer
    private let context: Context

    /// Done once, before the first handle: libcurl's tables, and writing to a closed connection is an error, not death.
    ///
    /// libcurl leaves SIGPIPE to the program when `CURLOPT_NOSIGNAL` is set, and OpenSSL writes without `MSG_NOSIGNAL`.
    private static let isPrepared: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()

    /// - Parameter waker: ends a connection attempt under way, within a second.
    init?(waker: Waker) {
        guard Self.isPrepared, let easy = unsafe curl_easy_init() else { return nil }
        unsafe self.easy = unsafe easy
        context = Context(waker: waker)
        let pointer = unsafe Unmanaged.passUnretained(context).toOpaque()
        unsafe ccurl_set_pointer(easy, CURLOPT_HEADERDATA, pointer)
        unsafe ccurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, pointer in
            guard let pointer = unsafe pointer else { return 0 }
            let context = unsafe Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
            unsafe context.keep(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        unsafe ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
        unsafe ccurl_set_pointer(easy, CURLOPT_XFERINFODATA, pointer)
        unsafe ccurl_set_progress_callback(easy) { pointer, _, _, _, _ in
            guard let pointer = unsafe pointer else { return 1 }
            return unsafe Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue().waker.isRaised ? 1 : 0
        }
        unsafe ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, context.errorText)
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
    }

    /// Every line that libcurl itself read from the server, with line ends.
    var transcript: [UInt8] { context.transcript }

    /// libcurl's own words about its last failure; empty when it has none.
    var errorText: String { unsafe String(cString: context.errorText) }

    /// The socket, for `poll`; nil when there is no connection.
    var socket: Int32? {
        var socket: curl_socket_t = -1
        let code = unsafe ccurl_get_socket(easy, &socket)
        return code == CURLE_OK && socket >= 0 ? socket : nil
    }

    borrowing func set(_ option: CURLoption, _ value: Int) -> Bool {
        unsafe ccurl_set_long(easy, option, value) == CURLE_OK
    }

    borrowing func set(_ option: CURLoption, _ value: String) -> Bool {
        unsafe ccurl_set_string(easy, option, value) == CURLE_OK
    }

    borrowing func perform() -> CURLcode {
        unsafe curl_easy_perform(easy)
    }

    /// Reads what is there, at most what the buffer holds.
    borrowing func receive(into buffer: UnsafeMutableRawBufferPointer) -> (code: CURLcode, count: Int) {
        var count = 0
        let code = unsafe curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count)
        return (code, count)
    }

    /// Sends as much as goes.
    ///
    /// After `CURLE_AGAIN` the same bytes must be offered again.
    borrowing func send(_ bytes: UnsafeRawBufferPointer) -> (code: CURLcode, count: Int) {
        var count = 0
        let code = unsafe curl_easy_send(easy, bytes.baseAddress, bytes.count, &count)
        return (code, count)
    }

    /// What libcurl calls back into; it lives as long as the handle.
    @safe
    private final class Context {
        /// libcurl gives up after 300 KB itself; this is for its successors.
        private static let longestTranscript = 1 << 20

        let waker: Waker
        private(set) var transcript: [UInt8] = []
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

        init(waker: Waker) {
            self.waker = waker
            unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        }

        deinit {
            unsafe errorText.deallocate()
        }

        func keep(_ bytes: UnsafeRawBufferPointer) {
            guard transcript.count + bytes.count <= Self.longestTranscript else { return }
            unsafe transcript.append(contentsOf: bytes)
        }
    }
}
