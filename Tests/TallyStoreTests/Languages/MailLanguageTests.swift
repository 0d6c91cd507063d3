import MailParsing
import TallyCore
import TallyCryptography
import TestSupport
import Testing

@Suite("The language of a mail") struct MailLanguageTests {
    private func desk(_ site: String = "en") throws -> TestDesk {
        var settings = TestDesk.settings
        try settings.speak(site)
        return try TestDesk(settings: settings)
    }

    private func language(ofAnswerTo extra: [String], site: String = "en") async throws -> String? {
        let desk = try desk(site)
        let letter = Letter(
            from: "Bob <bob@acme.example>", id: "b1@acme.example", extra: extra, body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        let answer = try await desk.sent().first { $0.draft.kind == .received }
        return answer?.draft.values["language"].text
    }

    @Test(
        arguments: [
            ([], "en", "en"), ([], "de", "de"), (["Content-Language: de-DE"], "en", "de"),
            (["Content-Language: en-US"], "de", "en"), (["Content-Language: fr"], "de", "de"),
            (["Accept-Language: fr, de-AT;q=0.8, en;q=0.5"], "en", "de"),
            (["Accept-Language: en", "Content-Language: de"], "en", "de"),
            (["Content-Language: ../../etc"], "en", "en"),
        ] as [([String], String, String)])
    func `an unknown writer is answered in the language of their mail, else in the site's`(
        fields: [String], site: String, spoken: String
    ) async throws {
        #expect(try await language(ofAnswerTo: fields, site: site) == spoken)
    }

    @Test func `each recipient reads their own language on their own clocks`() async throws {
        let desk = try desk()
        var changes = PersonChanges()
        let sam = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .admin)
        changes.language = .set(LanguageTag("de-CH"))
        _ = try await desk.act(as: tina) { [changes] desk, actor throws(DeskError) in
            try desk.editPerson(sam.id, changes, by: .actor(actor))
        }
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket(by: alice)
        let mails = try await desk.sent().filter { $0.draft.kind == .newTicket }
        let labels = mails.map { ($0.draft.to.name ?? "", $0.draft.values["ticket"]["status_label"].text) }
        #expect(labels.map(\.0) == ["Sam", "Tina"])
        #expect(labels.map(\.1) == ["Offen", "Open"])
    }

    @Test func `a receipt explains the verbs in German, and the verbs stay English`() async throws {
        let desk = try desk("de")
        _ = try await desk.add("Sam", .staff)
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket(by: alice)
        let notice = try #require(try await desk.sent().first { $0.draft.kind == .newTicket })
        let letter = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "s1@acme.example",
            body: "claim\nhelp\npriority urgentissimo")
        _ = try await desk.receive(letter.text, uid: 1)
        let receipt = try #require(try await desk.sent().first { $0.draft.kind == .receipt })
        let values = receipt.draft.values
        #expect(values["applied"].elements?.first?["sentence"].text == "TT-1 gehört Ihnen.")
        #expect(values["help"].elements?.first?["write"].text == "claim")
        #expect(values["help"].elements?.first?["does"].text == "Sie übernehmen das Ticket")
        #expect(
            values["unknown"].elements?.first?["reason"].text
                == "Hinter „priority“ steht low (niedrig), medium (mittel), high (hoch) oder critical (kritisch)."
        )
    }
}
