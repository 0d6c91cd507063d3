internal import TallyCore

/// A change of a person as a client sent it.
struct PersonEdit: Sendable {
    private var changes = PersonChanges()
    private let team: JSON?
    private let seen: Int?

    /// Reads what the body names; what it does not name stays.
    init(_ request: HTTPRequest) throws(Problem) {
        var body = try RequestBody(request)
        if body.has("name") { changes.name = .set(body.text("name", upTo: Desk.nameLimit)) }
        if body.has("time_zone") { changes.timeZone = .set(body.optionalText("time_zone", upTo: 64)) }
        if body.has("language") { changes.language = .set(body.language("language")) }
        if body.has("email") {
            if let address = body.address("email") { changes.address = .set(address) }
        }
        if body.has("role") {
            if let role = body.choice("role", Role.self) {
                changes.role = .set(role)
            } else if body["role"] == .null {
                body.refuse("role", "must not be null")
            }
        }
        team = body.member("team")
        if let isLead = body.flag("team_lead") { changes.isTeamLead = .set(isLead) }
        if body.has("workload_limit") { changes.workloadLimit = .set(body.count("workload_limit")) }
        if body.has("categories") { changes.categories = .set(body.texts("categories")) }
        if let isActive = body.flag("is_active") { changes.isActive = .set(isActive) }
        seen = body.seenVersion(request)
        try body.check()
    }

    /// Makes the change.
    func apply(
        to id: Person.ID, by caller: Caller, _ desk: Desk, _ records: any DeskRecords
    ) throws(DeskError) -> Person {
        var changes = changes
        if let team {
            let found = try TicketReferences(records).team(team)
            // Naming the team one is in decides nothing.
            let mayMove = authorize(caller.person, .administer, .person(id, for: caller.person)) == .granted
            if try records.person(id)?.team != found || mayMove {
                changes.team = .set(found)
            }
        }
        return try desk.editPerson(id, changes, seen: seen, by: .actor(caller.actor))
    }
}

// Members of bodies about people.
extension RequestBody {
    /// A plain mail address; nil when it is absent or wrong.
    mutating func address(_ name: String) -> MailAddress? {
        let text = text(name, upTo: 254)
        guard !text.isEmpty else { return nil }
        guard let address = MailAddress(text) else {
            refuse(name, "must be a plain mail address")
            return nil
        }
        return address
    }

    mutating func language(_ name: String) -> LanguageTag? {
        guard let text = optionalText(name, upTo: 64) else { return nil }
        guard let tag = LanguageTag(text) else {
            refuse(name, "must be a language tag like de or pt-BR")
            return nil
        }
        return tag
    }

    /// True or false; nil when it is absent or wrong.
    mutating func flag(_ name: String) -> Bool? {
        guard has(name) else { return nil }
        guard case .bool(let flag) = self[name] else {
            refuse(name, "must be true or false")
            return nil
        }
        return flag
    }

    /// A number of things; nil when it is null or wrong.
    mutating func count(_ name: String) -> Int? {
        guard self[name] != .null else { return nil }
        guard let count = self[name].int, count >= 0 else {
            refuse(name, "must be a whole number or null")
            return nil
        }
        return count
    }

    /// A list of texts; empty when it is null.
    mutating func texts(_ name: String) -> [String] {
        guard self[name] != .null else { return [] }
        let texts = self[name].elements?.compactMap(\.text)
        guard let texts, texts.count == self[name].elements?.count else {
            refuse(name, "must be an array of strings")
            return []
        }
        return texts
    }
}
