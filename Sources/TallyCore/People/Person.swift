/// Somebody the desk knows: who writes, who works, who administers.
package struct Person: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package var name: String
    package var role: Role
    /// The address that mail goes to.
    package var address: MailAddress
    package var team: Team.ID?
    /// Leads the team they are in: hears when its promises are in danger.
    package var isTeamLead = false
    /// How many unfinished tickets this person may hold; nil is the site's default.
    package var workloadLimit: Int?
    /// The name of the zone they read times in, as in `Europe/Berlin`; nil is the site's.
    package var timeZone: String?
    /// The language they like to be written to in; nil is the site's.
    package var language: LanguageTag?
    /// People who left stay in the records, inactive: they can do nothing and get no mail.
    package var isActive: Bool
    /// Counts the changes; an edit names the one it has seen.
    package var version = 1

    package init(
        id: ID, name: String, role: Role, address: MailAddress, team: Team.ID? = nil,
        workloadLimit: Int? = nil,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.address = address
        self.team = team
        self.workloadLimit = workloadLimit
        self.isActive = isActive
    }

    /// The person of a draft, as they are at first.
    package init(id: ID, draft: PersonDraft) {
        self.init(
            id: id, name: draft.name, role: draft.role, address: draft.address, team: draft.team,
            workloadLimit: draft.workloadLimit)
        timeZone = draft.timeZone
        language = draft.language
    }

    /// The desk itself, which sees every ticket and is in no record.
    static let desk: Person = {
        guard let address = MailAddress("desk@localhost") else { preconditionFailure("a constant address") }
        return Person(id: ID(rawValue: 0), name: "Desk", role: .admin, address: address)
    }()

    /// Works on tickets: staff and admins.
    package var isAgent: Bool { role != .employee }
}

/// What somebody is to the desk.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case admin
    case staff
    case employee
}
