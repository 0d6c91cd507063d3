/// Edits of what somebody has read: refused when it is not the same any more.
extension Desk {
    /// How many of the changes since are told.
    package static let toldChanges = 50

    /// Refuses when the ticket is not the version that `person` saw, and says what has changed since.
    package func require(_ version: Int, of ticket: Ticket, by person: Person) throws(DeskError) {
        guard version != ticket.version else { return }
        var changes: [TicketChange] = []
        for entry in try records.timeline(of: ticket.id)
        where entry.version > version && entry.isVisible(to: person) {
            var actor: Person?
            if let id = entry.actor { actor = try records.person(id) }
            changes.append(TicketChange(entry: entry, actor: actor))
        }
        throw .refused(.stale(current: ticket.version, changes: changes.suffix(Self.toldChanges)))
    }
}
