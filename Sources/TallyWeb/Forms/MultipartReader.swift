/// Finds the parts of a multipart/form-data body while its octets come in (RFC 7578, RFC 2046 §5.1.1).
///
///     preamble ──delimiter──▶ afterDelimiter ──CRLF──▶ header ──empty line──▶ content ──delimiter──▶ afterDelimiter
///                                   └──"--"──▶ end
///
/// It keeps no content: a part's is told as the range of octets at which it lies. Each octet is looked at once; a
/// delimiter begins with CR, which a boundary never contains, so a broken match never has to go back.
struct MultipartReader {
    enum Event: Hashable {
        /// The header of a part, line by line and without line ends.
        case header([[UInt8]])
        /// Where the content of that part lies, counted from the beginning of the body.
        case content(Range<Int>)
    }

    /// What is wrong with the body, for whoever sent it.
    struct Failure: Error, Hashable {
        let reason: String
        var isTooLarge = false
    }

    private enum State: Hashable {
        case preamble
        case afterDelimiter([UInt8])
        case header
        case content(start: Int)
        case end
    }

    private let delimiter: [UInt8]
    private let limits: FormLimits
    private var state = State.preamble
    /// Octets of the delimiter that match so far; the body's beginning counts as a line end.
    private var matched = 2
    private var position = 0
    private var parts = 0
    private var line: [UInt8] = []
    private var lines: [[UInt8]] = []
    private var headerBytes = 0

    init(boundary: [UInt8], limits: FormLimits) {
        delimiter = Array("\r\n--".utf8) + boundary
        self.limits = limits
    }

    /// Whether the last delimiter has come; what follows it means nothing.
    var isComplete: Bool { state == .end }

    /// Takes the next octets of the body.
    mutating func receive(_ bytes: [UInt8]) throws(Failure) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            if state == .end { break }
            position += 1
            if let event = try step(byte) { events.append(event) }
        }
        return events
    }

    private mutating func step(_ byte: UInt8) throws(Failure) -> Event? {
        switch state {
        case .preamble:
            guard position <= limits.headerBytes else { throw Failure(reason: "there is no part in it") }
            if match(byte) { state = .afterDelimiter([]) }
        case .afterDelimiter(let seen): try stepAfterDelimiter(seen + [byte])
        case .header: return try stepHeader(byte)
        case .content(let start):
            guard match(byte) else { return nil }
            state = .afterDelimiter([])
            // Empty content may share its line end with the header before it.
            return .content(start..<max(start, position - delimiter.count))
        case .end: preconditionFailure("nothing is read after the end")
        }
        return nil
    }

    /// Whether the octet completes a delimiter.
    private mutating func match(_ byte: UInt8) -> Bool {
        if byte == delimiter[matched] {
            matched += 1
        } else {
            matched = byte == .carriageReturn ? 1 : 0
        }
        guard matched == delimiter.count else { return false }
        matched = 0
        return true
    }

    /// Behind a delimiter come `--` or a line end; the white space that RFC 2046 allows there, nobody sends.
    private mutating func stepAfterDelimiter(_ seen: [UInt8]) throws(Failure) {
        if seen.elementsEqual("--".utf8) {
            state = .end
        } else if seen.elementsEqual("\r\n".utf8) {
            parts += 1
            guard parts <= limits.parts else {
                throw Failure(reason: "it has too many parts", isTooLarge: true)
            }
            (line, lines, headerBytes) = ([], [], 0)
            state = .header
        } else if !"--".utf8.starts(with: seen), !"\r\n".utf8.starts(with: seen) {
            throw Failure(reason: "a delimiter is followed by something else than a line end")
        } else {
            state = .afterDelimiter(seen)
        }
    }

    private mutating func stepHeader(_ byte: UInt8) throws(Failure) -> Event? {
        headerBytes += 1
        guard headerBytes <= limits.headerBytes else {
            throw Failure(reason: "the header of a part is too long", isTooLarge: true)
        }
        guard byte == .lineFeed else {
            line.append(byte)
            return nil
        }
        guard line.popLast() == .carriageReturn, !line.contains(.carriageReturn), !line.contains(0) else {
            throw Failure(reason: "the header of a part has a broken line end")
        }
        guard line.isEmpty else {
            lines.append(line)
            line = []
            return nil
        }
        // The line end behind the header may be the one that begins the next delimiter.
        matched = 2
        state = .content(start: position)
        return .header(lines)
    }
}
