import TallyCore
import Testing

@Suite("The report that goes with a mail, in the language of the mail") struct ReportLanguageTests {
    /// A ticket of Alice's that Sam has resolved, and the mail to her.
    private static func resolution(
        in language: String, _ settings: DeskSettings = TestDesk.settings
    ) async throws -> (TestDesk, OutgoingDraft) {
        var settings = settings
        let known = try MailTemplates.set().vocabularies
        settings.vocabularies = { known }
        let desk = try TestDesk(settings: settings)
        let sam = try await desk.add("Sam", .staff)
        let alice = try await desk.add("Alice", .employee)
        let actor = Desk.Actor(person: sam, source: .console)
        var changes = PersonChanges()
        changes.language = .set(LanguageTag(language))
        _ = try await desk.write { [changes] desk, _ throws(DeskError) in
            try desk.editPerson(alice.id, changes, by: .actor(Desk.Actor(person: alice, source: .console)))
        }
        let ticket = try await desk.openTicket(by: alice)
        _ = try await desk.write { desk, _ throws(DeskError) in
            _ = try desk.claim(ticket.id, by: actor)
            return try desk.resolve(ticket.id, text: "Ersetzt.", by: actor)
        }
        let mail = try #require(try await desk.sent().first { $0.draft.kind == .resolved })
        return (desk, mail.draft)
    }

    private static func report(_ desk: TestDesk, _ draft: OutgoingDraft) async throws -> TicketReport {
        let report = try await desk.write { desk, _ throws(DeskError) in try desk.report(with: draft) }
        return try #require(report)
    }

    @Test func `everything in it is German for who reads German`() async throws {
        let (desk, draft) = try await Self.resolution(in: "de")
        let report = try await Self.report(desk, draft)
        #expect(report.language == "de")
        #expect(report.heading == "Ticketbericht")
        #expect(report.badges.map(\.text) == ["Gelöst", "Priorität: Mittel"])
        #expect(
            report.facts.map(\.label) == [
                "Anfragende Person", "Zuständig", "Erstellt", "Erste Antwort", "Gelöst",
            ])
        #expect(report.timeline.map(\.sentence).contains("hat das Ticket übernommen"))
        #expect(report.generatedText == "18. November 2026, 11:06 Uhr UTC")
        #expect(Wording(report.vocabulary)(.page, ["page": "1", "pages": "2"]) == "Seite 1 von 2")
        #expect(try TicketReport(json: report.json) == report)
    }

    @Test func `it stays in the language of the mail when its reader changes theirs before it leaves`()
        async throws
    {
        let (desk, draft) = try await Self.resolution(in: "de")
        let id = try #require(draft.person)
        _ = try await desk.write { desk, records throws(DeskError) in
            guard let alice = try records.person(id) else { return }
            var changes = PersonChanges()
            changes.language = .set(.english)
            _ = try desk.editPerson(id, changes, by: .actor(Desk.Actor(person: alice, source: .console)))
        }
        #expect(try await Self.report(desk, draft).heading == "Ticketbericht")
    }

    @Test func `staff who read English download it in English, whatever the site speaks`() async throws {
        var settings = TestDesk.settings
        try settings.speak("de")
        let (desk, _) = try await Self.resolution(in: "de", settings)
        let headings = try await desk.write { desk, records throws(DeskError) -> [String] in
            guard let ticket = try records.ticket(Ticket.ID(rawValue: 1)),
                var sam = try records.people().first(where: { $0.name == "Sam" })
            else { return [] }
            let asSite = try desk.report(on: ticket, for: sam).heading
            sam.language = .english
            return [asSite, try desk.report(on: ticket, for: sam).heading]
        }
        #expect(headings == ["Ticketbericht", "Ticket report"])
    }

    @Test func `the weekly report is German for an admin who reads German`() async throws {
        var settings = TestDesk.settings
        try settings.speak("de")
        let desk = try TestDesk(settings: settings)
        _ = try await desk.add("Ada", .admin)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
        desk.advance(.days(14))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendWeeklyReport() }
        let mail = try #require(try await desk.sent().first { $0.draft.kind == .report })
        let report = try await Self.report(desk, mail.draft)
        #expect(report.heading == "Lösungsbericht")
        #expect(report.reference.contains(". November 2026 – "))
        #expect(report.tables.last?.title == "Gelöste Tickets")
        #expect(report.facts.first?.label == "Erstellt")
    }
}
