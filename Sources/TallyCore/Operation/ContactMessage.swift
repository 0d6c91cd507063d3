/// What somebody wrote through the contact form, who need not be anybody the desk knows.
package struct ContactMessage: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package let content: ContactMessageDraft
    package let receivedAt: Timestamp
    /// When an admin first noted that it was read; nil until then.
    package let readAt: Timestamp?

    package init(id: ID, content: ContactMessageDraft, receivedAt: Timestamp, readAt: Timestamp?) {
        self.id = id
        self.content = content
        self.receivedAt = receivedAt
        self.readAt = readAt
    }
}

extension ContactMessage {
    /// As the API shows it.
    package var json: JSON {
        [
            "id": .integer(id.rawValue), "name": .string(content.name),
            "email": .string(content.address.text), "subject": .string(content.subject),
            "message": .string(content.text), "received_at": receivedAt.json, "read_at": readAt.json,
        ]
    }
}

/// A message of the contact form before the store has given it a number; all of it is the writer's word.
package struct ContactMessageDraft: Hashable, Sendable {
    package let name: String
    /// Unproven: whoever filled in the form may have written anybody's.
    package let address: MailAddress
    package let subject: String
    package let text: String

    package init(name: String, address: MailAddress, subject: String, text: String) {
        self.name = name
        self.address = address
        self.subject = subject
        self.text = text
    }
}
