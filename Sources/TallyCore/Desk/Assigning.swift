/// Giving a ticket to somebody else.
extension Desk {
    /// Makes the ticket somebody's, or nobody's when `person` is nil.
    ///
    /// Taking a free ticket for oneself is claiming it. A ticket that somebody holds is passed on by its holder or an
    /// admin only, and nobody is given more than they may hold.
    package func assign(
        _ id: Ticket.ID, to person: Person.ID?, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .edit, by: actor.person)
        guard let person else {
            return ticket.assignee == nil ? ticket : try release(id, by: actor)
        }
        if ticket.assignee == person { return ticket }
        if ticket.assignee == nil, person == actor.person.id { return try claim(id, by: actor) }
        if ticket.assignee != nil { _ = try self.ticket(id, for: .release, by: actor.person) }
        let holder = try agent(person)
        var given = ticket
        if ticket.status == .open { given = try moved(ticket, by: .assigned, as: .claim) }
        guard given.status.isUnfinished else {
            throw .refused(.notPossible(.claim, in: ticket.status))
        }
        given.assignee = person
        given.assignedAt = now
        given.updatedAt = now
        let before = try name(of: ticket.assignee)
        let saved = try records.update(given)
        try note(.assigned, on: id, by: actor, from: before, to: holder.name)
        if saved.status != ticket.status {
            try note(.status, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        }
        try announce(.ticketUpdated, id)
        if person != actor.person.id {
            try tell(.assigned, holder, about: saved, comment: nil, actor: actor.person)
        }
        // The requester hears who looks after them now, whoever arranged it.
        let helper = Actor(person: holder, source: actor.source)
        try tellRequesters(.claimed, about: saved, comment: nil, actor: helper)
        return saved
    }

    /// The person, when they may be given one more ticket.
    private func agent(_ id: Person.ID) throws(DeskError) -> Person {
        guard let person = try records.person(id), person.isActive, person.isAgent else {
            throw .refused(.invalid(field: "assignee", problem: "is nobody who works on tickets"))
        }
        let limit = person.workloadLimit ?? settings.defaultWorkloadLimit
        let held = try records.unfinishedTickets(heldBy: id)
        guard held.count < limit else {
            let problem = RefusalReason(.holdsEnough, ["held": "\(held.count)", "limit": "\(limit)"])
            throw .refused(.invalid(field: "assignee", problem: problem))
        }
        return person
    }

    private func name(of id: Person.ID?) throws(DeskError) -> String? {
        guard let id else { return nil }
        return try records.person(id)?.name
    }
}
