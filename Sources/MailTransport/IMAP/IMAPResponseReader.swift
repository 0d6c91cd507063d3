/// Cuts the stream of an IMAP server into complete responses.
///
///     response = line CRLF / line "{" number "}" CRLF literal response      ; RFC 9051 §4.3
///
/// Only data responses (`* 12 FETCH …`) can hold literals: a status text that happens to end in `{5}` is just text.
struct IMAPResponseReader {
    /// A response: lines, and between each two of them a literal.
    struct Raw: Hashable {
        var lines: [[UInt8]] = []
        var literals: [[UInt8]] = []
    }

    /// What the caller is ready to keep.
    struct Limits: Hashable {
        /// Bytes of one line; a plain SEARCH answer can be long.
        var line = 1 << 20
        var literal = 1 << 16
        var literalsOfResponse = 64
    }

    var limits = Limits()
    /// Off until the server has answered a first command: the rest of a broken line must not open a literal.
    var allowsLiterals = false

    private var arrived: ArraySlice<UInt8> = []
    private var current = Raw()
    private var line: [UInt8] = []
    private var literal: [UInt8] = []
    /// Bytes of the literal still to come; nil between literals.
    private var missing: Int?

    /// Takes what arrived; `next` gives what it completes.
    mutating func receive(_ bytes: ArraySlice<UInt8>) {
        arrived = arrived.isEmpty ? bytes : arrived + bytes
    }

    /// The next complete response; nil when more must arrive first.
    mutating func next() throws(IMAPViolation) -> Raw? {
        while true {
            guard takeLiteral() else { return nil }
            let end = arrived.firstIndex(of: UInt8(ascii: "\n"))
            line += arrived[..<(end ?? arrived.endIndex)]
            arrived = end.map { arrived[($0 + 1)...] } ?? []
            guard line.count <= limits.line else { throw .lineTooLong }
            guard end != nil else { return nil }
            if let raw = try takeLine() { return raw }
        }
    }

    /// Takes what is missing of a literal.
    ///
    /// False when that has not all arrived.
    private mutating func takeLiteral() -> Bool {
        guard let count = missing else { return true }
        let part = arrived.prefix(count)
        literal += part
        arrived = arrived.dropFirst(part.count)
        missing = count - part.count
        guard part.count == count else { return false }
        current.literals.append(literal)
        literal = []
        missing = nil
        return true
    }

    /// Ends the line; nil when a literal follows, the response otherwise.
    private mutating func takeLine() throws(IMAPViolation) -> Raw? {
        // QUIRK: a bare LF ends a line too, where RFC 9051 §2.2 wants CRLF.
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line = [] }
        guard let announced = announcedLiteral else {
            current.lines.append(line)
            defer { current = Raw() }
            return current
        }
        guard let count = Int(digits: announced), count <= limits.literal,
            current.literals.count < limits.literalsOfResponse
        else { throw .literalTooLarge(announced: serverWords(announced.prefix(20))) }
        current.lines.append(Array(line[..<(announced.startIndex - 1)]))
        literal.reserveCapacity(count)
        missing = count
        return nil
    }

    /// The digits between `{` and `}` at the end of the line.
    private var announcedLiteral: ArraySlice<UInt8>? {
        guard allowsLiterals, line.last == UInt8(ascii: "}"),
            let open = line.lastIndex(of: UInt8(ascii: "{")), open > 0
        else { return nil }
        let first = current.lines.first ?? line
        guard first.starts(with: "* ".utf8), !Self.isStatus(first[2...]) else { return nil }
        let digits = line[(open + 1)..<(line.count - 1)]
        guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        return digits
    }

    private static func isStatus(_ words: ArraySlice<UInt8>) -> Bool {
        let word = words.prefix { $0 != UInt8(ascii: " ") }.map { $0 & 0xDF }
        return ["OK", "NO", "BAD", "BYE", "PREAUTH"].contains { word.elementsEqual($0.utf8) }
    }
}
