/// What becomes of the line ends of text that is decoded.
enum LineEnds: Hashable, Sendable {
    case asTheyAre
    /// CRLF and a lone CR become LF.
    case lineFeeds

    /// Text whose lines end in LF.
    static func lineFeeds(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let bytes = text.span
        guard ByteSearch.first(.carriageReturn, in: bytes, 0..<bytes.count) != nil else { return text }
        let output = ByteWriter.bytes(room: bytes.count) { output in
            let lineEnd = SIMD16(repeating: UInt8.carriageReturn)
            var start = 0
            while true {
                start = output.copy(bytes, start..<bytes.count) { $0 .== lineEnd }
                guard start < bytes.count else { break }
                output.append(.lineFeed)
                start += start + 1 < bytes.count && bytes[start + 1] == .lineFeed ? 2 : 1
            }
        }
        return output[...]
    }
}
