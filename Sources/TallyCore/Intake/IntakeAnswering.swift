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
        if let obstacle = ReadingObstacle(to: mail, message) {
            let outcome = try keepUnverified(ticket, mail, message, actor)
            try tell(of: obstacle, about: ticket, evidence, actor.person)
            return outcome
        }
        if let outcome = try answerConfirmation(mail, message, evidence: evidence, actor: actor) {
            return outcome
        }
        let person = actor.person
        let proof = desk.settings.commandProof
        let reading = reading(of: message, by: person)
        let mayCommand = evidence.isProven(by: proof) && isTimely(message)
        let relation = try desk.relation(of: person, to: ticket)
        var takesPart = person.isAgent || relation.isRequester || relation.isParticipant
        if !takesPart { takesPart = try joins(ticket, evidence: evidence, actor: actor) }
        let isSpeaking = person.isAgent ? evidence.isProven(by: proof) : evidence.domain != .fail
        guard takesPart, isSpeaking, mayCommand || !reading.isCommanding else {
            let isKnown = try isRepeated(message, by: evidence)
            let outcome = try keepUnverified(ticket, mail, message, actor, isTold: !isKnown)
            if !reading.commands.isEmpty, evidence.tokenUse != .replayed {
                try askToConfirm(reading, on: ticket, mail, kept: outcome, actor: actor)
            }
            return outcome
        }
        guard reading.isCommanding else {
            if let outcome = try keepRepeated(ticket, mail, message, evidence, actor) { return outcome }
            let draft = comment(
                mail, message, text: message.visibleText, author: person,
                isVerified: evidence.isVerified(by: proof))
            let outcome = try keepWords(draft, ticket, actor)
            if evidence.isAnswerable, person.isAgent || relation.isRequester {
                try keepCopied(in: message, on: ticket, evidence: evidence, actor: actor)
            }
            return outcome
        }
        let command = CommandContext(
            ticket: ticket.id, mail: mail, message: message, actor: actor, evidence: evidence)
        return try carryOut(reading, command, undoing: evidence.token?.id).outcome
    }

    /// An automatic reply, or one by its words: kept on the ticket, changes nothing, is never answered.
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

    /// What the same sender answered to the same ticket in the same words again and again, as a machine does that
    /// says so in no field of its header: kept inside, so that no other machine answers it.
    ///
    /// Staff hear of the first, in case it was no machine. Elsewhere the same words are no sign: staff have canned
    /// answers.
    ///
    /// - Returns: nil for what people write.
    private func keepRepeated(
        _ ticket: Ticket, _ mail: StagedMail, _ message: Message, _ evidence: SenderEvidence,
        _ actor: Desk.Actor
    ) throws(DeskError) -> IntakeOutcome? {
        let count = try repetitions(of: message, by: evidence, on: ticket.id) - WrittenWords.answersOfPeople
        if count < 0 { return nil }
        return count == 0
            ? try keepUnverified(ticket, mail, message, actor)
            : try keepSilently(ticket, mail, message, actor)
    }

    /// Text in the name of staff without proof, of somebody who takes no part, or that nobody could read: seen
    /// by staff only, no first response, no verb, no reopening.
    ///
    /// Were it public, who made others answer to a Message-ID of theirs would get those answers in the
    /// report.
    ///
    /// - Parameter isTold: false for what the writer wrote the same way before, as machines do.
    private func keepUnverified(
        _ ticket: Ticket, _ mail: StagedMail, _ message: Message, _ actor: Desk.Actor, isTold: Bool = true
    ) throws(DeskError) -> IntakeOutcome {
        let draft = comment(
            mail, message, text: ReadingObstacle(to: mail, message)?.note(siteWords) ?? message.visibleText,
            author: actor.person, visibility: .internal,
            isVerified: false)
        let comment = try desk.records.add(draft, to: ticket.id, at: desk.now)
        try desk.announceComment(comment)
        if isTold { try tellOfUnproven(comment, message.visibleText, on: ticket, by: actor.person) }
        return .commented(ticket.id, comment.id)
    }

    /// Tells staff of words that prove nothing, of the same ones once.
    ///
    /// Also the one in whose name they are is told, who may not have written them; once, since a machine of theirs may
    /// have.
    private func tellOfUnproven(
        _ comment: Comment, _ text: String, on ticket: Ticket, by writer: Person
    ) throws(DeskError) {
        guard try !isTold(.unprovenWords, text, of: writer, on: ticket.id) else { return }
        let isWriterTold = try isTold(.unprovenSender, of: writer, on: ticket.id)
        if let holder = ticket.assignee, let person = try desk.records.person(holder), person.isActive {
            if isWriterTold, holder == writer.id { return }
            try desk.mailNotice(.comment, to: person, about: ticket, comment: comment, actor: writer)
        } else {
            try desk.tellAgents(
                .comment, about: ticket, comment: comment, except: isWriterTold ? writer.id : nil)
        }
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
}
