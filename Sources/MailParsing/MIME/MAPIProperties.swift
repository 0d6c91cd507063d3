/// A list of MAPI properties as TNEF holds it ([MS-OXTNEF] §2.1.3.4).
struct MAPIProperties: Sendable {
    struct Property: Sendable {
        let identifier: Int
        /// The value is UTF-16.
        var isUnicode = false
        /// The value is an object with an interface of its own.
        var isObject = false
        /// The value of a property that is one number of 32 bits.
        var number: Int?
        var value: [UInt8] = []
    }

    /// The properties of text and binary types, and single numbers of 32 bits; others are passed over.
    private(set) var list: [Property] = []

    private static let limit = 4_096

    init(reading bytes: [UInt8], _ range: Range<Int>) {
        var cursor = LittleEndianCursor(bytes, range)
        guard let count = cursor.takeInteger(4) else { return }
        for _ in 0..<min(count, Self.limit) {
            guard let type = cursor.takeInteger(2), let identifier = cursor.takeInteger(2),
                identifier < 0x8000 || Self.skipName(&cursor), take(type, identifier, bytes, &cursor)
            else { return }
        }
    }

    /// The set and the number or name of a named property.
    private static func skipName(_ cursor: inout LittleEndianCursor) -> Bool {
        guard cursor.takeBytes(16) != nil, let kind = cursor.takeInteger(4) else { return false }
        if kind == 0 { return cursor.takeBytes(4) != nil }
        guard let length = cursor.takeInteger(4) else { return false }
        return cursor.takeBytes(padded(length)) != nil
    }

    private static func padded(_ length: Int) -> Int { (length + 3) / 4 * 4 }

    private mutating func take(
        _ type: Int, _ identifier: Int, _ bytes: [UInt8], _ cursor: inout LittleEndianCursor
    ) -> Bool {
        let isMultiple = type & 0x1000 != 0
        if let size = Self.fixedSize(type & 0x0FFF) {
            let count = isMultiple ? cursor.takeInteger(4) : 1
            guard let count, count <= Self.limit else { return false }
            guard type == 0x03 else { return cursor.takeBytes(size * count) != nil }
            guard let number = cursor.takeInteger(4) else { return false }
            list.append(Property(identifier: identifier, number: number))
            return true
        }
        guard let count = cursor.takeInteger(4), count <= Self.limit else { return false }
        for place in 0..<count {
            guard let length = cursor.takeInteger(4), let value = cursor.takeBytes(length),
                cursor.takeBytes(Self.padded(length) - length) != nil
            else { return false }
            if place == 0 {
                list.append(
                    Property(
                        identifier: identifier, isUnicode: type & 0x0FFF == 0x1F,
                        isObject: type & 0x0FFF == 0x0D, value: Array(bytes[value])))
            }
        }
        return true
    }

    /// Octets of one value, padding included; nil for types of any length.
    private static func fixedSize(_ type: Int) -> Int? {
        switch type {
        case 0x02, 0x03, 0x04, 0x0A, 0x0B: 4
        case 0x05, 0x06, 0x07, 0x14, 0x40: 8
        case 0x48: 16
        case 0x0D, 0x1E, 0x1F, 0x102: nil
        default: 4
        }
    }
}
