/// Teams: made, renamed and removed.
extension Desk {
    /// Octets of a team's name.
    package static let teamNameLimit = 100

    /// Makes a team.
    package func createTeam(named name: String, by authority: Authority) throws(DeskError) -> Team {
        try require(.create, of: authority) { _ in DeskObject(.team) }
        return try records.addTeam(named: try teamName(name, for: nil))
    }

    /// Gives the team another name.
    ///
    /// - Parameter version: the one that was seen; nil changes whatever is there.
    package func renameTeam(
        _ id: Team.ID, to name: String, seen version: Int? = nil, by authority: Authority
    ) throws(DeskError) -> Team {
        var team = try self.team(id, for: .edit, seen: version, by: authority)
        team.name = try teamName(name, for: id)
        try records.updateTeam(team)
        return try records.team(id) ?? team
    }

    /// Says who is in the team and who leads it; whoever was in another one leaves that.
    ///
    /// - Parameter leads: among the members.
    package func setMembers(
        _ members: [Person.ID], leads: [Person.ID], of id: Team.ID, seen version: Int? = nil,
        by authority: Authority
    ) throws(DeskError) {
        let team = try self.team(id, for: .edit, seen: version, by: authority)
        let chosen = Set(members)
        let leading = Set(leads)
        guard leading.isSubset(of: chosen) else {
            throw .refused(.invalid(field: "leads", problem: "must be among the members"))
        }
        var people: [Person] = []
        for member in chosen.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let person = try records.person(member), person.isActive, person.isAgent else {
                throw .refused(.invalid(field: "members", problem: "must be people who work on tickets"))
            }
            people.append(person)
        }
        for var person in try records.members(of: id) where !chosen.contains(person.id) {
            person.team = nil
            person.isTeamLead = false
            try records.update(person)
        }
        for var person in people {
            let isLead = leading.contains(person.id)
            guard person.team != id || person.isTeamLead != isLead else { continue }
            person.team = id
            person.isTeamLead = isLead
            try records.update(person)
        }
        try records.updateTeam(team)
    }

    /// Removes a team.
    ///
    /// - Parameter detaching: takes its people and its tickets out of it first; otherwise one that has any stays.
    ///   One that the configuration gives a mailbox's tickets to stays in any case.
    package func removeTeam(
        _ id: Team.ID, detaching: Bool, seen version: Int? = nil, by authority: Authority
    ) throws(DeskError) {
        let team = try self.team(id, for: .remove, seen: version, by: authority)
        let mailboxes = settings.mailboxes.filter { box in
            box.team.map { asciiLowercased($0.utf8) == asciiLowercased(team.name.utf8) } ?? false
        }
        guard mailboxes.isEmpty else {
            throw .refused(.inUse(.team, uses: [Use(mailboxes.count, .mailboxes)]))
        }
        let people = try records.members(of: id)
        let tickets = try records.tickets(of: id)
        guard detaching || people.isEmpty && tickets.isEmpty else {
            let uses = [Use(people.count, .members), Use(tickets.count, .tickets)]
            throw .refused(.inUse(.team, uses: uses.filter { $0.count > 0 }))
        }
        for var person in people {
            person.team = nil
            person.isTeamLead = false
            try records.update(person)
        }
        for number in tickets {
            guard var ticket = try records.ticket(number) else { continue }
            ticket.team = nil
            ticket.updatedAt = now
            _ = try records.update(ticket)
            try note(.team, on: number, by: authority.actor, from: team.name)
            try announce(.ticketUpdated, number)
        }
        try records.removeTeam(id)
    }

    private func team(
        _ id: Team.ID, for verb: Verb, seen version: Int?, by authority: Authority
    ) throws(DeskError) -> Team {
        try require(verb, of: authority) { .team(id, for: $0) }
        guard let team = try records.team(id) else { throw .refused(.missing(.team)) }
        guard version == nil || version == team.version else {
            throw .refused(.outdated(.team, current: team.version))
        }
        return team
    }

    /// The name as one line that no other team has, and that is no number: numbers name teams too.
    private func teamName(_ name: String, for id: Team.ID?) throws(DeskError) -> String {
        let name = Self.singleLine(name)
        guard (1...Self.teamNameLimit).contains(name.utf8.count), Int64(name) == nil else {
            throw .refused(
                .invalid(
                    field: "name",
                    problem: RefusalReason(.octetsLimitNoNumber, ["limit": "\(Self.teamNameLimit)"])))
        }
        if let other = try records.team(named: name), other.id != id {
            throw .refused(.invalid(field: "name", problem: "is another team's"))
        }
        return name
    }
}
