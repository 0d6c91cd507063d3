/// A ticket with everything that ever happened to it, for a store to take in as it is.
package struct SampleTicket: Sendable {
    package struct Comment: Sendable {
        package let at: Timestamp
        package let content: CommentDraft
    }

    /// All but its number, which the store gives.
    package var ticket: Ticket
    package var tags: [String] = []
    package var participants: [Person.ID] = []
    package var comments: [Comment] = []
    package var timeline: [TimelineEntry] = []

    package init(ticket: Ticket) { self.ticket = ticket }
}

/// Where sample records go, inside one transaction.
package protocol SampleRecords {
    func addSample(_ person: PersonDraft, at now: Timestamp) throws(DeskError) -> Person
    func addSampleTeam(named name: String) throws(DeskError) -> Team
    func addSampleProject(
        named name: String, status: ProjectStatus, deadline: Timestamp?, at now: Timestamp
    ) throws(DeskError) -> Project.ID
    func add(_ sample: SampleTicket) throws(DeskError) -> Ticket.ID
}
