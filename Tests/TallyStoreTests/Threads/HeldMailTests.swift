import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Who may write to the desk, and what becomes of the others' mail.
@Suite("Requester policy")
struct HeldMailTests {
    private func desk(_ requesters: DeskSettings.Requesters, perHour: Int? = nil) throws -> TestDesk {
        var settings = DeskSettings(
            siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT",
            senderName: "Acme IT", senderAddress: TestDesk.Known.support,
            mailboxes: TestDesk.settings.mailboxes, requesters: requesters)
        settings.intake.ticketsPerHour = perHour
        return try TestDesk(settings: settings)
    }

    private func letter(_ from: String, _ id: String = "1") -> String {
        Letter(from: from, id: "\(id)@mail.example", body: "Let me in, number \(id).").text
    }

    private func release(_ desk: TestDesk) async throws {
        let held = try #require(try await desk.quarantine().first)
        let ada = try await desk.add("Ada", .admin)
        try await desk.act(as: ada) { desk, actor throws(DeskError) in
            try desk.retry(held.id, by: actor.person)
        }
    }

    @Test func `anyone is let in by the policy for anyone`() async throws {
        let desk = try desk(.anyone)
        #expect(try await desk.receive(letter("eve@elsewhere.example"), uid: 1).map(\.name) == ["opened"])
        #expect(try await desk.person("eve@elsewhere.example")?.role == .employee)
    }

    @Test(arguments: [DeskSettings.Requesters.domains(["acme.example"]), .known])
    func `a stranger's mail waits, nobody is mailed and nobody becomes known`(
        policy: DeskSettings.Requesters
    ) async throws {
        let desk = try desk(policy)
        _ = try await desk.add("Sam", .staff)
        #expect(
            try await desk.receive(letter("eve@elsewhere.example"), uid: 1)
                == [.held(reason: "eve@elsewhere.example is not among those this site serves")])
        #expect(try await desk.sent().isEmpty)
        #expect(try await desk.person("eve@elsewhere.example") == nil)
        #expect(try await desk.quarantine().map(\.isHeld) == [true])
    }

    @Test func `a domain that is served and a person who is known are let in`() async throws {
        let byDomain = try desk(.domains(["acme.example"]))
        #expect(try await byDomain.receive(letter("new@acme.example"), uid: 1).map(\.name) == ["opened"])
        let byPerson = try desk(.known)
        _ = try await byPerson.add("Alice", .employee)
        #expect(try await byPerson.receive(letter("alice@acme.example"), uid: 1).map(\.name) == ["opened"])
        #expect(try await byPerson.receive(letter("bob@acme.example", "2"), uid: 2).map(\.name) == ["held"])
    }

    @Test func `who is let in becomes known, their mail a ticket with an answer, their next mail too`()
        async throws
    {
        let desk = try desk(.known)
        _ = try await desk.receive(letter("eve@elsewhere.example"), uid: 1)
        try await release(desk)
        #expect(try await desk.processStaged().map(\.name) == ["opened"])
        #expect(try await desk.quarantine().isEmpty)
        #expect(
            try await desk.sent().map(\.summary)
                == ["received to eve@elsewhere.example", "new-ticket to ada@acme.example"])
        #expect(
            try await desk.receive(letter("eve@elsewhere.example", "2"), uid: 2).map(\.name) == ["opened"])
    }

    @Test func `what is dropped is ended, and its sender stays a stranger`() async throws {
        let desk = try desk(.known)
        _ = try await desk.receive(letter("eve@elsewhere.example"), uid: 1)
        let held = try #require(try await desk.quarantine().first)
        let ada = try await desk.add("Ada", .admin)
        try await desk.act(as: ada) { desk, actor throws(DeskError) in
            try desk.drop(held.id, by: actor.person)
        }
        #expect(try await desk.processStaged().isEmpty)
        #expect(try await desk.receive(letter("eve@elsewhere.example", "2"), uid: 2).map(\.name) == ["held"])
    }

    @Test func `reading a broken mail again lets no stranger in`() async throws {
        let desk = try desk(.known)
        try await desk.stage(letter("eve@elsewhere.example"), uid: 1)
        let mail = try #require(try await desk.store.beginNextIntake())
        try await desk.store.quarantine(mail.id, reason: "reading it fails", at: desk.now)
        try await release(desk)
        #expect(try await desk.processStaged().map(\.name) == ["held"])
    }

    @Test func `the copy of a held mail in another mailbox waits for the same leave`() async throws {
        var settings = DeskSettings(
            siteName: "Acme", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: nil,
            senderAddress: TestDesk.Known.support, mailboxes: ManyMailboxes.settings.mailboxes,
            requesters: .known)
        settings.intake.copied = .keep
        let desk = try TestDesk(settings: settings)
        for name in ["it", "hr"] { try await desk.stage(letter("eve@elsewhere.example"), uid: 1, in: name) }
        #expect(try await desk.processStaged().map(\.name) == ["held", "ignored"])
        try await release(desk)
        #expect(try await desk.processStaged().map(\.name) == ["opened"])
    }

    @Test func `more tickets of one sender in an hour than the site wants wait`() async throws {
        let desk = try desk(.anyone, perHour: 3)
        for uid in 1...5 as ClosedRange<UInt32> {
            let outcome = try await desk.receive(letter("alice@acme.example", "\(uid)"), uid: uid)
            #expect(outcome.map(\.name) == [uid <= 3 ? "opened" : "held"])
        }
        #expect(try await desk.receive(letter("bob@acme.example", "b"), uid: 6).map(\.name) == ["opened"])
        try await release(desk)
        #expect(try await desk.processStaged().map(\.name) == ["opened"], "a person looked at it")
        desk.advance(.hours(2))
        #expect(try await desk.receive(letter("alice@acme.example", "9"), uid: 9).map(\.name) == ["opened"])
    }

    @Test func `mail that names nobody opens no more tickets in an hour than the site wants of one sender`()
        async throws
    {
        let desk = try desk(.anyone, perHour: 2)
        for uid in 1...3 as ClosedRange<UInt32> {
            let outcome = try await desk.receive(
                letter("alice@acme.example, bob@acme.example", "\(uid)"), uid: uid)
            #expect(outcome.map(\.name) == [uid <= 2 ? "opened" : "held"])
        }
        try await release(desk)
        #expect(try await desk.processStaged().map(\.name) == ["opened"])
    }

    @Test func `a mail that was held proves as much when it is let in`() async throws {
        let desk = try desk(.anyone, perHour: 1)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.receive(letter("alice@acme.example"), uid: 1)
        let notice = try #require(try await desk.sent().first)
        _ = try await desk.act(as: alice) { desk, actor throws(DeskError) in
            try desk.setStatus(of: Ticket.ID(rawValue: 1), to: .withdrawn, by: actor)
        }
        let answer = Letter(
            from: "alice@acme.example", to: notice.answerAddress, id: "late@acme.example",
            inReplyTo: notice.draft.messageID.text, body: "It burns again.")
        #expect(try await desk.receive(answer.text, uid: 2).map(\.name) == ["held"])
        try await release(desk)
        #expect(try await desk.processStaged() == [.opened(Ticket.ID(rawValue: 2))])
        #expect(try await desk.comments(of: Ticket.ID(rawValue: 2)).first?.content.isVerified == true)
    }
}
