/// A set of ASCII bytes, and whether every byte above ASCII belongs to it too.
struct ByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64
    private let holdsNonASCII: Bool

    init(_ members: String, nonASCII: Bool = false) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in members.utf8 where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        self.low = low
        self.high = high
        holdsNonASCII = nonASCII
    }

    private init(low: UInt64, high: UInt64, holdsNonASCII: Bool) {
        self.low = low
        self.high = high
        self.holdsNonASCII = holdsNonASCII
    }

    /// Every byte that is not in this set.
    var inverted: ByteSet { ByteSet(low: ~low, high: ~high, holdsNonASCII: !holdsNonASCII) }

    func contains(_ byte: UInt8) -> Bool {
        if byte >= 128 { return holdsNonASCII }
        let word = byte < 64 ? low : high
        return (word &>> UInt64(byte & 63)) & 1 == 1
    }

    private static let alphanumerics =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    static let alphanumeric = ByteSet(alphanumerics)

    /// `atext` of RFC 5322 §3.2.3 with the UTF-8 of RFC 6532 §3.2.
    static let atomText = ByteSet(alphanumerics + "!#$%&'*+-/=?^_`{|}~", nonASCII: true)

    /// `ftext` of RFC 5322 §3.6.8: what a field name is made of.
    static let fieldName = ByteSet(
        alphanumerics + "!\"#$%&'()*+,-./;<=>?@[\\]^_`{|}~")

    /// `token` of RFC 2045 §5.1.
    static let token = ByteSet(alphanumerics + "!#$%&'*+-.^_`{|}~", nonASCII: true)

    /// What stands for itself in an encoded word inside a phrase (RFC 2047 §5 (3)).
    static let phraseQ = ByteSet(alphanumerics + "!*+-/")
}
