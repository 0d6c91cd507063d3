/// When people are there, what they know, and who leads them.
package protocol StaffingRecords {
    /// The absences of somebody that are not over at `moment`, earliest first.
    func absences(of person: Person.ID, notOverAt moment: Timestamp) throws(DeskError) -> [Absence]
    func absence(_ id: Absence.ID) throws(DeskError) -> Absence?
    func addAbsence(of person: Person.ID, _ period: AbsencePeriod) throws(DeskError) -> Absence
    func removeAbsence(_ id: Absence.ID) throws(DeskError)
    func isAway(_ person: Person.ID, at moment: Timestamp) throws(DeskError) -> Bool

    /// The categories somebody handles, by name; none means every one.
    func categories(handledBy person: Person.ID) throws(DeskError) -> [String]
    func setCategories(_ categories: [String], handledBy person: Person.ID) throws(DeskError)

    /// The active people who lead a team.
    func leads(of team: Team.ID) throws(DeskError) -> [Person]
}
