/// What is known of a person before the store has given them a number.
package struct PersonDraft: Hashable, Sendable {
    package var name: String
    package var role: Role
    package var address: MailAddress
    package var team: Team.ID?
    package var workloadLimit: Int?
    package var timeZone: String?
    package var language: LanguageTag?

    package init(
        name: String, role: Role, address: MailAddress, team: Team.ID? = nil, workloadLimit: Int? = nil
    ) {
        self.name = name
        self.role = role
        self.address = address
        self.team = team
        self.workloadLimit = workloadLimit
    }
}
