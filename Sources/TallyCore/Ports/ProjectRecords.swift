/// Projects, who belongs to them, and how far they are.
package protocol ProjectRecords {
    func project(_ id: Project.ID) throws(DeskError) -> Project?
    /// ASCII case makes no difference.
    func project(named name: String) throws(DeskError) -> Project?
    func projects(_ query: ProjectQuery) throws(DeskError) -> Page<Project>
    func addProject(_ draft: ProjectDraft, at now: Timestamp) throws(DeskError) -> Project
    /// Writes the project with the next version; refused as outdated when somebody else was quicker.
    func updateProject(_ project: Project) throws(DeskError) -> Project
    /// Only one that no ticket is in.
    func removeProject(_ id: Project.ID) throws(DeskError)

    func progress(of project: Project.ID) throws(DeskError) -> ProjectProgress
    /// All tickets in it, merged ones too.
    func tickets(in project: Project.ID) throws(DeskError) -> [Ticket.ID]
    func teams(of project: Project.ID) throws(DeskError) -> [Team]
    func setTeams(_ teams: [Team.ID], of project: Project.ID) throws(DeskError)
    /// Those who belong to it by name; the members of its teams come in addition.
    func members(of project: Project.ID) throws(DeskError) -> [Person]
    func setMembers(_ members: [Person.ID], of project: Project.ID) throws(DeskError)
    /// Whether somebody belongs to it, by name or through their team.
    func isMember(_ person: Person.ID, of project: Project.ID) throws(DeskError) -> Bool
}
