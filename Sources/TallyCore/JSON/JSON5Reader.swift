extension LocatedJSON {
    /// Reads one JSON5 text (JSON5 1.0.0), which has to be UTF-8; a byte order mark is white space.
    ///
    /// Integers that do not fit in 64 bits become `number`.
    package init(json5 bytes: [UInt8], limits: JSON.Limits = .standard) throws(JSON.SyntaxError) {
        var reader = JSON5Reader(bytes: bytes, limits: limits)
        self = try reader.text()
    }
}

/// A recursive descent through JSON5 1.0.0, bounded by the depth limit.
private struct JSON5Reader {
    fileprivate let bytes: [UInt8]
    fileprivate var position = 0
    private let limits: JSON.Limits
    private var depth = 0
    private var values = 0
    /// The last place asked for; places are asked for in order, so that counting lines stays linear.
    private var mark = TextPosition.start

    init(bytes: [UInt8], limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// `JSON5Text :: JSON5Value` (JSON5 §2).
    mutating func text() throws(JSON.SyntaxError) -> LocatedJSON {
        guard bytes.count <= limits.bytes else {
            throw JSON.SyntaxError(.tooLarge(limit: limits.bytes), at: .start)
        }
        if let offset = firstInvalidUTF8(in: bytes) { throw failure(.notUTF8, at: offset) }
        let value = try value()
        try skipBlanks()
        guard position == bytes.count else { throw unexpected("the end of the text") }
        return value
    }

    private mutating func value() throws(JSON.SyntaxError) -> LocatedJSON {
        try skipBlanks()
        values += 1
        guard values <= limits.values else { throw failure(.tooManyValues(limit: limits.values)) }
        let start = place()
        return LocatedJSON(content: try content(), position: start)
    }

    /// `JSON5Value :: JSON5Null | JSON5Boolean | JSON5String | JSON5Number | JSON5Object | JSON5Array`.
    private mutating func content() throws(JSON.SyntaxError) -> LocatedJSON.Content {
        guard let byte = peek else { throw unexpected("a value") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { reader throws(JSON.SyntaxError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSON.SyntaxError) in try reader.array() }
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try string())
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        default: return try word()
        }
    }

    private mutating func word() throws(JSON.SyntaxError) -> LocatedJSON.Content {
        let words: [(StaticString, LocatedJSON.Content)] = [
            ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
            ("Infinity", .number(.infinity)), ("NaN", .number(.nan)),
        ]
        for (word, content) in words where take("\(word)") {
            try expectEndOfToken()
            return content
        }
        throw unexpected("a value")
    }

    private mutating func nested(
        _ body: (inout JSON5Reader) throws(JSON.SyntaxError) -> LocatedJSON.Content
    ) throws(JSON.SyntaxError) -> LocatedJSON.Content {
        guard depth < limits.depth else { throw failure(.tooDeep(limit: limits.depth)) }
        depth += 1
        position += 1
        let content = try body(&self)
        depth -= 1
        return content
    }

    /// `JSON5Object :: { } | { JSON5MemberList ,opt }` (JSON5 §3).
    private mutating func object() throws(JSON.SyntaxError) -> LocatedJSON.Content {
        var members: [LocatedJSON.Member] = []
        while true {
            try skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            let start = place()
            let name = try memberName()
            try skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw unexpected("\":\"") }
            members.append(LocatedJSON.Member(name: name, position: start, value: try value()))
            try skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard peek == UInt8(ascii: "}") else { throw unexpected("\",\" or \"}\"") }
        }
    }

    /// `JSON5Array :: [ ] | [ JSON5ElementList ,opt ]` (JSON5 §4).
    private mutating func array() throws(JSON.SyntaxError) -> LocatedJSON.Content {
        var elements: [LocatedJSON] = []
        while true {
            try skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            elements.append(try value())
            try skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard peek == UInt8(ascii: "]") else { throw unexpected("\",\" or \"]\"") }
        }
    }

    /// `JSON5MemberName :: JSON5Identifier | JSON5String`, where an identifier is ECMAScript 5.1's (§7.6).
    private mutating func memberName() throws(JSON.SyntaxError) -> String {
        if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") { return try string() }
        var name = ""
        while let (scalar, length) = peekScalar {
            let start = position
            if scalar == "\\" {
                position += 1
                guard take(UInt8(ascii: "u")), let unit = takeHexDigits(4),
                    let escaped = Unicode.Scalar(UInt16(unit)),
                    escaped.isIdentifierPart(first: name.isEmpty)
                else { throw failure(.invalidEscape, at: start) }
                name.unicodeScalars.append(escaped)
            } else {
                guard scalar.isIdentifierPart(first: name.isEmpty) else { break }
                position += length
                name.unicodeScalars.append(scalar)
            }
        }
        guard !name.isEmpty else { throw unexpected("a member name") }
        return name
    }

    /// The place of the next byte.
    private mutating func place() -> TextPosition {
        mark.advance(to: position, in: bytes)
        return mark
    }
}

