import Testing

/// Octets that a client sends on an open WebSocket, and how it ends.
struct WebSocketFrames: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    /// The messages delivered.
    var texts: [String] = []
    /// The close code sent, or nil when the WebSocket stays open.
    var closes: Int?
    /// What is sent besides the close frame.
    var pongs: [String] = []

    var testDescription: String { name }

    private static func frame(_ first: UInt8, _ text: String = "") -> [UInt8] {
        WebSocketClient.frame(first, Array(text.utf8))
    }

    private static func raw(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        WebSocketClient.frame(first, payload)
    }

    /// A close frame with a code and a reason.
    private static func close(_ code: UInt16, _ reason: [UInt8] = []) -> [UInt8] {
        raw(0x88, [UInt8(code >> 8), UInt8(code & 0xff)] + reason)
    }

    private static let mask: [UInt8] = [1, 2, 3, 4]

    static let messages = [
        Self(name: "a text", bytes: frame(0x81, "hello"), texts: ["hello"]),
        Self(name: "an empty text", bytes: frame(0x81), texts: [""]),
        Self(
            name: "125, 126 and 127 octets",
            bytes: [125, 126, 127].flatMap { frame(0x81, String(repeating: "x", count: $0)) },
            texts: [125, 126, 127].map { String(repeating: "x", count: $0) }),
        Self(
            name: "the largest message", bytes: frame(0x81, String(repeating: "x", count: 65_536)),
            texts: [String(repeating: "x", count: 65_536)]),
        Self(
            name: "two fragments", bytes: frame(0x01, "hel") + frame(0x80, "lo"), texts: ["hello"]),
        Self(
            name: "empty fragments", bytes: frame(0x01) + frame(0x00) + frame(0x80), texts: [""]),
        Self(
            name: "a ping between fragments",
            bytes: frame(0x01, "hel") + frame(0x89, "p") + frame(0x80, "lo"),
            texts: ["hello"], pongs: ["p"]),
        Self(
            name: "a character split between fragments", bytes: raw(0x01, [0xc3]) + raw(0x80, [0xa4]),
            texts: ["ä"]),
        Self(name: "an empty ping", bytes: frame(0x89), pongs: [""]),
        Self(
            name: "a ping of 125 octets", bytes: frame(0x89, String(repeating: "p", count: 125)),
            pongs: [String(repeating: "p", count: 125)]),
        Self(name: "a pong nobody asked for", bytes: frame(0x8a, "p")),
        Self(name: "NUL in a text", bytes: raw(0x81, [0]), texts: ["\0"]),
        Self(name: "U+10FFFF", bytes: raw(0x81, [0xf4, 0x8f, 0xbf, 0xbf]), texts: ["\u{10ffff}"]),
        Self(name: "a noncharacter", bytes: raw(0x81, [0xef, 0xbf, 0xbe]), texts: ["\u{fffe}"]),
    ]

    static let closes =
        [
            Self(name: "close without code", bytes: frame(0x88), closes: 1_005),
            Self(name: "close 1000", bytes: close(1_000), closes: 1_000),
            Self(name: "close with reason", bytes: close(1_001, Array("bye ä".utf8)), closes: 1_001),
            Self(name: "close 3000", bytes: close(3_000), closes: 3_000),
            Self(name: "close 4999", bytes: close(4_999), closes: 4_999),
            Self(name: "nothing after close", bytes: close(1_000) + frame(0x81, "late"), closes: 1_000),
            Self(name: "close amid a message", bytes: frame(0x01, "hel") + close(1_000), closes: 1_000),
            Self(name: "close of one octet", bytes: raw(0x88, [3]), closes: 1_002),
        ]
        + [0, 999, 1_004, 1_005, 1_006, 1_015, 1_016, 2_999, 5_000, 65_535].map { code in
            Self(name: "close \(code)", bytes: close(code), closes: 1_002)
        }

    static let violations = [
        Self(name: "not masked", bytes: [0x81, 0x05] + Array("hello".utf8), closes: 1_002),
        Self(name: "RSV1", bytes: frame(0xc1, "x"), closes: 1_002),
        Self(name: "RSV2", bytes: frame(0xa1, "x"), closes: 1_002),
        Self(name: "RSV3", bytes: frame(0x91, "x"), closes: 1_002),
        Self(name: "opcode 3", bytes: frame(0x83, "x"), closes: 1_002),
        Self(name: "opcode 7", bytes: frame(0x87, "x"), closes: 1_002),
        Self(name: "opcode 11", bytes: frame(0x8b, "x"), closes: 1_002),
        Self(name: "opcode 15", bytes: frame(0x8f, "x"), closes: 1_002),
        Self(name: "binary", bytes: frame(0x82, "x"), closes: 1_003),
        Self(name: "fragmented ping", bytes: frame(0x09, "x"), closes: 1_002),
        Self(name: "fragmented close", bytes: frame(0x08), closes: 1_002),
        Self(
            name: "ping of 126 octets", bytes: frame(0x89, String(repeating: "p", count: 126)),
            closes: 1_002),
        Self(name: "continuation of nothing", bytes: frame(0x80, "x"), closes: 1_002),
        Self(
            name: "continuation after the end", bytes: frame(0x81, "x") + frame(0x80, "y"), texts: ["x"],
            closes: 1_002),
        Self(name: "text amid a message", bytes: frame(0x01, "x") + frame(0x81, "y"), closes: 1_002),
        Self(name: "binary amid a message", bytes: frame(0x01, "x") + frame(0x82, "y"), closes: 1_002),
        Self(name: "16-bit length for 125", bytes: [0x81, 0xfe, 0, 125] + mask, closes: 1_002),
        Self(
            name: "64-bit length for 65535", bytes: [0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff] + mask,
            closes: 1_002),
        Self(
            name: "topmost bit of the length", bytes: [0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0] + mask,
            closes: 1_002),
        Self(
            name: "a length of an exabyte", bytes: [0x81, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0] + mask,
            closes: 1_009),
        Self(
            name: "one octet too many", bytes: [0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1] + mask, closes: 1_009),
        Self(
            name: "too much in fragments",
            bytes: frame(0x01, String(repeating: "x", count: 40_000)) + [0x80, 0xfe, 0xea, 0x60] + mask,
            closes: 1_009),
        Self(
            name: "too many fragments", bytes: frame(0x01) + (0..<200).flatMap { _ in frame(0x00) },
            closes: 1_008),
        Self(name: "a reason that is not UTF-8", bytes: close(1_000, [0xff]), closes: 1_007),
        Self(name: "a reason cut within a character", bytes: close(1_000, [0xc3]), closes: 1_007),
    ]

    static let texts = [
        ("a lone continuation", [0x80]), ("overlong slash", [0xc0, 0xaf]),
        ("overlong NUL", [0xe0, 0x80, 0x80]),
        ("a surrogate", [0xed, 0xa0, 0x80]), ("above U+10FFFF", [0xf4, 0x90, 0x80, 0x80]),
        ("0xfe", [0xfe]), ("0xff", [0xff]), ("a character cut short", [0xe4, 0xb8]),
        ("ASCII for a continuation", [0xe4, 0xb8, 0x41]), ("five octets", [0xf8, 0x88, 0x80, 0x80, 0x80]),
    ].map { name, payload in Self(name: name, bytes: raw(0x81, payload), closes: 1_007) }

    static let all = messages + closes + violations + texts
}
