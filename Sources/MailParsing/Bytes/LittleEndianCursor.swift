/// A place in binary data whose numbers have their lowest octet first.
struct LittleEndianCursor: Sendable {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) { self.init(bytes, bytes.indices) }

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { position >= end }

    /// An unsigned number of one to four octets; nil and unmoved when fewer are left.
    mutating func takeInteger(_ octets: Int) -> Int? {
        guard octets <= end - position else { return nil }
        var value = 0
        for place in 0..<octets { value |= Int(bytes[position + place]) << (8 * place) }
        position += octets
        return value
    }

    /// So many octets; nil and unmoved when fewer are left.
    mutating func takeBytes(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= end - position else { return nil }
        position += count
        return (position - count)..<position
    }
}
