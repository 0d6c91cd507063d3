/// People: made, changed and disabled.
extension Desk {
    /// Octets of a person's name.
    package static let nameLimit = 200
    /// How many categories one person may name.
    package static let handledCategoriesLimit = 100

    /// Makes a person, whose address is believed on the word of whoever makes them.
    package func createPerson(_ draft: PersonDraft, by authority: Authority) throws(DeskError) -> Person {
        try require(.create, of: authority) { _ in DeskObject(.person) }
        var draft = draft
        draft.name = try personName(draft.name)
        try checkTeam(draft.team)
        try checkLimit(draft.workloadLimit)
        try checkZone(draft.timeZone)
        let person = try records.add(draft, at: now)
        try records.removeAddressProofs(of: draft.address)
        return person
    }

    /// Changes fields of the person.
    ///
    /// Somebody who does not work on tickets any more gives back what they hold.
    ///
    /// - Parameter version: the one that was seen; nil changes whatever is there.
    package func editPerson(
        _ id: Person.ID, _ changes: PersonChanges, seen version: Int? = nil, by authority: Authority
    ) throws(DeskError) -> Person {
        try require(.see, of: authority) { .person(id, for: $0) }
        if changes.isPersonal { try require(.edit, of: authority) { .person(id, for: $0) } }
        if changes.isAdministrative { try require(.administer, of: authority) { .person(id, for: $0) } }
        guard let person = try records.person(id) else { throw .refused(.missing(.person)) }
        if let version, version != person.version {
            throw .refused(.outdated(.person, current: person.version))
        }
        let edited = try self.edited(person, changes)
        guard changes.isPersonal || changes.isAdministrative else { return person }
        try checkLastAdmin(person, becoming: edited)
        try records.update(edited)
        if case .set(let address) = changes.address, address != person.address {
            try tell(person, of: .addressChosen, about: address)
            try records.setPrimaryAddress(address, of: id)
        }
        if case .set(let categories) = changes.categories {
            try records.setCategories(categories.map(Self.singleLine), handledBy: id)
        }
        let wasAtWork = person.isActive && person.isAgent
        if wasAtWork, !(edited.isActive && edited.isAgent) {
            try takeBackTickets(of: edited, by: authority.actor)
        }
        if person.isActive, !edited.isActive { try records.revokeSessions(of: id) }
        return try records.person(id) ?? edited
    }

    /// Puts somebody out: they can do nothing and get no mail any more, and what they did stays.
    package func disablePerson(
        _ id: Person.ID, seen version: Int? = nil, by authority: Authority
    ) throws(DeskError) -> Person {
        try require(.remove, of: authority) { .person(id, for: $0) }
        var changes = PersonChanges()
        changes.isActive = .set(false)
        return try editPerson(id, changes, seen: version, by: authority)
    }

    /// Writes down that somebody will be away.
    package func addAbsence(
        of id: Person.ID, _ period: AbsencePeriod, by authority: Authority
    ) throws(DeskError) -> Absence {
        try require(.schedule, of: authority) { .person(id, for: $0) }
        guard let person = try records.person(id) else { throw .refused(.missing(.person)) }
        guard person.isAgent else {
            throw .refused(.invalid(field: "person", problem: "does not work on tickets"))
        }
        guard period.end > now else { throw .refused(.invalid(field: "until", problem: "is over already")) }
        guard try records.absences(of: id, notOverAt: now).count < Self.absencesLimit else {
            throw .refused(.invalid(field: "from", problem: "is one absence too many"))
        }
        return try records.addAbsence(of: id, period)
    }

    /// How many absences are planned ahead at most.
    private static let absencesLimit = 100

    /// Takes back that somebody will be away.
    package func removeAbsence(_ id: Absence.ID, of person: Person.ID, by authority: Authority)
        throws(DeskError)
    {
        try require(.schedule, of: authority) { .person(person, for: $0) }
        guard let absence = try records.absence(id), absence.person == person else {
            throw .refused(.missing(.person))
        }
        try records.removeAbsence(id)
    }

    // MARK: What a person may be

    private func edited(_ person: Person, _ changes: PersonChanges) throws(DeskError) -> Person {
        var edited = person
        if case .set(let name) = changes.name { edited.name = try personName(name) }
        if case .set(let zone) = changes.timeZone {
            try checkZone(zone)
            edited.timeZone = zone
        }
        if case .set(let language) = changes.language { edited.language = language }
        if case .set(let address) = changes.address {
            guard try records.addresses(of: person.id).contains(address) else {
                throw .refused(.invalid(field: "email", problem: "is not an address they have proven"))
            }
        }
        if case .set(let role) = changes.role { edited.role = role }
        if case .set(let team) = changes.team {
            try checkTeam(team)
            if team != person.team { edited.isTeamLead = false }
            edited.team = team
        }
        if case .set(let isLead) = changes.isTeamLead { edited.isTeamLead = isLead }
        guard !edited.isTeamLead || edited.team != nil else {
            throw .refused(.invalid(field: "team_lead", problem: "needs a team"))
        }
        if case .set(let limit) = changes.workloadLimit {
            try checkLimit(limit)
            edited.workloadLimit = limit
        }
        if case .set(let categories) = changes.categories {
            let areSound = categories.allSatisfy {
                (1...Self.categoryLimit).contains(Self.singleLine($0).utf8.count)
            }
            guard areSound, categories.count <= Self.handledCategoriesLimit else {
                throw .refused(
                    .invalid(
                        field: "categories",
                        problem: RefusalReason(
                            .categoriesLimit, ["limit": "\(Self.handledCategoriesLimit)"])))
            }
        }
        if case .set(let isActive) = changes.isActive { edited.isActive = isActive }
        return edited
    }

    private func personName(_ name: String) throws(DeskError) -> String {
        let name = Self.singleLine(name)
        guard (1...Self.nameLimit).contains(name.utf8.count) else {
            let problem = RefusalReason(.octetsLimit, ["limit": "\(Self.nameLimit)"])
            throw .refused(.invalid(field: "name", problem: problem))
        }
        return name
    }

    private func checkTeam(_ team: Team.ID?) throws(DeskError) {
        guard let team else { return }
        guard try records.team(team) != nil else {
            throw .refused(.invalid(field: "team", problem: "is not a team of this desk"))
        }
    }

    private func checkLimit(_ limit: Int?) throws(DeskError) {
        guard (0...100_000).contains(limit ?? 0) else {
            throw .refused(.invalid(field: "workload_limit", problem: "must be a number of tickets"))
        }
    }

    private func checkZone(_ name: String?) throws(DeskError) {
        guard let name else { return }
        guard settings.zone(named: name) != nil else {
            throw .refused(
                .invalid(field: "time_zone", problem: "is no zone like Europe/Berlin that this system knows"))
        }
    }

    private func checkLastAdmin(_ person: Person, becoming edited: Person) throws(DeskError) {
        guard person.role == .admin, person.isActive, edited.role != .admin || !edited.isActive else {
            return
        }
        guard try records.activeAdminCount() > 1 else { throw .refused(.lastAdmin) }
    }
}
