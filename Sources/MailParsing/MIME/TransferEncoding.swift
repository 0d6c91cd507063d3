/// How the octets of a body were made fit for transport (RFC 2045 §6).
enum TransferEncoding: Hashable, Sendable {
    /// `7bit`, `8bit` and `binary`: as they are.
    case identity
    case base64
    case quotedPrintable
    case uuencode
    case unknown

    /// - Parameter value: of the `Content-Transfer-Encoding` field; nil when there is none.
    init(_ value: [UInt8]?) {
        guard let value else {
            self = .identity
            return
        }
        let word = value.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
            .trimmed { !ByteSet.alphanumeric.contains($0) }
        // QUIRK: RFC 2045 §6.1. Clients misspell the names and write comments behind them.
        // (quirks/encoding-with-comment.eml)
        switch String(bytes: word.map(\.lowercased)) {
        case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none", "7", "8", "ascii",
            "utf-8":
            self = .identity
        case "base64", "base-64": self = .base64
        case "quoted-printable", "quotedprintable", "quoted printable", "qp": self = .quotedPrintable
        case "x-uuencode", "uuencode", "x-uue", "uue": self = .uuencode
        default: self = .unknown
        }
    }

    /// The octets that were encoded, and what was wrong with the encoding.
    ///
    /// - Parameter lineEnds: what they may become where that costs nothing; as the text is read, it is made sure.
    func decode(
        _ bytes: [UInt8], in range: Range<Int>, lineEnds: LineEnds = .asTheyAre
    ) -> (bytes: ArraySlice<UInt8>, defect: Defect.Kind?) {
        switch self {
        case .identity: return (bytes[range], nil)
        case .unknown: return (bytes[range], .unknownTransferEncoding)
        case .base64:
            let result = Base64.decode(bytes, in: range)
            if result.isDamaged, lineEnds == .lineFeeds, Self.isProse(bytes, range) {
                return (bytes[range], .damagedBase64)
            }
            return (result.bytes[...], result.isDamaged ? .damagedBase64 : nil)
        case .quotedPrintable:
            let result = QuotedPrintable.decode(bytes, in: range, lineEnds: lineEnds)
            return (result.bytes[...], result.isDamaged ? .damagedQuotedPrintable : nil)
        case .uuencode:
            return (UUEncoding.files(in: Array(bytes[range])).first?.content[...] ?? bytes[range], nil)
        }
    }

    /// Whether the first line has words with spaces between them, as base64 has not.
    ///
    /// QUIRK: RFC 2045 §6.8. Gateways label text as base64 and leave it as it is. (quirks/base64-never-was.eml)
    private static func isProse(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let line = bytes[range].prefix(1_000).drop { $0.isWhitespace }.prefix { !$0.isLineEnd }
        return line.trimmed.count { $0 == .space } >= 2
    }
}
