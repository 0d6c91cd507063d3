/// An address as it may stand between `<` and `>` in MAIL and RCPT.
///
/// libcurl and servers alike pass on what they are given, so this is the only wall before the socket: no line end, no
/// bracket and no space ever reaches a command.
struct SMTPPath: Hashable, Sendable {
    /// RFC 5321 §4.5.3.1.3: 256 with the angle brackets.
    private static let longest = 254

    let address: String

    /// Nil when the address is no `Mailbox`.
    ///
    ///     Mailbox = Local-part "@" ( Domain / address-literal )               ; RFC 5321 §4.1.2, RFC 6531 §3.3
    init?(_ address: String) {
        let bytes = Array(address.utf8)
        guard bytes.count <= Self.longest, let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            Self.isLocalPart(bytes[..<at]), Self.isDomain(bytes[(at + 1)...])
        else { return nil }
        self.address = address
    }

    /// Whether the server must know SMTPUTF8 to take it.
    var needsSMTPUTF8: Bool { address.utf8.contains { $0 >= 0x80 } }

    /// A `Dot-string` or a `Quoted-string`.
    ///
    /// QUIRK: dots may stand anywhere, where RFC 5321 §4.1.2 wants them single and inside; telephone companies in
    /// Japan gave out such addresses.
    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= 64 else { return false }
        if bytes.allSatisfy({ isAtomText($0) || $0 == UInt8(ascii: ".") }) { return true }
        guard bytes.count > 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else {
            return false
        }
        return bytes.dropFirst().dropLast().allSatisfy {
            isAtomText($0) || Array(".@,;:()[]".utf8).contains($0)
        }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        if first == UInt8(ascii: "[") {
            return bytes.count > 2 && last == UInt8(ascii: "]")
                && bytes.dropFirst().dropLast().allSatisfy { isNamePart($0) || $0 == UInt8(ascii: ":") }
        }
        return first != UInt8(ascii: ".") && last != UInt8(ascii: ".")
            && bytes.allSatisfy { isNamePart($0) || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// A character of a plain local part.
    ///
    ///     atext = ALPHA / DIGIT / "!" / "#" / … / UTF8-non-ascii              ; RFC 5322 §3.2.3, RFC 6531 §3.3
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte >= 0x80 || Array("!#$%&'*+-/=?^_`{|}~".utf8).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
