extension JSON {
    /// The shortest JSON text of this value, on one line, in UTF-8 (RFC 8259).
    package func serialized() -> [UInt8] {
        var writer = JSONWriter(indentation: nil)
        writer.write(self)
        return writer.bytes
    }

    /// JSON for people: two spaces for each level, one member or element a line, a line end at the end.
    package func prettyPrinted() -> [UInt8] {
        var writer = JSONWriter(indentation: 2)
        writer.write(self)
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

extension JSON: CustomStringConvertible {
    /// The compact JSON text.
    package var description: String { String(decoding: serialized(), as: UTF8.self) }
}

/// Writes values into one growing buffer.
private struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let indentation: Int?
    private var level = 0

    init(indentation: Int?) { self.indentation = indentation }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += flag ? "true".utf8 : "false".utf8
        case .integer(let integer): bytes += String(integer).utf8
        // RFC 8259 §6 has no infinities and no NaN.
        case .number(let number): bytes += number.isFinite ? number.description.utf8 : "null".utf8
        case .string(let text): write(text)
        case .array(let elements):
            write(elements, between: (UInt8(ascii: "["), UInt8(ascii: "]"))) { writer, element in
                writer.write(element)
            }
        case .object(let members):
            write(members, between: (UInt8(ascii: "{"), UInt8(ascii: "}"))) { writer, member in
                writer.write(member.name)
                writer.bytes.append(UInt8(ascii: ":"))
                if writer.indentation != nil { writer.bytes.append(UInt8(ascii: " ")) }
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Item>(
        _ items: [Item], between brackets: (open: UInt8, close: UInt8), each: (inout JSONWriter, Item) -> Void
    ) {
        bytes.append(brackets.open)
        level += 1
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine()
            each(&self, item)
        }
        level -= 1
        if !items.isEmpty { breakLine() }
        bytes.append(brackets.close)
    }

    private mutating func breakLine() {
        guard let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation * level))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let octets = text.utf8
        // Nearly all text goes out as it is, so it is copied in one piece.
        if octets.contains(where: Self.isEscaped) {
            for byte in octets { append(escaped: byte) }
        } else {
            bytes.append(contentsOf: octets)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Escapes what RFC 8259 §7 demands, and DEL, which terminals act on.
    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x00..<0x20, 0x7F:
            let digits = String(byte, radix: 16)
            bytes += "\\u00".utf8
            if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
            bytes += digits.utf8
        default: bytes.append(byte)
        }
    }
}
