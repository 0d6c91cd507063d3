internal import Glibc
internal import Synchronization

/// One conversion to UTF-8 by the C library.
///
/// Opening one loads a shared library, which takes longer than converting most mails: those that were used wait in a
/// pool for the next mail in their charset.
@safe
final class CharsetConverter {
    private let handle: iconv_t
    private var buffer = [UInt8](repeating: 0, count: 4_096)

    init?(from charset: String) {
        guard charset.utf8.allSatisfy({ ByteSet.charsetName.contains($0) }) else { return nil }
        let opened = unsafe iconv_open("UTF-8", charset)
        guard unsafe opened != iconv_t(bitPattern: -1), let handle = unsafe opened else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe iconv_close(handle) }

    /// Those that nobody uses at the moment, by charset.
    ///
    /// Whoever takes one out is its only owner until it is put back.
    private struct Pool: @unchecked Sendable {
        var idle: [String: CharsetConverter] = [:]
    }

    private static let pool = Mutex(Pool())

    /// More charsets than the mail of one site has; further ones are opened each time.
    private static let poolLimit = 32

    /// Appends the UTF-8 of `bytes`; each octet that means nothing becomes U+FFFD.
    ///
    /// - Parameter charset: a name that the C library knows.
    /// - Returns: how many octets meant nothing; nil when the charset is not known.
    static func convert(
        _ bytes: [UInt8], from charset: String, appendingTo output: inout [UInt8]
    ) -> Int? {
        let pooled = pool.withLock { $0.idle.removeValue(forKey: charset) }
        guard let converter = pooled ?? CharsetConverter(from: charset) else { return nil }
        let bad = converter.convert(bytes, appendingTo: &output)
        pool.withLock { pool in
            if pool.idle.count < poolLimit { pool.idle[charset] = converter }
        }
        return bad
    }

    /// The one character of the Basic Multilingual Plane that these octets are; nil when they are anything else.
    func character(_ octets: [UInt8]) -> UInt16? {
        var output: [UInt8] = []
        guard convert(octets, appendingTo: &output) == 0 else { return nil }
        let units = String(bytes: output).utf16
        return units.count == 1 ? units.first : nil
    }

    /// Appends the UTF-8 of `bytes` as `convert(_:from:appendingTo:)` does.
    func convert(_ bytes: [UInt8], appendingTo output: inout [UInt8]) -> Int {
        var bad = 0
        var input = bytes
        let count = input.count
        // Back to the state in which every text begins: the one before may have ended anywhere.
        _ = unsafe iconv(handle, nil, nil, nil, nil)
        unsafe input.withUnsafeMutableBytes { raw in
            var next = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = count
            while left > 0 {
                let (result, failure) = unsafe step(&next, &left, &output)
                guard result == -1, failure != E2BIG else { continue }
                // EILSEQ or EINVAL: this octet begins nothing that the charset knows.
                bad += 1
                output.append(contentsOf: Charset.replacement)
                unsafe next = next?.advanced(by: 1)
                left -= 1
            }
        }
        // Some charsets hold a letter back until it is sure that no accent follows.
        var none: UnsafeMutablePointer<CChar>?
        var nothing = 0
        _ = unsafe step(&none, &nothing, &output)
        return bad
    }

    private func step(
        _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, _ output: inout [UInt8]
    ) -> (result: Int, failure: Int32) {
        let size = buffer.count
        var room = size
        var result = 0
        var failure: Int32 = 0
        unsafe buffer.withUnsafeMutableBytes { raw in
            var target = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            result = unsafe iconv(handle, &next, &left, &target, &room)
            failure = errno
        }
        output.append(contentsOf: buffer[0..<(size - room)])
        return (result, failure)
    }
}

extension ByteSet {
    /// What names of charsets are made of; a `/` would carry options to iconv.
    static let charsetName = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()")
}
