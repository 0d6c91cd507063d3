/// A colour as HTML writes it (CSS Color 4 §5, HTML Living Standard §2.3.6).
enum HTMLColor: Hashable, Sendable {
    /// Red, green and blue, an octet each, from the highest down.
    case solid(UInt32)
    case transparent
    /// A picture, a gradient, or a name that is not told apart.
    case unknown

    /// Reads lower-case text without white space; nil for what keeps the colour around it.
    init?(_ text: ArraySlice<UInt8>) {
        if text.first == UInt8(ascii: "#") {
            self = Self.hexadecimal(text.dropFirst())
        } else if text.hasPrefix("rgb") {
            self = Self.function(text)
        } else {
            let name = String(bytes: text)
            if ["inherit", "currentcolor", "initial", "unset", "none", ""].contains(name) { return nil }
            self = name == "transparent" ? .transparent : Self.names[name].map(Self.solid) ?? .unknown
        }
    }

    /// Whether nobody sees letters of this colour on that background.
    func isLost(on background: HTMLColor) -> Bool {
        guard case .solid(let first) = self, case .solid(let second) = background else { return false }
        return [16, 8, 0].allSatisfy { shift in
            abs(Int(first >> shift & 255) - Int(second >> shift & 255)) <= Self.tolerance
        }
    }

    /// How far an octet may differ between colours that look the same.
    private static let tolerance = 4

    private static let names: [String: UInt32] = [
        "white": 0xFFFFFF, "black": 0, "red": 0xFF0000, "green": 0x8000, "blue": 0xFF, "yellow": 0xFFFF00,
        "silver": 0xC0C0C0, "gray": 0x808080, "grey": 0x808080, "maroon": 0x80_0000, "navy": 0x80,
        "whitesmoke": 0xF5F5F5, "lightgray": 0xD3D3D3, "lightgrey": 0xD3D3D3, "ivory": 0xFFFFF0,
        "snow": 0xFFFAFA,
    ]

    private static func hexadecimal(_ text: ArraySlice<UInt8>) -> HTMLColor {
        let digits = text.prefix(9).compactMap(\.hexadecimalValue).map(UInt32.init)
        guard digits.count == text.count else { return .unknown }
        let pairs: [UInt32]
        switch digits.count {
        case 3, 4: pairs = digits.map { $0 * 17 }
        case 6, 8: pairs = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        default: return .unknown
        }
        if pairs.count == 4, pairs[3] == 0 { return .transparent }
        return .solid(pairs[0] << 16 | pairs[1] << 8 | pairs[2])
    }

    /// `rgb(255,255,255)`, `rgba(0,0,0,0)`.
    private static func function(_ text: ArraySlice<UInt8>) -> HTMLColor {
        guard text.count < 64, text.last == UInt8(ascii: ")"),
            let open = text.firstIndex(of: UInt8(ascii: "("))
        else { return .unknown }
        let parts = text[(open + 1)...].dropLast().split {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "/")
        }
        guard parts.count == 3 || parts.count == 4 else { return .unknown }
        if parts.count == 4,
            parts[3].allSatisfy({
                $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%")
            })
        {
            return .transparent
        }
        let octets = parts.prefix(3).compactMap { UInt32(String(bytes: $0)) }
        guard octets.count == 3, octets.allSatisfy({ $0 < 256 }) else { return .unknown }
        return .solid(octets[0] << 16 | octets[1] << 8 | octets[2])
    }
}
