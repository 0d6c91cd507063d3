/// What each command asks the desk for, and the sentence that says it was done.
extension Intake {
    func perform(
        _ command: Command, of reading: CommandReading, _ context: CommandContext, _ token: ReplyToken.ID?,
        _ words: inout CommandWords
    ) throws(DeskError) -> String {
        let (id, actor) = (context.ticket, context.actor)
        let reference = desk.settings.reference(of: id)
        let say = self.words(for: actor)
        switch command {
        case .claim:
            _ = try desk.claim(id, by: actor)
            return say(.isYours, ["reference": reference])
        case .release:
            _ = try desk.release(id, by: actor)
            return say(.isFree, ["reference": reference])
        case .assign(let assignee): return try assign(id, to: assignee, by: actor)
        case .resolve(let text):
            // A resolution takes the mail's words as its public comment.
            let comment = Self.joined(text, words.text)
            _ = try desk.resolve(id, text: comment, by: actor, mail: context.mail.id)
            words.text = ""
            return say(.isResolvedNow, ["reference": reference])
        case .close: return try setStatus(of: id, to: .closed, by: actor)
        case .reopen:
            _ = try desk.reopen(id, by: actor, hasWords: !words.text.utf8.isEmpty)
            return say(.isOpenAgain, ["reference": reference])
        case .putOnHold: return try setStatus(of: id, to: .waiting, by: actor)
        case .status(let status): return try setStatus(of: id, to: status, by: actor)
        case .withdraw: return try setStatus(of: id, to: .withdrawn, by: actor)
        case .priority(let priority): return try setPriority(priority, of: id, by: actor)
        case .team(let name): return try setTeam(name, of: id, by: actor)
        case .category(let category): return try setCategory(category, of: id, by: actor)
        case .project(let name): return try setProject(name, of: id, by: actor)
        case .due(let date): return try setDue(date, of: id, by: actor)
        case .copy(let address): return try addParticipant(address, to: id, by: actor)
        case .merge(let target): return try merge(id, into: target, by: actor)
        case .tag(let added, let removed): return try tag(id, with: added, without: removed, by: actor)
        case .note:
            _ = try desk.ticket(id, for: .commentInternally, by: actor.person)
            return say(.noteFollows)
        case .undo:
            guard reading.commands.count == 1 else {
                throw .refused(.invalid(field: "undo", problem: "has to be the only verb of its mail"))
            }
            return try undo(context, token: token)
        case .help: return say(.verbsAre)
        }
    }

    /// How the desk writes into a conversation itself: it is one for all who read it, so the language is the site's.
    var siteWords: Wording { desk.settings.wording(for: nil) }

    /// How whoever gives commands is written to.
    func words(for actor: Desk.Actor) -> Wording { desk.settings.wording(for: actor.person) }

    private func setStatus(
        of id: Ticket.ID, to status: TicketStatus, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        let ticket = try desk.setStatus(of: id, to: status, by: actor)
        let reference = desk.settings.reference(of: id)
        let words = words(for: actor)
        return switch status {
        case .waiting: words(.waitsForRequester, ["reference": reference])
        case .open, .inProgress, .resolved, .closed, .withdrawn:
            words(.isNow, ["reference": reference, "status": words.within(ticket.status)])
        }
    }

    // MARK: People

    private func assign(
        _ id: Ticket.ID, to assignee: Command.Assignee, by actor: Desk.Actor
    ) throws(DeskError) -> String {
        let reference = desk.settings.reference(of: id)
        let words = words(for: actor)
        // Who may not know of the ticket learns nothing of who works here.
        _ = try desk.ticket(id, for: .edit, by: actor.person)
        let person: Person?
        switch assignee {
        case .nobody: person = nil
        case .writer: person = actor.person
        case .person(let name): person = try agent(named: name)
        }
        _ = try desk.assign(id, to: person?.id, by: actor)
        guard let person else { return words(.isFree, ["reference": reference]) }
        return person.id == actor.person.id
            ? words(.isYours, ["reference": reference])
            : words(.isTheirs, ["reference": reference, "name": person.name])
    }

    /// Somebody who works here, by address, by whole name, or by a part of the name that only one person has.
    private func agent(named name: String) throws(DeskError) -> Person {
        if let address = MailAddress(name) {
            guard let person = try desk.records.person(with: address), person.isActive, person.isAgent else {
                throw .refused(.invalid(field: address.text, problem: "is nobody who works here"))
            }
            return person
        }
        let agents = try desk.records.agents(of: nil)
        let sought = name.lowercased()
        let whole = agents.filter { $0.name.lowercased() == sought }
        let part = agents.filter { $0.name.lowercased().split(separator: " ").contains(sought[...]) }
        let found = whole.isEmpty ? part : whole
        guard found.count < 2 else {
            let names = found.map { "\($0.name) <\($0.address.text)>" }.joined(separator: ", ")
            throw .refused(
                .invalid(field: "\"\(name)\"", problem: RefusalReason(.ambiguous, ["names": names])))
        }
        guard let person = found.first else {
            let names = agents.prefix(10).map(\.name).joined(separator: ", ")
            throw .refused(
                .invalid(field: "\"\(name)\"", problem: RefusalReason(.noAgentBut, ["names": names])))
        }
        return person
    }
}
