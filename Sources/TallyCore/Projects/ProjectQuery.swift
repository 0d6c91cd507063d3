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
