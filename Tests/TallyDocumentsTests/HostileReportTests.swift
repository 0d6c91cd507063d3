import TallyCore
import TallyDocuments
import Testing

/// What people paste into mails, and what they send on purpose.
@Suite struct `Hostile reports` {
    private let program = Sample.program

    @Test func `a text of ten thousand lines is shortened, and says so`() async throws {
        let text = (1...10_000).map { "line \($0) of a log" }.joined(separator: "\n")
        let pdf = try PDF(try await program.pdf(of: Sample.report(text: text).json))
        #expect(try pdf.text().contains("… shortened: the rest of this message is in the ticket."))
        #expect(try pdf.pages() < 40)
        #expect(try pdf.check().exitCode == 0)
    }

    @Test func `a conversation without end is shortened, and says so`() async throws {
        let text = String(repeating: "All work and no play. ", count: 1_000)
        let pdf = try PDF(try await program.pdf(of: Sample.report(text: text, messages: 300).json))
        #expect(try pdf.text().contains("more messages are in the ticket."))
        #expect(try pdf.pages() < 300)
    }

    @Test(arguments: HostileText.all)
    func `a hostile text ends in a sound PDF`(hostile: HostileText) async throws {
        let report = Sample.report(subject: hostile.text, text: hostile.text)
        let pdf = try PDF(try await program.pdf(of: report.json))
        let check = try pdf.check()
        #expect(check.exitCode == 0, "\(check.text) \(check.errors)")
        #expect(try pdf.pages() <= 40)
    }

    @Test func `links without end do not make a PDF without end`() async throws {
        let text = String(repeating: "http://a.example/ ", count: 4_000)
        let bytes = try await program.pdf(of: Sample.report(text: text, messages: 8).json)
        #expect(bytes.count < 4_000_000)
    }

    @Test func `every part of a report may be too long`() async throws {
        let long = String(repeating: "Longer than anybody reads. ", count: 30)
        var report = Sample.report(subject: long)
        report.site = long
        report.reference = long
        report.generatedText = long
        report.language = long
        report.link = "https://desk.acme.example/" + String(repeating: "'", count: 10_000)
        report.badges = Array(repeating: .init(text: long, tone: .bad), count: 100)
        report.facts = Array(repeating: .init(label: long, value: long), count: 1_000)
        report.timeline = Array(repeating: .init(time: long, actor: long, sentence: long), count: 5_000)
        report.conversation = [
            .init(
                author: long, address: long, role: .participant, time: long, text: "",
                attachments: Array(repeating: .init(name: long, size: .max), count: 1_000))
        ]
        let pdf = try PDF(try await program.pdf(of: report.json))
        #expect(try pdf.check().exitCode == 0)
        let text = try pdf.text()
        #expect(text.contains("3000 more entries are in the ticket."))
        #expect(text.contains("960 more are in the ticket"))
        #expect(text.contains("940 more facts are in the ticket."))
    }
}

/// A text that a careless report program stumbles over.
struct HostileText: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
        testDescription = name
        self.text = text
    }

    private init(_ name: String, _ part: String, count: Int) {
        self.init(name, String(repeating: part, count: count))
    }

    static let all = [
        HostileText("one word of Latin", "x", count: 100_000),
        HostileText("one word of Arabic", "م", count: 50_000),
        HostileText("one word of Thai", "พิ", count: 30_000),
        HostileText("marks piled on one letter", "Z" + String(repeating: "\u{0301}\u{0327}", count: 20_000)),
        HostileText("nothing but line ends", "\n", count: 100_000),
        HostileText("nothing but spaces", " ", count: 100_000),
        HostileText("nothing but tabs", "\t", count: 20_000),
        HostileText(
            "control characters", String(String.UnicodeScalarView((0...31).compactMap(Unicode.Scalar.init)))),
        HostileText("marks of direction", "\u{202E}a\u{2066}b", count: 10_000),
        HostileText("directions that alternate", "aא", count: 20_000),
        HostileText("joined emoji", "👩‍👩‍👧‍👦", count: 2_000),
        HostileText("what no font has", "\u{10FFFD}\u{E000}\u{FFFE}\u{1F9FF}\u{1FAE0}"),
        HostileText("only addresses", "a@b.example http://c.example/ ", count: 2_000),
        HostileText("a web address without end", "http://a(", count: 10_000),
        HostileText("at signs", "a@", count: 50_000),
        HostileText("Mongolian, Tibetan and Khmer", "ᠮᠣᠩᠭᠣᠯ བོད་ཡིག ភាសាខ្មែរ "),
    ]
}
