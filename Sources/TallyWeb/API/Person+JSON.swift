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
    func account(in records: any DeskRecords, at now: Timestamp) throws(DeskError) -> JSON {
        var teamName: JSON = .null
        if let team, let found = try records.team(team) { teamName = .string(found.name) }
        let addresses = try records.addresses(of: id).map { JSON.string($0.text) }
        let categories = try records.categories(handledBy: id).map { JSON.string($0) }
        return [
            "id": .integer(id.rawValue), "name": .string(name), "email": .string(address.text),
            "role": .string(role.rawValue), "team": teamName, "team_lead": .bool(isTeamLead),
            "workload_limit": workloadLimit.json, "is_active": .bool(isActive),
            "is_away": .bool(try records.isAway(id, at: now)), "time_zone": timeZone.json,
            "language": (language?.text).json, "addresses": .array(addresses),
            "categories": .array(categories),
            "has_password": .bool(try records.passwordHash(of: id) != nil), "version": version.json,
            "mail_suspended_at": (try records.undeliverable(address)?.suspendedAt).json,
        ]
    }
}
