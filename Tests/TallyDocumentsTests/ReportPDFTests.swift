import TallyCore
import TallyDocuments
import Testing

/// What the real report program makes, looked at with other people's eyes.
@Suite struct `Report as PDF` {
    private let program = Sample.program

    @Test(arguments: Sample.scripts.indices)
    func `text in every script comes out of the PDF again`(index: Int) async throws {
        let script = Sample.scripts[index]
        let report = Sample.report(subject: script.line, text: script.line)
        let text = try PDF(try await program.pdf(of: report.json)).text()
        // Tools put spaces and marks of direction where they guess that they were.
        #expect(text.letters.contains(script.word.letters), "\(script.name): \(text)")
    }

    @Test func `a report is a sound, tagged PDF with its fonts inside`() async throws {
        let text = Sample.scripts.map(\.line).joined(separator: "\n")
        let pdf = try PDF(try await program.pdf(of: Sample.report(text: text, messages: 5).json))
        let check = try pdf.check()
        #expect(check.exitCode == 0, "\(check.text) \(check.errors)")
        #expect(check.errors.isEmpty)
        let fonts = try pdf.fonts()
        #expect(fonts.count > 8)
        #expect(fonts.allSatisfy { $0.isEmbedded })
        #expect(!fonts.contains { $0.name.contains("Color") })
    }

    @Test func `title, author, dates and size are those of the report`() async throws {
        let facts = try PDF(try await program.pdf(of: Sample.report().json)).facts()
        #expect(facts["Title"] == "TT-128: The printer prints nothing")
        #expect(facts["Author"] == "Acme Support")
        #expect(facts["CreationDate"] == "2026-11-18T11:06:40Z")
        #expect(facts["ModDate"] == "2026-11-18T11:06:40Z")
        #expect(facts["Tagged"] == "yes")
        #expect(facts["Pages"] == "1")
        #expect(facts["Page size"] == "595.276 x 841.89 pts (A4)")
    }

    @Test func `a table goes over as many pages as it takes, with its head on each`() async throws {
        var report = Sample.report()
        report.hasConversation = false
        report.heading = "Resolution report"
        report.pageSize = .letter
        report.tables = [
            TicketReport.Table(
                title: "Resolved tickets",
                columns: [.init("Reference"), .init("Subject", share: 3), .init("Took", isNumber: true)],
                rows: (1...120).map { ["TT-\($0)", "Printer \($0) burns", "\($0) min"] },
                note: "7 more are elsewhere.")
        ]
        let pdf = try PDF(try await program.pdf(of: report.json))
        let facts = try pdf.facts()
        let pages = try #require(facts["Pages"].flatMap { Int($0) })
        #expect(pages > 2)
        #expect(facts["Page size"] == "612 x 792 pts (letter)")
        let text = try pdf.text()
        #expect(text.contains("TT-120"))
        #expect(text.contains("7 more are elsewhere."))
        #expect(text.contains("Page \(pages) of \(pages)"))
        // One head is enough for a page that only has the end of the report.
        #expect(text.split(separator: "Reference").count - 1 >= pages - 1)
        #expect(try pdf.check().exitCode == 0)
    }

    @Test(arguments: [
        ("en", "en"), ("zh-Hant-TW", "zh-Hant-TW"), ("", nil), ("en) /X (", nil), ("deutsch, bitte", nil),
    ])
    func `readers aloud learn the language`(language: String, tag: String?) async throws {
        var report = Sample.report()
        report.language = language
        let pdf = try PDF(try await program.pdf(of: report.json))
        #expect(try pdf.language() == tag)
        let check = try pdf.check()
        #expect(check.exitCode == 0, "\(check.text) \(check.errors)")
        #expect(try pdf.facts()["Title"] == "TT-128: The printer prints nothing")
    }

    @Test func `the page is letter where letter is asked for`() async throws {
        var report = Sample.report()
        report.pageSize = .letter
        let facts = try PDF(try await program.pdf(of: report.json)).facts()
        #expect(facts["Page size"] == "612 x 792 pts (letter)")
    }

    @Test func `the structure has headings, tables and paragraphs`() async throws {
        let structure = try PDF(try await program.pdf(of: Sample.report().json)).structure()
        #expect(structure.first == "Document")
        #expect(structure.filter { $0 == "H1" }.count == 1)
        #expect(structure.filter { $0 == "H2" }.count == 2)
        #expect(structure.filter { $0 == "H3" }.count == 1)
        #expect(structure.filter { $0 == "Table" }.count == 2)
        #expect(structure.filter { $0 == "TR" }.count == 4)
        #expect(structure.filter { $0 == "TD" }.count == 6)
        #expect(structure.contains("Link"))
    }

    @Test func `addresses in the text are links, and hostile ones cannot break out`() async throws {
        let text = """
            See https://acme.example/a_(b)?q=1&r=[2]. Mail: help@acme.example, or
            http://evil.example/'x='\\')>>endobj and javascript:alert(1)
            """
        let pdf = try PDF(try await program.pdf(of: Sample.report(text: text).json))
        #expect(
            try pdf.links() == [
                "https://desk.acme.example/tickets/128", "mailto:emma@acme.example",
                "https://acme.example/a_%28b%29?q=1&r=%5B2%5D", "mailto:help@acme.example",
                "http://evil.example/%27x=",
            ])
        #expect(try pdf.check().exitCode == 0)
    }

    @Test func `an emoji that is younger than the font is spelled out`() async throws {
        let pdf = try PDF(try await program.pdf(of: Sample.report(text: "Thanks 🥲!").json))
        #expect(try pdf.text().contains("Thanks [smiling face with tear]!"))
    }

    @Test func `the outline leads to each message`() async throws {
        let pdf = try PDF(try await program.pdf(of: Sample.report(messages: 2).json))
        #expect(
            try pdf.outline() == [
                "TT-128 The printer prints nothing", "Conversation", "Emma Employee, 18 Nov 2026, 09:02",
                "Sam Staff, 18 Nov 2026, 09:02", "Timeline",
            ])
    }

    @Test func `equal reports are equal bytes`() async throws {
        let report = Sample.report(text: Sample.scripts.map(\.line).joined(separator: "\n"), messages: 9)
        let first = try await program.pdf(of: report.json)
        let second = try await program.pdf(of: report.json)
        #expect(first == second)
    }

    @Test func `every page has its number and their count`() async throws {
        let pdf = try PDF(try await program.pdf(of: Sample.report(messages: 40).json))
        let pages = try pdf.pages()
        #expect(pages > 2)
        let text = try pdf.text()
        for page in 1...pages {
            #expect(text.contains("Page \(page) of \(pages)"))
        }
    }

    @Test func `an empty report is a page`() async throws {
        let report = TicketReport(
            site: "", reference: "", subject: "", language: "", generatedAt: Timestamp(unixSeconds: 0),
            generatedText: "")
        let pdf = try PDF(try await program.pdf(of: report.json))
        #expect(try pdf.pages() == 1)
        #expect(try pdf.check().exitCode == 0)
    }
}

extension String {
    /// The text without spaces, line ends and marks of direction.
    fileprivate var letters: String {
        String(
            String.UnicodeScalarView(
                unicodeScalars.filter {
                    !$0.properties.isWhitespace && $0.properties.generalCategory != .format
                }))
    }
}
