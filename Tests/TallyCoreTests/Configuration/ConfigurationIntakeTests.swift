import TallyCore
import Testing

@Suite("Rules and times of tickets in the configuration") struct ConfigurationIntakeTests {
    private func read(_ keys: String) throws -> Configuration {
        let text = ConfigurationTests.minimal
        let end = try #require(text.lastIndex(of: "}"))
        return try Configuration.read(Array((text[..<end] + keys + "}").utf8), fileName: "tally.json5")
    }

    private func problems(_ keys: String) throws -> [String] {
        do {
            _ = try read(keys)
            return []
        } catch let error as ConfigurationProblems {
            return error.list.map { "\($0.path): \($0.finding)" }
        }
    }

    @Test func `without keys tickets are closed after fourteen days, and no rule is there`() throws {
        let configuration = try read("")
        #expect(configuration.lifecycle.closesAfter == .days(14))
        #expect(configuration.intake.rules.isEmpty)
    }

    @Test func `a site closes when it likes, or never`() throws {
        #expect(try read(", lifecycle: { closeAfterDays: 3 }").lifecycle.closesAfter == .days(3))
        #expect(try read(", lifecycle: { closeAfterDays: 0 }").lifecycle.closesAfter == nil)
    }

    @Test func `rules are read in their order`() throws {
        let rules = try read(
            """
            , intake: { rules: [
                { when: { importance: "high" }, set: { priority: "high" } },
                { when: { subject: ["outage"], from: ["ops.example", "boss@acme.example"], mailbox: ["support"] },
                  set: { priority: "critical", category: "network", team: "it", tags: ["VIP customer"] } },
            ] }
            """
        ).intake.rules
        try #require(rules.count == 2)
        #expect(rules[0].importance == .high)
        #expect(rules[0].priority == .high)
        #expect(rules[1].subject.count == 1)
        #expect(rules[1].senders.count == 2)
        #expect(rules[1].senders.first == .domain("ops.example"))
        #expect(rules[1].mailboxes == [MailboxName("support")])
        #expect(rules[1].category == "network")
        #expect(rules[1].team == "it")
        #expect(rules[1].tags.map(\.text) == ["vip-customer"])
    }

    @Test(arguments: [
        (", lifecycle: { closeAfterDays: -1 }", "lifecycle.closeAfterDays: is -1"),
        (", lifecycle: { closeAfter: 3 }", "lifecycle.closeAfter: is not a known key"),
        (", intake: { rules: {} }", "intake.rules: is an object"),
        (", intake: { rules: [ { when: {} } ] }", "intake.rules[0].set: is missing"),
        (", intake: { rules: [ { set: {} } ] }", "intake.rules[0].set: sets nothing"),
        (
            ", intake: { rules: [ { set: { priority: \"huge\" } } ] }",
            "intake.rules[0].set.priority: is \"huge\""
        ),
        (
            ", intake: { rules: [ { when: { mailbox: [\"sales\"] }, set: { team: \"it\" } } ] }",
            "intake.rules[0].when.mailbox: names \"sales\", and there is no such mailbox"
        ),
        (
            ", intake: { rules: [ { when: { importance: \"top\" }, set: { team: \"it\" } } ] }",
            "intake.rules[0].when.importance: is \"top\""
        ),
        (
            ", intake: { rules: [ { when: { from: [\"@\"] }, set: { team: \"it\" } } ] }",
            "intake.rules[0].when.from[0]: is \"@\""
        ),
        (", intake: { rules: [ { set: { tags: [\"\"] } } ] }", "intake.rules[0].set.tags[0]: is \"\""),
    ])
    func `a mistake in them is one problem`(keys: String, problem: String) throws {
        #expect(try problems(keys) == [problem])
    }
}
