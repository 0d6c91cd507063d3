import MailParsing
import TallyCore
import TallyStore
import Testing

/// Taking back what leads to what is not there any more, or what one may not do any more.
@Suite("Undo after others went on")
struct UndoOfTheGoneTests {
    @Test func `a ticket does not go back to a team that is gone`() async throws {
        let it = try await StaffedDesk()
        let ticket = it.ticket
        let team = try await it.desk.write { desk, records throws(DeskError) in
            let ada = try records.people().first { $0.role == .admin }
            guard let ada else { throw .refused(.notFound) }
            let team = try records.addTeam(named: "Floor 1")
            _ = try records.addTeam(named: "Floor 2")
            var changes = TicketChanges()
            changes.team = .set(team.id)
            _ = try desk.edit(ticket, changes, by: Desk.Actor(person: ada, source: .api))
            return team
        }
        let receipt = try await it.receipt("sam", "team Floor 2")
        #expect(receipt.applied == ["team"], "\(receipt.refusals)")
        try await it.desk.write { _, records throws(DeskError) in try records.removeTeam(team.id) }
        let refused = try await it.receipt("sam", "undo", to: receipt)
        #expect(refused.refusals == ["undo would give the ticket to a team that is gone."])
        #expect(try await it.state.team != team.id)
    }

    @Test func `a ticket does not go back into a project that is gone`() async throws {
        let it = try await StaffedDesk()
        let project = try await it.addProject("Move")
        _ = try await it.addProject("Stay")
        _ = try await it.receipt("sam", "project Move")
        let receipt = try await it.receipt("sam", "project Stay")
        #expect(receipt.applied == ["project"], "\(receipt.refusals)")
        try it.desk.spoil("DELETE FROM project WHERE id = \(project.rawValue)")
        let refused = try await it.receipt("sam", "undo", to: receipt)
        #expect(refused.refusals == ["undo would put the ticket into a project that is gone."])
    }

    @Test func `who was forgotten by an undo is not brought back by the next`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "cc eve@out.example")
        let undone = try await it.receipt("sam", "undo", to: receipt)
        let refused = try await it.receipt("sam", "undo", to: undone)
        #expect(refused.refusals == ["undo would bring back somebody who is gone."])
    }

    @Test(arguments: ["priority critical", "tag fire", "due tomorrow", "claim", "resolved"])
    func `who is not staff any more takes back nothing that staff did`(body: String) async throws {
        let it = try await StaffedDesk()
        let ticket = it.ticket
        let receipt = try await it.receipt("sam", body)
        #expect(receipt.undoLine == "undo")
        try await it.desk.write { desk, records throws(DeskError) in
            guard var sam = try records.people().first(where: { $0.name == "Sam" }) else { return }
            try records.addParticipant(sam.id, to: ticket)
            sam.role = .employee
            try records.update(sam)
        }
        let before = try await it.state
        let refused = try await it.receipt("sam", "/undo", to: receipt)
        #expect(refused.applied.isEmpty)
        #expect(try await it.state.priority == before.priority)
        #expect(try await it.state.status == before.status)
        #expect(try await it.state.dueAt == before.dueAt)
    }

    @Test func `who gets a ticket back is told`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.receipt("tina", "claim")
        let ada = try await it.send("ada", "assign sam")
        let receipt = try #require(ada.last { $0.draft.kind == .receipt })
        let mails = try await it.send("ada", "undo", to: receipt)
        #expect(mails.map(\.summary).contains("assigned to tina@acme.example"))
    }
}
