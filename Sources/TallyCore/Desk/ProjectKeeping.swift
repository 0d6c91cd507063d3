/// Projects: made, changed and removed by admins, read by everybody.
extension Desk {
    /// Octets of a project's name, and of its description.
    package static let projectNameLimit = 200
    package static let projectDescriptionLimit = 20_000

    /// The project, when `person` may do this to it.
    package func project(_ id: Project.ID, for verb: Verb, by person: Person) throws(DeskError) -> Project {
        let relations: Relations = try records.isMember(person.id, of: id) ? [.member, .none] : [.none]
        try require(verb, DeskObject(.project, relations), of: person)
        guard let project = try records.project(id) else { throw .refused(.missing(.project)) }
        return project
    }

    /// Makes a project.
    package func createProject(_ draft: ProjectDraft, by actor: Actor) throws(DeskError) -> Project {
        try require(.create, DeskObject(.project), of: actor.person)
        var draft = draft
        draft.name = try projectName(draft.name, for: nil)
        try checkMembership(teams: draft.teams, members: draft.members)
        return try records.addProject(draft, at: now)
    }

    /// Changes fields of the project.
    ///
    /// - Parameter version: the one that was seen; nil changes whatever is there.
    package func editProject(
        _ id: Project.ID, _ changes: ProjectChanges, seen version: Int? = nil, by actor: Actor
    ) throws(DeskError) -> Project {
        var project = try self.project(id, for: .edit, by: actor.person)
        if let version, version != project.version {
            throw .refused(.outdated(.project, current: project.version))
        }
        guard changes != ProjectChanges() else { return project }
        if case .set(let name) = changes.name { project.name = try projectName(name, for: id) }
        if case .set(let description) = changes.description { project.description = description }
        if case .set(let status) = changes.status { project.status = status }
        if case .set(let deadline) = changes.deadline { project.deadline = deadline }
        if case .set(let teams) = changes.teams { try checkMembership(teams: teams, members: []) }
        if case .set(let members) = changes.members { try checkMembership(teams: [], members: members) }
        project.updatedAt = now
        let saved = try records.updateProject(project)
        if case .set(let teams) = changes.teams { try records.setTeams(teams, of: id) }
        if case .set(let members) = changes.members { try records.setMembers(members, of: id) }
        return saved
    }

    /// Removes a project.
    ///
    /// - Parameter detachingTickets: takes its tickets out of it first; otherwise one that has tickets stays.
    package func removeProject(
        _ id: Project.ID, detachingTickets: Bool, seen version: Int? = nil, by actor: Actor
    ) throws(DeskError) {
        let project = try self.project(id, for: .remove, by: actor.person)
        if let version, version != project.version {
            throw .refused(.outdated(.project, current: project.version))
        }
        let tickets = try records.tickets(in: id)
        guard tickets.isEmpty || detachingTickets else {
            throw .refused(.inUse(.project, uses: [Use(tickets.count, .tickets)]))
        }
        for number in tickets {
            guard var ticket = try records.ticket(number) else { continue }
            ticket.project = nil
            ticket.updatedAt = now
            _ = try records.update(ticket)
            try note(.project, on: number, by: actor, from: project.name)
            try announce(.ticketUpdated, number)
        }
        try records.removeProject(id)
    }

    /// The name as one line that no other project has.
    private func projectName(_ name: String, for id: Project.ID?) throws(DeskError) -> String {
        let name = Self.singleLine(name)
        guard !name.isEmpty, name.utf8.count <= Self.projectNameLimit else {
            throw .refused(
                .invalid(
                    field: "name", problem: RefusalReason(.octetsLimit, ["limit": "\(Self.projectNameLimit)"])
                ))
        }
        if let other = try records.project(named: name), other.id != id {
            throw .refused(.invalid(field: "name", problem: "is another project's"))
        }
        return name
    }

    private func checkMembership(teams: [Team.ID], members: [Person.ID]) throws(DeskError) {
        for team in teams where try records.team(team) == nil {
            throw .refused(.invalid(field: "teams", problem: "must be teams of this desk"))
        }
        for member in members {
            guard let person = try records.person(member), person.isActive else {
                throw .refused(.invalid(field: "members", problem: "must be people of this desk"))
            }
        }
    }

    // MARK: A ticket's project

    func projectName(_ id: Project.ID?) throws(DeskError) -> String? {
        guard let id else { return nil }
        return try records.project(id)?.name
    }

    /// The name of a project that a ticket may be put into.
    func openProjectName(_ id: Project.ID?) throws(DeskError) -> String? {
        guard let id else { return nil }
        guard let project = try records.project(id) else {
            throw .refused(.invalid(field: "project", problem: "is not a project of this desk"))
        }
        guard !project.status.isFinished else {
            let isCompleted = project.status == .completed
            throw .refused(
                .invalid(field: "project", problem: isCompleted ? "is completed" : "is cancelled"))
        }
        return project.name
    }
}
