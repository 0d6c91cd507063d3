/// Taking a ticket and giving it back.
extension Desk {
    /// Makes the ticket the actor's, when it is nobody's and they are under their limit.
    ///
    /// Claiming what one holds already changes nothing and is not refused. The transaction has the records to
    /// itself, so of two people who claim at once one finds the ticket taken.
    package func claim(_ id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .claim, by: actor.person)
        if let holder = ticket.assignee {
            if holder == actor.person.id { return ticket }
            guard let person = try records.person(holder) else { throw .refused(.notFound) }
            throw .refused(.alreadyClaimed(by: person, at: ticket.assignedAt ?? ticket.updatedAt))
        }
        var taken = try moved(ticket, by: .assigned, as: .claim)
        let limit = actor.person.workloadLimit ?? settings.defaultWorkloadLimit
        let held = try records.unfinishedTickets(heldBy: actor.person.id)
        guard held.count < limit else {
            throw .refused(.workloadLimitReached(limit: limit, held: held))
        }
        taken.assignee = actor.person.id
        taken.assignedAt = now
        let saved = try records.update(taken)
        try note(.claimed, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        try announce(.ticketClaimed, id)
        try tellRequesters(.claimed, about: saved, comment: nil, actor: actor)
        return saved
    }

    /// Makes the ticket nobody's again.
    package func release(_ id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .release, by: actor.person)
        var released = try moved(ticket, by: .released, as: .release)
        released.assignee = nil
        released.assignedAt = nil
        let saved = try records.update(released)
        try note(.released, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
        try announce(.ticketUpdated, id)
        return saved
    }
}
