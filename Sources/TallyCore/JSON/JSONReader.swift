extension JSON {
    /// Reads one JSON text.
    ///
    /// Strict RFC 8259: UTF-8 without a byte order mark, nothing behind the value, no lone surrogates. Two members
    /// of one name are an error, since programs differ in which of the two they believe. Integers that do not fit
    /// in 64 bits become `number`.
    package init(parsing bytes: [UInt8], limits: Limits = .standard) throws(SyntaxError) {
        var reader = JSONReader(bytes: bytes, limits: limits)
        self = try reader.text()
    }
}

/// Where bytes stop being UTF-8; nil when they are UTF-8 as a whole.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
    do {
        _ = try UTF8Span(validating: bytes.span)
        return nil
    } catch {
        return error.byteOffsets.lowerBound
    }
}

/// A recursive descent through RFC 8259, bounded by the depth limit.
private struct JSONReader {
    private let bytes: [UInt8]
    private let limits: JSON.Limits
    private var position = 0
    private var depth = 0
    private var values = 0

    init(bytes: [UInt8], limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// `JSON-text = ws value ws` (RFC 8259 §2).
    mutating func text() throws(JSON.SyntaxError) -> JSON {
        guard bytes.count <= limits.bytes else {
            throw JSON.SyntaxError(.tooLarge(limit: limits.bytes), at: .start)
        }
        if let offset = firstInvalidUTF8(in: bytes) { throw failure(.notUTF8, at: offset) }
        let value = try value()
        skipWhitespace()
        guard position == bytes.count else { throw unexpected("the end of the text") }
        return value
    }

    /// `value = false / null / true / object / array / number / string` (RFC 8259 §3), with `ws` before it.
    private mutating func value() throws(JSON.SyntaxError) -> JSON {
        skipWhitespace()
        values += 1
        guard values <= limits.values else { throw failure(.tooManyValues(limit: limits.values)) }
        guard let byte = peek else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { reader throws(JSON.SyntaxError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSON.SyntaxError) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(JSON.SyntaxError) -> JSON
    ) throws(JSON.SyntaxError) -> JSON {
        guard depth < limits.depth else { throw failure(.tooDeep(limit: limits.depth)) }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    /// `object = begin-object [ member *( value-separator member ) ] end-object` (RFC 8259 §4).
    private mutating func object() throws(JSON.SyntaxError) -> JSON {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipWhitespace()
            let start = position
            guard peek == UInt8(ascii: "\"") else { throw unexpected("a member name in double quotes") }
            let name = try string()
            guard names.insert(name).inserted else { throw failure(.duplicateName(name), at: start) }
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
            members.append(JSON.Member(name: name, value: try value()))
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw unexpected("\",\" or \"}\"") }
        return .object(members)
    }

    /// `array = begin-array [ value *( value-separator value ) ] end-array` (RFC 8259 §5).
    private mutating func array() throws(JSON.SyntaxError) -> JSON {
        var elements: [JSON] = []
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value())
            skipWhitespace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw unexpected("\",\" or \"]\"") }
        return .array(elements)
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
        for expected in "\(word)".utf8 {
            guard take(expected) else { throw unexpected("\"\(word)\"") }
        }
        return value
    }

    /// `number = [ minus ] int [ frac ] [ exp ]` (RFC 8259 §6).
    private mutating func number() throws(JSON.SyntaxError) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) {
            guard takeDigits() else { throw failure(.invalidNumber, at: start) }
        } else if isDigit(peek) {
            throw failure(.invalidNumber, at: start)
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            guard takeDigits() else { throw failure(.invalidNumber, at: start) }
            isInteger = false
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard takeDigits() else { throw failure(.invalidNumber, at: start) }
            isInteger = false
        }
        let digits = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(digits) { return .integer(integer) }
        guard let number = Double(digits), number.isFinite else {
            throw failure(.numberOutOfRange, at: start)
        }
        return .number(number)
    }

    /// `string = quotation-mark *char quotation-mark` (RFC 8259 §7).
    private mutating func string() throws(JSON.SyntaxError) -> String {
        let start = position
        position += 1
        var text = ""
        while true {
            let run = position
            while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                position += 1
            }
            if run < position { text += String(decoding: bytes[run..<position], as: UTF8.self) }
            if take(UInt8(ascii: "\"")) { return text }
            guard let byte = peek else { throw failure(.unterminatedString, at: start) }
            guard byte == UInt8(ascii: "\\") else { throw failure(.controlCharacter) }
            text.unicodeScalars.append(try escape())
        }
    }

    /// `escape ( %x22 / %x5C / %x2F / %x62 / … / %x75 4HEXDIG )` (RFC 8259 §7).
    private mutating func escape() throws(JSON.SyntaxError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = peek else { throw failure(.invalidEscape, at: start) }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw failure(.invalidEscape, at: start)
        }
        guard let unit = takeFourHexDigits() else { throw failure(.invalidEscape, at: start) }
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = takeFourHexDigits(),
            let scalar = Unicode.Scalar(high: unit, low: low)
        else { throw failure(.loneSurrogate, at: start) }
        return scalar
    }
}

extension JSONReader {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
    }

    private mutating func takeDigits() -> Bool {
        let start = position
        while isDigit(peek) { position += 1 }
        return position > start
    }

    private mutating func takeFourHexDigits() -> UInt16? {
        guard position + 4 <= bytes.count, let unit = hexadecimal(bytes[position..<position + 4]) else {
            return nil
        }
        position += 4
        return UInt16(unit)
    }

    /// `ws = *( %x20 / %x09 / %x0A / %x0D )` (RFC 8259 §2).
    private mutating func skipWhitespace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func failure(_ reason: JSON.SyntaxError.Reason, at offset: Int? = nil) -> JSON.SyntaxError {
        JSON.SyntaxError(reason, at: TextPosition(of: offset ?? position, in: bytes))
    }

    private func unexpected(_ expected: String) -> JSON.SyntaxError {
        guard position < bytes.count else { return failure(.unexpectedEnd(expected: expected)) }
        let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
        return failure(.unexpectedCharacter(rest.unicodeScalars.first ?? " ", expected: expected))
    }
}

/// The value of at most sixteen hexadecimal digits; nil when there is none, or something else among them.
func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard 1...16 ~= digits.count else { return nil }
    var value: UInt64 = 0
    for digit in digits {
        let nibble: UInt8
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): nibble = digit - UInt8(ascii: "A") + 10
        default: return nil
        }
        value = value << 4 | UInt64(nibble)
    }
    return value
}

extension Unicode.Scalar {
    /// The scalar of a surrogate pair (RFC 8259 §7); nil when the two are none.
    init?(high: UInt16, low: UInt16) {
        guard 0xD800...0xDBFF ~= high, 0xDC00...0xDFFF ~= low else { return nil }
        self.init(0x1_0000 + (UInt32(high) - 0xD800) << 10 + UInt32(low) - 0xDC00)
    }
}
