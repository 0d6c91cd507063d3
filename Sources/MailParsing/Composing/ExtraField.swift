/// A field of an outgoing message besides those that `OutgoingMessage` names.
///
/// It exists only when nothing in it can end the line: a header cannot be injected.
package struct ExtraField: Hashable, Sendable {
    /// The field name, as it is written.
    package let name: String
    /// Printable ASCII.
    package let value: String

    /// - Parameters:
    ///   - name: `ftext` of RFC 5322 §3.6.8, and none of the fields that `OutgoingMessage` writes itself.
    ///   - value: printable ASCII; it may be folded between its words.
    /// - Returns: nil when either is not so.
    package init?(name: String, value: String) {
        guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy({ ByteSet.fieldName.contains($0) }),
            !Self.reserved.contains(name.asciiLowercased), value.utf8.count <= 900,
            value.utf8.allSatisfy({ $0 >= 32 && $0 < 127 })
        else { return nil }
        self.name = name
        self.value = value
    }

    private init(trusted name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    private static let reserved: Set<String> = [
        "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to",
        "references", "mime-version", "content-type", "content-transfer-encoding", "content-disposition",
        "content-id", "received", "return-path", "dkim-signature",
    ]

    /// How a machine says that it wrote a message (RFC 3834 §5).
    package enum AutoSubmitted: String, Hashable, Sendable {
        case generated = "auto-generated"
        case replied = "auto-replied"
    }

    /// `Auto-Submitted`, so that no other machine answers (RFC 3834 §5).
    package static func autoSubmitted(_ kind: AutoSubmitted) -> ExtraField {
        ExtraField(trusted: "Auto-Submitted", kind.rawValue)
    }

    /// Asks Exchange to answer with nothing automatic.
    package static let suppressAutoResponses = ExtraField(trusted: "X-Auto-Response-Suppress", "All")
}
