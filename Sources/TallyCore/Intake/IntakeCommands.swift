/// Carrying out the commands of a mail: in order, and all of them or none.
extension Intake {
    /// - Parameter token: of the address that the mail was sent to, which says what `undo` means.
    func carryOut(
        _ reading: CommandReading, _ given: CommandContext, undoing token: ReplyToken.ID?
    ) throws(DeskError) -> (outcome: IntakeOutcome, receipt: Receipt) {
        let context = try aimed(given, reading, token: token)
        let say = self.words(for: context.actor)
        var receipt = Receipt(mistakes: reading.mistakes)
        let before = try snapshot(of: context.ticket)
        var words = CommandWords(text: reading.text, note: reading.note)
        var position = 0
        do throws(DeskError) {
            try desk.records.attempt { () throws(DeskError) in
                for (index, located) in reading.commands.enumerated() {
                    position = index
                    let sentence = try perform(located.command, of: reading, context, token, &words)
                    receipt.applied.append(Receipt.Applied(verb: located.command.verb, sentence: sentence))
                }
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            let reason = refusal.sentence(settings: desk.settings, say)
            receipt.refuse(reading.commands, at: position, for: reason, say)
            words = Self.allWords(of: reading)
        }
        if reading.commands.contains(where: { $0.command == .help }) {
            let role = context.actor.person.role
            receipt.help = CommandHelp.lines(for: role, grammar: desk.settings.grammar, say)
        }
        var outcome = IntakeOutcome.commanded(context.ticket)
        if let comment = try keep(words, context, &receipt) {
            outcome = .commented(comment.ticket, comment.id)
        }
        if receipt.refused.isEmpty, words.note == nil { try keepCopied(in: context) }
        try send(&receipt, of: reading, context, before: before)
        return (outcome, receipt)
    }

    /// What the mail says when its commands do not count: also what stood behind them.
    private static func allWords(of reading: CommandReading) -> CommandWords {
        var text = reading.text
        for located in reading.commands {
            if case .resolve(let words) = located.command { text = joined(words, text) }
        }
        return CommandWords(text: text, note: reading.note)
    }

    // MARK: Words

    /// Adds what the mail says to the conversation; nil when it says nothing.
    ///
    /// When commands of staff were refused their words stay inside: "you will have it today" must not reach
    /// the requester from somebody who did not get the ticket.
    private func keep(
        _ words: CommandWords, _ context: CommandContext, _ receipt: inout Receipt
    ) throws(DeskError) -> Comment? {
        guard let ticket = try ticketOfWords(context) else { return nil }
        let person = context.actor.person
        let staysInside = !receipt.refused.isEmpty && person.isAgent && ticket.requester != person.id
        if staysInside {
            let text = Self.joined(words.text, words.note ?? "")
            let added = try add(text, .internal, context, takesAttachments: true)
            if added != nil {
                receipt.wordsSentence = self.words(for: context.actor)(.wordsStayInside)
            }
            return added
        }
        let isPublicLast = words.note == nil
        let added = try add(words.text, .public, context, takesAttachments: isPublicLast)
        guard let note = words.note else { return added }
        return try add(note, .internal, context, takesAttachments: true) ?? added
    }

    private func add(
        _ text: String, _ visibility: Visibility, _ context: CommandContext, takesAttachments: Bool
    ) throws(DeskError) -> Comment? {
        var draft = comment(
            context.mail, context.message, text: text, author: context.actor.person, visibility: visibility,
            isVerified: true)
        if !takesAttachments { draft.attachments = [] }
        // A picture shown in the text, with no text left, is the signature's.
        guard !text.utf8.isEmpty || draft.attachments.contains(where: { !$0.isInline }),
            let ticket = try ticketOfWords(context)
        else { return nil }
        return try desk.addComment(draft, to: ticket, by: context.actor).comment
    }

    /// Where the conversation goes on: the mail itself may have merged its ticket into another one.
    private func ticketOfWords(_ context: CommandContext) throws(DeskError) -> Ticket? {
        guard let ticket = try desk.records.ticket(context.ticket) else { return nil }
        return try desk.successor(of: ticket)
    }

    static func joined(_ first: String, _ second: String) -> String {
        if first.utf8.isEmpty { return second }
        return second.utf8.isEmpty ? first : first + "\n" + second
    }

    /// Lets those take part whom the mail was copied to, as beside words alone: before the receipt, so that `undo`
    /// takes them out again.
    private func keepCopied(in context: CommandContext) throws(DeskError) {
        guard let evidence = context.evidence, evidence.isAnswerable,
            let ticket = try ticketOfWords(context)
        else { return }
        let person = context.actor.person
        let relation = try desk.relation(of: person, to: ticket)
        guard person.isAgent || relation.isRequester else { return }
        try keepCopied(in: context.message, on: ticket, evidence: evidence, actor: context.actor)
    }

    // MARK: Receipt

    /// How long the receipt waits that answers the same verbs for the third time, and all that come until then.
    private static let receiptPause = Duration.hours(2)

    /// Mails the receipt, and keeps what was changed under its name.
    ///
    /// Every mail with a verb is answered by a receipt, most by one of their own and at once. When the same verbs came
    /// twice within hours and changed nothing, a machine may be answering our receipts with them: the third such mail
    /// and all that follow are answered together, by one receipt two hours later. A person gets all answers, and a
    /// machine that never tires no more than fourteen mails a day. What answers the receipt itself with the verbs that
    /// it said were refused, or that have worked twice, is surely a machine, and gets no further one.
    private func send(
        _ receipt: inout Receipt, of reading: CommandReading, _ context: CommandContext,
        before: TicketSnapshot
    ) throws(DeskError) {
        guard let ticket = try desk.records.ticket(context.ticket) else { return }
        let person = context.actor.person
        let isChanged = try snapshot(of: ticket.id).differs(from: before)
        let count = try timesCommanded(reading, context, isChanged: isChanged)
        if count > (isChanged ? 1 : 0), try answersReceipt(context) { return }
        let words = words(for: context.actor)
        var pause = Duration.zero
        if !isChanged, count >= 2 {
            guard !(try desk.records.hasWaitingReceipt(on: ticket.id, to: person.address, after: desk.now))
            else {
                return
            }
            pause = Self.receiptPause
            receipt.wordsSentence = [receipt.wordsSentence, words(.answersSeveral)]
                .filter { !$0.utf8.isEmpty }.joined(separator: " ")
        }
        receipt.stateSentence = try stateSentence(of: ticket, words)
        // Employees' bare words are words.
        if isChanged { receipt.undoLine = person.isAgent ? "undo" : "/undo" }
        let reference = try desk.queue(
            .receipt, to: person, about: ticket, comment: nil, actor: person, after: pause,
            extra: receipt.members(words))
        guard isChanged else { return }
        try desk.records.addCommandMail(
            on: ticket.id, by: person.id, verbs: receipt.applied.map(\.verb), before: before,
            lastEntry: try desk.records.lastTimelineEntry(of: ticket.id), receipt: reference, at: desk.now)
    }

    private func stateSentence(of ticket: Ticket, _ words: Wording) throws(DeskError) -> String {
        let reference = desk.settings.reference(of: ticket.id)
        guard ticket.mergedInto == nil else {
            let other = try desk.successor(of: ticket)
            let name = desk.settings.reference(of: other.id)
            return words(.stateIsMerged, ["reference": reference, "other": name]) + " "
                + (try stateSentence(of: other, words))
        }
        let status = words.label(of: ticket.status)
        guard let holder = ticket.assignee, let person = try desk.records.person(holder) else {
            return words(.stateIs, ["reference": reference, "status": status])
        }
        return words(.stateIsHeld, ["reference": reference, "status": status, "name": person.name])
    }

    func snapshot(of id: Ticket.ID) throws(DeskError) -> TicketSnapshot {
        guard let ticket = try desk.records.ticket(id) else { throw .refused(.notFound) }
        return TicketSnapshot(
            ticket, participants: Set(try desk.records.participants(of: id)),
            tags: Set(try desk.records.tags(of: id)))
    }
}

extension Receipt {
    /// Nothing was done, because the command at this place could not be.
    fileprivate mutating func refuse(
        _ commands: [LocatedCommand], at position: Int, for reason: String, _ words: Wording
    ) {
        applied = []
        let cause = commands[position]
        refused = commands.enumerated().map { index, located in
            let other = words(
                .notDoneBecause, ["verb": cause.command.verb, "line": "\(cause.line)"])
            return Refused(
                verb: located.command.verb, line: located.line, reason: index == position ? reason : other)
        }
    }
}
