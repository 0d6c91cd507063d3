internal import TallyCore

extension Person {
    /// Who somebody is, as tickets and comments name them.
    var json: JSON {
        [
            "id": .integer(id.rawValue), "name": .string(name), "email": .string(address.text),
            "role": .string(role.rawValue),
        ]
    }

    /// Everything about somebody, for themselves and for admins.
    func account(in records: any DeskRecords) throws(DeskError) -> JSON {
        var teamName: JSON = .null
        if let team, let found = try records.team(team) { teamName = .string(found.name) }
        return [
            "id": .integer(id.rawValue), "name": .string(name), "email": .string(address.text),
            "role": .string(role.rawValue), "team": teamName,
            "workload_limit": workloadLimit.json, "is_active": .bool(isActive),
        ]
    }
}
