import MailParsing
import TallyCore
import Testing

@Suite("The search language") struct SearchQueryTests {
    /// 2026-11-18T11:06:40Z.
    private static let now = Timestamp(unixSeconds: 1_795_000_000)
    private static let day: Int64 = 86_400

    private static func read(_ text: String) -> SearchQuery {
        SearchQuery(text, now: now, in: .utc, prefix: "TT")
    }

    /// The beginning of a day in UTC.
    private static func beginning(of day: String) -> Timestamp {
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        let time = CivilTime(year: numbers[0], month: numbers[1], day: numbers[2])
        return Timestamp(unixSeconds: time.unixSeconds)
    }

    private static func term(_ text: String, prefix: Bool = false) -> SearchExpression.Term {
        SearchExpression.Term(text, isPrefix: prefix)
    }

    @Test func `words have to be found all, those around OR one of them, those behind a minus none`() {
        let words = Self.read("printer jam OR smoke -toner floor*").words
        #expect(
            words.groups == [
                [Self.term("printer")], [Self.term("jam"), Self.term("smoke")],
                [Self.term("floor", prefix: true)],
            ])
        #expect(words.excluded == [Self.term("toner")])
    }

    @Test(arguments: [
        "\"second floor\"", "“second floor”", "„second floor“", "«second floor»", "\"second floor",
    ])
    func `a phrase stands in quotation marks of any kind, the closing one may be missing`(text: String) {
        #expect(Self.read(text).words.groups == [[Self.term("second floor")]])
    }

    @Test(arguments: [
        ("status:open", SearchFilter.statuses([.open])),
        ("STATUS:in-progress,waiting", .statuses([.inProgress, .waiting])),
        ("-status:closed", .statuses([.open, .inProgress, .waiting, .resolved, .withdrawn])),
        ("status:unfinished", .statuses([.open, .inProgress, .waiting])),
        ("is:open", .statuses([.open])), ("is:finished", .statuses([.resolved, .closed, .withdrawn])),
        ("is:unassigned", .isAssigned(false)), ("-is:unassigned", .isAssigned(true)),
        ("is:breached", .serviceLevels([.breached])), ("sla:at_risk", .serviceLevels([.atRisk])),
        ("is:overdue", .isOverdue(at: now)), ("priority:high,critical", .priorities([.high, .critical])),
        ("assignee:me", .assignee(.me)), ("assignee:none", .assignee(.nobody)),
        ("requester:alice", .requester(.named("alice"))),
        ("requester:\"Alice Müller\"", .requester(.named("Alice Müller"))), ("team:it", .team("it")),
        ("project:\"Office move\"", .project("Office move")), ("tag:vpn", .tag("vpn")),
        ("category:hardware", .category("hardware")), ("has:attachment", .hasAttachment),
        ("TT-12", .number(Ticket.ID(rawValue: 12))), ("tt-12", .number(Ticket.ID(rawValue: 12))),
        ("#12", .number(Ticket.ID(rawValue: 12))),
    ])
    func `filters are understood`(text: String, filter: SearchFilter) {
        let query = Self.read(text)
        #expect(query.filters == [filter])
        #expect(query.words.isEmpty)
        #expect(query.notes.isEmpty)
    }

    @Test(
        arguments: [
            ("2026-01-31", "2026-01-31", "2026-02-01"),
            (">2026-01-31", "2026-02-01", nil), (">=2026-01-31", "2026-01-31", nil),
            ("<2026-01-31", nil, "2026-01-31"), ("<=2026-01-31", nil, "2026-02-01"),
            ("2026-02", "2026-02-01", "2026-03-01"), ("2026-12", "2026-12-01", "2027-01-01"),
            ("2026", "2026-01-01", "2027-01-01"), ("2026-01-30..2026-02-02", "2026-01-30", "2026-02-03"),
            ("today", "2026-11-18", "2026-11-19"), ("yesterday", "2026-11-17", "2026-11-18"),
            ("2024-02-29", "2024-02-29", "2024-03-01"),
        ] as [(String, String?, String?)])
    func `spans of time are understood`(text: String, first: String?, end: String?) {
        let (from, to) = (first.map(Self.beginning(of:)), end.map(Self.beginning(of:)))
        for moment in SearchFilter.Moment.allCases {
            #expect(Self.read("\(moment.rawValue):\(text)").filters == [.time(moment, from: from, to: to)])
        }
    }

    @Test(arguments: [("7d", 7), ("2w", 14), ("30d", 30)])
    func `a number of days or weeks reaches back from now`(text: String, days: Int64) {
        let start = Timestamp(unixSeconds: Self.now.unixSeconds - days * Self.day)
        #expect(Self.read("created:\(text)").filters == [.time(.created, from: start, to: nil)])
    }

    @Test(arguments: [
        "status:done", "priority:9", "is:blue", "has:legs", "created:soon", "created:2026-02-30",
        "created:2026-13",
        "due:", "sla:", "-tag:vpn", "requester:none", "-is:overdue",
    ])
    func `a filter that is none is searched as words, and a note says so`(text: String) throws {
        let query = Self.read(text + " printer")
        #expect(query.filters.isEmpty)
        #expect(query.notes.count == 1)
        #expect(query.words.groups.last == [Self.term("printer")])
        #expect(query.words.groups.count + query.words.excluded.count == 2)
    }

    @Test(arguments: ["http://intra/x", "10:30", "C:\\Temp", "Re:", "a:b"])
    func `a colon alone makes no filter`(text: String) {
        let query = Self.read(text)
        #expect(query.filters.isEmpty)
        #expect(query.notes.isEmpty)
        #expect(query.words.groups == [[Self.term(text)]])
    }

    @Test(arguments: ["", "   ", "\u{3000}"])
    func `nothing asks for nothing`(text: String) {
        let query = Self.read(text)
        #expect(query.words.isEmpty && query.filters.isEmpty && query.notes.isEmpty)
    }

    @Test func `signs alone are searched for, so that nothing is found instead of everything`() {
        #expect(!Self.read("%").words.isEmpty)
    }

    @Test func `a search of many terms is cut, and a note says so`() {
        let query = Self.read(String(repeating: "word ", count: 100))
        #expect(query.words.groups.count == SearchQuery.termLimit)
        #expect(query.notes.count == 1)
    }

    @Test func `any text is read to its end`() {
        var noise: UInt64 = 7
        let alphabet = Array("ab\"-:*#<>.,% OR status:created:火\u{0}\u{301}").map(String.init)
        for _ in 0..<2_000 {
            var text = ""
            for _ in 0..<24 {
                noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += alphabet[Int(noise >> 33) % alphabet.count]
            }
            let query = Self.read(text)
            #expect(query.words.groups.allSatisfy { !$0.isEmpty })
        }
    }
}
