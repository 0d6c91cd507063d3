import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// One daemon, several mailboxes.
@Suite("Several mailboxes")
struct SeveralMailboxesTests {
    private func letter(_ id: String = "q1@acme.example", to: String, cc: String? = nil) -> Letter {
        Letter(
            from: "Alice Miller <alice@acme.example>", to: to, id: id,
            extra: cc.map { ["Cc: \($0)"] } ?? [], body: "My contract and my laptop.")
    }

    /// What a mail server adds on the way into one mailbox.
    private func delivered(_ letter: Letter, to mailbox: String) -> String {
        var copy = letter
        copy.above = [
            "Return-Path: <alice@acme.example>", "Delivered-To: \(mailbox)@acme.example",
            "Received: by mx.acme.example for \(mailbox)@acme.example; today",
            "X-Spam-Status: No, for \(mailbox)", "ARC-Seal: i=1; t=\(mailbox)",
            "Authentication-Results: mx.acme.example; spf=pass smtp.rcpttodomain=\(mailbox)",
        ]
        return copy.text
    }

    @Test func `each mailbox gives its tickets its team, its priority and its address`() async throws {
        let desk = try await ManyMailboxes.desk()
        _ = try await desk.receive(letter("1@acme.example", to: "it@acme.example").text, uid: 1, in: "it")
        _ = try await desk.receive(letter("2@acme.example", to: "hr@acme.example").text, uid: 1, in: "hr")
        let tickets = [
            try await desk.ticket(Ticket.ID(rawValue: 1)), try await desk.ticket(Ticket.ID(rawValue: 2)),
        ]
        #expect(tickets.map(\.?.mailbox?.text) == ["it", "hr"])
        #expect(tickets.map(\.?.priority) == [.high, .low])
        let teams = try await desk.store.read { records throws(DeskError) in
            [try records.team(named: "it")?.id, try records.team(named: "hr")?.id]
        }
        #expect(tickets.map(\.?.team) == teams && !teams.contains(nil))
        let mails = try await desk.sent().filter { $0.draft.kind == .received }
        #expect(mails.map(\.draft.from.address) == ["it@acme.example", "hr@acme.example"])
        #expect(mails.map { $0.answerAddress.prefix(3) } == ["it+", "hr+"])
        #expect(mails.map(\.draft.from.name) == ["IT desk", "Acme"], "of its own, else the site's")
        #expect(mails.map(\.draft.replyTo?.name) == ["IT desk", "Acme"])
    }

    @Test(arguments: [["it", "hr"], ["hr", "it"]])
    func `a mail to two mailboxes is one ticket of the one that To names first, whichever copy came first`(
        order: [String]
    ) async throws {
        let desk = try await ManyMailboxes.desk()
        let letter = letter(to: "hr@acme.example, it@acme.example")
        for name in order { try await desk.stage(delivered(letter, to: name), uid: 7, in: name) }
        let outcomes = try await desk.processStaged()
        let ticket = try #require(outcomes.first?.ticket)
        #expect(
            outcomes == [
                .opened(ticket), .ignored(reason: "the same as mail 1, which came to \(order[0])"),
            ])
        #expect(try await desk.ticket(ticket)?.mailbox?.text == "hr")
        #expect(try await desk.sent().count { $0.draft.kind == .received } == 1)
    }

    @Test func `the second copy may come hours later`() async throws {
        let desk = try await ManyMailboxes.desk()
        let letter = letter(to: "it@acme.example", cc: "hr@acme.example")
        _ = try await desk.receive(delivered(letter, to: "hr"), uid: 1, in: "hr")
        desk.advance(.hours(9))
        let later = try await desk.receive(delivered(letter, to: "it"), uid: 1, in: "it")
        #expect(later == [.ignored(reason: "the same as mail 1, which came to hr")])
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1))?.mailbox?.text == "it")
    }

    @Test func `one copy may be fetched and the other come through a pipe`() async throws {
        let desk = try await ManyMailboxes.desk()
        let letter = letter(to: "it@acme.example, hr@acme.example")
        _ = try await desk.receive(delivered(letter, to: "it"), uid: 1, in: "it")
        try await desk.ingest("From alice Tue Nov 17\n" + delivered(letter, to: "hr") + "\n", in: "hr")
        #expect(try await desk.processStaged() == [.ignored(reason: "the same as mail 1, which came to it")])
        try await desk.ingest(delivered(letter, to: "it") + "\n", in: "it")
        #expect(try await desk.processStaged() == [], "the pipe beside the same mailbox")
    }

    @Test func `two copies that arrive at the same time are one ticket`() async throws {
        let desk = try await ManyMailboxes.desk()
        let letter = letter(to: "support@acme.example, it@acme.example, hr@acme.example")
        try await withThrowingTaskGroup { group in
            for name in ["support", "it", "hr"] {
                group.addTask { try await desk.stage(delivered(letter, to: name), uid: 3, in: name) }
                group.addTask { try await desk.ingest(delivered(letter, to: name), in: name) }
            }
            try await group.waitForAll()
        }
        let outcomes = try await desk.processStaged()
        #expect(outcomes.count == 3)
        #expect(outcomes.count { $0.name == "opened" } == 1)
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1))?.mailbox?.text == "support")
    }

    @Test func `hidden copies are one ticket, of the mailbox that the configuration has first`() async throws
    {
        let desk = try await ManyMailboxes.desk()
        var letter = letter(to: "undisclosed-recipients:;")
        for name in ["hr", "it"] {
            // Some programs leave each hidden recipient their own Bcc.
            letter.above = ["Bcc: \(name)@acme.example"]
            try await desk.stage(letter.text, uid: 1, in: name)
        }
        #expect(try await desk.processStaged().map(\.name) == ["opened", "ignored"])
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1))?.mailbox?.text == "it")
    }

    @Test func `mail that only looks alike stays two`() async throws {
        let desk = try await ManyMailboxes.desk()
        var other = letter(to: "it@acme.example, hr@acme.example")
        _ = try await desk.receive(other.text, uid: 1, in: "it")
        other.body = "My contract and my desk."
        #expect(try await desk.receive(other.text, uid: 1, in: "hr").map(\.name) == ["opened"])
    }

    @Test func `an answer that goes to two mailboxes is one comment on its ticket`() async throws {
        let desk = try await ManyMailboxes.desk()
        _ = try await desk.receive(letter(to: "it@acme.example").text, uid: 1, in: "it")
        let notice = try #require(try await desk.sent().first)
        var answer = letter("a1@acme.example", to: "hr@acme.example, \(notice.answerAddress)")
        answer.inReplyTo = notice.draft.messageID.text
        for name in ["hr", "it"] { try await desk.stage(answer.text, uid: 2, in: name) }
        #expect(try await desk.processStaged().map(\.name) == ["commented", "ignored"])
        let ticket = try await desk.ticket(Ticket.ID(rawValue: 1))
        #expect(ticket?.mailbox?.text == "it", "a ticket stays in its mailbox")
    }

    @Test func `mail between our own mailboxes is nobody's request`() async throws {
        let desk = try await ManyMailboxes.desk()
        let letter = Letter(
            from: "hr@acme.example", to: "it@acme.example", id: "x@acme.example", body: "Hello.")
        #expect(try await desk.receive(letter.text, uid: 1, in: "it").map(\.name) == ["ignored"])
    }
}
