/// The host and port that a request was sent to (RFC 9110 §7.2).
///
///     Host = uri-host [ ":" port ]
package struct HostName: Hashable, Sendable, CustomStringConvertible {
    /// In lower case; an IPv6 address keeps its brackets.
    package let host: String
    package let port: Int?

    package var description: String { port.map { "\(host):\($0)" } ?? host }

    /// Whether it is an address and no name.
    var isAddress: Bool { host.utf8.first == UInt8(ascii: "[") || IPAddress(host) != nil }

    /// Reads a Host field's value; nil when it is empty, has user information or anything else that is no host.
    package init?(_ text: String) {
        let bytes = text.utf8.map(\.lowercased)
        let end: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")), bracket >= 3,
                bytes[1..<bracket].allSatisfy(Self.isAddressByte)
            else { return nil }
            end = bracket + 1
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            guard end > 0, bytes[..<end].allSatisfy(Self.isNameByte), Self.hasNoEmptyLabel(bytes[..<end])
            else { return nil }
        }
        host = String(decoding: bytes[..<end], as: UTF8.self)
        guard end < bytes.endIndex else {
            port = nil
            return
        }
        let digits = bytes[(end + 1)...]
        guard bytes[end] == UInt8(ascii: ":"), (1...5).contains(digits.count),
            digits.allSatisfy(\.isDigit), let port = Int(String(decoding: digits, as: UTF8.self)),
            (1...65_535).contains(port)
        else { return nil }
        self.port = port
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte.hexValue != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    /// A name may end with a dot, and has none beside another or in front.
    private static func hasNoEmptyLabel(_ name: ArraySlice<UInt8>) -> Bool {
        let dot = UInt8(ascii: ".")
        return name.first != dot && !zip(name, name.dropFirst()).contains { $0 == dot && $1 == dot }
    }

    /// Letters, digits, `-`, `.` and `_`: what host names in use have; `reg-name` would allow more.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }
}
