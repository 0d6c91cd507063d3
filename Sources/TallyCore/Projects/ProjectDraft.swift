/// What is known of a project before the store has given it a number.
package struct ProjectDraft: Hashable, Sendable {
    package var name: String
    package var description: String
    package var status: ProjectStatus
    package var deadline: Timestamp?
    package var teams: [Team.ID]
    package var members: [Person.ID]

    package init(
        name: String, description: String = "", status: ProjectStatus = .planning, deadline: Timestamp? = nil,
        teams: [Team.ID] = [], members: [Person.ID] = []
    ) {
        self.name = name
        self.description = description
        self.status = status
        self.deadline = deadline
        self.teams = teams
        self.members = members
    }
}

/// What to change about a project; what is `unchanged` stays.
package struct ProjectChanges: Hashable, Sendable {
    package typealias Field = TicketChanges.Field

    package var name = Field<String>.unchanged
    package var description = Field<String>.unchanged
    package var status = Field<ProjectStatus>.unchanged
    package var deadline = Field<Timestamp?>.unchanged
    package var teams = Field<[Team.ID]>.unchanged
    package var members = Field<[Person.ID]>.unchanged

    package init() {}
}
