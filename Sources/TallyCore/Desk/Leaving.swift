/// What happens to the work of somebody who leaves.
extension Desk {
    /// Takes everything back that a person holds, because they do not work on tickets any more.
    ///
    /// - Parameter actor: who disabled them; nil for the operator.
    package func takeBackTickets(of person: Person, by actor: Actor?) throws(DeskError) {
        for id in try records.unfinishedTickets(heldBy: person.id) {
            guard let ticket = try records.ticket(id) else { continue }
            var released = ticket
            if let status = ticket.status.after(.released) { released.move(to: status, at: now) }
            released.assignee = nil
            released.assignedAt = nil
            released.updatedAt = now
            let saved = try records.update(released)
            try note(.released, on: id, by: actor, from: ticket.status.rawValue, to: saved.status.rawValue)
            try announce(.ticketUpdated, id)
        }
    }
}
