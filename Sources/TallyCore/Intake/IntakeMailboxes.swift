internal import MailParsing

/// One mail to several of the desk's mailboxes at once: one ticket, in one of them.
extension Intake {
    /// Why the mail needs no second look: another mailbox got the same one before; nil when this is the first.
    ///
    /// The first is the one staged first, also when somebody reads it again out of quarantine later.
    func copyReason(_ mail: StagedMail) throws(DeskError) -> String? {
        guard let first = try desk.records.copies(of: mail.id).first, first.id != mail.id else { return nil }
        return "the same as mail \(first.id.rawValue), which came to \(first.mailbox)"
    }

    /// The mailbox that a new ticket belongs to.
    ///
    /// The first of the desk's addresses in To, then in Cc, whichever copy arrived first. Where the header names
    /// none (Bcc, an alias): of the mailboxes that have the mail by now, the first in the configuration.
    func mailbox(of mail: StagedMail, _ message: Message) throws(DeskError) -> DeskSettings.Mailbox? {
        for recipient in message.to + message.cc {
            if let address = MailAddress(recipient.address),
                let named = desk.settings.mailbox(receiving: address)
            {
                return named
            }
        }
        let having = Set(try desk.records.copies(of: mail.id).map(\.mailbox))
        return desk.settings.mailboxes.first { having.contains($0.name) }
            ?? desk.settings.mailbox(mail.mailbox)
    }
}
