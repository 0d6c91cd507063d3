/// Messages of the contact form: anybody writes them, admins read them.
extension Desk {
    /// Keeps a message for the admins; it opens no ticket, since nothing in it is proven.
    package func receive(_ draft: ContactMessageDraft) throws(DeskError) {
        try records.add(draft, at: now)
    }

    /// Messages as an admin looks through them.
    ///
    /// - Parameter last: the number the page before ended with.
    package func contactMessages(
        isUnread: Bool, after last: Int64?, limit: Int, for person: Person
    ) throws(DeskError) -> Page<ContactMessage> {
        try require(.see, DeskObject(.message), of: person)
        return try records.contactMessages(isUnread: isUnread, after: last, limit: limit)
    }

    /// Notes that a message was read, and tells how it stands then.
    package func markRead(_ id: ContactMessage.ID, by person: Person) throws(DeskError) -> ContactMessage {
        try require(.edit, DeskObject(.message), of: person)
        try records.markRead(id, at: now)
        guard let message = try records.contactMessage(id) else { throw .refused(.missing(.message)) }
        return message
    }
}
