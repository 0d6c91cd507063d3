/// What a mail system reports of a delivery: `message/delivery-status` of RFC 3464 §2.
package struct DeliveryReport: Hashable, Sendable {
    /// `Action` of RFC 3464 §2.3.3.
    package enum Action: String, Hashable, Sendable {
        case failed
        case delayed
        case delivered
        case relayed
        case expanded
    }

    /// The fields of one recipient (RFC 3464 §2.3).
    package struct Recipient: Hashable, Sendable {
        /// The address that the delivery was tried to.
        package fileprivate(set) var finalRecipient: String?
        /// The address that the sender wrote.
        package fileprivate(set) var originalRecipient: String?
        /// What was done; nil when the report invents a word.
        package fileprivate(set) var action: Action?
        /// The enhanced status code (RFC 3463).
        package fileprivate(set) var status: String?
        /// What the other server said.
        package fileprivate(set) var diagnostic: String?
        /// The server that said so (`Remote-MTA`, RFC 3464 §2.3.5).
        package fileprivate(set) var remoteServer: String?

        /// The address that the sender knows the recipient by.
        package var address: String? {
            if let originalRecipient, originalRecipient.utf8.contains(UInt8(ascii: "@")) {
                return originalRecipient
            }
            return finalRecipient ?? originalRecipient
        }

        /// Whether the delivery failed for good.
        ///
        /// QUIRK: RFC 3464 §2.3.3. Servers invent actions, all for failures. (quirks/report-invented-action.eml)
        var isFailed: Bool {
            switch action {
            case .failed: true
            case .delayed, .delivered, .relayed, .expanded: false
            case nil: status?.utf8.first != UInt8(ascii: "2")
            }
        }

        fileprivate var hasAction = false

        /// No status yet, or one that says nothing more than its class.
        fileprivate var isVague: Bool { status.map { $0.hasSuffix(".0.0") } ?? true }

        fileprivate var isEmpty: Bool {
            finalRecipient == nil && originalRecipient == nil && !hasAction
        }
    }

    /// The recipients, in order.
    package private(set) var recipients: [Recipient] = []
    /// What the sender called the mail in its envelope: `ENVID` (RFC 3464 §2.2.1); nil when it called it nothing.
    package private(set) var originalEnvelopeID: String?

    /// Recipients were left out.
    private(set) var exceedsLimit = false

    /// More recipients than one message has.
    private static let limit = 1_000

    /// Reads groups of fields between empty lines; groups without a recipient are about the message.
    init(reading content: [UInt8]) {
        var start = 0
        var current = Recipient()
        while recipients.count < Self.limit {
            start = Self.endOfBlankLines(in: content, from: start)
            guard start < content.count else { break }
            let block = HeaderBlock(in: content, start..<content.count, limits: .standard)
            for field in block.fields {
                // QUIRK: RFC 3464 §2.1. Some servers leave out the empty line between recipients.
                // (quirks/report-no-blank-line.eml)
                if field.isNamed("Final-Recipient"), current.finalRecipient != nil { flush(&current) }
                if originalEnvelopeID == nil, recipients.isEmpty, field.isNamed("Original-Envelope-Id") {
                    originalEnvelopeID = String(bytes: field.rawValue.trimmed)
                }
                Self.take(field, into: &current)
            }
            flush(&current)
            let line = HeaderBlock.endOfLine(in: content, from: start, to: content.count)
            start = max(block.bodyStart, block.fields.isEmpty ? line : start + 1)
        }
        flush(&current)
        exceedsLimit = start < content.count
    }

    /// Behind the blank lines that begin here, which are many where somebody wants them to cost much.
    private static func endOfBlankLines(in content: [UInt8], from start: Int) -> Int {
        let bytes = content.span
        var end = start
        var place = start
        while place < bytes.count, bytes[place].isLineEnd {
            place += 1
            if bytes[place - 1] == .lineFeed { end = place }
        }
        return end
    }

    private mutating func flush(_ current: inout Recipient) {
        if !current.isEmpty { recipients.append(current) }
        current = Recipient()
    }

    private static func take(_ field: HeaderField, into recipient: inout Recipient) {
        let value = field.rawValue
        switch field.name.asciiLowercased {
        case "final-recipient": recipient.finalRecipient = address(value)
        case "original-recipient": recipient.originalRecipient = address(value)
        case "x-actual-recipient":
            if recipient.finalRecipient?.utf8.contains(UInt8(ascii: "@")) != true {
                recipient.finalRecipient = address(value) ?? recipient.finalRecipient
            }
        case "action":
            let word = value.prefix { $0.isLetter }.map(\.lowercased)
            recipient.action = Action(rawValue: String(bytes: word))
            recipient.hasAction = true
        case "status":
            if let code = StatusCode.first(in: value[...]), recipient.isVague { recipient.status = code }
        case "diagnostic-code":
            recipient.diagnostic = EncodedWord.decode(value)
            if let code = StatusCode.first(in: value[...], failuresOnly: true), recipient.isVague {
                recipient.status = code
            }
        case "remote-mta": recipient.remoteServer = EncodedWord.decode(typed(value))
        default: break
        }
    }

    /// The text behind the type in `rfc822; text`.
    private static func typed(_ value: [UInt8]) -> [UInt8] {
        let text = value.firstIndex(of: UInt8(ascii: ";")).map { value[($0 + 1)...] } ?? value[...]
        return Array(text.trimmed)
    }

    /// The address in `rfc822; address`.
    static func address(_ value: [UInt8]) -> String? {
        let bare = typed(value).trimmed {
            $0.isWhitespace || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
        }
        let mailbox = AddressList(reading: withoutEscapes(bare)).mailboxes.first?.address
        return mailbox.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `j\x{FC}rgen`: a character in an address of the type `utf-8` (RFC 6533 §3, EmbeddedUnicodeChar).
    private static func withoutEscapes(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "\\")) else { return Array(text) }
        var output: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index...].hasPrefix("\\x{"),
                let end = text[index...].prefix(10).firstIndex(of: UInt8(ascii: "}")),
                let number = UInt32(String(bytes: text[(index + 3)..<end]), radix: 16),
                let scalar = Unicode.Scalar(number), number > 32
            {
                output.append(contentsOf: String(scalar).utf8)
                index = end + 1
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
