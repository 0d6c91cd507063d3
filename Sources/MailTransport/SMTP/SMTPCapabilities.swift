/// What an SMTP server offered in its reply to EHLO (RFC 5321 §4.1.1.1).
struct SMTPCapabilities: Hashable, Sendable {
    /// The keywords, in capitals.
    let keywords: Set<String>
    /// The largest message that it takes, in bytes; nil when it does not say (RFC 1870 §4).
    let largestMessage: Int?

    /// - Parameter lines: of the reply, without codes; the first is a greeting and no keyword.
    init(lines: [[UInt8]]) {
        var keywords: Set<String> = []
        var largestMessage: Int?
        for line in lines.dropFirst() {
            let words = line.split(separator: UInt8(ascii: " "))
            guard let word = words.first else { continue }
            let keyword = String(decoding: word, as: UTF8.self).uppercased()
            keywords.insert(keyword)
            if keyword == "SIZE", words.count > 1, let size = Int(digits: words[1]), size > 0 {
                largestMessage = size
            }
        }
        self.keywords = keywords
        self.largestMessage = largestMessage
    }

    var hasPipelining: Bool { keywords.contains("PIPELINING") }
    var hasEightBitMIME: Bool { keywords.contains("8BITMIME") }
    var hasSize: Bool { keywords.contains("SIZE") }
    var hasDSN: Bool { keywords.contains("DSN") }
    var hasSMTPUTF8: Bool { keywords.contains("SMTPUTF8") }
}
