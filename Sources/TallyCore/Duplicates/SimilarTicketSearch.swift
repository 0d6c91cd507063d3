/// Which tickets to compare with a request.
package struct SimilarTicketSearch: Hashable, Sendable {
    /// At least one is in the subject.
    package let words: [String]
    /// Whose tickets are compared whatever their subject is.
    package let requester: Person.ID?
    package let viewer: Person
    /// Others' tickets that began earlier are left out.
    package let begunSince: Timestamp
    /// Finished ones that changed last before it are left out.
    package let finishedSince: Timestamp
    package let except: Ticket.ID?
    package let limit: Int
}
