/// Proof that a mail answers one that the desk sent to this very person about this very ticket.
///
///     token = base32( key-id(1) row(8) HMAC-SHA-256(key, facts)[0 ..< 16] )      ; 40 characters
///
/// It stands only in the Reply-To of mail to that person. The row makes it revocable; the MAC, whose key is
/// not in the database, keeps a leaked copy of the database from minting any.
package struct ReplyToken: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// What the token stands for.
    package struct Facts: Hashable, Sendable {
        package let ticket: Ticket.ID
        package let person: Person.ID
        package let address: MailAddress
        package let issuedAt: Timestamp
        package let expiresAt: Timestamp

        package init(
            ticket: Ticket.ID, person: Person.ID, address: MailAddress, issuedAt: Timestamp,
            expiresAt: Timestamp
        ) {
            self.ticket = ticket
            self.person = person
            self.address = address
            self.issuedAt = issuedAt
            self.expiresAt = expiresAt
        }
    }

    package let id: ID
    package let facts: Facts
    package var isRevoked: Bool

    package init(id: ID, facts: Facts, isRevoked: Bool) {
        self.id = id
        self.facts = facts
        self.isRevoked = isRevoked
    }

    /// How long staff may act by answering one mail.
    package static let agentLifetime = Duration.days(30)
    /// How long everybody else may answer one mail.
    package static let lifetime = Duration.days(365)
}

/// A token as it was found in a recipient address: who it claims to be, not yet checked.
package struct PresentedToken: Hashable, Sendable {
    package let keyID: UInt8
    package let id: ReplyToken.ID
    let mac: [UInt8]

    /// Nil when `text` has not the form of a token.
    package init?(_ text: Substring) {
        guard text.utf8.count == 40, let octets = Base32.decode(text.utf8), octets.count == 25 else {
            return nil
        }
        keyID = octets[0]
        let row = octets[1..<9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let row = Int64(exactly: row) else { return nil }
        id = ReplyToken.ID(rawValue: row)
        mac = Array(octets[9...])
    }
}
