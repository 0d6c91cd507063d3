internal import MailParsing

/// Mail that staff passed on: what it asks for is asked by who wrote it first.
///
/// Only for mail whose sender is proven, because it makes somebody else a requester, who is told so by mail. Who
/// that is stays a claim of whoever forwarded it: their text is not verified, and the history says who passed it on.
extension Intake {
    /// What was passed on, and who asks in it; nil when the mail is its sender's own.
    func forwarded(
        _ mail: StagedMail, _ message: Message, evidence: SenderEvidence, actor: Desk.Actor
    ) throws(DeskError) -> (original: ForwardedMessage, requester: Person)? {
        guard actor.person.isAgent, evidence.isAnswerable, !mail.isOversize, !message.automation.isAutomatic,
            let original = ForwardedMessage(in: message), let address = MailAddress(original.from.address),
            !desk.settings.isOwn(address), !RobotAddress.isRobot(address.text)
        else { return nil }
        if let known = try desk.records.person(with: address) {
            return known.isActive && known.id != actor.person.id ? (original, known) : nil
        }
        guard desk.settings.requesters.admit(address) else { return nil }
        let given = Desk.singleLine(original.from.name ?? "").unicodeScalars.prefix(100)
        let name = given.isEmpty ? address.localPart : String(String.UnicodeScalarView(given))
        let draft = PersonDraft(name: name, role: .employee, address: address)
        return (original, try desk.records.add(draft, at: desk.now))
    }

    /// Opens the ticket of whoever wrote first.
    ///
    /// The words of who passed it on are for staff; they get the notice too, which holds the number and takes their
    /// verbs.
    func openForwarded(
        _ original: ForwardedMessage, of requester: Person, _ mail: StagedMail, _ message: Message,
        evidence: SenderEvidence, by actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        let outer = original.subject ?? Self.withoutForward(message.subject ?? "")
        let draft = try ticketDraft(
            mail, message, from: MailAddress(original.from.address), subject: outer, requester: requester.id)
        var first = comment(mail, message, text: original.text, author: requester, isVerified: false)
        first.quotedText = desk.settings.withoutTokens(original.quotedText)
        first.html = original.html.map(desk.settings.withoutTokens)
        first.attachments += attachments(original.attachments)
        let ticket = try desk.open(
            draft, first: first, by: actor, messageID: message.messageID, acknowledges: false, isProven: false
        )
        if let id = original.messageID { try desk.records.remember(id, of: ticket.id) }
        try desk.note(.forwarded, on: ticket.id, by: actor, to: requester.address.text)
        let opening = try desk.records.comments(of: ticket.id).first
        if let opening { try desk.acknowledge(ticket, comment: opening, to: requester, isProven: false) }
        try desk.tell(.newTicket, actor.person, about: ticket, comment: opening, actor: requester)
        if !original.note.utf8.isEmpty {
            let note = CommentDraft(
                author: actor.person.id, visibility: .internal, source: .mail,
                text: desk.settings.withoutTokens(original.note),
                isVerified: evidence.isVerified(by: desk.settings.commandProof), stagedMail: mail.id)
            try desk.announceComment(try desk.records.add(note, to: ticket.id, at: desk.now))
        }
        return .opened(ticket.id)
    }

    /// The subject without the `Fwd:` that stands before it.
    private static func withoutForward(_ subject: String) -> String {
        let bytes = Array(subject.utf8)
        guard let colon = bytes.prefix(8).firstIndex(of: UInt8(ascii: ":")) else { return subject }
        return String(decoding: bytes[(colon + 1)...], as: UTF8.self)
    }
}