// MARK: Strings and numbers

extension JSON5Reader {
    /// `JSON5String :: " JSON5DoubleStringCharacters " | ' JSON5SingleStringCharacters '` (JSON5 §5).
    private mutating func string() throws(JSON.SyntaxError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        var text = ""
        while true {
            let run = position
            while let byte = peek, byte != quote, byte != UInt8(ascii: "\\"), byte != 0x0A, byte != 0x0D {
                position += 1
            }
            if run < position { text += String(decoding: bytes[run..<position], as: UTF8.self) }
            if take(quote) { return text }
            guard peek == UInt8(ascii: "\\") else { throw failure(.unterminatedString, at: start) }
            if let scalar = try escape() { text.unicodeScalars.append(scalar) }
        }
    }

    /// `\ EscapeSequence | LineContinuation` (JSON5 §5.1, ECMAScript 5.1 §7.8.4); nil for a continuation.
    private mutating func escape() throws(JSON.SyntaxError) -> Unicode.Scalar? {
        let start = position
        position += 1
        guard let (scalar, length) = peekScalar else { throw failure(.invalidEscape, at: start) }
        position += length
        switch scalar {
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{B}"
        case "0" where !isDigit(peek): return "\0"
        case "0"..."9": throw failure(.invalidEscape, at: start)
        case "\r":
            _ = take(0x0A)
            return nil
        case "\n", "\u{2028}", "\u{2029}": return nil
        case "x":
            guard let value = takeHexDigits(2) else { throw failure(.invalidEscape, at: start) }
            return Unicode.Scalar(UInt8(value))
        case "u":
            guard let unit = takeHexDigits(4) else { throw failure(.invalidEscape, at: start) }
            if let scalar = Unicode.Scalar(UInt16(unit)) { return scalar }
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = takeHexDigits(4),
                let scalar = Unicode.Scalar(high: UInt16(unit), low: UInt16(low))
            else { throw failure(.loneSurrogate, at: start) }
            return scalar
        default: return scalar
        }
    }

    /// `JSON5Number :: JSON5NumericLiteral | + JSON5NumericLiteral | - JSON5NumericLiteral` (JSON5 §6).
    private mutating func number() throws(JSON.SyntaxError) -> LocatedJSON.Content {
        let start = position
        let isNegative = peek == UInt8(ascii: "-")
        if isNegative || peek == UInt8(ascii: "+") { position += 1 }
        let content: LocatedJSON.Content
        if take("Infinity") {
            content = .number(isNegative ? -.infinity : .infinity)
        } else if take("NaN") {
            content = .number(.nan)
        } else if take("0x") || take("0X") {
            content = try hexadecimalNumber(isNegative: isNegative, from: start)
        } else {
            content = try decimalNumber(isNegative: isNegative, from: start)
        }
        try expectEndOfToken()
        return content
    }

    /// `HexIntegerLiteral :: 0x HexDigit | 0X HexDigit | HexIntegerLiteral HexDigit`.
    private mutating func hexadecimalNumber(
        isNegative: Bool, from start: Int
    ) throws(JSON.SyntaxError) -> LocatedJSON.Content {
        let first = position
        var value = 0.0
        while let byte = peek, let digit = hexadecimal([byte]) {
            value = value * 16 + Double(digit)
            position += 1
        }
        guard position > first else { throw failure(.invalidNumber, at: start) }
        guard value.isFinite else { throw failure(.numberOutOfRange, at: start) }
        let digits = String(decoding: bytes[first..<position], as: UTF8.self)
        if let integer = Int64((isNegative ? "-" : "") + digits, radix: 16) { return .integer(integer) }
        return .number(isNegative ? -value : value)
    }

