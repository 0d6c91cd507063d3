/// Whom a ticket can be given to.
extension Desk {
    /// Whether somebody is away; claiming is still theirs, but nothing is assigned to them.
    package func isAway(_ person: Person.ID, at moment: Timestamp) throws(DeskError) -> Bool {
        try records.isAway(person, at: moment)
    }

    /// Whether somebody handles tickets of this category.
    ///
    /// A ticket without a category is everybody's, and who names no categories handles all of them. ASCII case
    /// makes no difference.
    package func handles(_ category: String?, _ person: Person.ID) throws(DeskError) -> Bool {
        guard let category else { return true }
        let handled = try records.categories(handledBy: person)
        let wanted = category.utf8.map { asciiLowercased($0) }
        return handled.isEmpty
            || handled.contains { $0.utf8.elementsEqual(wanted) { asciiLowercased($0) == $1 } }
    }
}
