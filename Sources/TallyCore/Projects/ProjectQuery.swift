/// Which projects to list, newest first.
package struct ProjectQuery: Hashable, Sendable {
    package var statuses: Set<ProjectStatus> = []
    /// Only those that somebody belongs to, by name or through their team.
    package var member: Person.ID?
    package var limit = 50
    /// The last project of the page before.
    package var after: Project.ID?

    package init() {}
}

/// One page of a list, with what it needs to go on.
package struct Page<Element: Sendable>: Sendable {
    package let items: [Element]
    /// How many there are on all pages.
    package let total: Int
    /// Whether others follow.
    package let hasMore: Bool

    /// - Parameter found: up to one more than the page holds.
    package init(found: [Element], limit: Int, total: Int) {
        items = Array(found.prefix(limit))
        self.total = total
        hasMore = found.count > limit
    }
}
