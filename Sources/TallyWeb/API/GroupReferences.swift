internal import TallyCore

/// Finds the people, teams and projects that a request names, one or several.
struct GroupReferences {
    private let records: any DeskRecords

    /// How many a list in a body may name.
    private static let limit = 1_000

    init(_ records: any DeskRecords) {
        self.records = records
    }

    /// People by number, address, or an object with either.
    func people(_ value: JSON, in field: String) throws(DeskError) -> [Person.ID] {
        try list(value, field) { element throws(DeskError) in try person(element) }
    }

    /// Teams by number, name, or an object with either.
    func teams(_ value: JSON, in field: String) throws(DeskError) -> [Team.ID] {
        try list(value, field) { element throws(DeskError) in try team(element) }
    }

    /// The project of a number, a name, or an object with either; nil for null.
    func project(_ value: JSON) throws(DeskError) -> Project.ID? {
        switch value {
        case .null: return nil
        case .integer(let number):
            if let project = try records.project(Project.ID(rawValue: number)) { return project.id }
        case .string(let name):
            if let project = try records.project(named: name) { return project.id }
            if let number = API.decimal(name) { return try project(.integer(number)) }
        case .object:
            if let name = value.identifier(or: "name") { return try project(name) }
        case .bool, .number, .array: break
        }
        throw .refused(.invalid(field: "project", problem: "is not a project of this desk"))
    }

    private func list<ID>(
        _ value: JSON, _ field: String, _ find: (JSON) throws(DeskError) -> ID?
    ) throws(DeskError) -> [ID] {
        guard value != .null else { return [] }
        guard let elements = value.elements, elements.count <= Self.limit else {
            let problem = RefusalReason(english: "must be an array of up to \(Self.limit)")
            throw .refused(.invalid(field: field, problem: problem))
        }
        var found: [ID] = []
        for element in elements {
            guard let id = try find(element) else {
                throw .refused(.invalid(field: field, problem: "names what this desk does not know"))
            }
            found.append(id)
        }
        return found
    }

    private func person(_ value: JSON) throws(DeskError) -> Person.ID? {
        switch value {
        case .integer(let number): try records.person(Person.ID(rawValue: number))?.id
        case .string(let text):
            if let address = MailAddress(text) {
                try records.person(with: address)?.id
            } else if let number = API.decimal(text) {
                try records.person(Person.ID(rawValue: number))?.id
            } else {
                nil
            }
        case .object: try value.identifier(or: "email").flatMap { name throws(DeskError) in try person(name) }
        case .null, .bool, .number, .array: nil
        }
    }

    private func team(_ value: JSON) throws(DeskError) -> Team.ID? {
        switch value {
        case .integer(let number): try records.team(Team.ID(rawValue: number))?.id
        case .string(let name):
            if let team = try records.team(named: name) {
                team.id
            } else if let number = API.decimal(name) {
                try records.team(Team.ID(rawValue: number))?.id
            } else {
                nil
            }
        case .object: try value.identifier(or: "name").flatMap { name throws(DeskError) in try team(name) }
        case .null, .bool, .number, .array: nil
        }
    }
}
