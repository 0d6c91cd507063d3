internal import TallyCore

/// What `user add` and `user set` say of a person.
struct PersonOptions: Sendable {
    static let valued: Set<String> = [
        "--team", "--lead", "--workload-limit", "--time-zone", "--language", "--handles",
    ]

    private var changes = PersonChanges()
    private let team: String?

    init(_ arguments: Arguments) throws(ProgramError) {
        team = arguments["--team"]
        if let name = arguments["--name"] { changes.name = .set(name) }
        if let role = arguments["--role"] { changes.role = .set(try Self.role(role)) }
        if let word = arguments["--lead"] {
            guard ["yes", "no"].contains(word) else { throw ProgramError(.usage, "--lead: yes or no") }
            changes.isTeamLead = .set(word == "yes")
        }
        if let text = arguments["--workload-limit"] {
            guard text == "site" || Int(text).map({ $0 >= 0 }) ?? false else {
                throw ProgramError(.usage, "--workload-limit: \(text) is no number of tickets")
            }
            changes.workloadLimit = .set(Int(text))
        }
        if let zone = arguments["--time-zone"] { changes.timeZone = .set(zone == "site" ? nil : zone) }
        if let text = arguments["--language"] {
            let tag = LanguageTag(text)
            guard text == "site" || tag != nil else {
                throw ProgramError(.usage, "--language: \(text) is no tag like de or pt-BR")
            }
            changes.language = .set(text == "site" ? nil : tag)
        }
        if let text = arguments["--handles"] {
            changes.categories = .set(text == "all" ? [] : text.split(separator: ",").map(String.init))
        }
        if let text = arguments["--email"] {
            changes.address = .set(try Self.address(text, of: "--email"))
        }
    }

    /// Makes the team that is named, when there is none.
    func makeTeam(_ desk: Desk, _ records: any DeskRecords) throws(DeskError) {
        guard let team, team != "none", try records.team(named: team) == nil else { return }
        _ = try desk.createTeam(named: team, by: .operator)
    }

    /// What they change about the person.
    func changes(of person: Person, _ records: any DeskRecords) throws(DeskError) -> PersonChanges {
        var changes = changes
        if let team { changes.team = .set(team == "none" ? nil : try records.team(called: team).id) }
        return changes
    }

    static func role(_ name: String) throws(ProgramError) -> Role {
        guard let role = Role(rawValue: name) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw ProgramError(.usage, "--role: \(name) is none of \(roles)")
        }
        return role
    }

    static func address(_ text: String, of option: String) throws(ProgramError) -> MailAddress {
        guard let address = MailAddress(text) else {
            throw ProgramError(.usage, "\(option): \(text) is no plain mail address")
        }
        return address
    }

    /// `FROM..UNTIL`.
    static func period(_ text: String, zone: ZoneRules) throws(ProgramError) -> AbsencePeriod {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard pieces.count == 3, pieces[1].isEmpty,
            let period = AbsencePeriod(from: pieces[0], until: pieces[2], zone: zone)
        else { throw ProgramError(.usage, "--away: \(text) is not like 2026-12-24..2027-01-02") }
        return period
    }
}

/// What `user set` says of somebody's addresses.
struct PersonAddressOptions: Sendable {
    private let added: MailAddress?
    private let removed: MailAddress?
    private let isBelieved: Bool

    init(_ arguments: Arguments) throws(ProgramError) {
        added = try arguments["--add-address"].map { text throws(ProgramError) in
            try PersonOptions.address(text, of: "--add-address")
        }
        removed = try arguments["--remove-address"].map { text throws(ProgramError) in
            try PersonOptions.address(text, of: "--remove-address")
        }
        isBelieved = arguments.has("--without-proof")
        guard added != nil || !isBelieved else {
            throw ProgramError(.usage, "--without-proof goes with --add-address")
        }
    }

    func apply(to person: Person, _ desk: Desk) throws(DeskError) {
        if let added {
            if isBelieved {
                try desk.giveAddress(added, to: person.id)
            } else {
                try desk.requestAddress(added, of: person.id, by: .operator)
            }
        }
        if let removed { try desk.removeAddress(removed, of: person.id, by: .operator) }
    }
}

extension PeopleRecords {
    /// The person of that number, or with that address.
    func person(named text: String) throws(DeskError) -> Person {
        if let address = MailAddress(text), let person = try person(with: address) { return person }
        if let number = Int64(text), let person = try person(Person.ID(rawValue: number)) { return person }
        throw .refused(.missing(.person))
    }

    /// The team of that name, or of that number.
    func team(called text: String) throws(DeskError) -> Team {
        if let team = try team(named: text) { return team }
        if let number = Int64(text), let team = try team(Team.ID(rawValue: number)) { return team }
        throw .refused(.missing(.team))
    }
}
