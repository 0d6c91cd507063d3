/// Sorting tickets by words.
extension Desk {
    /// Gives the ticket exactly these tags.
    package func setTags(_ tags: [TicketTag], on id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        let present = Set(try records.tags(of: id))
        let wanted = Set(tags)
        return try changeTags(
            on: id, adding: wanted.subtracting(present), removing: present.subtracting(wanted), by: actor)
    }

    /// Adds tags; those that the ticket has already change nothing.
    package func addTags(_ tags: [TicketTag], to id: Ticket.ID, by actor: Actor) throws(DeskError) -> Ticket {
        let present = Set(try records.tags(of: id))
        return try changeTags(on: id, adding: Set(tags).subtracting(present), removing: [], by: actor)
    }

    /// Takes tags away; those that the ticket has not change nothing.
    package func removeTags(_ tags: [TicketTag], from id: Ticket.ID, by actor: Actor) throws(DeskError)
        -> Ticket
    {
        let present = Set(try records.tags(of: id))
        return try changeTags(on: id, adding: [], removing: Set(tags).intersection(present), by: actor)
    }

    private func changeTags(
        on id: Ticket.ID, adding: Set<TicketTag>, removing: Set<TicketTag>, by actor: Actor
    ) throws(DeskError) -> Ticket {
        let ticket = try self.ticket(id, for: .tag, by: actor.person)
        guard !adding.isEmpty || !removing.isEmpty else { return ticket }
        let count = try records.tags(of: id).count + adding.count - removing.count
        guard count <= TicketTag.countLimit else {
            let problem = RefusalReason(.atMost, ["limit": "\(TicketTag.countLimit)"])
            throw .refused(.invalid(field: "tags", problem: problem))
        }
        var changed = ticket
        changed.updatedAt = now
        let saved = try records.update(changed)
        for tag in removing.sorted() {
            try records.remove(tag, from: id)
            try note(.untagged, on: id, by: actor, from: tag.text)
        }
        for tag in adding.sorted() {
            try records.add(tag, to: id)
            try note(.tagged, on: id, by: actor, to: tag.text)
        }
        try announce(.ticketUpdated, id)
        return saved
    }
}
