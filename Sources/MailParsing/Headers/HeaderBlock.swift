/// The fields at the start of a message or of a part (RFC 5322 §2.1), and where its body begins.
struct HeaderBlock: Sendable {
    private(set) var fields: [HeaderField] = []
    /// The first octet behind the blank line.
    private(set) var bodyStart: Int
    private(set) var defects: [Defect] = []

    /// Reads from `range`'s start up to the first blank line.
    ///
    /// - Parameter isDelimiter: whether the line at this place belongs to an enclosing multipart, which ends the block.
    init(
        in bytes: [UInt8], _ range: Range<Int>, limits: Limits, isDelimiter: (Int) -> Bool = { _ in false }
    ) {
        bodyStart = range.upperBound
        var line = range.lowerBound
        let limit = min(range.upperBound, range.lowerBound + limits.headerBytes)
        while line < range.upperBound {
            let end = Self.endOfLine(in: bytes, from: line, to: range.upperBound)
            if Self.isBlank(bytes, line..<end) {
                bodyStart = end
                return
            }
            let isDashed = bytes[line] == UInt8(ascii: "-")
            if isDashed && isDelimiter(line) {
                bodyStart = line
                return
            }
            guard line < limit, fields.count < limits.fields else {
                note(
                    line < limit ? .tooManyFields : .headerTooLarge, at: line,
                    "the rest of the header is left out")
                bodyStart = Self.endOfBlock(
                    in: bytes, from: line, to: range.upperBound, isDelimiter: isDelimiter)
                return
            }
            guard let colon = Self.endOfName(in: bytes, line..<end) else {
                // QUIRK: RFC 5322 §2.2. mbox files begin with a `From ` line, relays have put it into the header.
                // (quirks/mbox-from-line.eml, quirks/mbox-from-inside.eml)
                if bytes[line..<end].hasPrefix("From ") || bytes[line..<end].hasPrefix(">From ") {
                    note(.mailboxLine, at: line, "a line of an mbox file")
                    line = end
                    continue
                }
                // QUIRK: RFC 5322 §2.1. The blank line is missing, or a line without a name is among the fields.
                // (quirks/missing-blank-line.eml, quirks/stray-line.eml)
                guard let next = Self.fieldBehindStrayLine(bytes, line..<end, upTo: range.upperBound),
                    !fields.isEmpty || bytes[line].isBlank
                else {
                    note(.missingBlankLine, at: line, "the body begins without a blank line")
                    bodyStart = line
                    return
                }
                note(.strayLine, at: line, "a line without a field name")
                line = next
                continue
            }
            line = takeField(bytes, line: line, end: end, colon: colon, limit: limit, upTo: range.upperBound)
        }
    }

    private mutating func takeField(
        _ bytes: [UInt8], line: Int, end: Int, colon: Int, limit: Int, upTo last: Int
    ) -> Int {
        var nameEnd = colon
        while nameEnd > line, bytes[nameEnd - 1].isBlank { nameEnd -= 1 }
        // QUIRK: RFC 5322 §2.2. `From :` is `obs-from` (§4.5.2); it is read, and said, since others read it
        // otherwise. (quirks/blank-before-colon.eml)
        if nameEnd != colon { note(.blankBeforeColon, at: line, String(bytes: bytes[line..<nameEnd])) }
        var valueEnd = end
        while valueEnd < limit, bytes[valueEnd].isBlank {
            let next = Self.endOfLine(in: bytes, from: valueEnd, to: last)
            // QUIRK: RFC 5322 §4.2. A line of white space alone ends the header for every reader but the obsolete
            // one. (quirks/blank-line-of-spaces.eml)
            if Self.isBlank(bytes, valueEnd..<next), !Self.continues(bytes, at: next, last) { break }
            valueEnd = next
        }
        fields.append(
            HeaderField(bytes: bytes, nameRange: line..<nameEnd, valueRange: (colon + 1)..<valueEnd))
        return valueEnd
    }

    private mutating func note(_ kind: Defect.Kind, at offset: Int, _ detail: String) {
        defects.append(Defect(kind: kind, offset: offset, detail: detail))
    }

    /// The field that follows a line without a colon and its continuations, which then stand inside the header.
    private static func fieldBehindStrayLine(_ bytes: [UInt8], _ line: Range<Int>, upTo end: Int) -> Int? {
        var next = line.upperBound
        while next < end, bytes[next].isBlank { next = endOfLine(in: bytes, from: next, to: end) }
        guard next < end, endOfName(in: bytes, next..<endOfLine(in: bytes, from: next, to: end)) != nil else {
            return nil
        }
        return next
    }

    /// Behind the line end of the line at `start`.
    static func endOfLine(in bytes: [UInt8], from start: Int, to end: Int) -> Int {
        guard start < end, let place = ByteSearch.first(.lineFeed, in: bytes.span, start..<end) else {
            return end
        }
        return place + 1
    }

    private static func isBlank(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
        bytes[line].allSatisfy(\.isLineEnd)
    }

    private static func continues(_ bytes: [UInt8], at index: Int, _ end: Int) -> Bool {
        index < end && bytes[index].isBlank
    }

    /// The place of the colon behind a field name, if the line begins with one.
    private static func endOfName(in bytes: [UInt8], _ line: Range<Int>) -> Int? {
        var index = line.lowerBound
        while index < line.upperBound, ByteSet.fieldName.contains(bytes[index]) { index += 1 }
        guard index > line.lowerBound else { return nil }
        while index < line.upperBound, bytes[index].isBlank { index += 1 }
        return index < line.upperBound && bytes[index] == UInt8(ascii: ":") ? index : nil
    }

    private static func endOfBlock(
        in bytes: [UInt8], from start: Int, to end: Int, isDelimiter: (Int) -> Bool
    ) -> Int {
        var line = start
        while line < end {
            let next = endOfLine(in: bytes, from: line, to: end)
            if isBlank(bytes, line..<next) { return next }
            if bytes[line] == UInt8(ascii: "-"), isDelimiter(line) { return line }
            line = next
        }
        return end
    }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Whether the bytes begin with exactly this text.
    func hasPrefix(_ text: String) -> Bool {
        guard count >= text.utf8.count else { return false }
        var index = startIndex
        for byte in text.utf8 {
            guard self[index] == byte else { return false }
            index += 1
        }
        return true
    }
}
