extension Configuration {
    /// One mailbox that people write to.
    package struct Mailbox: Hashable, Sendable {
        package var name: MailboxName
        package var address: MailAddress
        /// Nil when the server has no plus-addressing.
        package var replyAddress: ReplyAddress?
        package var imap: IMAP
        /// The team that its tickets go to.
        package var team: String?
        package var priority = Priority.medium
        /// The name that answers come from; nil means that of `smtp.from`.
        package var displayName: String?
    }

    /// How the connection to a mail server is protected.
    package enum Security: String, Hashable, Sendable, CaseIterable {
        /// TLS from the first byte.
        case tls
        /// TLS after the greeting, or no connection at all (RFC 3207, RFC 9051 §6.2.1).
        case starttls
        /// Plain text; only to this machine.
        case none
    }

    /// An IMAP server and the folders on it.
    package struct IMAP: Hashable, Sendable {
        package var host: String
        package var port: Int
        package var security: Security
        package var user: String
        package var authentication: Authentication
        /// Certificates to trust instead of the system's; nil means the system's.
        package var caFile: String?
        package var folder = "INBOX"
        /// Where messages go once they are stored.
        package var processed = "Tally/Processed"
        /// Where messages go that nobody could store.
        package var quarantine = "Tally/Quarantine"
        /// Waits with IDLE (RFC 2177) when the server has it.
        package var idle = true
        /// The pause between two looks without IDLE.
        package var pollInterval = Duration.seconds(60)
    }

    /// How the daemon logs in.
    package enum Authentication: Hashable, Sendable {
        case password(SecretSource)
        case oauth2(OAuth2)
    }

    /// Where access tokens come from (RFC 6749 §4.4, §6).
    package struct OAuth2: Hashable, Sendable {
        package var tokenURL: ServerURL
        package var clientID: String
        package var clientSecret: SecretSource
        package var scope: String
        /// Nil means the client credentials grant.
        package var refreshToken: SecretSource?
    }

    /// The server that takes our mail.
    package struct SMTP: Hashable, Sendable {
        /// A name and its secret.
        package struct Login: Hashable, Sendable {
            package var user: String
            package var password: SecretSource
        }

        package var host: String
        package var port: Int
        package var security: Security
        /// Nil when the server takes our mail without.
        package var login: Login?
        /// Certificates to trust instead of the system's; nil means the system's.
        package var caFile: String?
        package var from: Sender
        /// Connections at the same time.
        package var connections = 2
    }
}
