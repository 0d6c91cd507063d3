/// What a ticket's life leaves in the records: mergers, tags, turns.
package protocol TicketLifeRecords {
    /// Notes that `merger.source` was merged; its row is changed by the caller.
    func add(_ merger: Merger) throws(DeskError)
    /// The merger that ended `source`; nil when it was not merged.
    func merger(of source: Ticket.ID) throws(DeskError) -> Merger?
    /// The mergers that lead straight into `target`.
    func mergers(into target: Ticket.ID) throws(DeskError) -> [Merger]
    func removeMerger(of source: Ticket.ID) throws(DeskError)
    /// Every ticket whose conversation `target` shows, through any number of mergers, oldest number first.
    func ticketsMerged(into target: Ticket.ID) throws(DeskError) -> [Ticket.ID]

    func removeParticipant(_ person: Person.ID, from ticket: Ticket.ID) throws(DeskError)

    /// Remembers an address that mail of the ticket was copied to, of nobody who takes part.
    func addCopied(_ address: MailAddress, to ticket: Ticket.ID) throws(DeskError)
    /// Whether mail of the ticket, or of those merged into it, was copied to the address.
    func isCopied(_ address: MailAddress, to ticket: Ticket.ID) throws(DeskError) -> Bool
    func removeCopied(_ address: MailAddress, from ticket: Ticket.ID) throws(DeskError)

    /// In alphabetical order.
    func tags(of ticket: Ticket.ID) throws(DeskError) -> [TicketTag]
    func add(_ tag: TicketTag, to ticket: Ticket.ID) throws(DeskError)
    func remove(_ tag: TicketTag, from ticket: Ticket.ID) throws(DeskError)

    /// Tickets resolved before the moment and not closed since, longest ago first.
    func ticketsResolved(before moment: Timestamp, limit: Int) throws(DeskError) -> [Ticket.ID]
    /// Open tickets that nobody has held yet, by number, behind `last`.
    func ticketsNeverHeld(after last: Ticket.ID?, limit: Int) throws(DeskError) -> [Ticket.ID]

    /// When the person was last given a ticket by the desk itself; see `AssignmentCandidate.turn`.
    func assignmentTurn(of person: Person.ID) throws(DeskError) -> Int64?
    /// Puts the person behind everybody else.
    func takeAssignmentTurn(_ person: Person.ID) throws(DeskError)
}
