import TallyCore
import TallyStore
import Testing

@Suite struct `Projects` {
    @Test func `an admin makes a project with teams and members, and staff may not`() async throws {
        let cast = try await Cast()
        let (ada, sam, alice) = (cast.ada, cast.sam, cast.alice)
        let project = try await cast.desk.write { desk, records throws(DeskError) in
            let team = try records.addTeam(named: "it")
            var tina = try records.person(sam.person.id) ?? sam.person
            tina.team = team.id
            try records.update(tina)
            let project = try desk.createProject(
                ProjectDraft(
                    name: "  Move\nto floor 3 ", description: "By spring", status: .active,
                    deadline: desk.now,
                    teams: [team.id], members: [alice.person.id]), by: ada)
            #expect(try records.project(project.id) == project)
            #expect(try records.teams(of: project.id).map(\.name) == ["it"])
            #expect(try records.members(of: project.id).map(\.name) == ["Alice"])
            #expect(try records.isMember(alice.person.id, of: project.id))
            #expect(try records.isMember(sam.person.id, of: project.id), "through the team")
            #expect(try !records.isMember(ada.person.id, of: project.id))
            return project
        }
        #expect(project.name == "Move to floor 3")
        await #expect(throws: DeskError.refused(.forbidden(.create, .project))) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.createProject(ProjectDraft(name: "Mine"), by: sam)
            }
        }
    }

    @Test(arguments: ["", " \n ", String(repeating: "x", count: 201), "MOVE TO FLOOR 3"])
    func `a name has to be there, be short and be the only one`(name: String) async throws {
        let cast = try await Cast()
        let ada = cast.ada
        _ = try await cast.project()
        let other = try await cast.project("Another")
        for isNew in [true, false] {
            let refusal = await #expect(throws: DeskError.self) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    var changes = ProjectChanges()
                    changes.name = .set(name)
                    return try isNew
                        ? desk.createProject(ProjectDraft(name: name), by: ada)
                        : desk.editProject(other.id, changes, by: ada)
                }
            }
            guard case .refused(.invalid(field: "name", problem: _)) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
        }
    }

    @Test func `a project keeps its own name in other letters`() async throws {
        let cast = try await Cast()
        let ada = cast.ada
        let project = try await cast.project()
        let renamed = try await cast.desk.write { desk, _ throws(DeskError) in
            var changes = ProjectChanges()
            changes.name = .set("MOVE TO FLOOR 3")
            return try desk.editProject(project.id, changes, by: ada)
        }
        #expect(renamed.name == "MOVE TO FLOOR 3")
        #expect(renamed.version == 2)
    }

    @Test func `an edit of what somebody else changed is refused`() async throws {
        let cast = try await Cast()
        let ada = cast.ada
        let project = try await cast.project()
        var changes = ProjectChanges()
        changes.status = .set(.active)
        let activation = changes
        try await cast.desk.write { desk, _ throws(DeskError) in
            let active = try desk.editProject(project.id, activation, seen: 1, by: ada)
            #expect(active.status == .active)
        }
        await #expect(throws: DeskError.refused(.outdated(.project, current: 2))) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.editProject(project.id, activation, seen: 1, by: ada)
            }
        }
    }

    @Test(arguments: [(0, 0, 0), (1, 0, 0), (3, 1, 33), (3, 2, 66), (200, 199, 99), (3, 3, 100)])
    func `progress is the finished share, and 100 only when all is done`(
        tickets: Int, finished: Int, percent: Int
    ) {
        #expect(ProjectProgress(tickets: tickets, finished: finished).percent == percent)
    }

    @Test func `progress follows the tickets`() async throws {
        let cast = try await Cast()
        let sam = cast.sam
        let project = try await cast.project()
        var tickets: [Ticket] = []
        for _ in 0..<4 { tickets.append(try await cast.ticket(in: project.id)) }
        _ = try await cast.desk.openTicket(by: cast.alice.person)
        let all = tickets
        try await cast.desk.write { desk, records throws(DeskError) in
            #expect(try records.progress(of: project.id) == ProjectProgress(tickets: 4, finished: 0))
            _ = try desk.resolve(all[0].id, text: "", by: sam)
            _ = try desk.setStatus(of: all[1].id, to: .withdrawn, by: cast.alice)
            _ = try desk.claim(all[2].id, by: sam)
            #expect(try records.progress(of: project.id) == ProjectProgress(tickets: 4, finished: 2))
            // What was merged counts in the ticket it went into.
            var merged = try desk.ticket(all[3].id, for: .see, by: sam.person)
            merged.mergedInto = all[2].id
            _ = try records.update(merged)
            #expect(try records.progress(of: project.id) == ProjectProgress(tickets: 3, finished: 2))
        }
    }

    @Test(arguments: ProjectStatus.allCases)
    func `a project is overdue from its deadline on, unless it is finished`(status: ProjectStatus) {
        let deadline = Timestamp(unixSeconds: 1_795_000_000)
        let project = Project(
            id: Project.ID(rawValue: 1), name: "P", status: status, deadline: deadline, createdAt: deadline,
            updatedAt: deadline)
        #expect(!project.isOverdue(at: deadline - .seconds(1)))
        #expect(project.isOverdue(at: deadline) == [.planning, .active, .onHold].contains(status))
        var endless = project
        endless.deadline = nil
        #expect(!endless.isOverdue(at: deadline + .days(1_000)))
    }

    @Test func `putting a ticket into a project and taking it out is told in its timeline`() async throws {
        let cast = try await Cast()
        let project = try await cast.project()
        let ticket = try await cast.ticket(in: project.id)
        #expect(ticket.project == project.id)
        try await cast.put(ticket.id, into: project.id)
        try await cast.put(ticket.id, into: nil)
        let entries = try await cast.timeline(of: ticket.id)
        #expect(entries.map(\.from) == [nil, "Move to floor 3"])
        #expect(entries.map(\.to) == ["Move to floor 3", nil])
        #expect(entries.map(\.actor) == [cast.sam.person.id, cast.sam.person.id])
    }

    @Test(arguments: [ProjectStatus.completed, .cancelled])
    func `nothing is put into a project that is finished or not there`(status: ProjectStatus) async throws {
        let cast = try await Cast()
        let ada = cast.ada
        let project = try await cast.project()
        try await cast.desk.write { desk, _ throws(DeskError) in
            var changes = ProjectChanges()
            changes.status = .set(status)
            _ = try desk.editProject(project.id, changes, by: ada)
        }
        let ticket = try await cast.desk.openTicket(by: cast.alice.person)
        for id in [project.id, Project.ID(rawValue: 99)] {
            let refusal = await #expect(throws: DeskError.self) { try await cast.put(ticket.id, into: id) }
            guard case .refused(.invalid(field: "project", problem: _)) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
        }
    }

    @Test func `a project with tickets is only removed together with their belonging to it`() async throws {
        let cast = try await Cast()
        let ada = cast.ada
        let project = try await cast.project()
        let tickets = [try await cast.ticket(in: project.id), try await cast.ticket(in: project.id)]
        await #expect(throws: DeskError.refused(.inUse(.project, uses: [Use(2, .tickets)]))) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.removeProject(project.id, detachingTickets: false, by: ada)
            }
        }
        try await cast.desk.write { desk, records throws(DeskError) in
            try desk.removeProject(project.id, detachingTickets: true, by: ada)
            #expect(try records.project(project.id) == nil)
        }
        for ticket in tickets {
            let now = try #require(try await cast.desk.ticket(ticket.id))
            #expect(now.project == nil)
            #expect(now.version == ticket.version + 1)
            let last = try #require(try await cast.timeline(of: ticket.id).last)
            #expect(last.from == "Move to floor 3")
            #expect(last.to == nil)
            #expect(last.actor == ada.person.id)
        }
    }

    @Test func `a list is read page by page, each project once`() async throws {
        let cast = try await Cast()
        for number in 1...5 { _ = try await cast.project("Project \(number)") }
        let names = try await cast.desk.write { _, records throws(DeskError) in
            var names: [[String]] = []
            var query = ProjectQuery()
            query.limit = 2
            while true {
                let page = try records.projects(query)
                #expect(page.total == 5)
                names.append(page.elements.map(\.name))
                guard let next = page.next else { return names }
                query.after = Project.ID(rawValue: next)
            }
        }
        #expect(names == [["Project 5", "Project 4"], ["Project 3", "Project 2"], ["Project 1"]])
    }

    @Test func `a list can be of one status, and of what somebody belongs to`() async throws {
        let cast = try await Cast()
        let (ada, sam) = (cast.ada, cast.sam)
        let projects = [
            try await cast.project("A"), try await cast.project("B"), try await cast.project("C"),
        ]
        try await cast.desk.write { desk, records throws(DeskError) in
            let team = try records.addTeam(named: "it")
            var member = try records.person(sam.person.id) ?? sam.person
            member.team = team.id
            try records.update(member)
            var changes = ProjectChanges()
            changes.status = .set(.active)
            changes.members = .set([sam.person.id])
            _ = try desk.editProject(projects[0].id, changes, by: ada)
            changes = ProjectChanges()
            changes.teams = .set([team.id])
            _ = try desk.editProject(projects[2].id, changes, by: ada)
            var query = ProjectQuery()
            query.member = sam.person.id
            #expect(try records.projects(query).elements.map(\.name) == ["C", "A"])
            query.statuses = [.active, .onHold]
            #expect(try records.projects(query).elements.map(\.name) == ["A"])
            query.member = ada.person.id
            #expect(try records.projects(query).total == 0)
        }
    }
}

// What happens around a project.
extension Cast {
    fileprivate func project(_ name: String = "Move to floor 3") async throws -> Project {
        let ada = ada
        return try await desk.write { desk, _ throws(DeskError) in
            try desk.createProject(ProjectDraft(name: name), by: ada)
        }
    }

    /// A ticket in the project.
    fileprivate func ticket(in project: Project.ID) async throws -> Ticket {
        let ticket = try await desk.openTicket(by: alice.person)
        return try await put(ticket.id, into: project)
    }

    @discardableResult
    fileprivate func put(_ ticket: Ticket.ID, into project: Project.ID?) async throws -> Ticket {
        let sam = sam
        return try await desk.write { desk, _ throws(DeskError) in
            var changes = TicketChanges()
            changes.project = .set(project)
            return try desk.edit(ticket, changes, by: sam)
        }
    }

    fileprivate func timeline(of ticket: Ticket.ID) async throws -> [TimelineEntry] {
        try await desk.write { _, records throws(DeskError) in
            try records.timeline(of: ticket).filter { $0.kind == .project }
        }
    }
}
