/// What a reader's program says became of a message: `message/disposition-notification` of RFC 8098 §3.
package struct ReadReceipt: Hashable, Sendable {
    /// What was done: `displayed`, `deleted`, `dispatched`, `processed` (RFC 8098 §3.2.6.2), in lower case.
    package private(set) var disposition: String?
    /// Whose program says so.
    package private(set) var finalRecipient: String?
    /// The message that it is about.
    package private(set) var originalMessageID: MessageID?

    init(reading content: [UInt8]) {
        let header = MessageHeader(
            HeaderBlock(in: content, content.indices, limits: .standard).fields, limits: .standard)
        originalMessageID = header.identifiers("Original-Message-ID").first
        finalRecipient = header.first("Final-Recipient").flatMap { DeliveryReport.address($0.rawValue) }
        // disposition-mode ";" disposition-type, and modifiers behind a slash
        disposition = header.first("Disposition").flatMap { Self.lastWord($0.rawValue) }
    }

    /// What stands behind the last semicolon that has anything behind it.
    private static func lastWord(_ value: [UInt8]) -> String? {
        let semicolon = UInt8(ascii: ";")
        let rest = value[..<(value.lastIndex { $0 != semicolon }.map { $0 + 1 } ?? 0)]
        guard !rest.isEmpty else { return nil }
        let word = rest[(rest.lastIndex(of: semicolon).map { $0 + 1 } ?? rest.startIndex)...]
        return String(bytes: word.trimmed.prefix { $0.isLetter }.map(\.lowercased))
    }
}
