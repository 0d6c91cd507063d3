/// A mail server could not be used: what happened, with whom, and what to do about it.
///
/// The words may go into logs and to the console: no password is ever among them.
package struct TransportFailure: Error, Hashable, Sendable {
    /// What went wrong, one case for each thing that an operator does about it.
    package enum Cause: Hashable, Sendable, CaseIterable {
        /// The settings cannot be used as they are: host name, password source, CA file.
        case settings
        case unknownHost
        case unreachable
        case timedOut
        /// The certificate is not trusted, is for another host, or is out of date.
        case certificate
        /// The TLS handshake failed before there was a certificate to judge.
        case handshake
        /// STARTTLS is required and the server does not offer it.
        case encryptionMissing
        /// The server offers no way to log in with a password.
        case loginNotOffered
        case loginRejected
        /// The server could not look at the password now.
        case loginUnavailable
        /// The server does not serve us now: BYE, 421.
        case turnedAway
        /// The server will not serve us at all: a greeting or EHLO reply with 5yz.
        case shutOut
        case connectionLost
        /// The server answered a command with no.
        case refused
        /// The server does not speak the protocol.
        case violation
        /// The wait was ended from our side.
        case stopped
    }

    package let cause: Cause
    /// `host:port`.
    package let server: String
    /// The library's or the server's own words; empty when there are none.
    package let detail: String

    init(_ cause: Cause, server: String, detail: String = "") {
        self.cause = cause
        self.server = server
        self.detail = detail
    }

    /// Whether time alone will not mend it.
    package var needsOperator: Bool {
        switch cause {
        case .settings, .certificate, .encryptionMissing, .loginNotOffered, .loginRejected, .refused,
            .shutOut:
            true
        case .unknownHost, .unreachable, .timedOut, .handshake, .loginUnavailable, .turnedAway: false
        case .connectionLost, .violation, .stopped: false
        }
    }

    /// What happened, as half a sentence.
    package var summary: String {
        switch cause {
        case .settings: "these settings cannot be used"
        case .unknownHost: "no address is known for this host name"
        case .unreachable: "nothing answers at this address and port"
        case .timedOut: "the server did not answer in time"
        case .certificate: "the server's certificate is not trusted"
        case .handshake: "no encrypted connection could be agreed on"
        case .encryptionMissing: "the server does not offer STARTTLS"
        case .loginNotOffered: "the server offers no way to log in with a password"
        case .loginRejected: "the server rejected user name or password"
        case .loginUnavailable: "the server cannot check passwords at the moment"
        case .turnedAway: "the server does not serve us at the moment"
        case .shutOut: "the server refuses to serve us"
        case .connectionLost: "the connection was lost"
        case .refused: "the server refused a command"
        case .violation: "the server broke the protocol"
        case .stopped: "the work was stopped"
        }
    }

    /// What to do about it, as a sentence; nil when waiting is all there is to do.
    package var hint: String? {
        switch cause {
        case .settings: "Correct the settings of this server."
        case .unknownHost: "Check the spelling of the host name and the DNS of this machine."
        case .unreachable: "Check host and port, that the server runs, and the firewall between."
        case .timedOut: "Check the port (a TLS port needs security \"tls\") and the load of the server."
        case .certificate: "Use the name that is in the certificate, or name the CA's certificate in caFile."
        case .handshake:
            "Check that port and security (\"tls\", \"starttls\") belong together; TLS 1.2 at least."
        case .encryptionMissing: "Turn STARTTLS on at the server, or use its TLS port with security \"tls\"."
        case .loginNotOffered: "Turn on PLAIN at the server, or use encryption: many offer it only then."
        case .loginRejected: "Check user and password, and that the account may log in with a password."
        case .shutOut: "Ask the operator of that server whether this machine may use it."
        case .refused: "Check that the folder exists and that the account has the right to it."
        case .violation: "Check that host and port are those of a mail server of this kind."
        case .loginUnavailable, .turnedAway, .connectionLost, .stopped: nil
        }
    }
}

extension TransportFailure: CustomStringConvertible {
    package var description: String {
        let words = detail.isEmpty ? "\(server): \(summary)" : "\(server): \(summary) (\(detail))"
        return hint.map { "\(words). \($0)" } ?? words
    }
}
