/// How tickets stand against what was promised.
package protocol ServiceLevelRecords {
    /// Writes what was worked out, as a fact that follows from others: the ticket's version stays.
    func keep(
        _ state: ServiceLevelState, _ outcome: ServiceLevelOutcome, of ticket: Ticket.ID
    ) throws(DeskError)
    /// What was told of the ticket.
    func serviceLevelMarks(of ticket: Ticket.ID) throws(DeskError) -> Set<ServiceLevelMark>
    func add(_ mark: ServiceLevelMark, to ticket: Ticket.ID, at now: Timestamp) throws(DeskError)
    /// How the ticket's promises ended; nil when that was never worked out.
    func serviceLevelOutcome(of ticket: Ticket.ID) throws(DeskError) -> ServiceLevelOutcome?

    /// Tickets whose service level is to be worked out again by `now`, the longest waiting first.
    func serviceLevelReviews(at now: Timestamp, limit: Int) throws(DeskError) -> [Ticket.ID]
    /// When the next ticket's service level is to be worked out again.
    func nextServiceLevelReview() throws(DeskError) -> Timestamp?
    /// Unfinished tickets, and those whose service level was never worked out, by number.
    func ticketsUnderServiceLevel(after id: Ticket.ID?, limit: Int) throws(DeskError) -> [Ticket.ID]
}
