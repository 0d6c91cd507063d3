internal import MailParsing

/// Asking somebody whether a mail with commands in their name was theirs, and acting on the answer.
extension Intake {
    /// Asks, unless a question stands open already: one for each person and ticket.
    ///
    /// - Parameter kept: what became of the mail's text until then.
    func askToConfirm(
        _ reading: CommandReading, on ticket: Ticket, _ mail: StagedMail, kept: IntakeOutcome,
        actor: Desk.Actor
    ) throws(DeskError) {
        let person = actor.person
        guard try desk.maySee(ticket, person), try desk.mayAnswer(person, with: [.confirm]),
            try desk.records.openConfirmation(of: person.id, on: ticket.id, at: desk.now) == nil
        else { return }
        var comment: Comment.ID?
        if case .commented(_, let id) = kept { comment = id }
        let confirmation = try desk.records.addConfirmation(
            on: ticket.id, of: person.id, mail: mail.id, comment: comment,
            expiresAt: desk.now + Confirmation.lifetime)
        let url = "\(desk.settings.siteURL)/confirm/\(OneTimeToken.place)"
        let minutes = Int(Confirmation.lifetime.components.seconds / 60)
        let reference = try desk.queue(
            .confirm, to: person, about: ticket, comment: nil, actor: nil, isNamed: person.isAgent,
            extra: [
                JSON.Member(name: "commands", value: .array(Self.lines(of: reading, for: person))),
                JSON.Member(name: "confirm_url", value: .string(url)),
                JSON.Member(
                    name: Confirmation.factsMember, value: .array(confirmation.facts.map { .integer($0) })),
                JSON.Member(name: "confirm_minutes", value: minutes.json),
            ])
        try desk.records.setRequest(reference, of: confirmation.id)
    }

    /// The commands as the question shows them.
    ///
    /// To an employee, who may be anybody that somebody else wrote in the name of, only the verbs: nobody
    /// makes the desk mail their words to others.
    private static func lines(of reading: CommandReading, for person: Person) -> [JSON] {
        reading.commands.map { ["text": .string(person.isAgent ? $0.text : $0.command.verb)] }
    }

    // MARK: The answer

    /// The question that a mail answers with the line `confirm`; nil when it is another mail.
    func confirmation(
        answeredBy message: Message, _ evidence: SenderEvidence, _ person: Person
    ) throws(DeskError) -> Confirmation? {
        guard Self.saysConfirm(message.visibleText) else { return nil }
        let references = Array((message.inReplyTo + message.references.reversed()).prefix(100))
        let found = try desk.records.confirmation(answeredTo: evidence.token?.id, referringTo: references)
        // Who answers has the mail that asks: it went to the registered address only, and so did its Message-ID.
        guard let found, found.person == person.id, evidence.domain != .fail else { return nil }
        return found
    }

    func answerConfirmation(
        _ mail: StagedMail, _ message: Message, evidence: SenderEvidence, actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome? {
        guard let confirmation = try confirmation(answeredBy: message, evidence, actor.person) else {
            return nil
        }
        do throws(DeskError) {
            return try confirm(confirmation).outcome
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            try sendRefusal(of: confirmation, for: refusal, to: actor.person)
            return .commanded(confirmation.ticket)
        }
    }

    /// The first line that says anything is `confirm`, perhaps with a slash.
    private static func saysConfirm(_ text: String) -> Bool {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.lazy.map({ CommandLine($0) }).first(where: { !$0.isBlank }) else {
            return false
        }
        return first.head.word == "confirm" && Closing.isWhole(first.head.rest)
    }

    private func sendRefusal(
        of confirmation: Confirmation, for refusal: Refusal, to person: Person
    ) throws(DeskError) {
        guard let ticket = try desk.records.ticket(confirmation.ticket) else { return }
        var receipt = Receipt()
        let words = desk.settings.wording(for: person)
        let reason = refusal.sentence(settings: desk.settings, words)
        receipt.refused = [Receipt.Refused(verb: "confirm", line: 1, reason: reason)]
        try desk.queue(
            .receipt, to: person, about: ticket, comment: nil, actor: person, extra: receipt.members(words))
    }

    /// Carries out the commands of the mail that was asked about, as if they had come with proof.
    ///
    /// Refused when the question was answered before, when it is older than half an hour, and when the person
    /// may not give commands any more.
    package func confirm(
        _ confirmation: Confirmation
    ) throws(DeskError) -> (outcome: IntakeOutcome, receipt: Receipt) {
        guard confirmation.usedAt == nil else {
            throw .refused(.invalid(field: "This", problem: "was confirmed already"))
        }
        guard desk.now < confirmation.expiresAt else {
            throw .refused(.invalid(field: "This", problem: RefusalReason(.confirmedTooLate)))
        }
        guard let person = try desk.records.person(confirmation.person), person.isActive,
            let mail = try desk.records.stagedMail(confirmation.mail),
            let ticket = try desk.records.ticket(confirmation.ticket)
        else { throw .refused(.notFound) }
        guard try desk.records.use(confirmation.id, at: desk.now) else {
            throw .refused(.invalid(field: "This", problem: "was confirmed already"))
        }
        if let comment = confirmation.comment { try desk.records.remove(comment) }
        let message = Message(reading: mail.content)
        let context = CommandContext(
            ticket: ticket.id, mail: mail, message: message, actor: Desk.Actor(person: person, source: .mail))
        return try carryOut(reading(of: message, by: person), context, undoing: nil)
    }

    /// The commands that wait for this confirmation, as lines for its owner.
    package func commands(of confirmation: Confirmation) throws(DeskError) -> [String] {
        guard let mail = try desk.records.stagedMail(confirmation.mail),
            let person = try desk.records.person(confirmation.person)
        else { return [] }
        return reading(of: Message(reading: mail.content), by: person).commands.map {
            person.isAgent ? $0.text : $0.command.verb
        }
    }
}
