/// The quoted-printable transfer encoding (RFC 2045 §6.7).
enum QuotedPrintable {
    /// What the text stands for, and whether it held an `=` that means nothing.
    ///
    /// White space before a line end is deleted. QUIRK: RFC 2045 §6.7 (1). Text was not encoded, or changed on its way:
    /// such an `=` stays. (quirks/qp-bad-escapes.eml)
    ///
    /// - Parameter lineEnds: what becomes of line ends.
    static func decode(
        _ bytes: [UInt8], in range: Range<Int>, lineEnds: LineEnds = .asTheyAre
    ) -> (bytes: [UInt8], isDamaged: Bool) {
        var reading = Reading(index: range.lowerBound, end: range.upperBound, lineEnds: lineEnds)
        let output = ByteWriter.bytes(room: range.count) { reading.decode(bytes.span, to: &$0) }
        guard reading.hasLoneCarriageReturn else { return (output, reading.isDamaged) }
        // What follows it is only known once everything is decoded.
        let whole = decode(bytes, in: range).bytes
        return (Array(LineEnds.lineFeeds(in: whole[...])), reading.isDamaged)
    }

    private struct Reading {
        var index: Int
        let end: Int
        let lineEnds: LineEnds
        /// Up to where blanks are kept at a line end: they were encoded, or a soft line break follows them.
        private var floor = 0
        private(set) var isDamaged = false
        /// One that was encoded, or that no line feed follows.
        private(set) var hasLoneCarriageReturn = false

        init(index: Int, end: Int, lineEnds: LineEnds) {
            self.index = index
            self.end = end
            self.lineEnds = lineEnds
        }

        @inline(__always)
        mutating func decode(_ bytes: Span<UInt8>, to output: inout ByteWriter) {
            let mark = SIMD16(repeating: UInt8(ascii: "="))
            let control = SIMD16(repeating: UInt8.carriageReturn)
            while true {
                index = output.copy(bytes, index..<end) { ($0 .== mark) .| ($0 .<= control) }
                // Characters beyond ASCII come several at a time.
                while index < end, bytes[index] == UInt8(ascii: "=") { takeEscape(bytes, &output) }
                guard index < end else { break }
                let byte = bytes[index]
                guard byte <= .carriageReturn else { continue }
                if byte.isLineEnd { output.removeLast(downTo: floor, while: \.isBlank) }
                index += 1
                if lineEnds == .lineFeeds, byte == .carriageReturn {
                    if index < end, bytes[index] == .lineFeed {
                        index += 1
                    } else {
                        hasLoneCarriageReturn = true
                    }
                    output.append(.lineFeed)
                } else {
                    output.append(byte)
                }
            }
            output.removeLast(downTo: floor, while: \.isBlank)
        }

        @inline(__always)
        private mutating func takeEscape(_ bytes: Span<UInt8>, _ output: inout ByteWriter) {
            if index + 2 < end, let octet = octet(bytes[index + 1], bytes[index + 2]) {
                output.append(octet)
                index += 3
                if octet == .carriageReturn, lineEnds == .lineFeeds { hasLoneCarriageReturn = true }
            } else if let next = softBreak(bytes, from: index + 1, to: end) {
                index = next
            } else {
                isDamaged = true
                output.append(bytes[index])
                index += 1
            }
            floor = output.count
        }
    }

    /// The octet that two hexadecimal digits stand for.
    @inline(__always)
    private static func octet(_ high: UInt8, _ low: UInt8) -> UInt8? {
        let digits = digits.span
        let value = digits[Int(high)] << 4 | digits[Int(low)]
        return value < 256 ? UInt8(truncatingIfNeeded: value) : nil
    }

    /// The value of each byte as a hexadecimal digit; what is none has a value that no octet reaches.
    private static let digits = (0...255).map { UInt8($0).hexadecimalValue.map(UInt16.init) ?? 0x100 }

    /// Where the line after a soft line break begins.
    private static func softBreak(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
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
