/// Telling people in the console, as they want to be told.
extension Desk {
    /// Notes for the person what they get a mail about, and says how they want the mail.
    func notify(
        _ kind: MailKind, _ person: Person, about ticket: Ticket, by actor: Person?
    ) throws(DeskError) -> NotificationPreference.Mail {
        guard let kind = NotificationKind(kind) else { return .each }
        let preference = try records.preference(for: kind, of: person.id)
        if preference.inApp {
            let id = try records.addNotification(
                kind, to: person.id, about: ticket.id, by: actor?.id, at: now)
            try records.append(.notificationCreated, about: ticket.id, notification: (id, person.id), at: now)
        }
        return preference.mail
    }

    /// Notes that somebody has read a notification of theirs.
    package func markRead(_ id: Notification.ID, by person: Person) throws(DeskError) -> Notification {
        guard let notification = try records.notification(id) else {
            throw .refused(.missing(.notification))
        }
        try require(.edit, .notification(notification, for: person), of: person)
        try records.markRead(id, of: person.id, at: now)
        guard let read = try records.notification(id) else { throw .refused(.missing(.notification)) }
        return read
    }
}
