import TallyCore
import TallyDocuments

/// Reports that tests are made of.
enum Sample {
    /// The real report program, one for all tests: a child for each test at once would be too much for small machines.
    static let program = ReportProgram(limits: .init(duration: .seconds(300), queue: 1_000))

    /// One line in each script, and a word of it that has to come out of the PDF again.
    static let scripts: [(name: String, line: String, word: String)] = [
        ("Latin", "Größe, naïve, Łódź, İstanbul, Việt Nam", "Łódź"),
        ("Greek", "Ο εκτυπωτής τυπώνει μόνο κενές σελίδες", "εκτυπωτής"),
        ("Cyrillic", "Принтер печатает только пустые страницы", "Принтер"),
        ("Chinese", "打印机只打印空白页", "打印机只打印空白页"),
        ("Japanese", "プリンターが白紙しか印刷しません", "プリンターが白紙"),
        ("Korean", "프린터가 빈 페이지만 인쇄합니다", "프린터가"),
        ("Arabic", "الطابعة تطبع صفحات فارغة", "الطابعة"),
        ("Hebrew", "המדפסת מדפיסה דפים ריקים", "המדפסת"),
        ("Devanagari", "प्रिंटर केवल खाली पृष्ठ छापता है", "प्रिंटर"),
        ("Thai", "เครื่องพิมพ์เสีย", "เครื่อง"),
        ("Georgian", "პრინტერი ბეჭდავს", "პრინტერი"),
        ("Armenian", "Տպիչը տպում է", "Տպիչը"),
        ("Ethiopic", "አታሚው ባዶ ገጾች", "አታሚው"),
        ("emoji", "😀 👍 🎉 ✅", "😀"),
        ("symbols", "→ ✓ ☎ € ½ ∑", "✓"),
    ]

    static func report(
        subject: String = "The printer prints nothing", text: String = "It prints only empty pages.",
        messages: Int = 1
    ) -> TicketReport {
        TicketReport(
            site: "Acme Support", reference: "TT-128", subject: subject,
            link: "https://desk.acme.example/tickets/128",
            badges: [.init(text: "Resolved", tone: .good), .init(text: "High", tone: .warning)],
            facts: [
                .init(label: "Requester", value: "Emma Employee"),
                .init(label: "Assignee", value: "Sam Staff"),
                .init(label: "Team", value: "IT"), .init(label: "Created", value: "18 Nov 2026, 09:02"),
            ],
            conversation: (0..<messages).map { index in
                TicketReport.Message(
                    author: index % 2 == 0 ? "Emma Employee" : "Sam Staff",
                    address: index % 2 == 0 ? "emma@acme.example" : "sam@acme.example",
                    role: index % 2 == 0 ? .requester : .staff, time: "18 Nov 2026, 09:02",
                    visibility: index % 3 == 2 ? .internal : .everyone, text: text,
                    attachments: index == 0 ? [.init(name: "page.jpg", size: 184_320)] : [])
            },
            timeline: [
                .init(time: "18 Nov 2026, 09:31", actor: "Sam Staff", sentence: "claimed the ticket"),
                .init(time: "19 Nov 2026, 16:40", actor: "Sam Staff", sentence: "resolved the ticket"),
            ],
            generatedAt: Timestamp(unixSeconds: 1_795_000_000), generatedText: "19 Nov 2026, 16:40 CET")
    }
}
