/// The content of a request: in memory, or in a file when there was much of it.
package enum RequestContent: Sendable {
    case bytes([UInt8])
    /// A file without a name, gone when nobody holds it any more.
    case file(FileSlice)

    package var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let slice): slice.count
        }
    }

    /// A part of the content; what lies beyond its end is left out.
    package subscript(part: Range<Int>) -> RequestContent {
        switch self {
        case .bytes(let bytes): .bytes(Array(bytes[part.clamped(to: bytes.indices)]))
        case .file(let slice): .file(slice[part])
        }
    }

    /// The octets from one place on; at most so many, fewer at the end.
    package func bytes(from start: Int = 0, atMost limit: Int) throws(SystemError) -> [UInt8] {
        switch self {
        case .bytes(let bytes): Array(bytes.dropFirst(start).prefix(limit))
        case .file(let slice): try slice.bytes(from: start, atMost: limit)
        }
    }
}
