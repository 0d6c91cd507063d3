internal import MailParsing

/// Taking back what the commands of a mail did, as long as nothing came after.
extension Intake {
    /// The mail as one to the ticket whose commands it takes back.
    ///
    /// Who takes a merger back writes to the receipt of the ticket that was merged; the mail came to the other
    /// one.
    func aimed(
        _ context: CommandContext, _ reading: CommandReading, token: ReplyToken.ID?
    ) throws(DeskError) -> CommandContext {
        guard reading.commands.map(\.command) == [.undo],
            let mail = try desk.records.commandMail(answeredTo: token, referringTo: context.references),
            mail.person == context.actor.person.id, mail.ticket != context.ticket,
            let ticket = try desk.records.ticket(mail.ticket),
            try desk.successor(of: ticket).id == context.ticket
        else { return context }
        return CommandContext(
            ticket: ticket.id, mail: context.mail, message: context.message, actor: context.actor,
            evidence: context.evidence)
    }

    /// - Parameter token: of the address that the mail was sent to.
    /// - Returns: what was done, in a sentence.
    func undo(_ context: CommandContext, token: ReplyToken.ID?) throws(DeskError) -> String {
        let (id, person) = (context.ticket, context.actor.person)
        let words = words(for: context.actor)
        let ticket = try desk.permitted(id, .comment, person)
        let answered = try desk.records.commandMail(answeredTo: token, referringTo: context.references)
        let last = try desk.records.lastCommandMail(by: person.id, on: id)
        guard let mail = answered ?? last, mail.ticket == id, mail.person == person.id else {
            throw .refused(.invalid(field: "undo", problem: "finds no mail of yours with verbs here"))
        }
        let verbs = mail.verbs.joined(separator: ", ")
        if let moment = mail.undoneAt {
            let problem = RefusalReason(.undoneAlready, ["moment": words(moment), "verbs": verbs])
            throw .refused(.invalid(field: "undo", problem: problem))
        }
        let later = try desk.records.timeline(of: id, after: mail.lastEntry).filter(\.standsInTheWay)
        guard later.isEmpty else {
            let problem = RefusalReason(.undoImpossible, ["events": try sentences(later, words)])
            throw .refused(.invalid(field: "undo", problem: problem))
        }
        try restore(mail.before, of: mail, to: ticket, by: context.actor)
        try desk.note(.undone, on: id, by: context.actor, to: verbs)
        try desk.records.markUndone(mail.id, at: desk.now)
        try desk.announce(.ticketUpdated, id)
        return words(.takenBack, ["verbs": verbs])
    }

    private func sentences(_ entries: [TimelineEntry], _ words: Wording) throws(DeskError) -> String {
        var sentences: [String] = []
        for entry in entries.prefix(5) {
            let actor = try entry.actor.map { id throws(DeskError) in try desk.records.person(id) } ?? nil
            let sentence = words(
                .deed,
                ["actor": actor?.name ?? desk.settings.siteName, "deed": words.deed(of: entry)])
            sentences.append("\(sentence) (\(words(entry.at)))")
        }
        if entries.count > 5 {
            sentences.append(words(.moreHappened, ["count": "\(entries.count - 5)"]))
        }
        return sentences.joined(separator: "; ")
    }

