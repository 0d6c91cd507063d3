internal import MailTransport
internal import TallyCore

/// What the transport needs to know, out of the configuration.
///
/// Passwords are read anew at each log-in, so that a changed file works without a restart.
extension Installation {
    static func mailboxSettings(
        _ mailbox: Configuration.Mailbox, limits: Configuration.Limits, environment: Environment
    ) throws(ProgramError) -> MailboxSettings {
        let source: SecretSource
        switch mailbox.imap.authentication {
        case .password(let password): source = password
        case .oauth2:
            throw ProgramError(
                .configuration, "mailboxes[\(mailbox.name)].imap.oauth2: not supported yet; use a password")
        }
        let reading = secretReading(environment)
        var settings = MailboxSettings(
            name: mailbox.name,
            endpoint: Endpoint(
                host: mailbox.imap.host, port: UInt16(mailbox.imap.port),
                security: security(mailbox.imap.security),
                caFile: mailbox.imap.caFile),
            credentials: Credentials(user: mailbox.imap.user) { try source.secret(reading: reading) })
        settings.folder = mailbox.imap.folder
        settings.processed = mailbox.imap.processed
        settings.idle = mailbox.imap.idle
        settings.pollInterval = mailbox.imap.pollInterval
        settings.messageBytes = limits.messageBytes
        return settings
    }

    static func submissionSettings(
        _ smtp: Configuration.SMTP, site: Configuration.Site, environment: Environment
    ) -> SubmissionSettings {
        let reading = secretReading(environment)
        let credentials = smtp.login.map { login in
            Credentials(user: login.user) { try login.password.secret(reading: reading) }
        }
        return SubmissionSettings(
            endpoint: Endpoint(
                host: smtp.host, port: UInt16(smtp.port), security: security(smtp.security),
                caFile: smtp.caFile),
            credentials: credentials, ehloName: smtp.from.address.domain)
    }

    private static func security(_ security: Configuration.Security) -> ConnectionSecurity {
        switch security {
        case .tls: .tls
        case .starttls: .startTLS
        case .none: .none
        }
    }
}
