internal import TallyCore

/// Finds the people and teams that a request names.
struct TicketReferences {
    private let records: any DeskRecords

    init(_ records: any DeskRecords) {
        self.records = records
    }

    /// The team of a number, a name, or an object with either; nil for null.
    func team(_ value: JSON) throws(DeskError) -> Team.ID? {
        switch value {
        case .null: return nil
        case .integer(let number):
            if let team = try records.team(Team.ID(rawValue: number)) { return team.id }
        case .string(let name):
            if let team = try records.team(named: name) { return team.id }
            if let number = API.decimal(name), let team = try records.team(Team.ID(rawValue: number)) {
                return team.id
            }
        case .object:
            if let name = value.identifier(or: "name") { return try team(name) }
        case .bool, .number, .array: break
        }
        throw .refused(.invalid(field: "team", problem: "is not a team of this desk"))
    }

    /// The person of a number, a mail address, `me`, or an object with either; nil for null.
    func assignee(_ value: JSON, for caller: Person) throws(DeskError) -> Person.ID? {
        switch value {
        case .null: return nil
        case .integer(let number): return Person.ID(rawValue: number)
        case .string("me"): return caller.id
        case .string(let text):
            if let number = API.decimal(text) { return Person.ID(rawValue: number) }
            if let address = MailAddress(text), let person = try records.person(with: address) {
                return person.id
            }
        case .object:
            if let name = value.identifier(or: "email") { return try assignee(name, for: caller) }
        case .bool, .number, .array: break
        }
        throw .refused(.invalid(field: "assignee", problem: "is nobody who works on tickets"))
    }

    /// The number of a ticket that is named by it, by its reference, or by an object with either.
    static func ticket(
        _ value: JSON, field: String, settings: DeskSettings
    ) throws(DeskError) -> Ticket.ID {
        switch value {
        case .integer(let number): return Ticket.ID(rawValue: number)
        case .string(let text):
            let prefix = settings.ticketPrefix + "-"
            let digits = text.utf8.starts(with: prefix.utf8) ? String(text.dropFirst(prefix.count)) : text
            if let number = API.decimal(digits) { return Ticket.ID(rawValue: number) }
        case .object:
            if let id = value.identifier(or: "reference") {
                return try ticket(id, field: field, settings: settings)
            }
        case .null, .bool, .number, .array: break
        }
        throw .refused(.invalid(field: field, problem: "is not the number of a ticket"))
    }
}

extension JSON {
    /// What an object names a thing by: its `id`, else another member; nil when that is neither number nor text.
    ///
    /// An object that names nothing is a mistake, not a null: `"assignee": {}` must not take a ticket from anybody.
    func identifier(or name: String) -> JSON? {
        let value = self["id"] == .null ? self[name] : self["id"]
        switch value {
        case .integer, .string: return value
        case .null, .bool, .number, .array, .object: return nil
        }
    }
}
