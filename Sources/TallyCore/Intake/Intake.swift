package import MailParsing

/// One staged mail on its way to becoming a ticket, a comment, a command, or a noted nothing.
///
/// Lives inside one transaction. Reading the mail has happened before, outside of it.
package struct Intake {
    let desk: Desk

    package init(desk: Desk) {
        self.desk = desk
    }

    /// Decides what the mail is, does what follows, and marks it done.
    ///
    /// Every mail ends as one outcome.
    package func process(_ mail: StagedMail, as message: Message) throws(DeskError) -> IntakeOutcome {
        let outcome = try decide(mail, message)
        try desk.records.finish(mail.id, as: outcome, at: desk.now)
        return outcome
    }

    private func decide(_ mail: StagedMail, _ message: Message) throws(DeskError) -> IntakeOutcome {
        if let reason = try copyReason(mail) ?? ownMailReason(message) { return .ignored(reason: reason) }
        if message.automation.isBounce || message.automation.isDelayed, !isForwardedReport(message) {
            return try noteBounce(message)
        }
        let evidence = try evidence(on: message)
        if evidence.tokenUse == .foreign, let token = evidence.token { try handleLeak(of: token, evidence) }
        var sender: Person?
        if let address = evidence.address { sender = try desk.records.person(with: address) }
        let isAutomatic = message.automation.isAutomatic
        var matched = try match(message, evidence: evidence, sender: sender)
        if let found = matched { matched = try desk.successor(of: found) }
        if isAutomatic, matched == nil, Self.isAutoReply(message) {
            return .ignored(reason: "an automatic reply to no ticket: \(reasons(message))")
        }
        if sender == nil {
            sender = try welcome(evidence, writing: message, isReleased: mail.isReleased)
        }
        guard let person = sender else { return try openUnattributed(mail, message, evidence) }
        guard person.isActive else { return .quarantined(reason: "the sender's account is disabled") }
        let actor = Desk.Actor(person: person, source: .mail)
        if let ticket = matched {
            var isAnswer = try !opensAnew(ticket, person)
            if !isAnswer { isAnswer = try asksToReopen(message, evidence: evidence, person: person) }
            if isAnswer { return try answer(ticket, mail, message, evidence: evidence, actor: actor) }
        }
        return try openTicket(mail, message, evidence: evidence, actor: actor, following: matched)
    }

    // MARK: Machines

    /// Why the mail is our own coming back; nil when it is somebody else's.
    private func ownMailReason(_ message: Message) -> String? {
        if let id = message.messageID, desk.mint.ticket(in: id) != nil {
            return "our own mail coming back (Message-ID)"
        }
        if message.fields(named: "x-tally-loop").contains(where: { $0.value == desk.mint.loopMark }) {
            return "our own mail coming back (X-Tally-Loop)"
        }
        let own = desk.settings.mailboxes.map(\.address)
        if message.from.contains(where: { MailAddress($0.address).map(own.contains) ?? false }) {
            return "mail in the name of the desk's own address"
        }
        return nil
    }

    private func noteBounce(_ message: Message) throws(DeskError) -> IntakeOutcome {
        let automation = message.automation
        let originals =
            [automation.originalMessageID].compactMap { $0 } + message.inReplyTo + message.references
        if automation.isDelayed, !automation.isBounce { return .ignored(reason: "a notice of delay") }
        for original in originals.prefix(20) where desk.mint.ticket(in: original) != nil {
            guard let ticket = try desk.records.noteBounce(of: original, status: automation.status) else {
                continue
            }
            try desk.note(.bounced, on: ticket, by: nil, to: automation.failedRecipients.first, source: .mail)
            try desk.announce(.ticketUpdated, ticket)
            return .bounce(ticket)
        }
        return .bounce(nil)
    }

    /// Somebody passes on a delivery report that they got: nothing but the report itself speaks for a
    /// machine.
    private func isForwardedReport(_ message: Message) -> Bool {
        message.automation.reasons.allSatisfy { $0.utf8.starts(with: "a delivery report".utf8) }
    }

    /// RFC 3834 §5: a reply made by a machine, as against a notice it sends by itself.
    private static func isAutoReply(_ message: Message) -> Bool {
        message.fields(named: "auto-submitted").contains { field in
            field.value.utf8.prefix(12).map { $0 | 0x20 }.elementsEqual("auto-replied".utf8)
        } || message.automation.reasons.contains { $0.utf8.starts(with: "subject".utf8) }
    }

    private func reasons(_ message: Message) -> String {
        message.automation.reasons.prefix(3).joined(separator: ", ")
    }

    // MARK: People

    /// Makes a writer the desk does not know an employee, when the site or somebody at it lets them in.
    private func welcome(
        _ evidence: SenderEvidence, writing message: Message, isReleased: Bool
    ) throws(DeskError) -> Person? {
        guard let address = evidence.address else { return nil }
        guard isReleased || desk.settings.requesters.admit(address) else { return nil }
        let local = String(decoding: address.text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
        let given = Desk.singleLine(evidence.name ?? "").unicodeScalars.prefix(100)
        let name = String(String.UnicodeScalarView(given))
        var draft = PersonDraft(name: name.isEmpty ? local : name, role: .employee, address: address)
        draft.language = desk.settings.language(of: message)
        return try desk.records.add(draft, at: desk.now)
    }

    /// An agent's token in foreign hands: it is worth nothing any more, and the ticket says so.
    private func handleLeak(of token: ReplyToken, _ evidence: SenderEvidence) throws(DeskError) {
        guard let owner = try desk.records.person(token.facts.person), owner.isAgent else { return }
        try desk.records.revoke(token.id, at: desk.now)
        let sender = evidence.address?.text ?? "an unreadable address"
        let note = CommentDraft(
            author: nil, visibility: .internal, source: .system,
            text:
                "A reply address that was given to \(owner.name) only was used by \(sender). It is revoked now.",
            isVerified: true)
        let comment = try desk.records.add(note, to: token.facts.ticket, at: desk.now)
        try desk.announceComment(comment)
        guard let ticket = try desk.records.ticket(token.facts.ticket) else { return }
        try desk.tellAgents(.comment, about: ticket, comment: comment, except: nil)
    }

    /// Whether the mail says `reopen`, or answers what we asked, so that this decides and not the age of the
    /// ticket.
    private func asksToReopen(
        _ message: Message, evidence: SenderEvidence, person: Person
    ) throws(DeskError) -> Bool {
        guard !message.automation.isAutomatic else { return false }
        if try confirmation(answeredBy: message, evidence, person) != nil { return true }
        return reading(of: message, by: person).commands.contains {
            $0.command == .reopen || $0.command == .undo
        }
    }

    /// The commands and words of a mail, as the site's grammar has them.
    func reading(of message: Message, by person: Person) -> CommandReading {
        CommandReading(
            visibleText: message.visibleText, writerIsAgent: person.isAgent, grammar: desk.settings.grammar,
            writerName: person.name)
    }

    /// Whether the requester's mail to a finished ticket begins a new one.
    private func opensAnew(_ ticket: Ticket, _ person: Person) throws(DeskError) -> Bool {
        guard try desk.requesters(of: ticket).contains(person.id) else { return false }
        switch ticket.status {
        case .open, .inProgress, .waiting: return false
        case .resolved: return !desk.isWithinReopeningPeriod(ticket)
        case .closed, .withdrawn: return true
        }
    }
}
