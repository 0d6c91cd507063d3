internal import Synchronization

/// A charset of one or two octets a character, as East Asia writes it.
///
/// The C library converts these one call a piece and through its own universal form; here each character is asked of it
/// once and then comes from a table, row by row as texts use them. What does not fit into such a table is left to it.
final class DoubleByteCharset {
    private let converter: CharsetConverter
    private let kind: Kind
    /// What each octet from 0x80 on is by itself.
    private var singles: [PackedCharacter]
    /// For each first octet from 0x80 on what the second one makes of it; empty until it occurs.
    private var rows = [[PackedCharacter]](repeating: [], count: 128)

    private enum Kind: Int, CaseIterable {
        case shiftJIS, korean, chinese, traditionalChinese, unixJapanese
        /// Seven bits, between escape sequences (RFC 1468).
        case switchedJapanese

        init?(_ name: String) {
            switch name {
            case "cp932": self = .shiftJIS
            case "cp949": self = .korean
            case "gb18030": self = .chinese
            case "big5-hkscs": self = .traditionalChinese
            case "euc-jp": self = .unixJapanese
            case "iso-2022-jp-3": self = .switchedJapanese
            default: return nil
            }
        }

        var name: String {
            switch self {
            case .shiftJIS: "cp932"
            case .korean: "cp949"
            case .chinese: "gb18030"
            case .traditionalChinese: "big5-hkscs"
            case .unixJapanese: "euc-jp"
            case .switchedJapanese: "iso-2022-jp-3"
            }
        }
    }

    private init?(_ kind: Kind) {
        guard let converter = CharsetConverter(from: kind.name) else { return nil }
        self.converter = converter
        self.kind = kind
        singles = []
        if kind != .switchedJapanese { singles = (0x80...0xFF).map { character([$0]) } }
    }

    /// Those that nobody uses at the moment; whoever takes one out is its only owner until it is put back.
    private struct Pool: @unchecked Sendable {
        var idle = [DoubleByteCharset?](repeating: nil, count: Kind.allCases.count)
    }

    private static let pool = Mutex(Pool())

    /// Whether there is a table for the charset of this canonical name.
    static func isKnown(_ charset: String) -> Bool { Kind(charset) != nil }

    /// The UTF-8 of `bytes` and how many octets it is of; nil when there is no table for the charset.
    ///
    /// Fewer than all when something is met that is not in the table: the C library goes on from there.
    ///
    /// - Parameter charset: a canonical name.
    static func utf8(of bytes: Span<UInt8>, charset: String) -> (octets: [UInt8], count: Int)? {
        guard let kind = Kind(charset) else { return nil }
        let pooled = pool.withLock { $0.idle[kind.rawValue].take() }
        guard let table = pooled ?? DoubleByteCharset(kind) else { return nil }
        var count = 0
        let octets = ByteWriter.bytes(room: 3 * bytes.count) { output in
            count = kind == .switchedJapanese ? table.switched(bytes, &output) : table.plain(bytes, &output)
        }
        pool.withLock { $0.idle[kind.rawValue] = table }
        return (octets, count)
    }

    private func plain(_ bytes: Span<UInt8>, _ output: inout ByteWriter) -> Int {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += output.copyASCII(bytes, from: index, to: bytes.count)
                continue
            }
            let single = singles[Int(byte & 0x7F)]
            if !single.isUndefined {
                output.append(single)
                index += 1
            } else {
                guard index + 1 < bytes.count else { return index }
                let character = double(byte, bytes[index + 1])
                guard !character.isUndefined else { return index }
                output.append(character)
                index += 2
            }
        }
        return index
    }

    /// ISO-2022-JP, when nothing but ASCII and JIS X 0208 is in it.
    ///
    /// - Returns: all or nothing, since the C library has to begin where the escape sequences do.
    private func switched(_ bytes: Span<UInt8>, _ output: inout ByteWriter) -> Int {
        var isDouble = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1B {
                guard index + 2 < bytes.count else { return 0 }
                switch (bytes[index + 1], bytes[index + 2]) {
                case (UInt8(ascii: "$"), UInt8(ascii: "B")): isDouble = true
                case (UInt8(ascii: "("), UInt8(ascii: "B")): isDouble = false
                default: return 0
                }
                index += 3
            } else if !isDouble || byte == .space || byte.isLineEnd {
                guard byte < 0x7F, byte >= .space || byte.isWhitespace else { return 0 }
                output.append(byte)
                index += 1
            } else {
                guard byte < 0x80, index + 1 < bytes.count, bytes[index + 1] < 0x80 else { return 0 }
                let character = double(byte | 0x80, bytes[index + 1])
                guard !character.isUndefined else { return 0 }
                output.append(character)
                index += 2
            }
        }
        return index
    }

    /// The character of two octets; those of seven bits have their row at the first one with the highest bit.
    private func double(_ first: UInt8, _ second: UInt8) -> PackedCharacter {
        let row = Int(first & 0x7F)
        if rows[row].isEmpty { rows[row] = [PackedCharacter](repeating: .unknown, count: 256) }
        let known = rows[row][Int(second)]
        guard known == .unknown else { return known }
        let asked =
            kind == .switchedJapanese
            ? character([0x1B, UInt8(ascii: "$"), UInt8(ascii: "B"), first & 0x7F, second])
            : character([first, second])
        rows[row][Int(second)] = asked
        return asked
    }

    /// What the C library makes of octets; undefined unless it is one character of the Basic Multilingual Plane.
    private func character(_ octets: [UInt8]) -> PackedCharacter {
        var output: [UInt8] = []
        let bad = converter.convert(octets, appendingTo: &output)
        let units = Array(String(bytes: output).utf16)
        return PackedCharacter(bad == 0 && units.count == 1 ? units[0] : nil)
    }
}