    /// `DecimalLiteral` (ECMAScript 5.1 §7.8.3), without octals.
    private mutating func decimalNumber(
        isNegative: Bool, from start: Int
    ) throws(JSON.SyntaxError) -> LocatedJSON.Content {
        let first = position
        let whole = takeDigits()
        guard whole <= 1 || bytes[first] != UInt8(ascii: "0") else {
            throw failure(.invalidNumber, at: start)
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            guard takeDigits() + whole > 0 else { throw failure(.invalidNumber, at: start) }
        } else if whole == 0 {
            throw failure(.invalidNumber, at: start)
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard takeDigits() > 0 else { throw failure(.invalidNumber, at: start) }
        }
        let digits = (isNegative ? "-" : "") + String(decoding: bytes[first..<position], as: UTF8.self)
        if isInteger, let integer = Int64(digits) { return .integer(integer) }
        guard let number = Double(digits.padded), number.isFinite else {
            throw failure(.numberOutOfRange, at: start)
        }
        return .number(number)
    }

    /// A number or a word must not touch a name or digit behind it (ECMAScript 5.1 §7.8.3).
    private func expectEndOfToken() throws(JSON.SyntaxError) {
        guard let (scalar, _) = peekScalar else { return }
        if scalar == "\\" || scalar.isIdentifierPart(first: false) {
            throw unexpected("the end of the value")
        }
    }
}

// MARK: Bytes, white space and comments

extension JSON5Reader {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The next scalar and the bytes it takes; the text is known to be UTF-8.
    private var peekScalar: (scalar: Unicode.Scalar, length: Int)? {
        guard let first = peek else { return nil }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length > 1 else { return (Unicode.Scalar(first), 1) }
        var value = UInt32(first) & (0xFF >> (UInt32(length) + 1))
        for byte in bytes[position + 1..<position + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return Unicode.Scalar(value).map { ($0, length) }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
    }

    /// How many digits there were.
    private mutating func takeDigits() -> Int {
        let start = position
        while isDigit(peek) { position += 1 }
        return position - start
    }

    private mutating func takeHexDigits(_ count: Int) -> UInt64? {
        guard position + count <= bytes.count, let value = hexadecimal(bytes[position..<position + count])
        else { return nil }
        position += count
        return value
    }

    /// `JSON5WhiteSpace`, line terminators and comments (JSON5 §7, §8).
    private mutating func skipBlanks() throws(JSON.SyntaxError) {
        while let (scalar, length) = peekScalar {
            if scalar == "/" {
                try skipComment()
            } else if scalar.isJSON5Blank {
                position += length
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(JSON.SyntaxError) {
        if take("//") {
            while let (scalar, length) = peekScalar, !scalar.isLineTerminator { position += length }
            return
        }
        guard take("/*") else { throw unexpected("a value, a name or a comment") }
        while position < bytes.count {
            if take("*/") { return }
            position += 1
        }
        throw unexpected("\"*/\"")
    }

    private func failure(_ reason: JSON.SyntaxError.Reason, at offset: Int? = nil) -> JSON.SyntaxError {
        JSON.SyntaxError(reason, at: TextPosition(of: offset ?? position, in: bytes))
    }

    private func unexpected(_ expected: String) -> JSON.SyntaxError {
        guard let (scalar, _) = peekScalar else { return failure(.unexpectedEnd(expected: expected)) }
        return failure(.unexpectedCharacter(scalar, expected: expected))
    }
}

extension String {
    /// A JSON5 number in the form that every reader of numbers knows: `.5` and `5.` get their zero.
    fileprivate var padded: String {
        var number: [UInt8] = []
        for byte in utf8 {
            let afterDigit = number.last.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
            if byte == UInt8(ascii: "."), !afterDigit { number.append(UInt8(ascii: "0")) }
            if number.last == UInt8(ascii: "."), byte | 0x20 == UInt8(ascii: "e") {
                number.append(UInt8(ascii: "0"))
            }
            number.append(byte)
        }
        if number.last == UInt8(ascii: ".") { number.append(UInt8(ascii: "0")) }
        return String(decoding: number, as: UTF8.self)
    }
}
