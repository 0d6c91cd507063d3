/// The server that takes our outgoing mail.
package struct SubmissionSettings: Sendable {
    package var endpoint: Endpoint
    /// Nil submits without logging in, as a relay on the same machine allows.
    package var credentials: Credentials?
    /// How we name ourselves in EHLO: a host name (RFC 5321 §4.1.1.1); empty takes this machine's.
    package var ehloName: String
    /// Up to the end of the log-in.
    package var connectTimeout: Duration = .seconds(30)
    /// For the reply to MAIL, RCPT and DATA.
    package var replyTimeout: Duration = .seconds(120)
    /// For the reply to the final dot.
    ///
    /// Giving up early makes duplicates (RFC 5321 §4.5.3.2.6).
    package var dataEndTimeout: Duration = .seconds(600)
    /// How long an unused connection is kept for the next message.
    package var idleLimit: Duration = .seconds(30)

    package init(endpoint: Endpoint, credentials: Credentials?, ehloName: String) {
        self.endpoint = endpoint
        self.credentials = credentials
        self.ehloName = ehloName
    }
}
