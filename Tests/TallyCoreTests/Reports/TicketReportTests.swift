import TallyCore
import Testing

@Suite struct `Ticket report` {
    private static let full = TicketReport(
        site: "Acme Support", reference: "TT-12", subject: "Printer \"prints\"\nnothing 🖨️",
        link: "https://desk.acme.example/tickets/12", language: "de", pageSize: .letter,
        badges: [.init(text: "Resolved", tone: .good), .init(text: "Urgent", tone: .bad)],
        facts: [.init(label: "Requester", value: "Emma"), .init(label: "Team", value: "")],
        conversation: [
            .init(
                author: "Emma", address: "emma@acme.example", role: .requester, time: "18 Nov, 09:02",
                text: "It prints nothing.\n\nEmma", attachments: [.init(name: "page.jpg", size: 184_320)]),
            .init(
                author: "Sam", role: .staff, time: "18 Nov, 10:12", visibility: .internal, text: "The toner."),
        ],
        timeline: [.init(time: "18 Nov, 09:31", actor: "Sam", sentence: "claimed the ticket")],
        generatedAt: Timestamp(unixSeconds: 1_795_000_000), generatedText: "19 Nov 2026, 16:40")

    private static let smallest = TicketReport(
        site: "", reference: "TT-1", subject: "", generatedAt: Timestamp(unixSeconds: 0), generatedText: "")

    @Test(arguments: [full, smallest])
    func `a report comes back from JSON as it went`(report: TicketReport) throws {
        #expect(try TicketReport(json: report.json) == report)
    }

    @Test func `a report comes back from the bytes of its JSON`() throws {
        let bytes = Self.full.json.serialized()
        #expect(try TicketReport(json: JSON(parsing: bytes)) == Self.full)
    }

    @Test func `a member that is not known is passed over`() throws {
        let json = Self.full.json.replacing("from_the_future", with: ["x": 1])
        #expect(try TicketReport(json: json) == Self.full)
    }

    @Test(
        arguments: [
            ("site", JSON.null, "site must be a string"),
            ("subject", 12, "subject must be a string"),
            ("link", 12, "link must be a string or null"),
            ("page_size", "a5", #"page_size must be one of "a4", "letter""#),
            ("badges", [["text": "Late", "tone": "purple"]], "badges[0].tone must be one of"),
            ("facts", [:], "facts must be an array"),
            ("facts", [["label": "A", "value": "B"], "C"], "facts[1] must be an object"),
            ("conversation", [["author": "A", "role": "boss"]], "conversation[0].role must be one of"),
            ("timeline", [["time": "now", "actor": "A"]], "timeline[0].sentence must be a string"),
            ("generated_at", "2026-02-30T00:00:00Z", "generated_at must be a time like"),
            ("generated_at", "2026-13-01T00:00:00Z", "generated_at must be a time like"),
            ("generated_at", "2026-11-22 08:15:00Z", "generated_at must be a time like"),
            ("generated_at", "2026-11-22T08:15:00+01", "generated_at must be a time like"),
            ("generated_at", "٢٠٢٦-١١-٢", "generated_at must be a time like"),
        ] as [(String, JSON, String)])
    func `a wrong member is named`(name: String, value: JSON, words: String) throws {
        let json = Self.full.json.replacing(name, with: value)
        let error = try #require(throws: ReportFormError.self) { try TicketReport(json: json) }
        #expect("\(error)".hasPrefix(words))
    }

    @Test(
        arguments: [
            ("name", JSON.null, "conversation[0].attachments[0].name must be a string"),
            ("size", -1, "conversation[0].attachments[0].size must be a whole number, 0 or more"),
            ("size", "12", "conversation[0].attachments[0].size must be a whole number, 0 or more"),
        ] as [(String, JSON, String)])
    func `a wrong member is named with its whole path`(name: String, value: JSON, words: String) throws {
        let attachment = JSON.object([]).replacing("name", with: "a").replacing("size", with: 1)
            .replacing(name, with: value)
        let message = try #require(Self.full.json["conversation"].elements?.first)
            .replacing("attachments", with: [attachment])
        let json = Self.full.json.replacing("conversation", with: [message])
        let error = try #require(throws: ReportFormError.self) { try TicketReport(json: json) }
        #expect("\(error)" == words)
    }

    @Test(arguments: [.null, "report", [], 1] as [JSON])
    func `what is no object is no report`(json: JSON) throws {
        let error = try #require(throws: ReportFormError.self) { try TicketReport(json: json) }
        #expect("\(error)" == "the report must be an object")
    }

    @Test func `an error does not repeat what was written`() throws {
        let json = Self.full.json.replacing("page_size", with: "the secret of somebody")
        let error = try #require(throws: ReportFormError.self) { try TicketReport(json: json) }
        #expect(!"\(error)".contains("secret"))
    }
}

extension JSON {
    /// The object with one member set.
    fileprivate func replacing(_ name: String, with value: JSON) -> JSON {
        let others = (members ?? []).filter { $0.name != name }
        return .object(others + [Member(name: name, value: value)])
    }
}
