import TallyCore
import TallyStore
import Testing

@Suite struct `Teams` {
    private func team(_ name: String = "it", at cast: Cast) async throws -> Team {
        try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.createTeam(named: name, by: .actor(cast.ada))
        }
    }

    @Test func `admins make, rename and remove teams, and nobody else does`() async throws {
        let cast = try await Cast()
        let team = try await team(at: cast)
        for actor in [cast.sam, cast.alice] {
            await #expect(throws: DeskError.refused(.forbidden(.create, .team))) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    try desk.createTeam(named: "mine", by: .actor(actor))
                }
            }
            await #expect(throws: DeskError.refused(.forbidden(.edit, .team))) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    try desk.renameTeam(team.id, to: "mine", by: .actor(actor))
                }
            }
            await #expect(throws: DeskError.refused(.forbidden(.remove, .team))) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    try desk.removeTeam(team.id, detaching: true, by: .actor(actor))
                }
            }
        }
        try await cast.desk.write { desk, records throws(DeskError) in
            let renamed = try desk.renameTeam(team.id, to: " Desk side ", by: .actor(cast.ada))
            #expect(renamed == Team(id: team.id, name: "Desk side", version: 2))
            try desk.removeTeam(team.id, detaching: false, by: .actor(cast.ada))
            #expect(try records.team(team.id) == nil)
        }
    }

    @Test(arguments: ["", " ", "IT", "12", String(repeating: "x", count: 101)])
    func `a name has to be there, be short, be no number and be the only one`(name: String) async throws {
        let cast = try await Cast()
        _ = try await team(at: cast)
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.createTeam(named: name, by: .operator)
            }
        }
        #expect(invalidField(refusal) == "name")
    }

    @Test func `members come from other teams, leads are among them, and who is left out leaves`()
        async throws
    {
        let cast = try await Cast()
        let (it, hr) = (try await team(at: cast), try await team("hr", at: cast))
        let (ada, sam) = (cast.ada.person.id, cast.sam.person.id)
        try await cast.desk.write { desk, records throws(DeskError) in
            try desk.setMembers([ada, sam], leads: [sam], of: it.id, by: .operator)
            #expect(try records.leads(of: it.id).map(\.id) == [sam])
            try desk.setMembers([sam], leads: [], of: hr.id, by: .operator)
            #expect(try records.members(of: it.id).map(\.id) == [ada])
            #expect(try records.members(of: hr.id).map(\.id) == [sam])
            #expect(try records.leads(of: hr.id).isEmpty)
            try desk.setMembers([], leads: [], of: it.id, by: .operator)
            #expect(try records.members(of: it.id).isEmpty)
        }
    }

    @Test func `only people who work on tickets are members, and only members lead`() async throws {
        let cast = try await Cast()
        let team = try await team(at: cast)
        let (sam, alice) = (cast.sam.person.id, cast.alice.person.id)
        for (members, leads, field) in [([alice], [], "members"), ([], [sam], "leads")]
            as [([Person.ID], [Person.ID], String)]
        {
            let refusal = await #expect(throws: DeskError.self) {
                try await cast.desk.write { desk, _ throws(DeskError) in
                    try desk.setMembers(members, leads: leads, of: team.id, by: .operator)
                }
            }
            #expect(invalidField(refusal) == field)
        }
    }

    @Test func `an edit of what somebody else changed is refused`() async throws {
        let cast = try await Cast()
        let team = try await team(at: cast)
        await #expect(throws: DeskError.refused(.outdated(.team, current: 2))) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.setMembers([], leads: [], of: team.id, seen: 1, by: .operator)
                return try desk.renameTeam(team.id, to: "x", seen: 1, by: .operator)
            }
        }
    }

    @Test func `a team with people or tickets is only removed together with their belonging to it`()
        async throws
    {
        let cast = try await Cast()
        let team = try await team(at: cast)
        let ticket = try await cast.desk.openTicket(by: cast.alice.person)
        try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.setMembers([cast.sam.person.id], leads: [], of: team.id, by: .operator)
            var changes = TicketChanges()
            changes.team = .set(team.id)
            _ = try desk.edit(ticket.id, changes, by: cast.ada)
        }
        await #expect(throws: DeskError.refused(.inUse(.team, uses: [Use(1, .members), Use(1, .tickets)]))) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.removeTeam(team.id, detaching: false, by: .operator)
            }
        }
        try await cast.desk.write { desk, records throws(DeskError) in
            try desk.removeTeam(team.id, detaching: true, by: .actor(cast.ada))
            #expect(try records.person(cast.sam.person.id)?.team == nil)
            #expect(try records.ticket(ticket.id)?.team == nil)
            let last = try records.timeline(of: ticket.id).last
            #expect(last?.kind == .team)
            #expect(last?.from == "it")
            #expect(last?.to == nil)
        }
    }
}
