/// A leaf part that is not the text of its message (RFC 2183).
package struct Attachment: Hashable, Sendable {
    /// The name that the sender suggests, decoded; never to be used as a path.
    package let filename: String?
    /// `type/subtype` in lower case.
    package let contentType: String
    /// Meant to be shown inside the text, such as an image that the HTML names.
    package let isInline: Bool
    /// The `Content-ID` without angle brackets, by which HTML names it (RFC 2392).
    package let contentID: String?
    /// The octets after the transfer encoding was undone: a part of the message itself where nothing had to be.
    package let octets: ArraySlice<UInt8>

    /// The octets by themselves, counted from the first one; a copy where they are part of the message.
    package var content: [UInt8] { Array(octets) }

    /// The `method` of its type, as it is written (RFC 6047 §2.4).
    private let declaredMethod: String?

    /// An attachment of these parts.
    package init(
        filename: String?, contentType: String, isInline: Bool, contentID: String?, octets: ArraySlice<UInt8>,
        declaredMethod: String? = nil
    ) {
        self.declaredMethod = declaredMethod
        self.filename = filename
        self.contentType = contentType
        self.isInline = isInline
        self.contentID = contentID
        self.octets = octets
    }

    /// An attachment whose octets stand by themselves.
    package init(filename: String?, contentType: String, isInline: Bool, contentID: String?, content: [UInt8])
    {
        self.init(
            filename: filename, contentType: contentType, isInline: isInline, contentID: contentID,
            octets: content[...])
    }

    /// What an invitation or its answer asks for (`METHOD` of RFC 5546 §1.4), in capitals; nil when it is no calendar object.
    package var calendarMethod: String? {
        guard contentType == "text/calendar" || contentType == "application/ics" else { return nil }
        let content = Array(octets.prefix(16_384))
        var line = 0
        while line < content.count {
            let end = HeaderBlock.endOfLine(in: content, from: line, to: content.count)
            let text = content[line..<end].trimmed
            if text.hasPrefixIgnoringCase("METHOD:") { return Self.method(text.dropFirst(7)) }
            line = end
        }
        return declaredMethod.flatMap { $0.utf8.isEmpty ? nil : Self.method(Array($0.utf8)[...]) }
    }

    private static func method(_ text: ArraySlice<UInt8>) -> String {
        let word = text.trimmed.prefix(32).filter { $0.isLetter || $0 == UInt8(ascii: "-") }
        return String(bytes: word.map { $0.isLetter ? $0 & 0xDF : $0 })
    }
}
