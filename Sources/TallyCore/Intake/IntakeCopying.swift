internal import MailParsing

/// People whom a mail was sent to beside the desk: kept with it, and let into the conversation.
///
/// A header may name anybody, so whoever writes it could have the desk mail strangers, or let themselves into a
/// ticket in somebody else's name. Therefore only a mail that proves whose it is lets people in, and who the desk does
/// not know takes part only once they have written themselves, with proof. `IntakePolicy.Copied` says otherwise where
/// a site wants that.
extension Intake {
    /// To and Cc as they are kept: our reply addresses without the tokens in them.
    func recipients(of message: Message) -> MailRecipients {
        MailRecipients(to: kept(message.to), cc: kept(message.cc))
    }

    private func kept(_ mailboxes: [Mailbox]) -> [MailRecipients.Recipient] {
        mailboxes.prefix(MailRecipients.limit).map { mailbox in
            let name = Desk.singleLine(mailbox.name ?? "").unicodeScalars.prefix(100)
            var address = String(Desk.singleLine(mailbox.address).unicodeScalars.prefix(254))
            if let own = MailAddress(mailbox.address).flatMap({ desk.settings.mailbox(receiving: $0) }) {
                address = own.address.text
            }
            return MailRecipients.Recipient(
                name: name.isEmpty ? nil : String(String.UnicodeScalarView(name)), address: address)
        }
    }

    /// Lets those take part whom the mail was copied to, as far as the policy goes and when it proves whose it is.
    func keepCopied(
        in message: Message, on ticket: Ticket, evidence: SenderEvidence, actor: Desk.Actor
    ) throws(DeskError) {
        let policy = desk.settings.intake.copied
        guard policy != .keep, evidence.isAnswerable else { return }
        for address in copied(in: message, from: evidence.address) {
            var person = try desk.records.person(with: address)
            if person == nil, policy == .everyone, desk.settings.requesters.admit(address) {
                let draft = PersonDraft(name: address.localPart, role: .employee, address: address)
                person = try desk.records.add(draft, at: desk.now)
            }
            if let person {
                try desk.addCopied(person, to: ticket, by: actor)
            } else {
                try desk.records.addCopied(address, to: ticket.id)
            }
        }
    }

    /// Whom the mail was sent to, beside the desk and its writer; nobody for what machines or lists sent, and
    /// for circulars.
    private func copied(in message: Message, from sender: MailAddress?) -> [MailAddress] {
        guard !message.automation.isAutomatic else { return [] }
        var seen: Set<MailAddress> = []
        let people = (message.to + message.cc).compactMap { MailAddress($0.address) }.filter { address in
            address != sender && !desk.settings.isOwn(address) && !RobotAddress.isRobot(address.text)
                && seen.insert(address).inserted
        }
        return people.count <= IntakePolicy.copiedLimit ? people : []
    }

    /// Whether somebody who was copied takes part from now on, because this mail proves to be theirs.
    ///
    /// That they are in the thread is no proof: References travel, and a From is quickly written.
    func joins(
        _ ticket: Ticket, evidence: SenderEvidence, actor: Desk.Actor
    ) throws(DeskError) -> Bool {
        guard let address = evidence.address, evidence.isAnswerable,
            try desk.records.isCopied(address, to: ticket.id)
        else { return false }
        try desk.addCopied(actor.person, to: ticket, by: actor)
        try desk.records.removeCopied(address, from: ticket.id)
        return true
    }
}
