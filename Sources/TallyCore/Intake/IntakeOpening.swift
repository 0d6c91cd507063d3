package import MailParsing

/// Mail that begins a ticket.
extension Intake {
    /// Looks, before the transaction that processes the mail, for tickets that it may repeat; nil for a mail that
    /// hardly opens a ticket, or that opens it with other words.
    package func foresee(_ mail: StagedMail, as message: Message) throws(DeskError) -> ForeseenDuplicates? {
        guard message.inReplyTo.isEmpty, message.references.isEmpty, !message.automation.isAutomatic else {
            return nil
        }
        var requester: Person?
        if let address = SenderEvidence.address(of: message) {
            requester = try desk.records.person(with: address)
        }
        return try desk.foreseeDuplicates(
            subject: message.subject ?? "", text: openingText(mail, message), requester: requester?.id)
    }

    /// What the ticket begins with, but for what is left out of it.
    private func openingText(_ mail: StagedMail, _ message: Message) -> String {
        (ReadingObstacle(to: mail, message)?.note(siteWords) ?? message.visibleText)
            + noteOnLeftOut(message.attachments)
    }

    func openTicket(
        _ mail: StagedMail, _ message: Message, evidence: SenderEvidence, actor: Desk.Actor,
        following earlier: Ticket?
    ) throws(DeskError) -> IntakeOutcome {
        if let reason = try rateReason(mail, evidence, actor.person) { return .held(reason: reason) }
        if let (original, requester) = try forwarded(mail, message, evidence: evidence, actor: actor) {
            return try openForwarded(original, of: requester, mail, message, evidence: evidence, by: actor)
        }
        let isAutomatic = message.automation.isAutomatic
        let draft = try ticketDraft(mail, message, from: evidence.address, requester: actor.person.id)
        let obstacle = ReadingObstacle(to: mail, message)
        let comment = comment(
            mail, message, text: obstacle?.note(siteWords) ?? message.visibleText, author: actor.person,
            isVerified: evidence.isVerified(by: desk.settings.commandProof))
        var isRepeated = false
        if !isAutomatic { isRepeated = try self.isRepeated(message, by: evidence, isRequest: true) }
        // Who is not the owner of the domain gets nobody mailed.
        let ticket = try desk.open(
            draft, first: comment, by: actor, messageID: message.messageID,
            acknowledges: !isAutomatic && !isRepeated && obstacle == nil && evidence.domain != .fail,
            isProven: evidence.isAnswerable, foreseen: foreseen)
        if let obstacle, !isAutomatic {
            try tell(of: obstacle, about: ticket, evidence, actor.person)
        }
        try noteMention(in: message, on: ticket, besides: earlier)
        try keepCopied(in: message, on: ticket, evidence: evidence, actor: actor)
        if let earlier {
            let reference = desk.settings.reference(of: earlier.id)
            try desk.note(.linked, on: ticket.id, by: actor, to: reference)
            try desk.note(.linked, on: earlier.id, by: actor, to: desk.settings.reference(of: ticket.id))
        }
        return .opened(ticket.id)
    }

    /// Why the mail waits for somebody to let it in: its sender opens too many tickets; nil when they do not.
    private func rateReason(
        _ mail: StagedMail, _ evidence: SenderEvidence, _ person: Person
    ) throws(DeskError) -> String? {
        guard let limit = desk.settings.intake.ticketsPerHour, !mail.isReleased,
            !(person.isAgent && evidence.isAnswerable),
            try desk.records.openedCount(by: person.id, since: desk.now - .hours(1)) >= limit
        else { return nil }
        return "\(person.address) has opened \(limit) tickets within an hour"
    }

    /// Writes down for staff which ticket the subject names that the writer takes no part in.
    private func noteMention(
        in message: Message, on ticket: Ticket, besides earlier: Ticket?
    ) throws(DeskError) {
        for id in Self.taggedTickets(in: message.subject ?? "", prefix: desk.settings.ticketPrefix)
        where id != earlier?.id && id != ticket.id {
            guard try desk.records.ticket(id) != nil else { continue }
            try desk.note(
                .mentioned, on: ticket.id, by: nil, to: desk.settings.reference(of: id), source: .mail)
            return
        }
    }

