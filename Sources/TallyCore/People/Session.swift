/// One sign-in of one person, on one device.
package struct Session: Hashable, Sendable {
    package let id: String
    package let person: Person.ID
    /// SHA-256 of the refresh token.
    package let token: [UInt8]
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    /// When its tokens were last renewed.
    package var usedAt: Timestamp
    /// What the client calls itself (RFC 9110 §10.1.5); anything, and only shown to whose sign-in it is.
    package var client = ""
    /// Where the client was; empty when nobody said.
    package var place = ""

    package init(id: String, person: Person.ID, token: [UInt8], createdAt: Timestamp, expiresAt: Timestamp) {
        self.id = id
        self.person = person
        self.token = token
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        usedAt = createdAt
    }
}
