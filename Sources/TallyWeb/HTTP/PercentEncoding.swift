/// Octets as `%` and two digits (RFC 3986 §2.1).
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// - Parameter isKept: whether an octet may stand for itself.
    static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 {
            if isKept(byte) {
                output.append(byte)
            } else {
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Everything but `unreserved` encoded (RFC 3986 §2.3).
    static func encode(_ text: String) -> String {
        encode(text) { $0.isLetterOrDigit || "-._~".utf8.contains($0) }
    }
}
