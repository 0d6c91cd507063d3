import TallyCore
import Testing

@Suite("The grammar of commands")
struct CommandGrammarTests {
    private func read(_ text: String, _ grammar: CommandGrammar = CommandGrammar()) -> CommandReading {
        CommandReading(visibleText: text, writerIsAgent: true, grammar: grammar)
    }

    @Test(arguments: [
        ("assign tina@acme.example", Command.assign(to: .person("tina@acme.example"))),
        ("Assign Tina Tester, please", .assign(to: .person("Tina Tester"))),
        ("assign to Tina", .assign(to: .person("Tina"))),
        ("assign me", .assign(to: .writer)), ("assign nobody", .assign(to: .nobody)),
        ("owner: tina", .assign(to: .person("tina"))),
        ("priority high", .priority(.high)), ("Priority: LOW", .priority(.low)),
        ("priority critical!", .priority(.critical)),
        ("priority high thanks", .priority(.high)),
        ("team network", .team("network")), ("team: Field Service", .team("Field Service")),
        ("team none", .team(nil)),
        ("category Hardware.", .category("Hardware")), ("project Move 2027", .project("Move 2027")),
        ("due 2026-12-24", .due(.day(year: 2_026, month: 12, day: 24, minute: nil))),
        ("due: 2026-12-24 17:30", .due(.day(year: 2_026, month: 12, day: 24, minute: 1_050))),
        ("due 24.12.2026", .due(.day(year: 2_026, month: 12, day: 24, minute: nil))),
        ("due tomorrow", .due(.inDays(1))), ("due Friday", .due(.weekday(4))),
        ("due in 2 weeks", .due(.inDays(14))),
        ("due none", .due(nil)),
        ("merge TT-12", .merge(into: Ticket.ID(rawValue: 12))),
        ("merge into tt-12", .merge(into: Ticket.ID(rawValue: 12))),
        ("merge #12", .merge(into: Ticket.ID(rawValue: 12))),
        ("tag vpn, -printer", .tag(added: ["vpn"], removed: ["printer"])),
        ("untag vpn", .tag(added: [], removed: ["vpn"])),
        ("status: in progress", .status(.inProgress)), ("Status: OPEN", .status(.open)),
        ("status: closed", .close),
        ("undo", .undo), ("note", .note), ("note: for us", .note), ("pending", .putOnHold),
        ("resolved \u{FF1A} ok", .resolve(text: "ok")), ("/resolved all good", .resolve(text: "all good")),
        ("claim\u{A0}", .claim), ("\u{FEFF}claim", .claim), ("claim, danke", .claim),
        ("Claim, mit freundlichen Gr\u{FC}\u{DF}en", .claim),
    ])
    func `a line is a command`(line: String, command: Command) {
        let reading = read(line)
        #expect(reading.commands.map(\.command) == [command])
        #expect(reading.text == "")
        #expect(reading.mistakes.isEmpty)
    }

    @Test func `an address for a copy is a plain one`() throws {
        let bob = try #require(MailAddress("bob@acme.example"))
        for line in ["cc bob@acme.example", "cc: Bob <bob@acme.example>", "/cc BOB@acme.example, please"] {
            #expect(read(line).commands.map(\.command) == [.copy(to: bob)])
        }
    }

    @Test(arguments: [
        "team is on it already, we hope", "Team,", "assign it to whoever has the time",
        "category of the problem?",
        "status resolved", "owner tina", "due to the weather we wait", "priority mail is faster",
        "cc me on that",
        "merge lanes carefully", "note that it burns", "tag along with us please", "claim this is broken",
        "Status: waiting for parts from the supplier", "closed doors", "undone", "helpful", "done deal",
    ])
    func `prose stays prose`(line: String) {
        let reading = read(line + "\nsecond line")
        #expect(reading.commands.isEmpty)
        #expect(reading.mistakes.isEmpty)
        #expect(reading.text == line + "\nsecond line")
    }

