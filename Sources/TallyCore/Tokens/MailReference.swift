package import MailParsing

/// How an answer to one mail of ours is recognised: by its Message-ID, and by the token in its Reply-To.
package struct MailReference: Hashable, Sendable {
    package let messageID: MessageID
    /// Nil when the mailbox has no reply addresses.
    package let token: ReplyToken.ID?

    package init(messageID: MessageID, token: ReplyToken.ID?) {
        self.messageID = messageID
        self.token = token
    }
}
