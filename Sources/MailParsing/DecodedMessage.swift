/// A message with every encoding undone (RFC 5322, RFC 2045): its fields, its texts as UTF-8, its files as octets.
///
/// Reading is total: any octets are a message, and what could not be understood is a `Defect`. Time and memory are
/// proportional to the input and bounded by `Limits`. What people read of it, and whether people wrote it, is `Message`.
package struct DecodedMessage: Sendable {
    /// The message as it came.
    package let bytes: [UInt8]
    /// The fields of its header, in order.
    package let fields: [HeaderField]
    /// The authors (RFC 5322 §3.6.2), of the first `From` field only; whoever relies on it looks for further ones.
    package let from: [Mailbox]
    /// Who sent it in place of the authors (RFC 5322 §3.6.2).
    package let sender: [Mailbox]
    /// Where answers are asked to go (RFC 5322 §3.6.2); never who somebody is.
    package let replyTo: [Mailbox]
    /// The primary recipients (RFC 5322 §3.6.3), groups flattened.
    package let to: [Mailbox]
    /// Who gets a copy (RFC 5322 §3.6.3).
    package let cc: [Mailbox]
    /// Who gets a copy unseen; mail seldom says so (RFC 5322 §3.6.3).
    package let bcc: [Mailbox]
    /// The subject, decoded and unfolded; nil when there is none.
    package let subject: String?
    /// Seconds since 1970-01-01T00:00:00Z.
    package let date: Int64?
    /// What the message calls itself (RFC 5322 §3.6.4); senders repeat and invent them.
    package let messageID: MessageID?
    /// The messages that it answers (RFC 5322 §3.6.4).
    package let inReplyTo: [MessageID]
    /// The messages before it in the conversation, oldest first (RFC 5322 §3.6.4).
    package let references: [MessageID]
    /// The plain text as it is; lines end in LF.
    package let plainText: String?
    /// The HTML as it came, decoded and not sanitised; lines end in LF.
    package let html: String?
    /// Every leaf part that is not its text, images of the HTML and enclosed messages included.
    package let attachments: [Attachment]
    /// Files inside `winmail.dat` attachments (TNEF) and uuencoded files inside the text.
    package let extracted: [Attachment]
    /// Who signed it, as the signature itself says (RFC 8551, RFC 3156); nobody verified it.
    package let signature: Signature?
    /// The values of the `Authentication-Results` fields, unfolded, topmost first (RFC 8601).
    package let authenticationResults: [String]
    /// What was guessed or left out, in the order of reading.
    package let defects: [Defect]

    let header: MessageHeader
    let body: MessageBody

    /// Reads a message, up to the limits.
    package init(reading bytes: [UInt8], limits: Limits = .standard) {
        var defects: [Defect] = []
        let end = min(bytes.count, limits.messageBytes)
        if end < bytes.count {
            defects.append(Defect(kind: .messageTooLarge, offset: end, detail: "\(bytes.count) octets"))
        }
        let lines = Self.withLineFeeds(bytes)
        if lines != nil {
            defects.append(Defect(kind: .bareCarriageReturn, offset: 0, detail: "no line feed at all"))
        }
        let read = lines ?? bytes
        let tree = MIMETree(in: read, upTo: end, limits: limits)
        var header = MessageHeader(
            tree.parts.first?.fields ?? [], limits: limits,
            charset: tree.parts.lazy.map(\.charset).first { !$0.isEmpty } ?? "")
        let body = MessageBody(of: tree, in: read, limits: limits)
        header.noteRepetition()
        self.bytes = bytes
        fields = header.fields
        date = header.takeDate()
        from = header.takeMailboxes("From")
        sender = header.takeMailboxes("Sender")
        replyTo = header.takeMailboxes("Reply-To")
        to = header.takeMailboxes("To")
        cc = header.takeMailboxes("Cc")
        bcc = header.takeMailboxes("Bcc")
        subject = header.subject
        messageID = header.takeIdentifiers("Message-ID").first
        inReplyTo = header.takeIdentifiers("In-Reply-To")
        references = header.takeIdentifiers("References")
        authenticationResults = header.all("Authentication-Results").map { String(bytes: $0.rawValue) }
        header.noteCutOffWords()
        header.noteOctets()
        plainText = Self.joined(body.plain)
        html = Self.joined(body.html)
        attachments = body.attachments
        extracted = body.extracted
        signature = body.signature
        self.defects = defects + tree.defects + header.defects + body.defects
        self.header = header
        self.body = body
    }

    private static func joined(_ texts: [String]) -> String? {
        guard texts.count > 1, var joined = texts.first else { return texts.first }
        joined.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count + 1 })
        for text in texts.dropFirst() {
            joined += "\n"
            joined += text
        }
        return joined
    }

    /// The same message with line feeds in place of carriage returns, when it has no line feed at all; nil otherwise.
    ///
    /// QUIRK: RFC 5322 §2.3. Files of a Mac before 2001 end their lines so. Places stay the same.
    /// (quirks/bare-cr.eml)
    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8]? {
        guard !bytes.contains(.lineFeed), bytes.contains(.carriageReturn) else { return nil }
        return bytes.map { $0 == .carriageReturn ? .lineFeed : $0 }
    }
}
