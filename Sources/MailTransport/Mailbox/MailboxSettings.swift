package import TallyCore

/// A mailbox to watch: where it is, who we are there, and how it is treated.
package struct MailboxSettings: Sendable {
    package var name: MailboxName
    package var endpoint: Endpoint
    package var credentials: Credentials
    /// The folder that is watched, with `/` between the levels.
    package var folder = "INBOX"
    /// Where staged messages are moved; made when it is missing.
    ///
    /// Nil leaves them where they are, flagged.
    package var processed: String? = "Tally/Processed"
    /// Whether the server may tell of new mail (IDLE); otherwise, and where it cannot, it is asked again and again.
    package var idle = true
    package var pollInterval: Duration = .seconds(60)
    /// Larger messages are staged with their header block only.
    package var messageBytes = 26_214_400
    /// Up to the end of the log-in.
    package var connectTimeout: Duration = .seconds(30)
    /// For the answer to a command to begin; a long answer has more.
    package var answerTimeout: Duration = .seconds(60)

    package init(name: MailboxName, endpoint: Endpoint, credentials: Credentials) {
        self.name = name
        self.endpoint = endpoint
        self.credentials = credentials
    }
}
