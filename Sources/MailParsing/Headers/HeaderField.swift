/// One field of a header block (RFC 5322 §2.2), as a range of the message.
package struct HeaderField: Hashable, Sendable {
    private let bytes: [UInt8]
    let nameRange: Range<Int>
    /// Everything behind the colon, line ends included.
    let valueRange: Range<Int>

    init(bytes: [UInt8], nameRange: Range<Int>, valueRange: Range<Int>) {
        self.bytes = bytes
        self.nameRange = nameRange
        self.valueRange = valueRange
    }

    /// The name as it was written.
    package var name: String { String(bytes: bytes[nameRange]) }

    /// Where the field begins in the message, in octets.
    package var offset: Int { nameRange.lowerBound }

    /// The value unfolded (RFC 5322 §2.2.3) and without white space at its ends, otherwise as it was written.
    package var rawValue: [UInt8] {
        let value = bytes[valueRange].trimmed
        var range = value.startIndex..<value.endIndex
        guard ByteSearch.hasLineEnd(in: bytes.span, range) else { return Array(value) }
        var output = ByteWriter(room: range.count)
        let lineFeed = SIMD16(repeating: UInt8.lineFeed)
        let carriageReturn = SIMD16(repeating: UInt8.carriageReturn)
        while true {
            let place = output.copy(bytes.span, range) { ($0 .== lineFeed) .| ($0 .== carriageReturn) }
            guard place < range.upperBound else { return output.finished() }
            range = (place + 1)..<range.upperBound
        }
    }

    /// The value unfolded and with its encoded words decoded (RFC 2047).
    package var value: String { EncodedWord.decode(rawValue) }

    /// Whether this is the field of that name, ASCII case ignored (RFC 5322 §1.2.2).
    package func isNamed(_ name: String) -> Bool {
        nameRange.count == name.utf8.count && bytes[nameRange].equalsIgnoringCase(name)
    }

    /// A carriage return that no line feed follows, which some readers take for the end of the line.
    var hasBareCarriageReturn: Bool {
        var start = valueRange.lowerBound
        while let place = ByteSearch.first(.carriageReturn, in: bytes.span, start..<valueRange.upperBound) {
            if place + 1 >= bytes.count || bytes[place + 1] != .lineFeed { return true }
            start = place + 1
        }
        return false
    }

    /// Whether the value holds this octet.
    func contains(_ byte: UInt8) -> Bool { ByteSearch.first(byte, in: bytes.span, valueRange) != nil }
}
