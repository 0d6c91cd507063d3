internal import MailParsing

/// One contribution to a ticket's conversation.
///
/// The first one is what opened the ticket.
package struct Comment: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let ticket: Ticket.ID
    package let createdAt: Timestamp
    package let content: CommentDraft

    package init(id: ID, ticket: Ticket.ID, createdAt: Timestamp, content: CommentDraft) {
        self.id = id
        self.ticket = ticket
        self.createdAt = createdAt
        self.content = content
    }
}

/// What somebody wrote, before the store has given it a number.
package struct CommentDraft: Hashable, Sendable {
    /// Nil for what the desk itself noted.
    package var author: Person.ID?
    package var visibility: Visibility
    package var source: Source
    /// The visible text: without quotations and signature.
    package var text: String
    /// What was cut from the mail: quotations and signature.
    package var quotedText: String
    /// The decoded HTML alternative, unsanitised; it is cleaned before anybody sees it.
    package var html: String?
    /// Whether the author proved to be who they say: signed in, or by a reply token.
    package var isVerified: Bool
    /// The staged mail it came from, whose raw form is kept.
    package var stagedMail: StagedMail.ID?
    /// Whom that mail was addressed to; nil for what did not come by mail.
    package var recipients: MailRecipients?
    package var attachments: [AttachmentDraft]

    package init(
        author: Person.ID?, visibility: Visibility = .public, source: Source, text: String,
        quotedText: String = "", html: String? = nil, isVerified: Bool, stagedMail: StagedMail.ID? = nil,
        recipients: MailRecipients? = nil, attachments: [AttachmentDraft] = []
    ) {
        self.author = author
        self.visibility = visibility
        self.source = source
        self.text = text
        self.quotedText = quotedText
        self.html = html
        self.isVerified = isVerified
        self.stagedMail = stagedMail
        self.recipients = recipients
        self.attachments = attachments
    }
}

extension CommentDraft {
    /// The HTML made harmless: listed elements only, no scripts, nothing loaded from elsewhere.
    ///
    /// Nil without HTML.
    ///
    /// - Parameter inlineURLs: where files of the comment are served that its images show, by `Content-ID`.
    package func harmlessHTML(inlineURLs: [String: String]) -> String? {
        html.map { HTMLSanitizer($0, inlineURLs: inlineURLs).html }
    }
}

/// A file that came with a comment.
package struct AttachmentDraft: Hashable, Sendable {
    /// As the sender wrote it; shown, never used as a path.
    package var filename: String?
    package var contentType: String
    package var isInline: Bool
    package var contentID: String?
    package var content: [UInt8]

    package init(
        filename: String?, contentType: String, isInline: Bool, contentID: String?, content: [UInt8]
    ) {
        self.filename = filename
        self.contentType = contentType
        self.isInline = isInline
        self.contentID = contentID
        self.content = content
    }
}

/// A kept attachment, without its content.
package struct Attachment: Hashable, Sendable {
    package let id: Int64
    package let comment: Comment.ID
    package let filename: String?
    package let contentType: String
    package let size: Int
    /// Hexadecimal SHA-256 of the content, under which it is stored.
    package let sha256: String
    package let isInline: Bool
    /// By which the comment's HTML names it (RFC 2392), without angle brackets.
    package let contentID: String?

    package init(
        id: Int64, comment: Comment.ID, filename: String?, contentType: String, size: Int, sha256: String,
        isInline: Bool, contentID: String?
    ) {
        self.id = id
        self.comment = comment
        self.filename = filename
        self.contentType = contentType
        self.size = size
        self.sha256 = sha256
        self.isInline = isInline
        self.contentID = contentID
    }
}

/// Who gets to see a comment.
package enum Visibility: String, Hashable, Sendable, CaseIterable {
    /// Requester, participants and staff.
    case `public`
    /// Staff only.
    case `internal`
}

/// Through what a change came in.
package enum Source: String, Hashable, Sendable, CaseIterable {
    case mail
    case api
    case console
    case system
}
