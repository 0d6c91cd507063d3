/// A place in a run of bytes, from which the productions of a grammar are taken.
///
/// It is a value: going back is assigning an earlier copy.
struct ByteCursor: Sendable {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, bytes.startIndex..<bytes.endIndex)
    }

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position >= end }

    var current: UInt8? { position < end ? bytes[position] : nil }

    func peek(_ distance: Int) -> UInt8? {
        position + distance < end ? bytes[position + distance] : nil
    }

    /// Whether the byte before this place is `byte`.
    func hasPassed(_ byte: UInt8) -> Bool { position > 0 && bytes[position - 1] == byte }

    mutating func advance(by count: Int = 1) { position = min(position + count, end) }

    mutating func move(to place: Int) { position = min(max(place, position), end) }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func next() -> UInt8? {
        guard position < end else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// The longest run of members of `set` from here; empty when there is none.
    mutating func take(while set: ByteSet) -> Range<Int> {
        let start = position
        while position < end, set.contains(bytes[position]) { position += 1 }
        return start..<position
    }

    /// Moves behind blanks and line ends.
    mutating func skipWhitespace() {
        while position < end, bytes[position].isWhitespace { position += 1 }
    }

    /// The bytes up to the next `byte` or the end; the cursor then stands on it.
    mutating func take(upTo byte: UInt8) -> Range<Int> {
        let start = position
        while position < end, bytes[position] != byte { position += 1 }
        return start..<position
    }

    /// Moves behind one comment, nested ones included, and returns what is between its parentheses.
    ///
    ///     comment = "(" *([FWS] ccontent) [FWS] ")"        ; RFC 5322 §3.2.2
    ///
    /// A comment that never ends reaches to the end. Nesting is a counter.
    mutating func takeComment() -> Range<Int>? {
        guard current == UInt8(ascii: "(") else { return nil }
        position += 1
        let start = position
        var depth = 1
        while let byte = next() {
            switch byte {
            case UInt8(ascii: "\\"): advance()
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"):
                depth -= 1
                if depth == 0 { return start..<(position - 1) }
            default: break
            }
        }
        return start..<end
    }

    /// Moves behind blanks, line ends and comments: `CFWS` of RFC 5322 §3.2.2.
    mutating func skipCommentsAndWhitespace() {
        while true {
            skipWhitespace()
            guard takeComment() != nil else { return }
        }
    }

    /// Moves behind one quoted string and returns its text, quoted pairs resolved (RFC 5322 §3.2.4).
    ///
    /// A string that never ends reaches to the end.
    mutating func takeQuotedString() -> [UInt8]? {
        guard current == UInt8(ascii: "\"") else { return nil }
        position += 1
        var text: [UInt8] = []
        while let byte = next() {
            if byte == UInt8(ascii: "\"") { return text }
            if byte == UInt8(ascii: "\\"), let quoted = next() {
                text.append(quoted)
            } else if !byte.isLineEnd {
                text.append(byte)
            }
        }
        return text
    }
}
