/// A message to be written.
///
/// Its parts are values, never header text: whatever they hold, the bytes have the fields named here and no others, CRLF
/// at every line end and nowhere else, and lines of at most 998 octets (RFC 5322 §2.1.1, RFC 5321 §4.5.2).
package struct OutgoingMessage: Hashable, Sendable {
    /// The author; an address that cannot stand in a header is left out, here and below.
    package var from: Mailbox
    /// The recipients that the header names; delivery goes by the envelope.
    package var to: [Mailbox]
    /// Where answers shall go.
    package var replyTo: Mailbox?
    /// Any text; it is encoded as needed (RFC 2047).
    package var subject: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package var date: Int64
    /// The identifier, also what boundaries are made from.
    package var messageID: MessageID
    /// The message that it answers.
    package var inReplyTo: MessageID?
    /// The conversation before it, oldest first.
    package var references: [MessageID]
    /// Further fields, in order.
    package var fields: [ExtraField]
    /// The plain form, always there; line ends of any kind.
    package var text: String
    /// The HTML form beside it.
    package var html: String?
    /// Files behind the text.
    package var attachments: [OutgoingAttachment]

    /// A message of these parts; nothing is written yet.
    package init(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, subject: String, date: Int64,
        messageID: MessageID,
        inReplyTo: MessageID? = nil, references: [MessageID] = [], fields: [ExtraField] = [], text: String,
        html: String? = nil, attachments: [OutgoingAttachment] = []
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.date = date
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.fields = fields
        self.text = text
        self.html = html
        self.attachments = attachments
    }

    /// The message as it is sent; the same value always gives the same bytes.
    package func bytes() -> [UInt8] {
        var header = HeaderWriter()
        header.field("From", mailboxes: [from])
        header.field("To", mailboxes: to)
        if let replyTo { header.field("Reply-To", mailboxes: [replyTo]) }
        header.field("Subject", text: subject)
        header.field("Date", words: [DateText.rfc5322(date)])
        header.field("Message-ID", identifiers: [messageID])
        if let inReplyTo { header.field("In-Reply-To", identifiers: [inReplyTo]) }
        header.field("References", identifiers: references)
        for field in fields {
            header.field(
                field.name, words: field.value.utf8.split(separator: UInt8.space).map { String(bytes: $0) })
        }
        header.field("MIME-Version", words: ["1.0"])
        return header.bytes + body.bytes(boundarySeed: messageID.text)
    }

    private var body: OutgoingPart {
        let plain = OutgoingPart.text(text, subtype: "plain")
        let shown =
            html.map { OutgoingPart.multipart("alternative", [plain, .text($0, subtype: "html")]) } ?? plain
        return attachments.isEmpty ? shown : .multipart("mixed", [shown] + attachments.map(OutgoingPart.file))
    }
}
