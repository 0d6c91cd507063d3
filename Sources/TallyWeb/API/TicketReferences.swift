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
        case .object: return try team(value["id"] == .null ? value["name"] : value["id"])
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
        case .object: return try assignee(value["id"] == .null ? value["email"] : value["id"], for: caller)
        case .bool, .number, .array: break
        }
        throw .refused(.invalid(field: "assignee", problem: "is nobody who works on tickets"))
    }
}
