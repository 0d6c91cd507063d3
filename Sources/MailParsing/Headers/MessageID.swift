/// The identifier of a message: `msg-id` of RFC 5322 §3.6.4.
package struct MessageID: Hashable, Sendable {
    /// `left@right`, without angle brackets.
    package let text: String

    /// An identifier of this text, which is not checked.
    package init(text: String) { self.text = text }

    /// Reads every identifier of a `References` or `In-Reply-To` field, in order.
    ///
    ///     references = "References:" 1*msg-id CRLF             ; RFC 5322 §3.6.4
    ///     msg-id     = [CFWS] "<" id-left "@" id-right ">" [CFWS]
    ///
    /// Reading never fails: what is not an identifier is skipped. QUIRK: RFC 5322 §3.6.4. Identifiers without
    /// brackets are taken when the field has no bracketed one. (quirks/id-without-brackets.eml)
    package static func list(
        in value: [UInt8], limit: Int = Limits.standard.addresses, requiresBrackets: Bool = false
    ) -> [MessageID] {
        var found: [MessageID] = []
        var cursor = ByteCursor(value)
        while !cursor.isAtEnd, found.count < limit {
            if cursor.take(UInt8(ascii: "<")) {
                if let text = bracketed(&cursor) { found.append(MessageID(text: text)) }
            } else if cursor.takeQuotedString() == nil {
                cursor.advance()
            }
        }
        if !found.isEmpty || requiresBrackets { return found }
        return value.split(whereSeparator: { $0.isWhitespace || $0 == UInt8(ascii: ",") })
            .filter { $0.contains(UInt8(ascii: "@")) }
            .prefix(limit)
            .map { MessageID(text: String(bytes: $0.filter { !$0.isControl })) }
    }

    /// What is between the brackets.
    ///
    /// QUIRK: RFC 5322 §3.6.4. White space that folding put inside is dropped. (quirks/references-folded-inside.eml)
    private static func bracketed(_ cursor: inout ByteCursor) -> String? {
        var text: [UInt8] = []
        while let byte = cursor.next(), byte != UInt8(ascii: ">") {
            if byte == UInt8(ascii: "<") {
                text.removeAll()
            } else if !byte.isWhitespace && !byte.isControl {
                text.append(byte)
            }
        }
        return text.isEmpty ? nil : String(bytes: text)
    }
}
