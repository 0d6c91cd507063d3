/// Which people to list, by name.
package struct PersonQuery: Hashable, Sendable {
    package var roles: Set<Role> = []
    package var isActive: Bool?
    package var team: Team.ID?
    /// Part of a name or of an address, in any case of its ASCII letters.
    package var words: String?
    package var limit = 50
    /// The last person of the page before.
    package var after: Person.ID?

    package init() {}
}
