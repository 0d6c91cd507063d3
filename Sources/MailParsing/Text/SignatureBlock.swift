/// What stands behind the line that sets off a signature.
///
/// `-- ` with its space means nothing else (RFC 3676 §4.3). Without the space, which programs take off, it may be a rule
/// between two parts of an answer: then what follows must look like a signature.
enum SignatureBlock {
    /// More lines than a signature has that a bare dash sets off.
    private static let lineLimit = 10
    /// Octets of a line that is no line of a signature.
    private static let lineLength = 100

    /// Whether the mark in a line sets off a signature that goes on to the end.
    static func begins(at mark: Int, upTo end: Int, in lines: ReplyLines) -> Bool {
        if lines.written(lines[mark]).elementsEqual("-- ".utf8) { return true }
        guard mark + 1 < end else { return true }
        if lines[mark + 1].isBlank { return false }
        var filled = 0
        for place in (mark + 1)..<postscript(in: mark..<end, of: lines) where !lines[place].isBlank {
            filled += 1
            let line = lines[place]
            if filled > lineLimit || line.count > lineLength || isListItem(line, in: lines)
                || isSentence(line, in: lines)
            {
                return false
            }
        }
        return true
    }

    /// Where a postscript begins, which people write below their signature; the end when there is none.
    static func postscript(in signature: Range<Int>, of lines: ReplyLines) -> Int {
        for place in signature.dropFirst() where lines[place - 1].isBlank && !lines[place].isQuote {
            let words = lines.words(lines[place])
            if words.hasPrefix("ps:") || words.hasPrefix("ps.") || words.hasPrefix("p.s.")
                || words.hasPrefix("p.s:")
                || words.hasPrefix("p. s.")
            {
                return place
            }
        }
        return signature.upperBound
    }

    /// `2. Reinstall it`.
    private static func isListItem(_ line: ReplyLine, in lines: ReplyLines) -> Bool {
        let words = lines.words(line)
        let behind = words.drop(while: \.isDigit)
        let digits = words.count - behind.count
        guard (1...2).contains(digits), let mark = behind.first else { return false }
        return (mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")) && behind.dropFirst().first == .space
    }

    /// Three words or more that end as a sentence does.
    private static func isSentence(_ line: ReplyLine, in lines: ReplyLines) -> Bool {
        let ends: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")]
        return ends.contains(line.last) && lines.words(line).count { $0 == .space } >= 2
    }
}
