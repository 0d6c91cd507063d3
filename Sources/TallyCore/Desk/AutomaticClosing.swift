/// Ending what has been resolved for long enough.
extension Desk {
    /// Closes tickets that were resolved longer ago than the site waits, by the desk itself.
    ///
    /// Nobody is mailed: nothing changes for the requester but that a late answer opens a new ticket.
    ///
    /// - Parameter limit: how many at most, so that others can write in between.
    /// - Returns: how many it was.
    package func closeResolved(limit: Int) throws(DeskError) -> Int {
        guard let period = settings.closesAfter else { return 0 }
        let due = try records.ticketsResolved(before: now - period, limit: limit)
        for id in due {
            guard let ticket = try records.ticket(id) else { continue }
            let saved = try records.update(try moved(ticket, by: .closed, as: .close))
            try note(.closed, on: id, by: nil, from: ticket.status.rawValue, to: saved.status.rawValue)
            try announce(.ticketUpdated, id)
        }
        return due.count
    }
}
