import TallyCore
import Testing

@Suite("Commands in a reply")
struct CommandReadingTests {
    @Test(arguments: [
        ("claim", [Command.claim], ""),
        ("Claim", [.claim], ""),
        ("CLAIM.", [.claim], ""),
        ("  claim!  ", [.claim], ""),
        ("claim, thanks", [.claim], ""),
        ("Claim, thank you!", [.claim], ""),
        ("\r\nclaim\r\n", [.claim], ""),
        ("unclaim", [.release], ""),
        ("resolved", [.resolve(text: "")], ""),
        ("done.", [.resolve(text: "")], ""),
        ("resolved: replaced the cable", [.resolve(text: "replaced the cable")], ""),
        ("Resolved : replaced the cable", [.resolve(text: "replaced the cable")], ""),
        ("resolved:", [.resolve(text: "")], ""),
        ("status: resolved", [.resolve(text: "")], ""),
        ("status: Waiting", [.putOnHold], ""),
        ("claim\nwaiting\n\nWhich room is it?", [.claim, .putOnHold], "Which room is it?"),
        ("claim\n\nI am on my way.", [.claim], "I am on my way."),
        ("I am on my way.\n/claim", [.claim], "I am on my way."),
        ("/claim\nfirst\n/resolved: second", [.claim, .resolve(text: "second")], "first"),
        // Sentences are not commands.
        ("I claim this is broken", [], "I claim this is broken"),
        ("claim this is broken", [], "claim this is broken"),
        ("Resolved yesterday, it came back", [], "Resolved yesterday, it came back"),
        ("done, but it took a while", [], "done, but it took a while"),
        ("Hello\nclaim", [], "Hello\nclaim"),
        ("claims\nare my business", [], "claims\nare my business"),
        ("claim: me", [], "claim: me"),
        ("> claim", [], "> claim"),
        ("/usr/bin/claim is missing", [], "/usr/bin/claim is missing"),
        ("", [], ""),
    ])
    func `staff's lines are commands or words`(text: String, commands: [Command], words: String) {
        let reading = CommandReading(visibleText: text, writerIsAgent: true)
        #expect(reading.commands.map(\.command) == commands)
        #expect(reading.text == words)
        #expect(reading.mistakes.isEmpty)
    }

    @Test func `a command knows its line`() {
        let reading = CommandReading(visibleText: "\nclaim\nword\n/close", writerIsAgent: true)
        #expect(reading.commands.map(\.line) == [2, 4])
    }

    @Test(arguments: [
        ("/clam", "claim"), ("/resolv", "resolve"), ("/reopne", "reopen"), ("/frobnicate", nil as String?),
    ])
    func `a misspelt slash command is named with the nearest verb`(text: String, suggestion: String?) {
        let reading = CommandReading(visibleText: "please\n" + text, writerIsAgent: true)
        #expect(reading.commands.isEmpty)
        #expect(
            reading.mistakes == [
                CommandError(line: 2, text: text, problem: .unknownVerb, suggestion: suggestion)
            ])
    }

    @Test(arguments: ["claim", "resolved", "close", "waiting", "release"])
    func `an employee's bare word is a word`(text: String) {
        let reading = CommandReading(visibleText: text, writerIsAgent: false)
        #expect(reading.commands.isEmpty)
        #expect(reading.text == text)
    }

    @Test func `an employee may withdraw and reopen in a word`() {
        let reading = CommandReading(visibleText: "withdraw", writerIsAgent: false)
        #expect(reading.commands.map(\.command) == [.withdraw])
        #expect(
            CommandReading(visibleText: "Reopen!", writerIsAgent: false).commands.map(\.command) == [.reopen])
    }

    @Test(arguments: ["claim\n", "/frobnicate\n"])
    func `a mail gives only so many commands; what is beyond stays words`(line: String) {
        let text = String(repeating: line, count: 10_000)
        let reading = CommandReading(visibleText: text, writerIsAgent: true)
        #expect(reading.commands.count + reading.mistakes.count == CommandReading.limit)
        #expect(reading.text.utf8.split(separator: UInt8(ascii: "\n")).count == 10_000 - CommandReading.limit)
    }

    @Test(arguments: [("/home is full", nil), ("/reopne", "reopen")] as [(String, String?)])
    func `an employee's line that is no command stays in the text`(line: String, suggestion: String?) {
        let reading = CommandReading(visibleText: line, writerIsAgent: false)
        #expect(reading.text == line)
        #expect(reading.mistakes.map(\.suggestion) == (suggestion.map { [$0] } ?? []))
    }
}
