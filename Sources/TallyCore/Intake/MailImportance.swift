internal import MailParsing

/// How urgent the writer of a mail says it is.
package enum MailImportance: String, Hashable, Sendable, CaseIterable {
    case low
    case normal
    case high
}

extension Message {
    /// What `Importance`, `Priority` (RFC 2156) or `X-Priority` say; normal when they say nothing, or nothing
    /// known.
    ///
    /// Mail programs write one or several of them, with the same meaning; the first that says something
    /// counts.
    package var importance: MailImportance {
        for (name, words) in Self.importanceFields {
            guard let field = fields(named: name).first else { continue }
            let word = field.value.utf8.drop { $0 <= 0x20 }.prefix {
                isAlphanumeric($0) || $0 == UInt8(ascii: "-")
            }
            let value = String(decoding: word.map { asciiLowercased($0) }, as: UTF8.self)
            if let importance = words[value] { return importance }
        }
        return .normal
    }

    private static let importanceFields: [(name: String, words: [String: MailImportance])] = [
        ("importance", ["low": .low, "normal": .normal, "high": .high]),
        ("priority", ["non-urgent": .low, "normal": .normal, "urgent": .high]),
        // "1 (Highest)" down to "5 (Lowest)".
        ("x-priority", ["1": .high, "2": .high, "3": .normal, "4": .low, "5": .low]),
        ("x-msmail-priority", ["low": .low, "normal": .normal, "high": .high]),
    ]
}
