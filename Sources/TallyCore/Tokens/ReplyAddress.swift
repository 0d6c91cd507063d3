/// A mail address with a place for a token: `support+{token}@acme.example`.
package struct ReplyAddress: Hashable, Sendable {
    private let prefix: String
    private let suffix: String

    /// Nil unless `pattern` holds `{token}` once, in its local part, and makes a plain address with a token
    /// in it.
    package init?(_ pattern: String) {
        let place = "{token}"
        let pieces = Self.split(pattern, at: place)
        guard pieces.count == 2, !pieces[0].utf8.contains(UInt8(ascii: "@")) else { return nil }
        guard MailAddress(pieces[0] + String(repeating: "a", count: 40) + pieces[1]) != nil else {
            return nil
        }
        prefix = pieces[0]
        suffix = pieces[1]
    }

    package func address(with token: String) -> String { prefix + token + suffix }

    /// The token in an address of this pattern; nil when it is another address.
    package func token(in address: MailAddress) -> PresentedToken? {
        let bytes = address.text.utf8
        let before = Self.folded(prefix)
        let after = Self.folded(suffix)
        guard bytes.count > before.count + after.count, bytes.starts(with: before),
            bytes.suffix(after.count).elementsEqual(after)
        else { return nil }
        let text = String(decoding: bytes.dropFirst(before.count).dropLast(after.count), as: UTF8.self)
        return PresentedToken(text[...])
    }

    /// A text that may quote such addresses, with dots for their tokens: whoever reads it could use them else.
    ///
    /// What stands before the token is not looked at: links write their plus in other ways.
    package func withoutTokens(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let after = Self.folded(suffix)
        var kept: [UInt8] = []
        var copied = 0
        var run = 0
        for (position, byte) in bytes.enumerated() {
            if run >= Self.tokenLength, asciiLowercased(byte) == after[0],
                bytes[position...].prefix(after.count).lazy.map({ asciiLowercased($0) }).elementsEqual(after)
            {
                kept += bytes[copied..<(position - Self.tokenLength)] + "...".utf8
                copied = position
            }
            run = Self.isTokenByte(byte) ? run + 1 : 0
        }
        guard copied > 0 else { return text }
        return String(decoding: kept + bytes[copied...], as: UTF8.self)
    }

    private static let tokenLength = 40

    /// A digit of base32 in either case (RFC 4648 §6).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "2")...UInt8(ascii: "7"): true
        default: false
        }
    }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { asciiLowercased($0) }
    }

    private static func split(_ text: String, at place: String) -> [String] {
        let bytes = Array(text.utf8)
        let mark = Array(place.utf8)
        var pieces: [String] = []
        var start = 0
        var position = 0
        while position + mark.count <= bytes.count {
            if bytes[position..<position + mark.count].elementsEqual(mark) {
                pieces.append(String(decoding: bytes[start..<position], as: UTF8.self))
                position += mark.count
                start = position
            } else {
                position += 1
            }
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }
}
