import MailParsing
import TallyCore
import TestSupport
import Testing

/// What a site has that adds a folder with a language of its own, and nothing else.
@Suite("A language that a site adds") struct AddedLanguageTests {
    private static let words = """
        {
          // Esperanto, as far as somebody got.
          "Ticket report": "Bileta raporto",
          "claimed the ticket": "prenis la bileton",
          "Page {page} of {pages}": "Paĝo {page} el {pages}",
          "{name} took it already, on {moment}.": "{name} jam prenis ĝin, je {moment}.",
          "Was this you?": "Ĉu tio estis vi?",
          "Nov": "novembro",
        }
        """

    /// The project's templates with one more folder.
    private static func templates(_ files: [String: String]) throws -> TemplateSet {
        var all = try ProjectTemplates.mail()
        for (name, text) in files { all[name] = Array(text.utf8) }
        return TemplateSet(
            files: all, kinds: MailKind.allCases.map(\.rawValue), names: MailNames.ofEachKind)
    }

    private static let files = [
        "eo/words.json5": words, "eo/receipt/subject.mustache": "[{{{ticket.reference}}}] Kvitanco\n",
    ]

    private static func desk(_ templates: TemplateSet) throws -> TestDesk {
        var settings = TestDesk.settings
        settings.language = try #require(LanguageTag("eo"))
        let known = templates.vocabularies
        settings.vocabularies = { known }
        return try TestDesk(settings: settings)
    }

    @Test func `it is spoken in mail, refusals and reports, and English where it lacks words`() async throws {
        let templates = try Self.templates(Self.files)
        #expect(templates.problems.map(\.description) == [])
        let desk = try Self.desk(templates)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tina", .staff)
        let alice = try await desk.add("Alice", .employee)
        let ticket = try await desk.openTicket(by: alice)
        let notices = try await desk.sent().filter { $0.draft.kind == .newTicket }
        for (number, notice) in notices.enumerated() {
            let letter = Letter(
                from: notice.draft.to.address, to: notice.answerAddress, id: "s\(number)@acme.example",
                body: "claim")
            _ = try await desk.receive(letter.text, uid: UInt32(number + 1))
        }
        let receipts = try await desk.sent().filter { $0.draft.kind == .receipt }
        let refused = try #require(receipts.last)
        #expect(
            refused.draft.values["refused"].elements?.first?["reason"].text
                == "Sam jam prenis ĝin, je 18 novembro 2026, 11:06 UTC.")
        #expect(refused.draft.values["state_sentence"].text == "TT-1 is now: In progress, held by Sam.")
        let composer = MailComposer(templates: templates, ticketPrefix: "TT", loopMark: "golden")
        let mail = Message(reading: try composer.message(for: refused, report: nil))
        #expect(mail.subject == "[TT-1] Kvitanco")
        #expect(mail.fields(named: "Content-Language").map(\.value) == ["eo"])
        #expect(mail.html?.contains("Sam jam prenis") == true)

        let report = try await desk.write { desk, records throws(DeskError) -> TicketReport? in
            guard let ticket = try records.ticket(ticket.id) else { return nil }
            return try desk.report(on: ticket, for: nil)
        }
        let printed = try TicketReport(json: try #require(report).json)
        #expect(printed.language == "eo")
        #expect(printed.heading == "Bileta raporto")
        #expect(printed.timeline.map(\.sentence) == ["opened the ticket", "prenis la bileton"])
        #expect(Wording(printed.vocabulary)(.page, ["page": "1", "pages": "1"]) == "Paĝo 1 el 1")
        #expect(Wording(printed.vocabulary)(.conversation) == "Conversation")
    }

    @Test func `a check names what it lacks and what it has that is nothing`() throws {
        let templates = try Self.templates(Self.files)
        #expect(templates.untranslated.contains { $0.hasPrefix("eo/receipt/text.mustache") })
        #expect(templates.untranslated.contains { $0.contains("\"Requester\"") })
        #expect(templates.untranslated.contains { $0.contains("\"There is no such team.\"") })
        #expect(!templates.untranslated.contains { $0.contains("\"Ticket report\"") })
        let wrong = try Self.templates([
            "eo/words.json5": "{ 'Ticket reprot': 'x', 'Page {page} of {pages}': '{pge}' }"
        ])
        #expect(
            wrong.problems.map(\.description) == [
                "eo/words.json5:1:3: \"Ticket reprot\" is none of the program's phrases; write its English "
                    + "text as it is",
                "eo/words.json5:1:51: there is no value \"pge\" here; the README of the templates lists the names",
            ])
    }
}
