/// A value with parameters, such as `form-data; name="file"` (RFC 9110 §5.6.6).
struct FieldParameters {
    /// What stands before the first semicolon, in lower case.
    let first: String
    private var parameters: [(name: String, value: [UInt8])] = []

    /// The value of a parameter, without quotation marks; nil when it is not there, or there twice.
    subscript(name: String) -> [UInt8]? {
        let values = parameters.filter { $0.name == name }
        return values.count == 1 ? values[0].value : nil
    }

    /// Reads what can be read; a parameter without `=` is left out.
    init(_ bytes: [UInt8]) {
        var index = bytes.firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
        first = String(decoding: bytes[..<index].map(\.lowercased).trimmingWhitespace, as: UTF8.self)
        while index < bytes.count {
            index += 1
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "="), bytes[index] != UInt8(ascii: ";") {
                index += 1
            }
            let name = String(
                decoding: bytes[start..<index].map(\.lowercased).trimmingWhitespace, as: UTF8.self)
            guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
            index += 1
            parameters.append((name, Self.value(bytes, &index)))
        }
    }

    /// A token or a quoted string, up to the next semicolon.
    ///
    /// A backslash counts only before a quotation mark or another backslash: older browsers send paths of Windows.
    private static func value(_ bytes: [UInt8], _ index: inout Int) -> [UInt8] {
        let semicolon = UInt8(ascii: ";")
        while index < bytes.count, bytes[index] == .space || bytes[index] == .tab { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            let start = index
            while index < bytes.count, bytes[index] != semicolon { index += 1 }
            return Array(bytes[start..<index].trimmingWhitespace)
        }
        var value: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "\"") || bytes[index + 1] == UInt8(ascii: "\\")
            {
                index += 1
            }
            value.append(bytes[index])
            index += 1
        }
        while index < bytes.count, bytes[index] != semicolon { index += 1 }
        return value
    }
}
