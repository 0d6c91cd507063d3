/// A mail address in the one spelling under which people are known: `local@domain`, ASCII letters in lower
/// case.
///
/// Two addresses are the same person's only when their bytes are equal. Unicode equivalence is not used on
/// purpose: it would make `K` (KELVIN SIGN) and `k` one letter, and so one person's address another's (RFC
/// 6532 §3.2).
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil when `text` is no plain addr-spec that may be handed to a mail server (RFC 5321 §4.1.2).
    ///
    /// Quoted local parts, address literals, white space, controls and angle brackets are refused.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...]
        guard (1...64).contains(local.count), Self.isDotAtom(local), Self.isDomain(domain) else { return nil }
        self.text = String(decoding: bytes.map { asciiLowercased($0) }, as: UTF8.self)
    }

    /// The part before the `@`.
    package var localPart: String {
        String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
    }

    /// The part behind the `@`.
    package var domain: String {
        String(decoding: text.utf8.drop { $0 != UInt8(ascii: "@") }.dropFirst(), as: UTF8.self)
    }

    /// The address without what stands behind the first `+` of its local part (RFC 5233 §1).
    package var withoutDetail: MailAddress {
        let bytes = text.utf8
        guard let plus = bytes.firstIndex(of: UInt8(ascii: "+")),
            let at = bytes.lastIndex(of: UInt8(ascii: "@")),
            plus < at
        else { return self }
        return MailAddress(String(text[..<plus] + text[at...])) ?? self
    }

    package var description: String { text }

    package static func == (left: MailAddress, right: MailAddress) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// dot-atom-text of RFC 5322 §3.2.3, with the non-ASCII characters of RFC 6532 §3.2.
    private static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isAtomText($0) }
        }
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            label in
            guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
            return first != UInt8(ascii: "-") && last != UInt8(ascii: "-")
                && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
        }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte >= 0x80 || atomPunctuation.contains(byte)
    }

    private static let atomPunctuation = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}
