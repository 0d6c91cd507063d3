/// The name of a folder as it goes over the wire (RFC 3501 §5.1.3).
///
/// Settings write hierarchy with `/`; the server has a separator of its own, learnt from `LIST "" ""`.
struct FolderName: Hashable, Sendable {
    /// Modified UTF-7: printable ASCII only.
    let encoded: [UInt8]

    /// - Parameter separator: nil when the server has no hierarchy; a `/` then stays as it is.
    init(_ name: String, separator: UInt8?) {
        var units: [UInt16] = []
        encoded = {
            var bytes: [UInt8] = []
            for unit in name.utf16 {
                guard (0x20...0x7E).contains(unit) else {
                    units.append(unit)
                    continue
                }
                bytes += Self.shifted(units)
                units = []
                switch UInt8(unit) {
                case UInt8(ascii: "&"): bytes += Array("&-".utf8)
                case UInt8(ascii: "/"): bytes.append(separator ?? UInt8(ascii: "/"))
                case let byte: bytes.append(byte)
                }
            }
            return bytes + Self.shifted(units)
        }()
    }

    /// A run of other characters: `&`, UTF-16 in base64 with `,` for `/` and without padding, `-`.
    private static func shifted(_ units: [UInt16]) -> [UInt8] {
        guard !units.isEmpty else { return [] }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
        var bytes = [UInt8(ascii: "&")]
        var pending: UInt32 = 0
        var bits = 0
        for unit in units {
            pending = pending << 16 | UInt32(unit)
            bits += 16
            while bits >= 6 {
                bits -= 6
                bytes.append(alphabet[Int(pending >> UInt32(bits) & 0x3F)])
            }
            pending &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { bytes.append(alphabet[Int(pending << UInt32(6 - bits) & 0x3F)]) }
        return bytes + [UInt8(ascii: "-")]
    }
}
