import TallyCore
import TallyStore
import Testing

/// Service levels on a real desk: a medium ticket is to be answered within 4 and resolved within 10 hours.
@Suite("Service levels at the desk") struct ServiceLevelTests {
    private static let policies: [Priority: ServiceLevelAgreement.Policy] = [
        .medium: .init(firstResponse: .hours(4), resolution: .hours(10)),
        .high: .init(firstResponse: .hours(2), resolution: .hours(5)),
    ]

    private static func desk(_ change: (inout Escalation) -> Void = { _ in }) throws -> TestDesk {
        var escalation = Escalation()
        change(&escalation)
        return try TestDesk(
            settings: TestDesk.settings(
                serviceLevels: ServiceLevelAgreement(policies: policies, escalation: escalation)))
    }

    private static func state(of ticket: Ticket, on desk: TestDesk) async throws -> ServiceLevelState {
        try #require(try await desk.ticket(ticket.id)).serviceLevel
    }

    private static func timeline(of ticket: Ticket, on desk: TestDesk) async throws -> [String] {
        try await desk.store.read { records throws(DeskError) in
            try records.timeline(of: ticket.id).map { "\($0.kind.rawValue) \($0.to ?? "")" }
        }
    }

    @Test func `a new ticket has its due times at once`() async throws {
        let desk = try Self.desk()
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        let state = try await Self.state(of: ticket, on: desk)
        #expect(state.firstResponseDueAt == desk.now + .hours(4))
        #expect(state.resolutionDueAt == desk.now + .hours(10))
        #expect(state.status == .onTrack)
        #expect(state.nextAt == desk.now + .minutes(192), "80 percent of four hours")
    }

