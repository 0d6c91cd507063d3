/// A question to somebody whether a mail with commands in their name, which came without proof, was theirs.
package struct Confirmation: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    /// How long the question stands.
    package static let lifetime = Duration.seconds(30 * 60)

    package let id: ID
    package let ticket: Ticket.ID
    package let person: Person.ID
    /// The mail with the commands.
    package let mail: StagedMail.ID
    /// Where its text is kept until then: internal and unverified.
    package let comment: Comment.ID?
    package let expiresAt: Timestamp
    /// When it was answered; a question is answered once.
    package let usedAt: Timestamp?

    package init(
        id: ID, ticket: Ticket.ID, person: Person.ID, mail: StagedMail.ID, comment: Comment.ID?,
        expiresAt: Timestamp, usedAt: Timestamp? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.person = person
        self.mail = mail
        self.comment = comment
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}
