/// The lines of a body, as places in one copy of its text.
struct BodyLines: Sendable {
    /// UTF-8; lines that follow each other have one line feed between them.
    private(set) var text: [UInt8] = []
    private(set) var lines: [TextLine] = []

    /// Where the line begins that was ended last.
    private var endStart = 0

    /// How many lines are told apart; those behind them are one long one, line feeds included, when none is quoted.
    static let limit = 20_000

    init() {}

    /// The lines of plain text.
    init(plain text: [UInt8]) {
        self.text = text
        let bytes = text.span
        var start = 0
        lines.reserveCapacity(min(ByteSearch.count(of: .lineFeed, in: bytes), Self.limit) + 1)
        ByteSearch.each(.lineFeed, in: bytes) { end in
            lines.append(TextLine(start: start, end: end, marks: .plain))
            start = end + 1
            return lines.count < Self.limit
        }
        lines.append(TextLine(start: start, end: bytes.count, marks: .plain))
    }

    // MARK: Writing

    /// Adds text to the line that is being written.
    mutating func write(_ bytes: ArraySlice<UInt8>) { text.append(contentsOf: bytes) }

    mutating func write(_ byte: UInt8) { text.append(byte) }

    mutating func write(number: Int) {
        guard number >= 0 else {
            text.append(UInt8(ascii: "-"))
            write(number: -max(number, -.max))
            return
        }
        var rest = number
        if number >= 100_000_000 {
            write(number: number / 100_000_000)
            // The digit in front keeps zeros behind it.
            rest = number % 100_000_000 + 100_000_000
        }
        // The last digit is found first and written last: they wait in one word, the first one lowest.
        var digits: UInt64 = 0
        repeat {
            digits = digits << 8 | UInt64(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 && digits >> 56 == 0
        repeat {
            text.append(UInt8(truncatingIfNeeded: digits))
            digits >>= 8
        } while digits > 0
    }

    /// Ends the line that is being written and began at `line.start`.
    mutating func end(_ line: TextLine) {
        var line = line
        line.end = text.count
        text.append(.lineFeed)
        endStart = line.start
        if lines.count > Self.limit, line.quoteDepth == 0, lines[lines.count - 1].quoteDepth == 0 {
            lines[lines.count - 1].end = line.end
        } else {
            lines.append(line)
        }
    }

    /// The empty line between two depths of quotation belongs to the outer one.
    mutating func setDepthOfLast(_ depth: UInt16) { lines[lines.count - 1].quoteDepth = depth }

    mutating func dropBlankEnd() {
        while let last = lines.last, isBlank(last) { lines.removeLast() }
        guard let last = lines.last else { return }
        var place = last.end
        while text[place - 1].isWhitespace {
            place -= 1
            if text[place] == .lineFeed { lines[lines.count - 1].end = place }
        }
    }

    /// Whether the line that was ended last is blank.
    var isEndBlank: Bool { text[endStart...].allSatisfy(\.isWhitespace) }

    mutating func append(contentsOf other: consuming BodyLines) {
        guard !lines.isEmpty || !text.isEmpty else {
            self = other
            endTextWithLineFeed()
            return
        }
        let offset = text.count
        text.append(contentsOf: other.text)
        endTextWithLineFeed()
        lines.reserveCapacity(lines.count + other.lines.count)
        for var line in other.lines {
            line.start += offset
            line.end += offset
            lines.append(line)
        }
    }

    private mutating func endTextWithLineFeed() {
        if let last = text.last, last != .lineFeed { text.append(.lineFeed) }
    }

    // MARK: Reading

    func isBlank(_ line: TextLine) -> Bool {
        let bytes = text.span
        var index = line.start
        while index < line.end, bytes[index].isWhitespace { index += 1 }
        return index == line.end
    }

    /// All of it as text, quotations marked with `> `.
    var joined: [UInt8] { joined(lines[...]) }

    /// Lines as text, quotations marked with `> `.
    func joined(_ lines: ArraySlice<TextLine>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(min(text.count, lines.reduce(0) { $0 + $1.count + 1 }))
        var index = lines.startIndex
        while index < lines.endIndex {
            if index > lines.startIndex { output.append(.lineFeed) }
            let line = lines[index]
            if line.quoteDepth > 0 {
                output.append(
                    contentsOf: repeatElement(UInt8(ascii: ">"), count: min(Int(line.quoteDepth), 16)))
                if !line.isEmpty { output.append(.space) }
            }
            // Lines that stand together are copied together.
            var end = line.end
            index += 1
            while index < lines.endIndex, lines[index].quoteDepth == 0, lines[index].start == end + 1,
                text[end] == .lineFeed
            {
                end = lines[index].end
                index += 1
            }
            output.append(contentsOf: text[line.start..<end])
        }
        return output
    }

    /// Adds a line of this body to some of its lines; one that stands right behind the last of them is joined to it.
    func append(_ line: TextLine, to some: inout [TextLine]) {
        if let last = some.last, last.quoteDepth == 0, line.quoteDepth == 0, line.start == last.end + 1,
            text[last.end] == .lineFeed
        {
            some[some.count - 1].end = line.end
        } else {
            some.append(line)
        }
    }

    /// The same without empty lines at both ends.
    func textWithoutBlankEnds(_ lines: [TextLine]) -> String {
        var lines = lines[...]
        while let first = lines.first, isBlank(first) { lines = lines.dropFirst() }
        while let last = lines.last, isBlank(last) { lines = lines.dropLast() }
        // Most of what is shown stands in one piece, which needs no copy but the last.
        if let only = lines.first, lines.count == 1, only.quoteDepth == 0 {
            return String(bytes: text[Self.withoutBlankEnds(text, only.start..<only.end)])
        }
        let joined = joined(lines)
        return String(bytes: joined[Self.withoutBlankEnds(joined, joined.indices)])
    }

    /// What is left of lines that were not told apart.
    private static func withoutBlankEnds(_ text: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        var place = start
        while place < range.upperBound, text[place].isWhitespace {
            place += 1
            if text[place - 1] == .lineFeed { start = place }
        }
        guard place < range.upperBound else { return start..<start }
        place = range.upperBound
        while text[place - 1].isWhitespace {
            place -= 1
            if text[place] == .lineFeed { end = place }
        }
        return start..<end
    }
}
