/// What becomes of mail from lists and of other bulk mail; it is never answered.
package enum ListPolicy: String, Hashable, Sendable, CaseIterable {
    /// It opens tickets, as other mail does: a request may come by way of a list of one's own.
    case ticket
    /// Only what belongs to a ticket is kept, on it.
    case comment
    /// None of it is read.
    case ignore
}
