internal import TallyCore

/// Messages of the contact form.
extension Records: ContactRecords {
    func add(_ draft: ContactMessageDraft, at now: Timestamp) throws(DeskError) {
        try run(
            "INSERT INTO contact_message (name, email, subject, message, received_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .text(draft.name), .text(draft.address.text), .text(draft.subject), .text(draft.text),
                .integer(now.milliseconds),
            ])
    }

    func contactMessages(
        isUnread: Bool, after last: Int64?, limit: Int
    ) throws(DeskError) -> Page<ContactMessage> {
        let messages = try rows(
            """
            SELECT id, name, email, subject, message, received_at, read_at FROM contact_message
            WHERE (NOT ?1 OR read_at IS NULL) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3
            """, [.flag(isUnread), .optional(last), .integer(limit + 1)], ContactMessage.init(row:))
        let total = try number(
            "SELECT count(*) FROM contact_message WHERE NOT ?1 OR read_at IS NULL", [.flag(isUnread)])
        return Page(messages, limit: limit, total: total) { $0.id.rawValue }
    }

    func contactMessage(_ id: ContactMessage.ID) throws(DeskError) -> ContactMessage? {
        try first(
            """
            SELECT id, name, email, subject, message, received_at, read_at FROM contact_message WHERE id = ?1
            """, [.integer(id.rawValue)], ContactMessage.init(row:))
    }

    func markRead(_ message: ContactMessage.ID, at now: Timestamp) throws(DeskError) {
        try run(
            "UPDATE contact_message SET read_at = ?2 WHERE id = ?1 AND read_at IS NULL",
            [.integer(message.rawValue), .integer(now.milliseconds)])
    }
}

extension ContactMessage {
    fileprivate init(row: Row) throws(SQLiteError) {
        guard let address = MailAddress(row.text(2)) else {
            throw .unreadable("the address of contact message \(row.integer(0))")
        }
        self.init(
            id: ID(rawValue: row.integer(0)),
            content: ContactMessageDraft(
                name: row.text(1), address: address, subject: row.text(3), text: row.text(4)),
            receivedAt: row.moment(5), readAt: row.optionalMoment(6))
    }
}
