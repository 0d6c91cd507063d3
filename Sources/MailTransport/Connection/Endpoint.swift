package import TallyCore

/// How a connection is encrypted.
package enum ConnectionSecurity: String, Hashable, Sendable, CaseIterable {
    /// TLS from the first byte (`imaps`, `smtps`; RFC 8314 §3).
    case tls
    /// TLS after the STARTTLS command, never without.
    case startTLS = "starttls"
    /// Clear text; for servers on the same machine only.
    case none
}

/// Where a mail server is and how far it is trusted.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: UInt16
    package var security: ConnectionSecurity
    /// A file of trusted certificates in PEM form, instead of the system's.
    package var caFile: String?

    package init(host: String, port: UInt16, security: ConnectionSecurity, caFile: String? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.caFile = caFile
    }

    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// A name and a password for SASL PLAIN (RFC 4616).
package struct Credentials: Sendable {
    package var user: String
    /// Asked for at every connection, so that a changed password file is noticed without a restart.
    package var password: @Sendable () throws -> Secret

    package init(user: String, password: @escaping @Sendable () throws -> Secret) {
        self.user = user
        self.password = password
    }
}
