import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Confirming commands without proof")
struct ConfirmationTests {
    /// Sam's mail without the token: the From and our Message-ID are all it has.
    private func ask(_ it: StaffedDesk, _ body: String = "claim\n\nI am on my way.") async throws
        -> OutgoingMail
    {
        let sent = try await it.send("sam", body) { $0.to = "support@acme.example" }
        return try #require(sent.last { $0.draft.kind == .confirm })
    }

    @Test func `nothing changes, and the registered address is asked`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        #expect(question.draft.to.address == "sam@acme.example")
        #expect(question.draft.values["commands"] == [["text": "claim"]])
        #expect(question.draft.values["confirm_minutes"] == 30)
        let url = try #require(question.draft.values["confirm_url"].text)
        #expect(url.hasPrefix("https://desk.acme.example/confirm/"))
        #expect(try await it.state.status == .open)
        let kept = try #require(try await it.comments.last?.content)
        #expect(kept.visibility == .internal)
        #expect(!kept.isVerified)
    }

    @Test(arguments: ["confirm", "Confirm, thanks!", "\n/confirm"])
    func `an answer with the line confirm carries it out as if it had been proven`(line: String) async throws
    {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        let sent = try await it.send("sam", line, to: question)
        #expect(sent.map(\.draft.kind) == [.claimed, .comment, .receipt])
        #expect(try await it.state.status == .inProgress)
        let words = try await it.comments.map(\.content)
        #expect(words.map(\.text) == ["Smoke comes out of it.", "I am on my way."], "once, not twice")
        #expect(words.last?.visibility == .public)
        #expect(words.last?.isVerified == true)
    }

    @Test func `it is answered once`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        try await it.send("sam", "confirm", to: question)
        _ = try await it.receipt("sam", "release")
        let again = try await it.receipt("sam", "confirm", to: question)
        #expect(again.refusals == ["This was confirmed already."])
        #expect(try await it.state.status == .open)
    }

    @Test func `it is answered within half an hour`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        it.desk.advance(.seconds(30 * 60))
        let late = try await it.receipt("sam", "confirm", to: question)
        #expect(late.refusals.first?.contains("half an hour") == true)
        #expect(try await it.state.status == .open)
    }

    @Test func `one question stands open for each person and ticket`() async throws {
        let it = try await StaffedDesk()
        _ = try await ask(it)
        let second = try await it.send("sam", "resolved") { $0.to = "support@acme.example" }
        #expect(!second.contains { $0.draft.kind == .confirm })
        let tina = try await it.send("tina", "claim") { $0.to = "support@acme.example" }
        #expect(tina.contains { $0.summary == "confirm to tina@acme.example" })
        it.desk.advance(.seconds(30 * 60))
        let later = try await it.send("sam", "resolved") { $0.to = "support@acme.example" }
        #expect(later.contains { $0.summary == "confirm to sam@acme.example" })
    }

    @Test func `a question that would come too late to be answered is not sent`() async throws {
        var settings = TestDesk.settings
        settings.outgoing.ladder = [OutgoingLimits.Rate(1, within: .hours(1))]
        let it = try await StaffedDesk(settings: settings)
        let mails = try await it.send("sam", "claim") { $0.to = "support@acme.example" }
        #expect(!mails.contains { $0.draft.kind == .confirm })
        let page = try await it.desk.store.read { records throws(DeskError) in
            try records.outbox([.failed], after: nil, limit: 10)
        }
        #expect(page.elements.map(\.kind) == [.confirm])
    }

    @Test func `a machine's answer confirms nothing`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        try await it.send("sam", "confirm", to: question) { $0.extra = ["Auto-Submitted: auto-replied"] }
        #expect(try await it.state.status == .open)
    }

    @Test(arguments: ["mallory@evil.example", "tina@acme.example"])
    func `nobody else's answer confirms it`(sender: String) async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        try await it.send("sam", "confirm", to: question) { $0.from = sender }
        #expect(try await it.state.status == .open)
    }

    @Test func `an answer to another mail confirms nothing`() async throws {
        let it = try await StaffedDesk()
        _ = try await ask(it)
        try await it.send("sam", "confirm")
        #expect(try await it.state.status == .open)
    }

    @Test func `who left in the meantime confirms nothing`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it)
        try await it.desk.write { _, records throws(DeskError) in
            guard var sam = try records.people().first(where: { $0.name == "Sam" }) else { return }
            sam.isActive = false
            try records.update(sam)
        }
        try await it.send("sam", "confirm", to: question)
        #expect(try await it.state.status == .open)
    }

    @Test func `an employee is asked too, and is shown nothing that somebody else may have written`()
        async throws
    {
        let it = try await StaffedDesk()
        let sent = try await it.send("alice", "/resolve: buy pills at evil.example") {
            $0.to = "support@acme.example"
        }
        let question = try #require(sent.last { $0.draft.kind == .confirm })
        #expect(question.draft.values["commands"] == [["text": "resolve"]])
        #expect(try await it.state.status == .open)
        try await it.send("alice", "confirm", to: question)
        #expect(try await it.state.status == .resolved)
    }

    @Test func `what was confirmed can be taken back`() async throws {
        let it = try await StaffedDesk()
        let question = try await ask(it, "claim")
        let receipt = try #require(try await it.send("sam", "confirm", to: question).last)
        #expect(try await it.receipt("sam", "undo", to: receipt).applied == ["undo"])
        #expect(try await it.state.status == .open)
    }
}
