/// Finds web and mail addresses in the words of a mail.
///
/// One pass over the bytes: a candidate that turns out to be none is stepped over, never read twice.
enum LinkFinder {
    /// An address in a text.
    struct Link: Hashable {
        /// Where it is shown, in bytes of UTF-8.
        let range: Range<Int>
        /// Where it leads to: ASCII without spaces, quotes, brackets and backslashes.
        let address: String
    }

    /// Longer ones are shown, and lead nowhere.
    private static let maximumLength = 2_000

    /// The links of a text, in order and without overlaps.
    static func links(in bytes: [UInt8]) -> [Link] {
        var links: [Link] = []
        var position = 0
        while position < bytes.count {
            let candidate: Candidate =
                switch bytes[position] {
                case UInt8(ascii: "h"), UInt8(ascii: "H"): webAddress(in: bytes, at: position)
                case UInt8(ascii: "@"):
                    mailAddress(in: bytes, around: position, from: links.last?.range.upperBound ?? 0)
                default: Candidate(link: nil, end: position + 1)
                }
            if let link = candidate.link { links.append(link) }
            position = candidate.end
        }
        return links
    }

    /// Where a web address leads to; nil for what is none.
    static func address(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let link = webAddress(in: bytes, at: 0).link
        return link?.range == bytes.indices ? link?.address : nil
    }

    /// What looks like a link, and where to look on.
    private struct Candidate {
        let link: Link?
        let end: Int
    }

    /// `http://…` or `https://…`, up to white space, what cannot stand in a URL (RFC 3986 §2), or another script.
    private static func webAddress(in bytes: [UInt8], at start: Int) -> Candidate {
        let isWordStart = start == 0 || !isLetterOrDigit(bytes[start - 1])
        guard isWordStart, let scheme = schemes.first(where: { matches($0, in: bytes, at: start) }) else {
            return Candidate(link: nil, end: start + 1)
        }
        let host = start + scheme.count
        var end = host
        while end < bytes.count, isInURL(bytes[end]) { end += 1 }
        let last = withoutClosingPunctuation(bytes, from: host, to: end)
        guard last > host, last - start <= maximumLength,
            isLetterOrDigit(bytes[host]) || bytes[host] == UInt8(ascii: "[")
        else { return Candidate(link: nil, end: end) }
        return Candidate(link: Link(range: start..<last, address: escaped(bytes[start..<last])), end: last)
    }

    /// A mail address as most are: dot-atoms on both sides (RFC 5322 §3.4.1) and a dot in the domain.
    private static func mailAddress(in bytes: [UInt8], around at: Int, from limit: Int) -> Candidate {
        var start = at
        while start > limit, at - start < 64, isInLocalPart(bytes[start - 1]) { start -= 1 }
        while start < at, bytes[start] == UInt8(ascii: ".") || bytes[start] == UInt8(ascii: "'") {
            start += 1
        }
        var end = at + 1
        while end < bytes.count, end - at < 254, isInDomain(bytes[end]) { end += 1 }
        while end > at + 1, !isLetterOrDigit(bytes[end - 1]) { end -= 1 }
        guard start < at, end > at + 1, isLetterOrDigit(bytes[at + 1]),
            bytes[at + 1..<end].contains(UInt8(ascii: "."))
        else { return Candidate(link: nil, end: at + 1) }
        let link = Link(range: start..<end, address: "mailto:" + escaped(bytes[start..<end]))
        return Candidate(link: link, end: end)
    }

    /// Percent-encodes what would end a PDF string or an attribute of cairo.
    static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count)
        for byte in bytes {
            if isInURL(byte), !#"'()\[]"#.utf8.contains(byte) {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static let schemes = [Array("http://".utf8), Array("https://".utf8)]

    private static func matches(_ word: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard bytes.count - start >= word.count else { return false }
        return word.indices.allSatisfy {
            bytes[start + $0] == word[$0] || bytes[start + $0] | 0x20 == word[$0]
        }
    }

    /// A full stop, or a bracket that was opened before the link, is not part of it.
    private static func withoutClosingPunctuation(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
        var end = end
        var openBrackets = 0
        for byte in bytes[start..<end] {
            if byte == UInt8(ascii: "(") { openBrackets += 1 }
            if byte == UInt8(ascii: ")") { openBrackets -= 1 }
        }
        while end > start {
            let last = bytes[end - 1]
            if last == UInt8(ascii: ")"), openBrackets < 0 {
                openBrackets += 1
            } else if !".,;:!?'*_".utf8.contains(last) {
                break
            }
            end -= 1
        }
        return end
    }

    private static func isInURL(_ byte: UInt8) -> Bool {
        switch byte {
        // Printable ASCII without " < > \ ^ ` { | }
        case 0x21, 0x23...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E: true
        default: false
        }
    }

    private static func isInLocalPart(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isInDomain(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10
    }
}
