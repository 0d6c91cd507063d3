/// A place in a text that a person wrote, as editors count it.
package struct TextPosition: Hashable, Sendable, CustomStringConvertible {
    /// 1 is the first line; LF, CRLF and a lone CR end a line.
    package var line: Int
    /// 1 is the first character of the line; counted in Unicode scalars, not bytes.
    package var column: Int
    /// Bytes before it.
    package var offset: Int

    package init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// The first place of every text.
    package static let start = TextPosition(line: 1, column: 1, offset: 0)

    /// The place of the byte at `offset`; the place behind the last byte when there are fewer.
    package init(of offset: Int, in bytes: [UInt8]) {
        self = .start
        advance(to: offset, in: bytes)
    }

    /// Moves forward to the byte at `target`; walking through a text in steps stays linear.
    package mutating func advance(to target: Int, in bytes: [UInt8]) {
        let end = min(target, bytes.count)
        while offset < end {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case UInt8(ascii: "\r") where offset < bytes.count && bytes[offset] == UInt8(ascii: "\n"):
                column += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                line += 1
                column = 1
            case 0x80...0xBF:
                break  // a continuation byte belongs to the scalar before it
            default:
                column += 1
            }
        }
    }

    package var description: String { "\(line):\(column)" }
}
