import TallyCore
import Testing

@Suite("How much mail the desk sends, in the configuration") struct OutgoingConfigurationTests {
    private func read(_ keys: String) throws -> Configuration {
        let text = ConfigurationTests.minimal
        let end = try #require(text.lastIndex(of: "}"))
        return try Configuration.read(Array((text[..<end] + keys + "}").utf8), fileName: "tally.json5")
    }

    private static let changes: [(String, @Sendable (inout OutgoingLimits) -> Void)] = [
        ("answersPerHour: 2", { $0.answers[0] = .init(2, within: .hours(1)) }),
        ("answersPerDay: 7", { $0.answers[1] = .init(7, within: .days(1)) }),
        ("breaker: { mails: 30 }", { $0.breaker = .init(30, within: .minutes(10)) }),
        ("breaker: { within: \"5m\" }", { $0.breaker = .init(120, within: .minutes(5)) }),
        ("breaker: { pause: \"2h\" }", { $0.breakerPause = .hours(2) }),
        ("notices: { mails: 3, within: \"1h\" }", { $0.notices = .init(3, within: .hours(1)) }),
        ("suspension: { bounces: 5 }", { $0.suspension = .init(5, within: .days(30)) }),
        ("suspension: { within: \"7d\" }", { $0.suspension = .init(3, within: .days(7)) }),
        ("suspension: { bounces: 0 }", { $0.suspension = nil }),
    ]

    private func limits(_ keys: String) throws -> OutgoingLimits {
        try read(", outgoing: { \(keys) }").outgoing
    }

    @Test func `without a word the limits are those of the handbook`() throws {
        let limits = try read("").outgoing
        #expect(limits == OutgoingLimits())
        #expect(limits.answers == [.init(5, within: .hours(1)), .init(20, within: .days(1))])
        #expect(limits.breaker == .init(120, within: .minutes(10)))
        #expect(limits.breakerPause == .hours(1))
        #expect(limits.notices == .init(20, within: .minutes(10)))
        #expect(limits.suspension == .init(3, within: .days(30)))
        #expect(try self.limits("") == limits, "an empty section says nothing")
    }

    @Test(arguments: changes)
    func `each key changes its limit and no other`(
        keys: String, change: @Sendable (inout OutgoingLimits) -> Void
    ) throws {
        var expected = OutgoingLimits()
        change(&expected)
        #expect(try limits(keys) == expected)
        let configuration = try read(", outgoing: { \(keys) }")
        let settings = try DeskSettings(configuration) { _, _ throws(ConfigurationProblems) in .utc }
        #expect(settings.outgoing == expected, "the desk decides by it")
    }

    private static let mistakes: [(keys: String, problem: String)] = [
        ("answersPerHour: 0", "17: outgoing.answersPerHour: is 0; write a whole number from 1 to 1000"),
        (
            "answersPerDay: 10001",
            "16: outgoing.answersPerDay: is 10001; write a whole number from 1 to 10000"
        ),
        ("answersPerWeek: 3", "1: outgoing.answersPerWeek: is not a known key"),
        ("breaker: 120", "10: outgoing.breaker: is a number; write an object in braces"),
        (
            "breaker: { mails: \"120\" }",
            "19: outgoing.breaker.mails: is \"120\"; write a whole number from 1 to 100000"
        ),
        (
            "breaker: { pauze: \"1h\" }",
            "12: outgoing.breaker.pauze: is not a known key; did you mean \"pause\"?"
        ),
        ("notices: { mails: 0 }", "19: outgoing.notices.mails: is 0; write a whole number from 1 to 100000"),
        (
            "suspension: { bounces: -1 }",
            "24: outgoing.suspension.bounces: is -1; write a whole number from 0 to 100"
        ),
        ("suspension: { mails: 3 }", "15: outgoing.suspension.mails: is not a known key"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is one problem, with its place and what to write`(keys: String, problem: String) throws {
        let text = ConfigurationTests.minimal
        let end = try #require(text.lastIndex(of: "}"))
        // On a line of its own, so that the column counts from it.
        let whole = text[..<end] + ", outgoing: {\n\(keys)\n} }"
        let line = whole.prefix { $0 != "\u{1}" }.split(separator: "\n").firstIndex { $0 == keys[...] } ?? 0
        let problems = #expect(throws: ConfigurationProblems.self) {
            try Configuration.read(Array(whole.utf8), fileName: "tally.json5")
        }
        #expect(problems?.list.count == 1)
        let said = problems?.list.first?.description ?? ""
        #expect(said.hasPrefix("tally.json5:\(line + 1):\(problem)"), "\(said)")
    }

    @Test(arguments: ["\"soon\"", "-5", "\"10 years\"", "true", "[]"])
    func `a time that is none is refused`(time: String) throws {
        for key in ["breaker: { within", "breaker: { pause", "notices: { within", "suspension: { within"] {
            let problems = #expect(throws: ConfigurationProblems.self) { try limits("\(key): \(time) }") }
            #expect(problems?.list.count == 1, "\(key): \(time)")
        }
    }
}
