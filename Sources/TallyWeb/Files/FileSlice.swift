/// A part of an open file, sent as content by the kernel or read piece by piece.
package struct FileSlice: Sendable {
    package let file: OpenFile
    /// Which octets of the file.
    package let range: Range<Int>

    /// The whole file.
    package init(_ file: OpenFile) {
        self.file = file
        range = 0..<file.size
    }

    /// - Parameter range: what lies beyond the end of the file is left out.
    package init(_ file: OpenFile, _ range: Range<Int>) {
        self.file = file
        self.range = range.clamped(to: 0..<file.size)
    }

    package var count: Int { range.count }

    /// Octets of the slice; `part` counts from its beginning.
    package subscript(part: Range<Int>) -> FileSlice {
        let part = part.clamped(to: 0..<count)
        return FileSlice(file, range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
    }

    /// Reads the octets from one place on; at most so many, fewer at the end.
    package func bytes(from start: Int = 0, atMost limit: Int) throws(SystemError) -> [UInt8] {
        let first = min(max(0, start), count)
        return try file.bytes(range.lowerBound + first..<range.lowerBound + first + min(limit, count - first))
    }
}