    @Test(arguments: [
        ("priority urgent", "priority"), ("status: frozen", "status"), ("due: 31.02.2026", "due"),
        ("/team", "team"),
        ("/due to the weather", "due"), ("/merge lanes", "merge"), ("cc: bob", "cc"),
        ("due: 12/24/2026", "due"),
    ])
    func `a verb with the wrong argument is a mistake on its line`(line: String, verb: String) throws {
        let reading = read("claim\n" + line)
        let mistake = try #require(reading.mistakes.first)
        #expect(mistake.line == 2)
        #expect(mistake.text == line)
        guard case .invalidArgument(verb, _) = mistake.problem else {
            Issue.record("\(mistake.problem)")
            return
        }
        #expect(mistake.sentence().hasPrefix("\"\(verb)\" takes "))
    }

    @Test func `a verb that stands alone takes nothing behind a slash`() {
        let reading = read("/claim it now")
        #expect(reading.mistakes.map(\.problem) == [.unexpectedArgument(verb: "claim")])
    }

    @Test(arguments: [
        ("\u{FC}bernehmen", Command.claim), ("\u{DC}BERNEHMEN!", .claim), ("u\u{308}bernehmen", .claim),
        ("/\u{FC}bernehmen, danke", .claim),
        ("je prends", .claim), ("dringend", .priority(.critical)),
        ("gel\u{F6}st: neues Kabel", .resolve(text: "neues Kabel")),
        ("\u{89E3}\u{6C7A}\u{FF1A}ok", .resolve(text: "ok")),
        ("\u{89E3}\u{6C7A}\u{3002}", .resolve(text: "")), ("abteilung Netz", .team("Netz")),
        ("\u{645}\u{62D}\u{644}\u{648}\u{644}", .resolve(text: "")),
    ])
    func `a site's own words are verbs, whatever the script`(line: String, command: Command) {
        let aliases = [
            ("\u{FC}bernehmen", "claim"), ("je prends", "claim"), ("dringend", "priority critical"),
            ("gel\u{F6}st", "resolved"), ("\u{89E3}\u{6C7A}", "resolve"), ("abteilung", "team"),
            ("\u{645}\u{62D}\u{644}\u{648}\u{644}", "resolve"),
        ].compactMap { CommandGrammar.Alias($0, for: $1) }
        #expect(aliases.count == 7)
        #expect(read(line, CommandGrammar(aliases: aliases)).commands.map(\.command) == [command])
    }

    @Test(arguments: [
        ("claim", "resolve"), ("mine", "clam"), ("", "claim"), ("a b c d e", "claim"), ("a:b", "claim"),
        ("x/y", "claim"),
        ("mine", "claim this"), ("mine", ""),
    ])
    func `a word that cannot stand for a verb is none`(word: String, line: String) {
        #expect(CommandGrammar.Alias(word, for: line) == nil)
    }

    @Test(arguments: [
        ("claim\n\nThanks,\nSam", ""), ("claim\n\nSam Staff", ""), ("claim\n\nBest regards", ""),
        ("claim\n\nSam\nSam", "Sam\nSam"),
        ("claim\n\nThanks, Alice", "Thanks, Alice"), ("Thanks,\nSam", "Thanks,\nSam"),
    ])
    func `what is left below a verb is dropped only when it is a closing`(text: String, left: String) {
        let reading = CommandReading(visibleText: text, writerIsAgent: true, writerName: "Sam Staff")
        #expect(reading.text == left)
    }

    @Test func `reading is linear`() {
        // A line of a megabyte, and a hundred thousand lines that each look like something.
        let long = read(String(repeating: "\u{A0}", count: 500_000) + "claim")
        #expect(long.commands.map(\.command) == [.claim])
        let many = read(String(repeating: "/\u{FC}b: ,.! thanks thanks\n", count: 100_000))
        #expect(many.mistakes.count == CommandReading.limit)
    }
}
