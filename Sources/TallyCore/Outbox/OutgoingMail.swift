package import MailParsing

/// One mail to one recipient, as the transaction that caused it wrote it down.
///
/// Everything that could make a second rendering differ is fixed here.
package struct OutgoingDraft: Hashable, Sendable {
    package let kind: MailKind
    package let ticket: Ticket.ID?
    package let person: Person.ID?
    package let from: Mailbox
    package let to: Mailbox
    /// Has a place for the reply token (`OutgoingMail.addressed(by:)`); nil when the mailbox has no plus-addressing.
    package internal(set) var replyTo: Mailbox?
    /// What an answer is recognised by; nil where an answer goes to nobody in particular.
    package let replyToken: ReplyToken?
    package let messageID: MessageID
    package let inReplyTo: MessageID?
    package let references: [MessageID]
    package let date: Timestamp
    /// What the templates are filled with.
    package internal(set) var values: JSON

    package init(
        kind: MailKind, ticket: Ticket.ID?, person: Person.ID?, from: Mailbox, to: Mailbox, replyTo: Mailbox?,
        replyToken: ReplyToken?, messageID: MessageID, inReplyTo: MessageID?, references: [MessageID],
        date: Timestamp, values: JSON
    ) {
        self.kind = kind
        self.ticket = ticket
        self.person = person
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.replyToken = replyToken
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.date = date
        self.values = values
    }
}

/// A row of the outbox.
package struct OutgoingMail: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package internal(set) var draft: OutgoingDraft
    /// The rendered message, with a place for the reply token; nil until the first attempt is prepared, never changed
    /// after.
    package let bytes: [UInt8]?
    /// Attempts that were begun.
    package let attempts: Int
    /// Attempts at making the PDF that failed.
    package let reportFailures: Int
    package let createdAt: Timestamp

    package init(
        id: ID, draft: OutgoingDraft, bytes: [UInt8]?, attempts: Int, reportFailures: Int,
        createdAt: Timestamp
    ) {
        self.id = id
        self.draft = draft
        self.bytes = bytes
        self.attempts = attempts
        self.reportFailures = reportFailures
        self.createdAt = createdAt
    }
}
