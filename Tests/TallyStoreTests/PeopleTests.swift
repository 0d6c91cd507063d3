import TallyCore
import TallyStore
import Testing

@Suite struct `People` {
    // MARK: Making them

    @Test(arguments: Role.allCases)
    func `an admin makes people of every role, and nobody else makes any`(role: Role) async throws {
        let cast = try await Cast()
        let draft = PersonDraft(
            name: " New\tOne ", role: role, address: TestDesk.Known.address("new@acme.example"),
            workloadLimit: 5)
        for actor in [cast.sam, cast.alice] {
            await #expect(throws: DeskError.refused(.forbidden(.create, .person))) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    try desk.createPerson(draft, by: .actor(actor))
                }
            }
        }
        let made = try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.createPerson(draft, by: .actor(cast.ada))
        }
        #expect(made.name == "New One")
        #expect(made.role == role)
        #expect(made.workloadLimit == 5)
    }

    @Test func `the first admin is made by the operator, who is nobody yet`() async throws {
        let desk = try TestDesk()
        let made = try await desk.write { desk, _ throws(DeskError) in
            try desk.createPerson(
                PersonDraft(name: "Ada", role: .admin, address: TestDesk.Known.alice), by: .operator)
        }
        #expect(made.role == .admin)
    }

    @Test func `an address is one person's only`() async throws {
        let cast = try await Cast()
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.createPerson(
                    PersonDraft(name: "Other", role: .staff, address: TestDesk.Known.alice), by: .operator)
            }
        }
        #expect(invalidField(refusal) == "email")
    }

    // MARK: Changing them

    @Test func `people change their name, zone and language themselves`() async throws {
        let cast = try await Cast()
        for actor in [cast.ada, cast.sam, cast.alice] {
            let edited = try await cast.edit(actor, by: .actor(actor)) { changes in
                changes.name = .set("Somebody Else")
                changes.timeZone = .set("UTC")
                changes.language = .set(LanguageTag("pt-br"))
            }
            #expect(edited.name == "Somebody Else")
            #expect(edited.timeZone == "UTC")
            #expect(edited.language?.text == "pt-BR")
            #expect(edited.version == 2)
        }
    }

    /// What only admins decide, one change each.
    static let decisions: [@Sendable (inout PersonChanges) -> Void] = [
        { $0.role = .set(.admin) }, { $0.team = .set(nil) }, { $0.isTeamLead = .set(false) },
        { $0.workloadLimit = .set(99) }, { $0.categories = .set(["network"]) }, { $0.isActive = .set(true) },
    ]

    @Test(arguments: decisions.indices)
    func `what somebody is to the desk is decided by admins only`(index: Int) async throws {
        let cast = try await Cast()
        for actor in [cast.sam, cast.alice] {
            await #expect(throws: DeskError.refused(.forbidden(.administer, .person))) {
                try await cast.edit(actor, by: .actor(actor), Self.decisions[index])
            }
        }
        try await cast.edit(cast.sam, by: .actor(cast.ada), Self.decisions[index])
    }

    @Test func `others do not even learn that somebody is there`() async throws {
        let cast = try await Cast()
        await #expect(throws: DeskError.refused(.missing(.person))) {
            try await cast.edit(cast.alice, by: .actor(cast.sam)) { $0.name = .set("X") }
        }
    }

    @Test(arguments: ["Europe/Nowhere", "../../etc/passwd", "", "utc+1:00"])
    func `a zone that the system does not know is refused`(zone: String) async throws {
        let cast = try await Cast()
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.edit(cast.sam, by: .actor(cast.sam)) { $0.timeZone = .set(zone) }
        }
        #expect(invalidField(refusal) == "time_zone")
    }

    @Test func `an edit of what somebody else changed is refused`() async throws {
        let cast = try await Cast()
        try await cast.edit(cast.sam, by: .actor(cast.ada), seen: 1) { $0.workloadLimit = .set(1) }
        await #expect(throws: DeskError.refused(.outdated(.person, current: 2))) {
            try await cast.edit(cast.sam, by: .actor(cast.sam), seen: 1) { $0.name = .set("S") }
        }
    }

    @Test func `who leaves a team does not lead it any more, and nobody leads without one`() async throws {
        let cast = try await Cast()
        let team = try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.createTeam(named: "it", by: .operator)
        }
        let lead = try await cast.edit(cast.sam, by: .operator) {
            $0.team = .set(team.id)
            $0.isTeamLead = .set(true)
        }
        #expect(lead.isTeamLead)
        let gone = try await cast.edit(cast.sam, by: .operator) { $0.team = .set(nil) }
        #expect(!gone.isTeamLead)
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.edit(cast.sam, by: .operator) { $0.isTeamLead = .set(true) }
        }
        #expect(invalidField(refusal) == "team_lead")
    }

    // MARK: Putting them out

    @Test func `who is disabled gives back what they held, is signed out, and keeps their history`()
        async throws
    {
        let cast = try await Cast()
        let (ada, sam) = (cast.ada, cast.sam)
        var tickets: [Ticket] = []
        for _ in 0..<3 { tickets.append(try await cast.desk.openTicket(by: cast.alice.person)) }
        let all = tickets
        try await cast.desk.write { desk, records throws(DeskError) in
            for ticket in all { _ = try desk.claim(ticket.id, by: sam) }
            _ = try desk.setStatus(of: all[1].id, to: .waiting, by: sam)
            _ = try desk.resolve(all[2].id, text: "Done", by: sam)
            try records.addSession(
                Session(
                    id: "s", person: sam.person.id, token: [1], createdAt: desk.now,
                    expiresAt: desk.now + .days(1)))
            let disabled = try desk.disablePerson(sam.person.id, by: .actor(ada))
            #expect(!disabled.isActive)
            #expect(try records.session("s") == nil)
            #expect(try records.unfinishedTickets(heldBy: sam.person.id).isEmpty)
        }
        for (ticket, status) in zip(all, [TicketStatus.open, .open, .resolved]) {
            let now = try #require(try await cast.desk.ticket(ticket.id))
            #expect(now.status == status)
            #expect((now.assignee == nil) == (status == .open), "finished work stays theirs")
        }
        let entries = try await cast.desk.store.read { records throws(DeskError) in
            try records.timeline(of: all[0].id)
        }
        #expect(entries.contains { $0.kind == .claimed && $0.actor == sam.person.id })
        #expect(entries.last?.kind == .released)
        #expect(entries.last?.actor == ada.person.id)
    }

    @Test func `an agent who becomes an employee gives back what they held`() async throws {
        let cast = try await Cast()
        let ticket = try await cast.desk.openTicket(by: cast.alice.person)
        _ = try await cast.desk.write { desk, _ throws(DeskError) in try desk.claim(ticket.id, by: cast.sam) }
        try await cast.edit(cast.sam, by: .actor(cast.ada)) { $0.role = .set(.employee) }
        #expect(try await cast.desk.ticket(ticket.id)?.assignee == nil)
    }

    @Test func `the last admin can neither be disabled nor become anything else`() async throws {
        let cast = try await Cast()
        for change in [{ $0.isActive = .set(false) }, { $0.role = .set(.staff) }]
            as [@Sendable (inout PersonChanges) -> Void]
        {
            await #expect(throws: DeskError.refused(.lastAdmin)) {
                try await cast.edit(cast.ada, by: .actor(cast.ada), change)
            }
            await #expect(throws: DeskError.refused(.lastAdmin)) {
                try await cast.edit(cast.ada, by: .operator, change)
            }
        }
        try await cast.edit(cast.sam, by: .operator) { $0.role = .set(.admin) }
        try await cast.edit(cast.ada, by: .actor(cast.ada)) { $0.isActive = .set(false) }
        #expect(try await cast.person(cast.ada)?.isActive == false)
    }

    @Test func `who came back works as before`() async throws {
        let cast = try await Cast()
        try await cast.edit(cast.sam, by: .operator) { $0.isActive = .set(false) }
        try await cast.edit(cast.sam, by: .operator) { $0.isActive = .set(true) }
        let back = try #require(try await cast.person(cast.sam))
        let ticket = try await cast.desk.openTicket(by: cast.alice.person)
        try await cast.desk.write { desk, _ throws(DeskError) in
            let claimed = try desk.claim(ticket.id, by: Desk.Actor(person: back, source: .api))
            #expect(claimed.assignee == back.id)
        }
    }

    // MARK: Away

    @Test func `staff say when they are away, and may claim all the same`() async throws {
        let cast = try await Cast()
        let sam = cast.sam
        let ticket = try await cast.desk.openTicket(by: cast.alice.person)
        try await cast.desk.write { desk, records throws(DeskError) in
            let period = try Self.period(from: desk.now - .days(1), to: desk.now + .days(1))
            let absence = try desk.addAbsence(of: sam.person.id, period, by: .actor(sam))
            #expect(try desk.isAway(sam.person.id, at: desk.now))
            #expect(try desk.claim(ticket.id, by: sam).assignee == sam.person.id)
            try desk.removeAbsence(absence.id, of: sam.person.id, by: .actor(sam))
            #expect(try !desk.isAway(sam.person.id, at: desk.now))
        }
    }

    @Test func `nobody plans for others but admins, and not for what is over or for who only asks`()
        async throws
    {
        let cast = try await Cast()
        let (ada, sam, alice) = (cast.ada, cast.sam, cast.alice)
        try await cast.desk.write { desk, _ throws(DeskError) in
            let soon = try Self.period(from: desk.now, to: desk.now + .days(1))
            let over = try Self.period(from: desk.now - .days(2), to: desk.now)
            _ = try desk.addAbsence(of: sam.person.id, soon, by: .actor(ada))
            func refusal(_ person: Desk.Actor, _ period: AbsencePeriod, by actor: Desk.Actor) -> DeskError? {
                do throws(DeskError) {
                    _ = try desk.addAbsence(of: person.person.id, period, by: .actor(actor))
                    return nil
                } catch {
                    return error
                }
            }
            #expect(refusal(ada, soon, by: sam) == .refused(.missing(.person)))
            #expect(refusal(alice, soon, by: alice) == .refused(.forbidden(.schedule, .person)))
            #expect(invalidField(refusal(alice, soon, by: ada)) == "person")
            #expect(invalidField(refusal(sam, over, by: ada)) == "until")
        }
    }

    private static func period(from begin: Timestamp, to end: Timestamp) throws(DeskError) -> AbsencePeriod {
        guard let period = AbsencePeriod(begin: begin, end: end) else { throw .refused(.notFound) }
        return period
    }

    // MARK: Listing them

    @Test func `a list is by name, page by page, each person once`() async throws {
        let desk = try TestDesk()
        for name in ["dora", "Carl", "bert", "Anna", "carl2"] { _ = try await desk.add(name, .staff) }
        let pages = try await desk.write { _, records throws(DeskError) in
            var pages: [[String]] = []
            var query = PersonQuery()
            query.limit = 2
            while true {
                let page = try records.people(query)
                #expect(page.total == 5)
                pages.append(page.elements.map(\.name))
                guard let next = page.next else { return pages }
                query.after = Person.ID(rawValue: next)
            }
        }
        #expect(pages == [["Anna", "bert"], ["Carl", "carl2"], ["dora"]])
    }

    @Test func `a list can be of some roles, of who is active, of a team, and of words in name or address`()
        async throws
    {
        let cast = try await Cast()
        try await cast.edit(cast.sam, by: .operator) { $0.isActive = .set(false) }
        try await cast.desk.write { desk, records throws(DeskError) in
            let home = TestDesk.Known.address("ada@home.example")
            try desk.giveAddress(home, to: cast.ada.person.id)
            func names(_ change: (inout PersonQuery) -> Void) throws(DeskError) -> [String] {
                var query = PersonQuery()
                change(&query)
                return try records.people(query).elements.map(\.name)
            }
            #expect(try names { _ in } == ["Ada", "Alice", "Sam"])
            #expect(try names { $0.roles = [.staff, .employee] } == ["Alice", "Sam"])
            #expect(try names { $0.isActive = false } == ["Sam"])
            #expect(try names { $0.words = "AL" } == ["Alice"])
            #expect(try names { $0.words = "home.ex" } == ["Ada"])
            #expect(try names { $0.team = Team.ID(rawValue: 1) }.isEmpty)
        }
    }
}
