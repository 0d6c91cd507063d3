/// The parts of a message, found in one pass over its lines (RFC 2046 §5.1).
///
/// The tree is a list in which each part names its parent: nesting is a counter, never the call stack.
struct MIMETree: Sendable {
    private(set) var parts: [MIMEPart] = []
    private(set) var defects: [Defect] = []

    private let bytes: [UInt8]
    private let end: Int
    private let limits: Limits
    /// The multiparts around the current line, outermost first.
    private var open: [Level] = []
    /// The part whose body the current line belongs to.
    private var leaf: Int?

    private struct Level: Sendable {
        let part: Int
        let boundary: [UInt8]
        var hasParts = false

        enum Match {
            case opening
            case closing
        }

        /// What the content of a line, behind its dashes, is to the boundary.
        func match(_ bytes: Span<UInt8>, _ content: Range<Int>) -> Match? {
            let boundary = boundary.span
            let extra = content.count - boundary.count
            guard extra == 0 || extra == 2 else { return nil }
            for place in 0..<boundary.count where bytes[content.lowerBound + place] != boundary[place] {
                return nil
            }
            let dash = UInt8(ascii: "-")
            let end = content.upperBound
            guard extra == 0 || bytes[end - 1] == dash && bytes[end - 2] == dash else { return nil }
            return extra == 0 ? .opening : .closing
        }
    }

    /// - Parameter end: how much of `bytes` is read.
    init(in bytes: [UInt8], upTo end: Int, limits: Limits) {
        self.bytes = bytes
        self.end = end
        self.limits = limits
        var line = beginPart(at: Self.startOfMessage(bytes, end), parent: nil)
        while line < end, !open.isEmpty {
            let dash = UInt8(ascii: "-")
            let dashes = ByteSearch.firstLine(beginningTwiceWith: dash, in: bytes.span, line..<end)
            guard let dashes else { break }
            line = dashes
            let next = HeaderBlock.endOfLine(in: bytes, from: line, to: end)
            if let delimiter = Self.delimiter(of: open, in: bytes, line, next) {
                line = take(delimiter, line: line, next: next)
            } else {
                line = next
            }
        }
        // QUIRK: RFC 2046 §5.1.1. The last delimiter is missing in what was cut off, and in what programs forget.
        // (quirks/boundary-never-closed.eml, quirks/boundary-never-occurs.eml)
        if !open.isEmpty { closeLevels(above: -1, at: end) }
    }

    /// Behind a byte order mark and empty lines.
    ///
    /// QUIRK: RFC 5322 §3.5. Mail that went through files begins with them at times.
    /// (quirks/byte-order-mark.eml, quirks/leading-empty-lines.eml)
    private static func startOfMessage(_ bytes: [UInt8], _ end: Int) -> Int {
        var start = 0
        if bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]) { start = 3 }
        while start < end, bytes[start].isLineEnd { start += 1 }
        return start
    }

    /// Which open multipart a delimiter line belongs to.
    private struct Delimiter {
        let level: Int
        let isClosing: Bool
    }

    /// `dash-boundary` or `close-delimiter` of an open multipart, the innermost one first.
    ///
    /// The line must be the delimiter as a whole, so that a boundary which begins with another one is not taken for it.
    ///
    /// QUIRK: RFC 2046 §5.1.1. Boundaries must not be prefixes of each other, and are; blanks follow them.
    /// (quirks/boundary-prefix.eml, quirks/boundary-trailing-blanks.eml)
    private static func delimiter(
        of open: [Level], in bytes: [UInt8], _ line: Int, _ next: Int
    ) -> Delimiter? {
        let bytes = bytes.span
        guard next - line > 2, bytes[line] == UInt8(ascii: "-"), bytes[line + 1] == UInt8(ascii: "-") else {
            return nil
        }
        var contentEnd = next
        while contentEnd > line + 2, bytes[contentEnd - 1].isWhitespace { contentEnd -= 1 }
        for level in open.indices.reversed() {
            switch open[level].match(bytes, (line + 2)..<contentEnd) {
            case .opening: return Delimiter(level: level, isClosing: false)
            case .closing: return Delimiter(level: level, isClosing: true)
            case nil: continue
            }
        }
        return nil
    }

    private mutating func take(_ delimiter: Delimiter, line: Int, next: Int) -> Int {
        closeLeaf(at: line)
        closeLevels(above: delimiter.level, at: line)
        if delimiter.isClosing {
            let level = open.removeLast()
            parts[level.part].body = parts[level.part].body.lowerBound..<next
            parts[level.part].isContainer = level.hasParts
            return next
        }
        open[delimiter.level].hasParts = true
        parts[open[delimiter.level].part].isContainer = true
        guard parts.count < limits.parts else {
            if defects.last?.kind != .tooManyParts {
                note(.tooManyParts, at: line, "more than \(limits.parts) parts")
            }
            return next
        }
        return beginPart(at: next, parent: open[delimiter.level].part)
    }

    private mutating func beginPart(at start: Int, parent: Int?) -> Int {
        let header = HeaderBlock(in: bytes, start..<end, limits: limits) { [bytes, end, open] line in
            let next = HeaderBlock.endOfLine(in: bytes, from: line, to: end)
            return Self.delimiter(of: open, in: bytes, line, next) != nil
        }
        defects.append(contentsOf: header.defects)
        let isInDigest = parent.map { parts[$0].mediaType == "multipart/digest" } ?? false
        let part = MIMEPart(
            fields: header.fields, parent: parent, depth: open.count, isInDigest: isInDigest,
            body: header.bodyStart..<end)
        parts.append(part)
        if part.isMultipart {
            // QUIRK: RFC 2046 §5.1.1. Without its boundary a multipart is read as text. (quirks/boundary-missing.eml)
            if part.boundary == nil { note(.missingBoundary, at: start, part.mediaType) }
            if open.count >= limits.depth {
                note(.tooDeep, at: start, "more than \(limits.depth) multiparts")
            }
        }
        if let boundary = part.boundary, open.count < limits.depth {
            open.append(Level(part: parts.count - 1, boundary: boundary))
            leaf = nil
        } else {
            leaf = parts.count - 1
        }
        return header.bodyStart
    }

    /// The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
    private func endOfBody(at line: Int, from start: Int) -> Int {
        var place = line
        if place > start, bytes[place - 1] == .lineFeed { place -= 1 }
        if place > start, bytes[place - 1] == .carriageReturn { place -= 1 }
        return max(place, start)
    }

    private mutating func closeLeaf(at line: Int) {
        guard let part = leaf else { return }
        let start = parts[part].body.lowerBound
        parts[part].body = start..<endOfBody(at: line, from: start)
        leaf = nil
    }

    private mutating func closeLevels(above level: Int, at line: Int) {
        while open.count - 1 > level {
            let closed = open.removeLast()
            let start = parts[closed.part].body.lowerBound
            parts[closed.part].body = start..<(line == end ? end : endOfBody(at: line, from: start))
            note(
                closed.hasParts ? .missingCloseDelimiter : .missingDelimiter, at: start,
                String(bytes: closed.boundary))
        }
    }

    private mutating func note(_ kind: Defect.Kind, at offset: Int, _ detail: String) {
        defects.append(Defect(kind: kind, offset: offset, detail: detail))
    }
}
