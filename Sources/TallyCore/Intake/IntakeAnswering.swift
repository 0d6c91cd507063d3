internal import MailParsing

/// Mail that belongs to a ticket: words become a comment, verbs are carried out and answered by a receipt.
extension Intake {
    func answer(
        _ ticket: Ticket, _ mail: StagedMail, _ message: Message, evidence: SenderEvidence, actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        if let id = message.messageID { try desk.records.remember(id, of: ticket.id) }
        if evidence.isShared, actor.person.isAgent, let token = evidence.token {
            // The others in To and Cc could use it under the owner's name.
            try desk.records.revoke(token.id, at: desk.now)
        }
        if message.automation.isAutomatic {
            return try keepSilently(ticket, mail, message, actor)
        }
        if mail.isOversize {
            let outcome = try keepUnverified(ticket, mail, message, actor)
            try tellOfOversize(mail, about: ticket, evidence, actor.person)
            return outcome
        }
        let person = actor.person
        let reading = CommandReading(visibleText: message.visibleText, writerIsAgent: person.isAgent)
        let isCommanding = !(reading.commands.isEmpty && reading.unknown.isEmpty)
        let mayCommand = evidence.isProven && isTimely(message)
        if person.isAgent, !evidence.isProven || (isCommanding && !mayCommand) {
            return try keepUnverified(ticket, mail, message, actor)
        }
        let relation = try desk.relation(of: person, to: ticket)
        if !person.isAgent, !relation.isRequester, !relation.isParticipant {
            return try keepUnverified(ticket, mail, message, actor)
        }
        guard mayCommand, isCommanding else {
            let draft = comment(
                mail, message, text: message.visibleText, author: person, isVerified: evidence.isProven)
            return try keepWords(draft, ticket, actor)
        }
        return try carryOut(reading, on: ticket, mail, message, actor: actor)
    }

    /// An automatic reply: kept on the ticket, changes nothing, is never answered.
    private func keepSilently(
        _ ticket: Ticket, _ mail: StagedMail, _ message: Message, _ actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        let draft = comment(
            mail, message, text: message.visibleText, author: actor.person, visibility: .internal,
            isVerified: false)
        let comment = try desk.records.add(draft, to: ticket.id, at: desk.now)
        try desk.announceComment(comment)
        return .commented(ticket.id, comment.id)
    }

    /// Text in the name of staff without proof, of somebody who takes no part, or not read for its size: seen by
    /// staff only, no first response, no verb, no reopening.
    ///
    /// Were it public, who made others answer to a Message-ID of theirs would get those answers in the report.
    private func keepUnverified(
        _ ticket: Ticket, _ mail: StagedMail, _ message: Message, _ actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        let draft = comment(
            mail, message, text: mail.isOversize ? oversizeText(mail) : message.visibleText,
            author: actor.person, visibility: .internal,
            isVerified: false)
        let comment = try desk.records.add(draft, to: ticket.id, at: desk.now)
        try desk.announceComment(comment)
        if let holder = ticket.assignee, let person = try desk.records.person(holder), person.isActive {
            try desk.queue(.comment, to: person, about: ticket, comment: comment, actor: actor.person)
        } else {
            try desk.tellAgents(.comment, about: ticket, comment: comment, except: nil)
        }
        return .commented(ticket.id, comment.id)
    }

    private func keepWords(
        _ draft: CommentDraft, _ ticket: Ticket, _ actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        guard !draft.text.utf8.isEmpty || !draft.attachments.isEmpty else {
            return .ignored(reason: "an answer without text or attachment")
        }
        let result = try desk.addComment(draft, to: ticket, by: actor)
        return .commented(ticket.id, result.comment.id)
    }

    // MARK: Commands

    private func carryOut(
        _ reading: CommandReading, on ticket: Ticket, _ mail: StagedMail, _ message: Message,
        actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome {
        var receipt = Receipt(unknown: reading.unknown)
        var words = reading.text
        for located in reading.commands {
            do {
                let sentence = try perform(located.command, on: ticket.id, words: &words, mail, actor)
                receipt.applied.append(Receipt.Applied(verb: located.command.verb, sentence: sentence))
            } catch .refused(let refusal) {
                let reason = refusal.sentence(settings: desk.settings)
                receipt.refused.append(
                    Receipt.Refused(verb: located.command.verb, line: located.line, reason: reason))
                if case .resolve(let text) = located.command { words = Self.joined(text, words) }
            }
        }
        var outcome = IntakeOutcome.commanded(ticket.id)
        let draft = comment(mail, message, text: words, author: actor.person, isVerified: true)
        // A picture shown in the text, with no text left, is the signature's.
        let hasContent = !words.utf8.isEmpty || draft.attachments.contains { !$0.isInline }
        if hasContent, let current = try desk.records.ticket(ticket.id) {
            let result = try desk.addComment(draft, to: current, by: actor)
            outcome = .commented(ticket.id, result.comment.id)
        }
        if let current = try desk.records.ticket(ticket.id) {
            receipt.stateSentence = try stateSentence(of: current)
            try desk.queue(
                .receipt, to: actor.person, about: current, comment: nil, actor: actor.person,
                extra: receipt.members)
        }
        return outcome
    }

    /// Does one command and says what was done.
    ///
    /// A resolution takes the mail's words as its public comment.
    private func perform(
        _ command: Command, on id: Ticket.ID, words: inout String, _ mail: StagedMail, _ actor: Desk.Actor
    ) throws(DeskError) -> String {
        let reference = desk.settings.reference(of: id)
        switch command {
        case .claim:
            _ = try desk.claim(id, by: actor)
            return "\(reference) is yours."
        case .release:
            _ = try desk.release(id, by: actor)
            return "\(reference) is free for others again."
        case .resolve(let text):
            _ = try desk.resolve(id, text: Self.joined(text, words), by: actor, mail: mail.id)
            words = ""
            return "\(reference) is resolved."
        case .close:
            _ = try desk.setStatus(of: id, to: .closed, by: actor)
            return "\(reference) is closed."
        case .reopen:
            _ = try desk.reopen(id, by: actor)
            return "\(reference) is open again."
        case .putOnHold:
            _ = try desk.setStatus(of: id, to: .waiting, by: actor)
            return "\(reference) waits for the requester."
        case .withdraw:
            _ = try desk.setStatus(of: id, to: .withdrawn, by: actor)
            return "\(reference) is withdrawn."
        case .help:
            return
                "Verbs: claim, release, resolved: TEXT, waiting, close, reopen. Each on a line of its own, at the top."
        }
    }

    private func stateSentence(of ticket: Ticket) throws(DeskError) -> String {
        let reference = desk.settings.reference(of: ticket.id)
        var sentence = "\(reference) is now: \(ticket.status.label)"
        if let holder = ticket.assignee, let person = try desk.records.person(holder) {
            sentence += ", held by \(person.name)"
        }
        return sentence + "."
    }

    private static func joined(_ first: String, _ second: String) -> String {
        if first.utf8.isEmpty { return second }
        return second.utf8.isEmpty ? first : first + "\n" + second
    }
}
