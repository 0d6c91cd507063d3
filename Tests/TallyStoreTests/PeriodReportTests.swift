import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite("Reports on a period") struct PeriodReportTests {
    /// A desk with one resolved ticket, and the week it was resolved in.
    private static func desk(subject: String = "Fire") async throws -> (TestDesk, CalendarPeriod) {
        let promise = ServiceLevelAgreement.Policy(firstResponse: .hours(4), resolution: .hours(10))
        let desk = try TestDesk(
            settings: TestDesk.settings(serviceLevels: ServiceLevelAgreement(policies: [.medium: promise])))
        let (alice, ada) = (try await desk.add("Alice", .employee), try await desk.add("Ada", .admin))
        _ = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(subject, by: alice)
        desk.advance(.hours(1))
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.resolve(ticket.id, text: "Done.", by: Desk.Actor(person: ada, source: .api))
        }
        let today = CalendarDay(of: desk.now, in: .utc)
        let period = try #require(
            CalendarPeriod(from: today.monday, to: today.monday.adding(days: 6), in: .utc))
        _ = try await desk.sent()
        return (desk, period)
    }

    @Test func `the CSV has one record for each resolved ticket`() async throws {
        let (desk, period) = try await Self.desk(subject: "=HYPERLINK(\"x\"), please")
        let bytes = try await desk.write { desk, _ throws(DeskError) in try desk.csv(of: period) }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(
            lines.last
                == "TT-1,\"'=HYPERLINK(\"\"x\"\"), please\",Alice,Ada,,,medium,resolved,2026-11-18T11:06:40Z,2026-11-18T12:06:40Z,2026-11-18T12:06:40Z,3600,3600,yes,3600,3600,yes"
        )
    }

    @Test func `the report has the numbers and the tickets`() async throws {
        let (desk, period) = try await Self.desk()
        let report = try await desk.write { desk, _ throws(DeskError) in try desk.report(on: period) }
        #expect(report.facts.contains(TicketReport.Fact(label: "Resolved", value: "1")))
        #expect(report.facts.contains(TicketReport.Fact(label: "Resolution, median", value: "1 h")))
        #expect(report.facts.contains(TicketReport.Fact(label: "Resolutions in time", value: "100 %")))
        #expect(report.tables.map(\.title) == ["People", "Priorities", "Resolved tickets"])
        #expect(report.tables.last?.rows.map(\.first) == ["TT-1"])
        #expect(try TicketReport(json: report.json) == report)
    }

    @Test func `a ticket's report shows by when and how it stands`() async throws {
        let (desk, _) = try await Self.desk()
        let report = try await desk.write { desk, records throws(DeskError) -> TicketReport? in
            guard let ticket = try records.ticket(Ticket.ID(rawValue: 1)) else { return nil }
            return try desk.report(on: ticket, for: nil)
        }
        let facts = try #require(report).facts
        #expect(facts.contains(TicketReport.Fact(label: "Resolution due", value: "18 Nov 2026, 21:06 UTC")))
        #expect(facts.contains(TicketReport.Fact(label: "Service level", value: "Met")))
    }

    @Test func `on Monday morning admins get the week, once`() async throws {
        let (desk, period) = try await Self.desk()
        let time = Desk.reportTime(of: period)
        #expect(time == period.end + .hours(7))
        func ask() async throws -> Timestamp {
            try await desk.write { desk, _ throws(DeskError) in try desk.sendWeeklyReport() }
        }
        desk.advance(time - desk.now - .minutes(1))
        // It is not seven yet.
        #expect(try await ask() == time)
        #expect(try await desk.sent().isEmpty)
        desk.advance(.minutes(1))
        for _ in 0..<3 { #expect(try await ask() == time + .days(7)) }
        let mails = try await desk.sent()
        #expect(mails.map(\.summary) == ["report to ada@acme.example"])
        desk.advance(.days(3))
        _ = try await ask()
        #expect(try await desk.sent().isEmpty, "a restart sends no second one")
        let draft = try #require(mails.first).draft
        let report = try await desk.write { desk, _ throws(DeskError) in try desk.report(with: draft) }
        #expect(report?.reference == "\(Wording()(period.first)) – \(Wording()(period.last))")
    }

    @Test func `a desk that was down on Monday sends the report when it is back`() async throws {
        let (desk, period) = try await Self.desk()
        desk.advance(period.end - desk.now + .days(3))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendWeeklyReport() }
        #expect(try await desk.sent().map(\.summary) == ["report to ada@acme.example"])
    }
}