    private func restore(
        _ before: TicketSnapshot, of mail: CommandMail, to present: Ticket, by actor: Desk.Actor
    ) throws(DeskError) {
        try checkRights(to: before, of: present, by: actor.person)
        try checkPresence(of: before)
        let ticket = try restoreMerger(before.mergedInto, of: present, by: actor)
        if let holder = before.assignee, holder != ticket.assignee, before.status.isUnfinished {
            try checkRoom(for: holder)
        }
        for person in try desk.records.participants(of: ticket.id) where !before.participants.contains(person)
        {
            try desk.records.removeParticipant(person, from: ticket.id)
            // Who became known by these commands, and has done nothing since, is a stranger again.
            _ = try desk.records.forget(person, madeAt: mail.at)
        }
        for person in before.participants { try desk.records.addParticipant(person, to: ticket.id) }
        try restore(before.tags, of: ticket.id)
        var restored = ticket
        restored.move(to: before.status, at: desk.now)
        restored = before.restored(restored)
        if restored.firstRespondedAt == nil { restored.firstRespondedAt = try firstResponse(on: ticket.id) }
        let saved = try desk.records.update(restored)
        if saved.status != ticket.status {
            try desk.note(
                .status, on: ticket.id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
            try desk.tellRequesters(.status, about: saved, comment: nil, actor: actor)
        }
        if let holder = saved.assignee, holder != present.assignee, holder != actor.person.id,
            let person = try desk.records.person(holder)
        {
            try desk.tell(.assigned, person, about: saved, comment: nil, actor: actor.person)
        }
    }

    /// Whoever takes something back needs the right to it now: they may not be staff any more.
    private func checkRights(
        to before: TicketSnapshot, of ticket: Ticket, by person: Person
    ) throws(DeskError) {
        let present = try snapshot(of: ticket.id)
        var verbs: [Verb] = []
        if before.status != present.status {
            verbs.append(.reopen)
        } else if before.assignee != present.assignee {
            verbs.append(.assign)
        }
        if before.priority != present.priority || before.category != present.category
            || before.team != present.team || before.project != present.project
        {
            verbs.append(.edit)
        }
        if before.dueAt != present.dueAt { verbs.append(.setDue) }
        if let tags = before.tags, tags != present.tags { verbs.append(.tag) }
        if before.participants != present.participants { verbs.append(.addParticipant) }
        for verb in verbs { _ = try desk.permitted(ticket.id, verb, person) }
    }

    /// Teams, projects and people whom nothing needed any more may be gone since.
    private func checkPresence(of before: TicketSnapshot) throws(DeskError) {
        if let team = before.team, try desk.records.team(team) == nil {
            throw .refused(.invalid(field: "undo", problem: "would give the ticket to a team that is gone"))
        }
        if let project = before.project, try desk.records.project(project) == nil {
            throw .refused(
                .invalid(field: "undo", problem: "would put the ticket into a project that is gone"))
        }
        for person in before.participants where try desk.records.person(person) == nil {
            throw .refused(.invalid(field: "undo", problem: "would bring back somebody who is gone"))
        }
    }

    /// Makes the ticket part of what it was part of, and nothing else.
    private func restoreMerger(
        _ target: Ticket.ID?, of ticket: Ticket, by actor: Desk.Actor
    ) throws(DeskError) -> Ticket {
        guard ticket.mergedInto != target else { return ticket }
        var restored = ticket
        if ticket.mergedInto != nil { restored = try desk.unmerge(ticket.id, by: actor) }
        guard let target else { return restored }
        _ = try desk.merge(ticket.id, into: target, by: actor)
        guard let merged = try desk.records.ticket(ticket.id) else { throw .refused(.notFound) }
        return merged
    }

    private func restore(_ tags: Set<TicketTag>?, of id: Ticket.ID) throws(DeskError) {
        guard let tags else { return }
        let present = Set(try desk.records.tags(of: id))
        for tag in present.subtracting(tags) { try desk.records.remove(tag, from: id) }
        for tag in tags.subtracting(present) { try desk.records.add(tag, to: id) }
    }

    /// The workload limit counts for what comes back, too.
    private func checkRoom(for id: Person.ID) throws(DeskError) {
        guard let holder = try desk.records.person(id), holder.isActive, holder.isAgent else {
            throw .refused(.invalid(field: "undo", problem: "would give the ticket to somebody who left"))
        }
        let limit = holder.workloadLimit ?? desk.settings.defaultWorkloadLimit
        let held = try desk.records.unfinishedTickets(heldBy: id)
        guard held.count < limit else {
            throw .refused(.workloadLimitReached(limit: limit, held: held))
        }
    }

    /// A mail that was sent stays the first response, whatever became of its verbs.
    private func firstResponse(on id: Ticket.ID) throws(DeskError) -> Timestamp? {
        for comment in try desk.records.comments(of: id) where comment.content.visibility == .public {
            guard let author = comment.content.author, let person = try desk.records.person(author),
                person.isAgent, comment.content.isVerified
            else { continue }
            return comment.createdAt
        }
        return nil
    }
}

extension TimelineEntry {
    /// Whether it changed what an older mail's commands had done; notes of machines change nothing.
    fileprivate var standsInTheWay: Bool {
        switch kind {
        case .bounced, .linked, .mentioned, .serviceLevelAtRisk, .serviceLevelBreached: false
        case .created, .claimed, .released, .assigned, .status, .priority, .subject, .category, .team,
            .project, .comment, .due, .tagged, .untagged, .participantAdded, .participantRemoved, .merged,
            .unmerged,
            .resolved, .reopened, .closed, .withdrawn, .forwarded, .undone:
            true
        }
    }
}
