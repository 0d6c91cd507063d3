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
    /// How many unfinished tickets this person may hold; nil is the site's default.
    package var workloadLimit: Int?
    /// People who left stay in the records, inactive: they can do nothing and get no mail.
    package var isActive: Bool

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

    /// Works on tickets: staff and admins.
    package var isAgent: Bool { role != .employee }
}

/// What somebody is to the desk.
package enum Role: String, Hashable, Sendable, CaseIterable {
    case admin
    case staff
    case employee
}

/// A group of staff that tickets are routed to.
package struct Team: Hashable, Sendable {
    package struct ID: Hashable, Sendable, RawRepresentable {
        package let rawValue: Int64
        package init(rawValue: Int64) { self.rawValue = rawValue }
    }

    package let id: ID
    package var name: String

    package init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// What is known of a person before the store has given them a number.
package struct PersonDraft: Hashable, Sendable {
    package var name: String
    package var role: Role
    package var address: MailAddress
    package var team: Team.ID?
    package var workloadLimit: Int?

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
