internal import CZlib

/// Content in the gzip format (RFC 1952), by zlib.
enum Gzip {
    /// The octets compressed; nil when that makes them no shorter, or fails for want of memory.
    ///
    /// - Parameter level: 1 is fast, 9 is small.
    static func compressed(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        guard !bytes.isEmpty, bytes.count <= Int(UInt32.max) else { return nil }
        var stream = unsafe z_stream()
        // 15 bits of window, and 16 more mean: with the frame of gzip.
        guard
            unsafe deflateInit2_(
                &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        // One octet less than there was: what does not fit is not worth it.
        var output = [UInt8](repeating: 0, count: bytes.count - 1)
        let outcome = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { room in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = room.baseAddress
                unsafe stream.avail_out = UInt32(room.count)
                return unsafe deflate(&stream, Z_FINISH)
            }
        }
        guard outcome == Z_STREAM_END else { return nil }
        return Array(output[..<Int(unsafe stream.total_out)])
    }
}