    /// A mail that names nobody who could be asked, or somebody this site does not serve.
    func openUnattributed(
        _ mail: StagedMail, _ message: Message, _ evidence: SenderEvidence
    ) throws(DeskError) -> IntakeOutcome {
        if let address = evidence.address {
            return .held(reason: "\(address) is not among those this site serves")
        }
        if let limit = desk.settings.intake.ticketsPerHour, !mail.isReleased,
            try desk.records.openedCount(by: nil, since: desk.now - .hours(1)) >= limit
        {
            return .held(reason: "mail that names nobody has opened \(limit) tickets within an hour")
        }
        let draft = try ticketDraft(mail, message, from: nil, requester: nil)
        let comment = comment(
            mail, message, text: readableText(mail, message), author: nil, isVerified: false)
        let ticket = try desk.open(
            draft, first: comment, by: nil, messageID: message.messageID, acknowledges: false, isProven: false
        )
        return .opened(ticket.id)
    }

    func comment(
        _ mail: StagedMail, _ message: Message, text: String, author: Person?,
        visibility: Visibility = .public, isVerified: Bool
    ) -> CommentDraft {
        CommentDraft(
            author: author?.id, visibility: visibility, source: .mail,
            text: desk.settings.withoutTokens(text) + noteOnLeftOut(message.attachments),
            quotedText: desk.settings.withoutTokens(message.quotedText),
            html: message.html.map(desk.settings.withoutTokens), isVerified: isVerified, stagedMail: mail.id,
            recipients: recipients(of: message),
            attachments: mail.isOversize ? [] : attachments(message.attachments))
    }

    /// The files that the site takes; the others stay in the raw mail.
    func attachments(_ files: [MailParsing.Attachment]) -> [AttachmentDraft] {
        files.filter(isTaken).map {
            AttachmentDraft(
                filename: $0.filename, contentType: $0.contentType, isInline: $0.isInline,
                contentID: $0.contentID, content: $0.content)
        }
    }

    /// Whether a file is shown: neither too large nor of a kind that the site does not want, by the end of its name.
    private func isTaken(_ file: MailParsing.Attachment) -> Bool {
        let name = (file.filename ?? "").utf8.map { asciiLowercased($0) }
        let end = name.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: ".") }.map { $0 + 1 } ?? 0
        let ending = name[..<end].lastIndex(of: UInt8(ascii: ".")).map { name[($0 + 1)..<end] } ?? []
        return file.content.count <= desk.settings.attachmentBytes
            && !desk.settings.intake.deniedFiles.contains(String(decoding: ending, as: UTF8.self))
    }

    /// What is said below the text about files that are not shown; empty when all are.
    private func noteOnLeftOut(_ files: [MailParsing.Attachment]) -> String {
        let names = files.filter { !isTaken($0) }.prefix(10).map { file in
            let name = Desk.singleLine(file.filename ?? "").unicodeScalars.prefix(100)
            return name.isEmpty ? siteWords(.namelessFile) : String(String.UnicodeScalarView(name))
        }
        guard !names.isEmpty else { return "" }
        return "\n\n" + siteWords(.leftOut, ["files": names.joined(separator: ", ")])
    }

    /// - Parameters:
    ///   - sender: who asks, for the site's rules.
    ///   - subject: nil means that of the mail.
    func ticketDraft(
        _ mail: StagedMail, _ message: Message, from sender: MailAddress?, subject: String? = nil,
        requester: Person.ID?
    ) throws(DeskError) -> TicketDraft {
        let mailbox = try mailbox(of: mail, message)
        var draft = TicketDraft(
            subject: subject ?? message.subject ?? "", priority: mailbox?.priority ?? .medium,
            requester: requester,
            mailbox: mailbox?.name ?? mail.mailbox)
        let features = IntakeRule.Features(
            subject: draft.subject, importance: message.importance, sender: sender,
            mailbox: mailbox?.name ?? mail.mailbox)
        let ruling = IntakeRuling(of: desk.settings.intakeRules, on: features)
        if let team = ruling.team ?? mailbox?.team { draft.team = try desk.records.team(named: team)?.id }
        ruling.apply(to: &draft, team: mailbox?.team)
        return draft
    }

    /// The text, or the raw mail when there is none to be read: something is always shown.
    private func readableText(_ mail: StagedMail, _ message: Message) -> String {
        if let obstacle = ReadingObstacle(to: mail, message) { return obstacle.note(siteWords) }
        if !message.visibleText.utf8.isEmpty || !message.attachments.isEmpty { return message.visibleText }
        return String(decoding: mail.content.prefix(20_000), as: UTF8.self)
    }
}
