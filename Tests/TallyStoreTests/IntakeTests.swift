import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Intake")
struct IntakeTests {
    private let question = Letter(
        from: "Alice Miller <alice@acme.example>", id: "q1@acme.example", body: "Smoke comes out of it.")

    /// Alice has asked; Sam and Tina work at the desk.
    ///
    /// Gives the notices that staff got.
    private func begin(_ desk: TestDesk) async throws -> (ticket: Ticket.ID, notices: [OutgoingMail]) {
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tina", .staff)
        let outcomes = try await desk.receive(question.text, uid: 1)
        guard case .opened(let ticket) = outcomes.first else {
            throw UnexpectedOutcome(outcomes: outcomes)
        }
        return (ticket, try await desk.sent())
    }

    private struct UnexpectedOutcome: Error {
        let outcomes: [IntakeOutcome]
    }

    private func reply(_ desk: TestDesk, _ notice: OutgoingMail, _ body: String, from: String, id: String)
        -> Letter
    {
        Letter(
            from: from, to: notice.answerAddress, subject: "Re: [TT-1] The printer burns", id: id,
            inReplyTo: notice.draft.messageID.text, body: body)
    }

    @Test func `a new mail opens a ticket, is acknowledged, and staff are told`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        #expect(
            mails.map(\.summary) == [
                "received to alice@acme.example", "new-ticket to sam@acme.example",
                "new-ticket to tina@acme.example",
            ])
        #expect(mails[0].draft.inReplyTo?.text == "q1@acme.example")
        let ticket = try #require(try await desk.ticket(id))
        #expect(ticket.subject == "The printer burns")
        #expect(ticket.status == .open)
    }

    @Test func `an acknowledgement to an unproven sender carries none of their text`() async throws {
        let desk = try TestDesk()
        let (_, mails) = try await begin(desk)
        #expect(mails[0].draft.values["is_proven"] == false)
    }

    @Test func `staff claim by answering, the requester is told and staff get a receipt`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let claim = reply(desk, mails[1], "claim", from: "Sam <sam@acme.example>", id: "c1@acme.example")
        #expect(try await desk.receive(claim.text, uid: 2) == [.commanded(id)])
        #expect(try await desk.ticket(id)?.status == .inProgress)
        let sent = try await desk.sent()
        #expect(sent.map(\.summary) == ["claimed to alice@acme.example", "receipt to sam@acme.example"])
        #expect(sent[1].draft.values["applied"].elements?.first?["verb"] == "claim")
        #expect(sent[1].draft.values["state_sentence"] == "TT-1 is now: In progress, held by Sam.")
    }

    @Test func `the second to claim is told who was first`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let first = reply(desk, mails[1], "claim", from: "sam@acme.example", id: "c1@acme.example")
        let second = reply(desk, mails[2], "Claim, thanks!", from: "tina@acme.example", id: "c2@acme.example")
        _ = try await desk.receive(first.text, uid: 2)
        _ = try await desk.sent()
        #expect(try await desk.receive(second.text, uid: 3) == [.commanded(id)])
        let sent = try await desk.sent()
        #expect(sent.map(\.summary) == ["receipt to tina@acme.example"])
        let reason = try #require(sent[0].draft.values["refused"].elements?.first?["reason"].text)
        #expect(reason.hasPrefix("Sam took it already, on "))
    }

    @Test func `resolved with a text resolves, and the requester gets the text`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let letter = reply(
            desk, mails[1], "resolved: replaced the cable\n\nIt was worn out.", from: "sam@acme.example",
            id: "r1@acme.example")
        _ = try await desk.receive(letter.text, uid: 2)
        let ticket = try #require(try await desk.ticket(id))
        #expect(ticket.status == .resolved)
        #expect(ticket.assignee != nil)
        let sent = try await desk.sent()
        #expect(sent.map(\.summary) == ["resolved to alice@acme.example", "receipt to sam@acme.example"])
        #expect(sent[0].draft.values["comment"]["text"] == "replaced the cable\nIt was worn out.")
        #expect(sent[0].draft.values["has_pdf"] == true)
    }

    @Test(arguments: [
        // The bare From, by reference to our mail, by the tag, and with a token of somebody else.
        "reference", "tag", "foreign token", "broken token", "expired token", "old date",
        "date ahead", "two From fields",
    ])
    func `a claim that is not proven changes nothing`(forgery: String) async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        var letter = reply(desk, mails[1], "claim", from: "Sam <sam@acme.example>", id: "f1@evil.example")
        switch forgery {
        case "reference": letter.to = "support@acme.example"
        case "tag": (letter.to, letter.inReplyTo) = ("support@acme.example", nil)
        case "foreign token": letter.to = mails[0].answerAddress
        case "broken token": letter.to = letter.to.replacing("support+a", with: "support+b")
        case "expired token": desk.advance(.days(31))
        case "old date": letter.date = "Sat, 07 Nov 2026 12:26:40 +0000"
        case "date ahead": letter.date = (desk.now + .days(7) + .seconds(1)).mailDate
        default: letter.extra = ["From: Tina <tina@acme.example>"]
        }
        _ = try await desk.receive(letter.text, uid: 2)
        let ticket = try #require(try await desk.ticket(id))
        #expect(ticket.status == .open, "\(forgery)")
        #expect(ticket.assignee == nil)
        let sent = try await desk.sent()
        #expect(!sent.contains { $0.draft.kind == .receipt || $0.draft.kind == .claimed })
        #expect(!sent.contains { $0.draft.to.address == "alice@acme.example" && $0.draft.kind != .received })
    }

    @Test func `unproven words in the name of staff stay internal`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        var letter = reply(
            desk, mails[1], "Give me your password.", from: "sam@acme.example", id: "f@evil.example")
        letter.to = "support@acme.example"
        _ = try await desk.receive(letter.text, uid: 2)
        let comments = try await desk.store.read { records throws(DeskError) in try records.comments(of: id) }
        #expect(comments.map(\.content.visibility) == [.public, .internal])
        #expect(comments.last?.content.isVerified == false)
        #expect(try await desk.ticket(id)?.firstRespondedAt == nil)
        let recipients = Set(try await desk.sent().map(\.draft.to.address))
        #expect(recipients == ["sam@acme.example", "tina@acme.example"])
    }

    @Test func `an agent's token in foreign hands is revoked, and staff are told`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let stolen = reply(desk, mails[1], "claim", from: "mallory@evil.example", id: "s1@evil.example")
        _ = try await desk.receive(stolen.text, uid: 2)
        let notes = try await desk.sent().filter { $0.draft.kind == .comment }
        #expect(Set(notes.map(\.draft.to.address)).isSuperset(of: ["sam@acme.example", "tina@acme.example"]))
        let late = reply(desk, mails[1], "claim", from: "sam@acme.example", id: "c1@acme.example")
        _ = try await desk.receive(late.text, uid: 3)
        #expect(try await desk.ticket(id)?.status == .open)
    }

    @Test func `the requester's answer is a comment for whoever holds the ticket`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let claim = reply(desk, mails[1], "claim", from: "sam@acme.example", id: "c1@acme.example")
        _ = try await desk.receive(claim.text, uid: 2)
        let claimed = try #require(try await desk.sent().first)
        let answer = reply(
            desk, claimed, "It burns again.", from: "alice@acme.example", id: "a1@acme.example")
        guard case .commented(id, _)? = try await desk.receive(answer.text, uid: 3).first else {
            Issue.record("the answer did not become a comment")
            return
        }
        #expect(try await desk.sent().map(\.summary) == ["comment to sam@acme.example"])
    }

    @Test func `a requester's answer wakes a waiting ticket and reopens a resolved one`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        for (uid, verb) in [(2, "claim\nwaiting"), (4, "resolved")] as [(UInt32, String)] {
            let command = reply(desk, mails[1], verb, from: "sam@acme.example", id: "v\(uid)@acme.example")
            _ = try await desk.receive(command.text, uid: uid)
            let answer = reply(
                desk, mails[0], "But it still burns.", from: "alice@acme.example", id: "a\(uid)@acme.example")
            _ = try await desk.receive(answer.text, uid: uid + 1)
            #expect(try await desk.ticket(id)?.status == .inProgress)
        }
    }

    @Test func `two weeks after the resolution the answer begins a new ticket that links back`() async throws
    {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let command = reply(desk, mails[1], "resolved", from: "sam@acme.example", id: "v@acme.example")
        _ = try await desk.receive(command.text, uid: 2)
        desk.advance(.days(15))
        let answer = reply(
            desk, mails[0], "It burns again.", from: "alice@acme.example", id: "a@acme.example")
        guard case .opened(let next)? = try await desk.receive(answer.text, uid: 3).first else {
            Issue.record("no new ticket")
            return
        }
        #expect(try await desk.ticket(id)?.status == .resolved)
        let timeline = try await desk.store.read { records throws(DeskError) in try records.timeline(of: next)
        }
        #expect(timeline.contains { $0.kind == .linked && $0.to == "TT-1" })
    }

    @Test func `the same mail delivered twice is one ticket, whatever the UIDs say`() async throws {
        let desk = try TestDesk()
        _ = try await begin(desk)
        #expect(try await desk.receive("Received: by other.example\n" + question.text, uid: 9) == [])
        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(2))
        let bytes = Array(
            question.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
                .utf8)
        let again = FetchedMessage(
            uid: UID(1), internalDate: desk.now, size: bytes.count, content: bytes, isOversize: false)
        try await desk.store.stage([again], in: folder)
        #expect(try await desk.processStaged() == [])
        #expect(try await desk.store.highestStaged(in: folder) == UID(1))
        #expect(try await desk.store.unfiled(in: folder) == [UID(1)])
    }

    @Test func `another mail with the same Message-ID is kept`() async throws {
        let desk = try TestDesk()
        _ = try await begin(desk)
        var other = question
        other.body = "Something else."
        guard case .opened? = try await desk.receive(other.text, uid: 2).first else {
            Issue.record("the second mail was dropped")
            return
        }
    }

    @Test func `a stranger who names a ticket gets a new one`() async throws {
        let desk = try TestDesk()
        let (id, _) = try await begin(desk)
        let letter = Letter(
            from: "mallory@evil.example", subject: "Re: [TT-1] hello", id: "m@evil.example",
            body: "Let me in.")
        guard case .opened(let other)? = try await desk.receive(letter.text, uid: 2).first else {
            Issue.record("no ticket")
            return
        }
        #expect(other != id)
    }

    @Test func `our own mail coming back is ignored`() async throws {
        let desk = try TestDesk()
        let (_, mails) = try await begin(desk)
        let echo = Letter(
            from: "Acme IT <noreply@acme.example>", id: mails[0].draft.messageID.text, body: "We have it.")
        guard case .ignored? = try await desk.receive(echo.text, uid: 2).first else {
            Issue.record("not ignored")
            return
        }
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `an automatic reply changes nothing and is never answered`() async throws {
        let desk = try TestDesk()
        let (id, mails) = try await begin(desk)
        let command = reply(desk, mails[1], "resolved", from: "sam@acme.example", id: "v@acme.example")
        _ = try await desk.receive(command.text, uid: 2)
        _ = try await desk.sent()
        var away = reply(
            desk, mails[0], "resolved\nI am away.", from: "alice@acme.example", id: "o@acme.example")
        away.extra = ["Auto-Submitted: auto-replied"]
        _ = try await desk.receive(away.text, uid: 3)
        #expect(try await desk.ticket(id)?.status == .resolved)
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `a mail that names nobody becomes a ticket that shows its text`() async throws {
        let desk = try TestDesk()
        _ = try await desk.add("Sam", .staff)
        guard case .opened(let id)? = try await desk.receive("\u{0}\u{1} not a mail at all", uid: 1).first
        else {
            Issue.record("no ticket")
            return
        }
        #expect(try await desk.ticket(id)?.requester == nil)
        let comments = try await desk.store.read { records throws(DeskError) in try records.comments(of: id) }
        #expect(comments.first?.content.text.contains("not a mail at all") == true)
        #expect(try await desk.sent().map(\.summary) == ["new-ticket to sam@acme.example"])
    }

    @Test func `a loop of strangers' mails tires out`() async throws {
        let desk = try TestDesk()
        for uid in 1...12 as ClosedRange<UInt32> {
            var letter = question
            letter.id = "loop\(uid)@acme.example"
            letter.body = "Again, number \(String(repeating: "i", count: Int(uid)))."
            _ = try await desk.receive(letter.text, uid: uid)
        }
        #expect(
            try await desk.sent().count { $0.draft.kind == .received } == OutgoingLimits().answers[0].mails)
    }
}
