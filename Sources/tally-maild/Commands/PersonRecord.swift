internal import TallyCore

/// A person as the command line shows them.
struct PersonRecord: Sendable {
    private let person: Person
    private let team: String?
    private let addresses: [MailAddress]
    private let categories: [String]
    private let absences: [Absence]
    private let isAway: Bool
    private let mailSuspendedAt: Timestamp?

    init(_ person: Person, _ records: any DeskRecords, at now: Timestamp) throws(DeskError) {
        self.person = person
        var team: String?
        if let id = person.team { team = try records.team(id)?.name }
        self.team = team
        addresses = try records.addresses(of: person.id)
        categories = try records.categories(handledBy: person.id)
        absences = try records.absences(of: person.id, notOverAt: now)
        isAway = try records.isAway(person.id, at: now)
        mailSuspendedAt = try records.undeliverable(person.address)?.suspendedAt
    }

    var json: JSON {
        [
            "id": .integer(person.id.rawValue), "name": .string(person.name),
            "email": .string(person.address.text), "role": .string(person.role.rawValue), "team": team.json,
            "team_lead": .bool(person.isTeamLead), "workload_limit": person.workloadLimit.json,
            "is_active": .bool(person.isActive), "is_away": .bool(isAway),
            "mail_suspended_at": mailSuspendedAt.json,
            "time_zone": person.timeZone.json, "language": (person.language?.text).json,
            "addresses": .array(addresses.map { .string($0.text) }),
            "categories": .array(categories.map { .string($0) }),
            "absences": .array(
                absences.map { ["from": $0.period.begin.json, "until": $0.period.end.json] }),
        ]
    }

    /// In one line, for people.
    var line: String {
        var notes: [String] = []
        if let team { notes.append(person.isTeamLead ? "leads \(team)" : "team \(team)") }
        if isAway { notes.append("away") }
        if mailSuspendedAt != nil { notes.append("gets no mail: it was returned") }
        if !person.isActive { notes.append("disabled") }
        let others = addresses.dropFirst().map(\.text)
        if !others.isEmpty { notes.append("also \(others.joined(separator: ", "))") }
        let note = notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))"
        return "\(person.id.rawValue)  \(person.role.rawValue.padding(to: 9)) \(person.name) "
            + "<\(person.address)>\(note)"
    }
}

extension String {
    func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