    @Test func `each change of the ticket works its due times out again`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        let opened = desk.now
        let actor = Desk.Actor(person: sam, source: .api)
        desk.advance(.hours(1))
        _ = try await desk.write { desk, _ throws(DeskError) in
            let claimed = try desk.claim(ticket.id, by: actor)
            _ = try desk.comment(
                on: claimed.id,
                CommentDraft(author: sam.id, source: .api, text: "Which printer?", isVerified: true),
                by: actor)
            return try desk.setStatus(of: claimed.id, to: .waiting, by: actor)
        }
        #expect(try await Self.state(of: ticket, on: desk).status == .paused)
        #expect(try await Self.state(of: ticket, on: desk).resolutionDueAt == nil)
        desk.advance(.days(3))
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.comment(
                on: ticket.id,
                CommentDraft(author: alice.id, source: .api, text: "The red one.", isVerified: true),
                by: Desk.Actor(person: alice, source: .api))
        }
        #expect(try await Self.state(of: ticket, on: desk).resolutionDueAt == opened + .days(3) + .hours(10))
        _ = try await desk.write { desk, _ throws(DeskError) in
            var changes = TicketChanges()
            changes.priority = .set(.high)
            return try desk.edit(ticket.id, changes, by: actor)
        }
        // One of ten hours is used: nine tenths of five hours are left.
        #expect(try await Self.state(of: ticket, on: desk).resolutionDueAt == desk.now + .minutes(270))
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.resolve(ticket.id, text: "New toner.", by: actor)
        }
        let state = try await Self.state(of: ticket, on: desk)
        #expect(state.status == .met)
        #expect(state.nextAt == nil)
        let outcome = try await desk.store.read { records throws(DeskError) in
            try records.serviceLevelOutcome(of: ticket.id)
        }
        #expect(outcome?.firstResponseTime == .hours(1))
        #expect(outcome?.resolutionTime == .hours(1))
        #expect(outcome?.keptFirstResponse == true)
        #expect(outcome?.keptResolution == true)
    }

    @Test func `risk and breach are each told once, with mail, event and timeline entry`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        let before = try await desk.store.read { records throws(DeskError) in
            try records.lastEventSequence()
        }
        for _ in 0..<10 {
            desk.advance(.minutes(30))
            for _ in 0..<3 { try await desk.reviewServiceLevels() }
        }
        let mails = try await desk.sent()
        #expect(mails.map(\.summary) == ["sla-warning to \(sam.address)", "sla-breach to \(sam.address)"])
        let events = try await desk.store.read { records throws(DeskError) in
            try records.events(after: before, for: nil, limit: 100).filter { $0.notification == nil }.map(
                \.kind)
        }
        #expect(events == [.serviceLevelAtRisk, .serviceLevelBreached])
        #expect(
            try await Self.timeline(of: ticket, on: desk) == [
                "created open", "sla_at_risk first_response", "sla_breached first_response",
            ])
        #expect(try await Self.state(of: ticket, on: desk).status == .breached)
        #expect(
            try await desk.ticket(ticket.id)?.version == ticket.version, "no edit of a colleague is refused")
    }

    @Test func `after a long stop only the last of what was missed is told`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        desk.advance(.days(2))
        try await desk.reviewServiceLevels()
        try await desk.reviewServiceLevels()
        let mails = try await desk.sent()
        #expect(mails.map(\.summary) == ["sla-breach to \(sam.address)"], "both promises are one mail")
        #expect(mails[0].draft.values["promise"]["name"] == "first_response")
        #expect(mails[0].draft.values["other_promise"]["name"] == "resolution")
        #expect(
            try await Self.timeline(of: ticket, on: desk) == [
                "created open", "sla_breached first_response", "sla_breached resolution",
            ])
    }

    @Test func `whoever holds the ticket is told, and of a breach the admins too`() async throws {
        let desk = try Self.desk()
        let alice = try await desk.add("Alice", .employee)
        let (sam, tina) = (try await desk.add("Sam", .staff), try await desk.add("Tina", .staff))
        let ada = try await desk.add("Ada", .admin)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.claim(ticket.id, by: Desk.Actor(person: tina, source: .api))
        }
        _ = try await desk.sent()
        desk.advance(.hours(3) + .minutes(30))
        try await desk.reviewServiceLevels()
        #expect(try await desk.sent().map(\.summary) == ["sla-warning to \(tina.address)"])
        desk.advance(.hours(1))
        try await desk.reviewServiceLevels()
        let told = try await desk.sent().map(\.summary)
        #expect(told == ["sla-breach to \(tina.address)", "sla-breach to \(ada.address)"])
        #expect(!told.contains("sla-breach to \(sam.address)"))
    }

    @Test func `for a team's ticket that nobody holds its lead is told, else its members`() async throws {
        let desk = try Self.desk()
        let alice = try await desk.add("Alice", .employee)
        let (sam, tina) = (try await desk.add("Sam", .staff), try await desk.add("Tina", .staff))
        _ = try await desk.add("Ada", .admin)
        let team = try await desk.write { _, records throws(DeskError) in
            let team = try records.addTeam(named: "network")
            for var person in [sam, tina] {
                person.team = team.id
                try records.update(person)
            }
            return team
        }
        func warned() async throws -> [String] {
            let ticket = try await desk.openTicket(by: alice)
            let admin = TestDesk.Known.address("ada@acme.example")
            _ = try await desk.write { desk, records throws(DeskError) in
                guard let ada = try records.person(with: admin) else { return }
                var changes = TicketChanges()
                changes.team = .set(team.id)
                _ = try desk.edit(ticket.id, changes, by: Desk.Actor(person: ada, source: .api))
            }
            _ = try await desk.sent()
            desk.advance(.minutes(200))
            try await desk.reviewServiceLevels()
            return try await desk.sent().filter { $0.draft.ticket == ticket.id }.map(\.summary)
        }
        #expect(
            Set(try await warned()) == ["sla-warning to \(sam.address)", "sla-warning to \(tina.address)"])
        try await desk.write { _, records throws(DeskError) in
            guard var lead = try records.person(tina.id) else { return }
            lead.isTeamLead = true
            try records.update(lead)
        }
        #expect(try await warned() == ["sla-warning to \(tina.address)"])
    }

    @Test func `an escalation can raise the priority, once`() async throws {
        let desk = try Self.desk { escalation in
            escalation.atRisk = []
            escalation.breached = []
            escalation.overdue = [150: [.raisePriority]]
        }
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        desk.advance(.hours(6))
        for _ in 0..<3 { try await desk.reviewServiceLevels() }
        let raised = try #require(try await desk.ticket(ticket.id))
        #expect(raised.priority == .high)
        #expect(try await Self.timeline(of: ticket, on: desk).contains("priority high"))
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `nobody hears of an answered ticket's first response`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.comment(
                on: ticket.id, CommentDraft(author: sam.id, source: .api, text: "Coming.", isVerified: true),
                by: Desk.Actor(person: sam, source: .api))
        }
        _ = try await desk.sent()
        desk.advance(.hours(5))
        try await desk.reviewServiceLevels()
        #expect(try await desk.sent().isEmpty)
        #expect(try await Self.state(of: ticket, on: desk).status == .onTrack)
    }

    @Test func `a note among staff is no first response`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.comment(
                on: ticket.id,
                CommentDraft(
                    author: sam.id, visibility: .internal, source: .api, text: "Again her.", isVerified: true),
                by: Desk.Actor(person: sam, source: .api))
        }
        desk.advance(.hours(4))
        try await desk.reviewServiceLevels()
        #expect(try await Self.state(of: ticket, on: desk).status == .breached)
    }

    @Test func `staff mail says by when, the requester's does not`() async throws {
        let desk = try Self.desk()
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.openTicket(by: alice)
        for mail in try await desk.sent() {
            let isKnown = mail.draft.values["ticket"]["respond_by_text"] != .null
            #expect(isKnown == (mail.draft.kind == .newTicket), "\(mail.summary)")
        }
    }

    @Test func `a start under another agreement finds what the old one wrote`() async throws {
        let desk = try Self.desk()
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        let other = TestDesk.settings(
            serviceLevels: ServiceLevelAgreement(policies: [
                .medium: .init(firstResponse: .hours(2), resolution: .hours(10))
            ]))
        #expect(try await Self.stale(desk.settings, on: desk) == [])
        #expect(try await Self.stale(other, on: desk) == [ticket.id])
        let (mint, now) = (desk.mint, desk.now)
        try await desk.store.write { records throws(DeskError) in
            let other = Desk(records: records, settings: other, mint: mint, now: now)
            try other.reviewServiceLevel(of: ticket.id)
        }
        #expect(try await Self.stale(other, on: desk) == [])
        #expect(try await Self.state(of: ticket, on: desk).firstResponseDueAt == now + .hours(2))
        let next = try await desk.store.read { records throws(DeskError) in
            try records.nextServiceLevelReview()
        }
        #expect(next == now + .minutes(96))
    }

    @Test func `what came with time is found as well, and what is closed is not looked at`() async throws {
        let desk = try Self.desk()
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let closed = try await desk.openTicket(by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.setStatus(of: closed.id, to: .resolved, by: Desk.Actor(person: sam, source: .api))
        }
        let ticket = try await desk.openTicket(by: alice)
        desk.advance(.hours(5))
        #expect(try await Self.stale(desk.settings, on: desk) == [ticket.id])
        try await desk.reviewServiceLevels()
        #expect(try await Self.stale(desk.settings, on: desk) == [])
    }

    /// Those of the first tickets that are written down otherwise than they are by some settings.
    private static func stale(_ settings: DeskSettings, on desk: TestDesk) async throws -> [Ticket.ID] {
        let (mint, now) = (desk.mint, desk.now)
        return try await desk.store.read { records throws(DeskError) in
            let desk = Desk(records: records, settings: settings, mint: mint, now: now)
            var stale: [Ticket.ID] = []
            for ticket in try records.ticketsUnderServiceLevel(after: nil, limit: 10)
            where try desk.isServiceLevelStale(of: ticket) {
                stale.append(ticket)
            }
            return stale
        }
    }
}
