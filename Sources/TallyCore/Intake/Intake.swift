package import MailParsing

/// One staged mail on its way to becoming a ticket, a comment, a command, or a noted nothing.
///
/// Lives inside one transaction. Reading the mail has happened before, outside of it.
package struct Intake {
    let desk: Desk
    /// What `foresee` found before the transaction.
    let foreseen: ForeseenDuplicates?

    package init(desk: Desk, foreseen: ForeseenDuplicates? = nil) {
        self.desk = desk
        self.foreseen = foreseen
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
        if desk.settings.lists == .ignore, let sign = Self.listSign(message) {
            return .ignored(reason: "mail from a list (\(sign))")
        }
        let evidence = try evidence(on: message)
        let outcome = try decide(mail, message, evidence)
        switch outcome {
        case .held, .quarantined:
            // When somebody lets it in, it is not a second mail that uses the token.
            if evidence.tokenUse == .owned, let token = evidence.token {
                try desk.records.takeBackUse(of: token.id, by: message.messageID)
            }
        case .opened, .commented, .commanded, .bounce, .ignored: break
        }
        return outcome
    }

    /// What becomes of mail that is not of machines that work for the desk.
    private func decide(
        _ mail: StagedMail, _ message: Message, _ evidence: SenderEvidence
    ) throws(DeskError) -> IntakeOutcome {
        if let address = evidence.address, evidence.domain != .fail { try desk.hear(from: address) }
        if evidence.tokenUse == .foreign, let token = evidence.token { try handleLeak(of: token, evidence) }
        var sender: Person?
        if let address = evidence.address { sender = try desk.records.person(with: address) }
        let isAutomatic = message.automation.isAutomatic
        var matched = try match(message, evidence: evidence, sender: sender)
        if let found = matched { matched = try desk.successor(of: found) }
        if isAutomatic, matched == nil, Self.isAutoReply(message) {
            return .ignored(reason: "an automatic reply to no ticket: \(reasons(message))")
        }
        if matched == nil, desk.settings.lists == .comment, let sign = Self.listSign(message) {
            return .ignored(reason: "mail from a list about no ticket (\(sign))")
        }
        if sender == nil {
            sender = try welcome(evidence, writing: message, isReleased: mail.isReleased)
        }
        guard let person = sender else { return try openUnattributed(mail, message, evidence) }
        guard person.isActive else { return .quarantined(reason: "the sender's account is disabled") }
        let actor = Desk.Actor(person: person, source: .mail)
        if let ticket = matched {
            // What a machine answers never begins anything, however long ago the ticket was closed.
            var isAnswer = Self.isAutoReply(message) || isAutomatic && answersOurs(message, evidence)
            if !isAnswer { isAnswer = try !opensAnew(ticket, person) }
            if !isAnswer { isAnswer = try asksToReopen(message, evidence: evidence, person: person) }
            if isAnswer { return try answer(ticket, mail, message, evidence: evidence, actor: actor) }
        }
        return try openTicket(mail, message, evidence: evidence, actor: actor, following: matched)
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
        let sender = evidence.address?.text ?? siteWords(.unreadableAddress)
        let note = CommentDraft(
            author: nil, visibility: .internal, source: .system,
            text: siteWords(.leakedAddress, ["name": owner.name, "sender": sender]),
            isVerified: true)
        let comment = try desk.records.add(note, to: token.facts.ticket, at: desk.now)
        try desk.announceComment(comment)
        guard let ticket = try desk.records.ticket(token.facts.ticket),
            try !isTold(.leak, of: owner, on: ticket.id)
        else { return }
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
