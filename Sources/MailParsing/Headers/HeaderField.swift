/// One field of a header block (RFC 5322 §2.2), as a range of the message.
package struct HeaderField: Hashable, Sendable {
    private let bytes: [UInt8]
    let nameRange: Range<Int>
    /// Everything behind the colon, line ends included.
    let valueRange: Range<Int>
    /// Where the field begins in the message, in octets.
    package let offset: Int
    private let key: FieldKey

    /// - Parameter offset: nil when `bytes` are the message.
    init(bytes: [UInt8], nameRange: Range<Int>, valueRange: Range<Int>, offset: Int? = nil) {
        self.bytes = bytes
        self.offset = offset ?? nameRange.lowerBound
        self.nameRange = nameRange
        self.valueRange = valueRange
        key = FieldKey(bytes.span.extracting(nameRange))
    }

    /// The name as it was written.
    package var name: String { String(bytes: bytes[nameRange]) }

    /// The value unfolded (RFC 5322 §2.2.3) and without white space at its ends, otherwise as it was written.
    package var rawValue: [UInt8] {
        let bytes = bytes.span
        let range = valueRange.trimmed(in: bytes)
        return ByteWriter.bytes(room: range.count) { Self.unfold(bytes, range, to: &$0) }
    }

    /// Copies a value without its line ends.
    @inline(__always)
    private static func unfold(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteWriter) {
        let lineFeed = SIMD16(repeating: UInt8.lineFeed)
        let carriageReturn = SIMD16(repeating: UInt8.carriageReturn)
        var start = range.lowerBound
        while true {
            start = output.copy(bytes, start..<range.upperBound) {
                ($0 .== lineFeed) .| ($0 .== carriageReturn)
            }
            guard start < range.upperBound else { return }
            start += 1
        }
    }

    /// The value unfolded and with its encoded words decoded (RFC 2047).
    package var value: String {
        let bytes = bytes.span
        let range = valueRange.trimmed(in: bytes)
        let features = TextFeatures(of: bytes, range)
        if features.isEmpty { return String(bytes: self.bytes[range]) }
        guard features == .whitespace else { return EncodedWord.decode(rawValue) }
        return ByteWriter.text(room: range.count) { Self.copyUnfolded(bytes, range, to: &$0) }
    }

    /// Copies a value without its line ends, other white space as spaces.
    @inline(__always)
    private static func copyUnfolded(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout ByteWriter) {
        let space = SIMD16(repeating: UInt8.space)
        var start = range.lowerBound
        while true {
            start = output.copy(bytes, start..<range.upperBound) { $0 .< space }
            guard start < range.upperBound else { return }
            if !bytes[start].isLineEnd { output.append(.space) }
            start += 1
        }
    }

    /// Whether this is the field of that name, ASCII case ignored (RFC 5322 §1.2.2).
    package func isNamed(_ name: String) -> Bool { isNamed(name, FieldKey(name)) }

    /// The same, for a name whose key is known.
    @inline(__always)
    func isNamed(_ name: String, _ key: FieldKey) -> Bool {
        self.key == key && bytes[nameRange].equalsIgnoringCase(name)
    }

    /// A carriage return that no line feed follows, which some readers take for the end of the line.
    var hasBareCarriageReturn: Bool {
        valueRange.contains {
            bytes[$0] == .carriageReturn && ($0 + 1 >= bytes.count || bytes[$0 + 1] != .lineFeed)
        }
    }

    /// Whether the value ends inside an encoded word, whose last word is then not whole (RFC 2047 §2).
    var isCutOff: Bool {
        let range = valueRange.trimmed(in: bytes.span)
        var start = range.upperBound
        while start > range.lowerBound, !bytes[start - 1].isWhitespace { start -= 1 }
        let (first, second) = (UInt8(ascii: "="), UInt8(ascii: "?"))
        guard ByteSearch.firstPair(first, second, in: bytes.span, start..<range.upperBound) != nil else {
            return false
        }
        return EncodedWord.isCutOff(Array(bytes[start..<range.upperBound]))
    }

    // MARK: Octets

    /// Whether an octet beyond ASCII is among the fields.
    static func haveHighOctets(_ fields: [HeaderField]) -> Bool {
        guard let first = fields.first, let last = fields.last else { return false }
        return !ByteSearch.isASCII(
            first.bytes.span.extracting(first.nameRange.lowerBound..<last.valueRange.upperBound))
    }

    /// Whether the value has octets that are neither ASCII nor UTF-8 (RFC 6532 §3.1).
    var isUnlabelled: Bool {
        let value = bytes[valueRange]
        return !ByteSearch.isASCII(value.span) && String(validating: value, as: UTF8.self) == nil
    }

    /// The same field with its value in UTF-8; nil when its octets mean nothing in that charset.
    ///
    /// - Parameter charset: a canonical name.
    func read(as charset: String) -> HeaderField? {
        var octets = Array(bytes[nameRange])
        let outcome = Charset.appendUTF8(of: Array(bytes[valueRange]), charset: charset, to: &octets)
        guard outcome == .exact else { return nil }
        return HeaderField(
            bytes: octets, nameRange: 0..<nameRange.count, valueRange: nameRange.count..<octets.count,
            offset: offset)
    }

    /// Whether an octet is among the fields that no field may hold: a null byte, or a carriage return by itself.
    static func haveStrayOctets(_ fields: [HeaderField]) -> Bool {
        guard let first = fields.first, let last = fields.last else { return false }
        let range = first.nameRange.lowerBound..<last.valueRange.upperBound
        return ByteSearch.hasStrayOctet(in: first.bytes.span, range)
    }

    /// Whether the value holds this octet.
    func contains(_ byte: UInt8) -> Bool { ByteSearch.first(byte, in: bytes.span, valueRange) != nil }
}

extension Range<Int> {
    /// The range without white space at its ends.
    @inline(__always)
    fileprivate func trimmed(in bytes: Span<UInt8>) -> Range<Int> {
        var start = lowerBound
        var end = upperBound
        while start < end, bytes[start].isWhitespace { start += 1 }
        while end > start, bytes[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }
}

extension HeaderField {
    /// The first field of a name.
    static func first(_ name: String, in fields: [HeaderField]) -> HeaderField? {
        guard !fields.isEmpty else { return nil }
        let key = FieldKey(name)
        return fields.indices.first { fields[$0].isNamed(name, key) }.map { fields[$0] }
    }

    /// Every field of a name, in order.
    static func all(_ name: String, in fields: [HeaderField]) -> [HeaderField] {
        let key = FieldKey(name)
        return fields.indices.filter { fields[$0].isNamed(name, key) }.map { fields[$0] }
    }
}
