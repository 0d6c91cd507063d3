/// The quoted-printable transfer encoding (RFC 2045 §6.7).
enum QuotedPrintable {
    /// What the text stands for, and whether it held an `=` that means nothing.
    ///
    /// White space before a line end is deleted. QUIRK: RFC 2045 §6.7 (1). Text was not encoded, or changed on its way:
    /// such an `=` stays. (quirks/qp-bad-escapes.eml)
    static func decode(_ bytes: [UInt8], in range: Range<Int>) -> (bytes: [UInt8], isDamaged: Bool) {
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        var isDamaged = false
        // How much of the output's end is white space that a line end would delete.
        var blanks = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == UInt8(ascii: "=") {
                blanks = 0
                if index + 2 < range.upperBound, let high = bytes[index + 1].hexadecimalValue,
                    let low = bytes[index + 2].hexadecimalValue
                {
                    output.append(high << 4 | low)
                    index += 3
                } else if let next = softBreak(bytes, from: index + 1, to: range.upperBound) {
                    index = next
                } else {
                    isDamaged = true
                    output.append(byte)
                    index += 1
                }
                continue
            }
            if byte.isLineEnd {
                output.removeLast(blanks)
                blanks = 0
            } else {
                blanks = byte.isBlank ? blanks + 1 : 0
            }
            output.append(byte)
            index += 1
        }
        output.removeLast(blanks)
        return (output, isDamaged)
    }

    /// Where the line after a soft line break begins.
    private static func softBreak(_ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        var index = start
        while index < end, bytes[index].isBlank { index += 1 }
        if index == end { return end }
        if bytes[index] == .lineFeed { return index + 1 }
        guard bytes[index] == .carriageReturn else { return nil }
        return index + 1 < end && bytes[index + 1] == .lineFeed ? index + 2 : index + 1
    }

    /// The text in lines of at most 76 letters, line ends as CRLF.
    ///
    /// - Parameter text: lines end in LF.
    static func encode(_ text: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 8)
        var line: [UInt8] = []
        var column = 0
        func put(_ letters: [UInt8]) {
            if column + letters.count > 75 {
                output.append(contentsOf: [UInt8(ascii: "="), .carriageReturn, .lineFeed])
                column = 0
            }
            output.append(contentsOf: letters)
            column += letters.count
        }
        func finishLine() {
            for (place, byte) in line.enumerated() {
                let isLast = place == line.count - 1
                let isPlain = byte > 32 && byte < 127 && byte != UInt8(ascii: "=")
                if isPlain && !(column == 0 && isRisky(line, at: place)) || byte.isBlank && !isLast {
                    put([byte])
                } else {
                    put([UInt8(ascii: "="), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]])
                }
            }
            line.removeAll(keepingCapacity: true)
            column = 0
        }
        for byte in text {
            if byte == .lineFeed {
                finishLine()
                output.append(contentsOf: [.carriageReturn, .lineFeed])
            } else {
                line.append(byte)
            }
        }
        finishLine()
        return output
    }

    /// What a relay may take for its own at the start of a line: a dot, mbox's `From `, a boundary's `--`.
    private static func isRisky(_ line: [UInt8], at place: Int) -> Bool {
        let byte = line[place]
        return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || line[place...].hasPrefixIgnoringCase("From ")
    }

    static let hexadecimal = [UInt8]("0123456789ABCDEF".utf8)
}
