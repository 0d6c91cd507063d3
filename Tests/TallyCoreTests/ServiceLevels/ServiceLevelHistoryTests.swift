import TallyCore
import Testing

@Suite("Service levels, reading a timeline") struct ServiceLevelHistoryTests {
    private static let start = Timestamp(unixSeconds: 1_795_000_000)

    private static func ticket(_ change: (inout Ticket) -> Void = { _ in }) -> Ticket {
        var ticket = Ticket(
            id: Ticket.ID(rawValue: 1), draft: TicketDraft(subject: "Fire", requester: nil), createdAt: start)
        change(&ticket)
        return ticket
    }

    private static func entry(
        _ minute: Int, _ kind: TimelineEntry.Kind, from: String? = nil, to: String? = nil
    ) -> TimelineEntry {
        TimelineEntry(
            at: start + .minutes(minute), actor: nil, kind: kind, from: from, to: to, source: .system)
    }

    @Test func `every change of status, priority and team begins a phase`() {
        let ticket = Self.ticket {
            $0.priority = .high
            $0.status = .resolved
        }
        let history = ServiceLevelHistory(
            of: ticket, team: "network",
            timeline: [
                Self.entry(0, .created, to: "open"), Self.entry(1, .priority, from: "low", to: "high"),
                Self.entry(2, .claimed, from: "open", to: "in_progress"),
                Self.entry(3, .comment, to: "public"),
                Self.entry(4, .team, from: "desktop", to: "network"),
                Self.entry(5, .status, from: "in_progress", to: "waiting"),
                Self.entry(6, .resolved, from: "waiting", to: "resolved"),
            ])
        let expected: [(Int, TicketStatus, Priority, String)] = [
            (0, .open, .low, "desktop"), (1, .open, .high, "desktop"), (2, .inProgress, .high, "desktop"),
            (4, .inProgress, .high, "network"), (5, .waiting, .high, "network"),
            (6, .resolved, .high, "network"),
        ]
        #expect(history.phases.count == expected.count)
        for (phase, (minute, status, priority, team)) in zip(history.phases, expected) {
            #expect(phase.start == Self.start + .minutes(minute))
            #expect(phase.circumstances == .init(status: status, priority: priority, team: team))
        }
    }

    @Test func `a ticket that never changed has one phase`() {
        let history = ServiceLevelHistory(
            of: Self.ticket(), team: nil, timeline: [Self.entry(0, .created, to: "open")])
        #expect(
            history.phases == [
                .init(start: Self.start, circumstances: .init(status: .open, priority: .medium))
            ])
    }

    @Test func `a team that was renamed has its present name all along`() {
        let history = ServiceLevelHistory(
            of: Self.ticket(), team: "infrastructure",
            timeline: [
                Self.entry(1, .team, from: "network", to: "desktop"),
                Self.entry(2, .team, from: "desktop", to: "network"),
            ])
        #expect(history.phases.map(\.circumstances.team) == ["infrastructure", "desktop", "infrastructure"])
    }

    @Test func `the ticket itself has the last word`() {
        let ticket = Self.ticket {
            $0.status = .waiting
            $0.updatedAt = Self.start + .minutes(9)
        }
        let history = ServiceLevelHistory(
            of: ticket, team: nil, timeline: [Self.entry(1, .claimed, to: "in_progress")])
        #expect(history.phases.last?.circumstances.status == .waiting)
        #expect(history.phases.last?.start == Self.start + .minutes(9))
    }
}
