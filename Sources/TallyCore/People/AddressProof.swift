/// An address that somebody says is theirs, while the link that was mailed there waits to be used.
package struct AddressProof: Hashable, Sendable {
    /// How long the link works.
    package static let lifetime = Duration.hours(24)

    /// SHA-256 of the token in the link.
    package let token: [UInt8]
    package let person: Person.ID
    package let address: MailAddress
    package let requestedAt: Timestamp
    package let expiresAt: Timestamp

    package init(
        token: [UInt8], person: Person.ID, address: MailAddress, requestedAt: Timestamp, expiresAt: Timestamp
    ) {
        self.token = token
        self.person = person
        self.address = address
        self.requestedAt = requestedAt
        self.expiresAt = expiresAt
    }
}
