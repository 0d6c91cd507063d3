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
        guard value.contains(where: \.isLineEnd) else { return Array(value) }
        return value.filter { !$0.isLineEnd }
    }

    /// The value unfolded and with its encoded words decoded (RFC 2047).
    package var value: String { EncodedWord.decode(rawValue) }

    /// Whether this is the field of that name, ASCII case ignored (RFC 5322 §1.2.2).
    package func isNamed(_ name: String) -> Bool {
        nameRange.count == name.utf8.count && bytes[nameRange].equalsIgnoringCase(name)
    }

    /// A carriage return that no line feed follows, which some readers take for the end of the line.
    var hasBareCarriageReturn: Bool {
        valueRange.contains { index in
            bytes[index] == .carriageReturn && (index + 1 >= bytes.count || bytes[index + 1] != .lineFeed)
        }
    }

    /// Whether the value holds this octet.
    func contains(_ byte: UInt8) -> Bool { bytes[valueRange].contains(byte) }
}
