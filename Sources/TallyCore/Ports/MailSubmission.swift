/// Who a message is from and to on the way (RFC 5321 §2.3.1), apart from what its header says.
package struct Envelope: Hashable, Sendable {
    /// The reverse-path; nil is the null sender `<>`, to which nothing ever bounces.
    package let sender: String?
    package let recipient: String
    /// What a delivery report names the message by (RFC 3461 §4.4); nil asks for nothing to be named.
    package let id: String?

    package init(sender: String?, recipient: String, id: String? = nil) {
        self.sender = sender
        self.recipient = recipient
        self.id = id
    }
}

/// A server's reply to one SMTP command (RFC 5321 §4.2, enhanced code RFC 3463).
package struct SMTPReply: Hashable, Sendable, CustomStringConvertible {
    package let code: Int
    /// For example `5.1.1`; nil when the server does not give one.
    package let enhancedCode: String?
    /// The words after the codes, lines joined by a space.
    package let text: String

    package init(code: Int, enhancedCode: String?, text: String) {
        self.code = code
        self.enhancedCode = enhancedCode
        self.text = text
    }

    package var description: String {
        enhancedCode.map { "\(code) \($0) \(text)" } ?? "\(code) \(text)"
    }
}

/// Why a message was not submitted; each case asks for another act of the outbox.
package enum SubmissionFailure: Error, Hashable, Sendable {
    /// The server judged this recipient or this message (MAIL, RCPT, DATA, final dot) with 4yz or 5yz.
    case refused(SMTPReply)
    /// The server refused, for good, whom the message is from: another recipient would fare the same, and none of
    /// them is to blame.
    case senderRefused(SMTPReply)
    /// The server judged us, or could not be reached, before the message was looked at: connection, TLS,
    /// greeting, EHLO, log-in.
    ///
    /// The queue waits; the row is not blamed. `needsOperator` when time alone will not mend it.
    case unavailable(reason: String, needsOperator: Bool)
    /// The connection was lost after the final dot and before its reply: the message may have been taken.
    case uncertain(reason: String)
}

/// What hands a message to the outgoing mail server.
package protocol MailSubmission: Sendable {
    /// Submits one message to one recipient.
    ///
    /// Returns the server's reply to the final dot (it names the queue id).
    ///
    /// - Parameter message: RFC 5322 with CRLF line ends, unstuffed.
    func submit(_ message: [UInt8], envelope: Envelope) async throws(SubmissionFailure) -> SMTPReply

    /// Closes a connection that no message has used for a while; to be called now and then.
    func closeIfIdle() async
}
