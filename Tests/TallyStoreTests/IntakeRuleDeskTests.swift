import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("New mail by the site's rules") struct IntakeRuleDeskTests {
    private static func settings() throws -> DeskSettings {
        var urgent = IntakeRule()
        urgent.importance = .high
        urgent.priority = .high
        var outage = IntakeRule()
        outage.subject = [try #require(KeyPhrase("outage"))]
        outage.priority = .critical
        outage.category = "network"
        outage.team = "it"
        outage.tags = [try #require(TicketTag("outage"))]
        var settings = TestDesk.settings
        settings.intakeRules = [urgent, outage]
        return settings
    }

    private func opened(
        subject: String, _ extra: [String] = []
    ) async throws -> (ticket: Ticket, desk: TestDesk) {
        let desk = try TestDesk(settings: try Self.settings())
        _ = try await desk.write { _, records throws(DeskError) in try records.addTeam(named: "it") }
        let letter = Letter(
            from: "alice@acme.example", subject: subject, id: "q@acme.example", extra: extra, body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        return (try #require(try await desk.ticket(Ticket.ID(rawValue: 1))), desk)
    }

    @Test func `mail that no rule is about is as the mailbox has it`() async throws {
        let (ticket, desk) = try await opened(subject: "The printer burns")
        #expect(ticket.priority == .medium)
        #expect(ticket.category == nil)
        #expect(try await desk.timeline(of: ticket.id).map(\.kind) == [.created])
    }

    @Test func `a mail marked important is`() async throws {
        let (ticket, _) = try await opened(subject: "The printer burns", ["X-Priority: 1 (Highest)"])
        #expect(ticket.priority == .high)
    }

    @Test func `a later rule overrules an earlier one, and tags add up`() async throws {
        let (ticket, desk) = try await opened(subject: "Outage in Berlin", ["Importance: high"])
        #expect(ticket.priority == .critical)
        #expect(ticket.category == "network")
        let (tags, team) = try await desk.store.read { records throws(DeskError) in
            (try records.tags(of: ticket.id).map(\.text), try records.team(named: "it"))
        }
        #expect(tags == ["outage"])
        #expect(ticket.team == team?.id)
        let entries = try await desk.timeline(of: ticket.id)
        #expect(entries.map(\.kind) == [.created, .priority, .category, .team, .tagged])
        #expect(entries.map(\.to) == ["open", "critical", "network", "it", "outage"])
        #expect(entries.dropFirst().allSatisfy { $0.actor == nil && $0.source == .system })
    }
}
