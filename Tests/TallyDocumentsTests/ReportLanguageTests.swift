import TallyCore
import TallyDocuments
import TestSupport
import Testing

@Suite struct `Report in languages` {
    private static func vocabulary(_ language: String) throws -> Vocabulary {
        let known = TemplateSet(files: try ProjectTemplates.mail(), kinds: []).vocabularies
        let tag = try #require(LanguageTag(language))
        return try #require(known[tag])
    }

    /// What the report program says itself, in a report that makes it say most of it.
    private static func report(in vocabulary: Vocabulary) -> TicketReport {
        var report = Sample.report(subject: "", messages: 3)
        report.language = vocabulary.language.text
        report.vocabulary = Wording(vocabulary).ofReports
        report.conversation[0].author = ""
        report.conversation[0].address = nil
        report.conversation[1].role = .participant
        report.conversation[2].role = .automatic
        report.conversation[0].attachments = (1...41).map { .init(name: "\($0).jpg", size: 1_840_000) }
        report.conversation[1].attachments = [.init(name: "a.jpg", size: 999)]
        report.conversation[1].text = String(repeating: "x\n", count: 1_600)
        report.facts += (1...60).map { .init(label: "\($0)", value: "x") }
        report.tables = [
            .init(title: "T", columns: [.init("C")], rows: [["x"]]),
            .init(title: "T", columns: [.init("C")], rows: []),
            .init(title: "T", columns: [.init("C")], rows: [["x"], ["y"]]),
        ]
        return report
    }

    private static let english = [
        "(no subject)", "Conversation", "3 messages", "Unknown", "Requester", "Participant",
        "Automatic message", "Internal note", "Attachments: ", "1.8 MB", "1 more are in the ticket",
        "Attachment: ", "999 B", "the rest of this message", "4 more facts", "1 row", "2 rows",
        "There is nothing to show here.", "Timeline", "Page 1 of ",
    ]

    private static let german = [
        "(kein Betreff)", "Nachrichtenverlauf", "3 Nachrichten", "Unbekannt", "Anfragende Person",
        "Beteiligte Person",
        "Automatische Nachricht", "Interne Notiz", "Anhänge: ", "1,8 MB", "1 weitere sind im Ticket",
        "Anhang: ", "999 B", "Der Rest dieser Nachricht", "4 weitere Angaben", "1 Zeile", "2 Zeilen",
        "Hier gibt es nichts zu zeigen.", "Ereignisse", "Seite 1 von ",
    ]

    /// Tools break lines where they guess that they were.
    private static func text(in vocabulary: Vocabulary) async throws -> String {
        let pdf = try PDF(try await Sample.program.pdf(of: report(in: vocabulary).json))
        return try pdf.text().split { $0.isWhitespace || "\u{2068}\u{2069}".contains($0) }
            .joined(separator: " ")
    }

    private static func has(_ text: String, _ words: String) -> Bool {
        text.contains(words.split(separator: " ").joined(separator: " "))
    }

    @Test func `a German report says nothing in English, and an English one nothing in German`() async throws
    {
        let german = try await Self.text(in: try Self.vocabulary("de"))
        let english = try await Self.text(in: .english)
        for (word, wort) in zip(Self.english, Self.german) {
            #expect(Self.has(english, word), "\(word)")
            #expect(Self.has(german, wort), "\(wort)")
            guard word != wort, word != "Requester" else { continue }
            #expect(!Self.has(german, word), "\(word)")
            #expect(!Self.has(english, wort), "\(wort)")
        }
    }

    @Test func `what a language lacks is said in English`() async throws {
        let language = try #require(LanguageTag("eo"))
        let some = Vocabulary(language: language, phrases: ["Timeline": "Okazaĵoj"], clocks: [:])
        let text = try await Self.text(in: some)
        #expect(text.contains("Okazaĵoj"))
        #expect(text.contains("Conversation"))
    }
}
