/// A position in a response, past which its values are taken one by one.
struct IMAPValueCursor {
    /// Deeper lists than this are not read.
    private static let deepest = 32

    private let raw: IMAPResponseReader.Raw
    private var index = 0
    private var offset: Int

    init(_ raw: IMAPResponseReader.Raw, offset: Int) {
        self.raw = raw
        self.offset = offset
    }

    /// The next byte; nil at a literal and at the end.
    var next: UInt8? { offset < raw.lines[index].count ? raw.lines[index][offset] : nil }

    /// The bytes up to the end or the next literal.
    var rest: ArraySlice<UInt8> { raw.lines[index][offset...] }

    mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        offset += 1
        return true
    }

    mutating func skipSpaces() {
        while take(" ") {}
    }

    /// Everything up to a space, a parenthesis or the end; square brackets and what is in them belong to it.
    ///
    ///     msg-att-static = … / "BODY" section ["<" number ">"] SP nstring       ; RFC 9051 §9
    mutating func takeName() -> ArraySlice<UInt8> {
        let line = raw.lines[index]
        let start = offset
        var isInBrackets = false
        while offset < line.count {
            let byte = line[offset]
            if byte == UInt8(ascii: "[") { isInBrackets = true }
            if byte == UInt8(ascii: "]") { isInBrackets = false }
            let ends = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
            if ends && !isInBrackets { break }
            offset += 1
        }
        return line[start..<offset]
    }

    mutating func takeNumber() -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        offset += digits.count
        return Int(digits: digits)
    }

    /// A string, or that there is none.
    enum NString: Hashable {
        case bytes([UInt8])
        case none
    }

    /// Takes a string or NIL.
    ///
    ///     nstring = string / nil;  string = quoted / literal                    ; RFC 9051 §9
    ///
    /// - Returns: nil when something else stands here.
    mutating func takeNString() -> NString? {
        _ = take("~")
        if next == nil, index < raw.literals.count {
            defer {
                index += 1
                offset = 0
            }
            return .bytes(raw.literals[index])
        }
        if next == UInt8(ascii: "\"") { return takeQuoted().map { .bytes($0) } }
        guard takeName().map({ $0 & 0xDF }).elementsEqual("NIL".utf8) else { return nil }
        return NString.none
    }

    /// Takes a quoted string; nil when none stands here or it has no end.
    ///
    ///     quoted = DQUOTE *QUOTED-CHAR DQUOTE                                   ; RFC 9051 §9
    mutating func takeQuoted() -> [UInt8]? {
        guard take("\"") else { return nil }
        var bytes: [UInt8] = []
        while let byte = next {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return bytes
            case UInt8(ascii: "\\"):
                guard let escaped = next else { return nil }
                offset += 1
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }

    /// Passes one value of any kind: atom, string, literal or list.
    ///
    /// False when there is none.
    mutating func skipValue() -> Bool {
        var depth = 0
        repeat {
            skipSpaces()
            switch next {
            case UInt8(ascii: "("):
                offset += 1
                depth += 1
                guard depth <= Self.deepest else { return false }
            case UInt8(ascii: ")"):
                guard depth > 0 else { return false }
                offset += 1
                depth -= 1
            case UInt8(ascii: "\""):
                guard takeQuoted() != nil else { return false }
            case nil:
                guard index < raw.literals.count else { return false }
                index += 1
                offset = 0
            default:
                guard !takeName().isEmpty else { return false }
            }
        } while depth > 0
        return true
    }
}
