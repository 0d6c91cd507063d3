internal import Glibc

/// The owner of one conversion to UTF-8 by the C library.
///
/// It cannot be copied, so it is closed exactly once; one belongs to one use, since iconv keeps state.
@safe
struct CharsetConverter: ~Copyable {
    private let handle: iconv_t

    /// - Parameter charset: a name that iconv knows; nil comes back when it does not.
    init?(from charset: String) {
        guard charset.utf8.allSatisfy({ ByteSet.charsetName.contains($0) }) else { return nil }
        let opened = unsafe iconv_open("UTF-8", charset)
        guard unsafe opened != iconv_t(bitPattern: -1), let handle = unsafe opened else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe iconv_close(handle) }

    /// Appends the UTF-8 of `bytes`; each octet that means nothing becomes U+FFFD.
    ///
    /// - Returns: how many octets meant nothing.
    borrowing func convert(_ bytes: [UInt8], appendingTo output: inout [UInt8]) -> Int {
        var bad = 0
        var input = bytes
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = input.count
        unsafe input.withUnsafeMutableBytes { raw in
            var next = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = count
            while left > 0 {
                let (result, failure) = unsafe step(&next, &left, &buffer, &output)
                guard result == -1, failure != E2BIG else { continue }
                // EILSEQ or EINVAL: this octet begins nothing that the charset knows.
                bad += 1
                output.append(contentsOf: Charset.replacement)
                unsafe next = next?.advanced(by: 1)
                left -= 1
            }
        }
        return bad
    }

    private borrowing func step(
        _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, _ buffer: inout [UInt8],
        _ output: inout [UInt8]
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
    fileprivate static let charsetName = ByteSet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+()")
}
