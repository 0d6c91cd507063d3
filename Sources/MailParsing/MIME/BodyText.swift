/// One part of the text of a message, decoded; lines end in LF.
struct BodyText: Sendable {
    let text: String
    let isHTML: Bool
    /// `format=flowed` (RFC 3676 §4.1): lines that end in a space go on in the next one.
    var isFlowed = false
    /// `DelSp=yes`: that space is none of the text.
    var deletesSpace = false
    /// The `multipart/alternative` that it is one form of (RFC 2046 §5.1.4).
    var alternative: Int?
    /// What nobody reads, in octets of `text`: files between its lines, which are extracted, and armour.
    var unread: [Range<Int>] = []

    var isBlank: Bool { text.utf8.allSatisfy(\.isWhitespace) }
}
