import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Commands by mail")
struct CommandMailTests {
    /// Addresses are copied, harvested and clicked on; only what somebody wrote into the body is a verb.
    @Test(arguments: [
        "support+claim-1@acme.example", "support+claim@acme.example", "support+resolved-TT-1@acme.example",
        "support+TT-1+claim@acme.example",
    ])
    func `a verb in an address is none`(address: String) async throws {
        var settings = TestDesk.settings
        settings.commandProof = .either
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        let it = try await StaffedDesk(settings: settings)
        let sent = try await it.send("sam", "I am on my way.") { letter in
            letter.to = address
            letter.above = [
                "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
                "Received: from mail.acme.example by mx.acme.example",
            ]
        }
        #expect(try await it.state.status == .open)
        #expect(try await it.state.assignee == nil)
        #expect(!sent.contains { $0.draft.kind == .receipt || $0.draft.kind == .confirm })
        #expect(try await it.comments.last?.content.text == "I am on my way.", "its words arrived")
    }

    @Test func `several verbs are carried out in order`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt(
            "sam", "claim\npriority critical\ncategory Hardware\nwaiting\n\nWhich room is it?")
        #expect(receipt.applied == ["claim", "priority", "category", "waiting"])
        let ticket = try await it.state
        #expect(ticket.status == .waiting)
        #expect(ticket.priority == .critical)
        #expect(ticket.category == "Hardware")
        #expect(try await it.comments.last?.content.text == "Which room is it?")
        #expect(try await it.comments.last?.content.visibility == .public)
    }

    @Test func `if one verb is refused nothing is done, and the receipt says which and why`() async throws {
        let it = try await StaffedDesk()
        let before = try await it.state
        let sent = try await it.send(
            "sam", "claim\npriority high\nteam Plumbers\nclose\n\nYou have it tomorrow.")
        let receipt = try #require(sent.last)
        #expect(receipt.applied.isEmpty)
        #expect(
            receipt.refusals == [
                "Not done, because \"team\" in line 3 was refused.",
                "Not done, because \"team\" in line 3 was refused.",
                "\"Plumbers\" is no team of this desk.",
                "Not done, because \"team\" in line 3 was refused.",
            ])
        #expect(receipt.draft.values["refused"].elements?.compactMap { $0["line"].int } == [1, 2, 3, 4])
        #expect(receipt.undoLine == nil)
        var after = try await it.state
        (after.version, after.updatedAt) = (before.version, before.updatedAt)
        #expect(after == before)
        #expect(try await it.timeline.map(\.kind) == [.created, .comment])
        #expect(!sent.contains { $0.draft.to.address == "alice@acme.example" }, "her mail would be a promise")
        let kept = try #require(try await it.comments.last)
        #expect(kept.content.text == "You have it tomorrow.")
        #expect(kept.content.visibility == .internal)
        #expect(receipt.draft.values["words_sentence"].text?.contains("not sent to the requester") == true)
    }

    @Test func `what was not understood is named with its line, and does not hold up the rest`() async throws
    {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "claim\npriority urgent\n/clam\n/frobnicate now\n\nHello")
        #expect(receipt.applied == ["claim"])
        #expect(receipt.mistakes.compactMap { $0["line"].int } == [2, 3, 4])
        #expect(receipt.mistakes.map { $0["suggestion"].text } == [nil, "claim", nil])
        #expect(receipt.mistakes[0]["reason"] == "\"priority\" takes low, medium, high or critical.")
    }

    @Test func `a mail that is one misspelt verb is asked about and not sent on`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", "Resovled")
        #expect(sent.map(\.summary) == ["receipt to sam@acme.example"])
        #expect(sent.first?.mistakes.first?["suggestion"] == "resolved")
        #expect(try await it.comments.count == 1)
    }

    @Test func `note keeps the rest of the mail inside`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", "claim\nnote\n\nShe says this every week.")
        #expect(sent.filter { $0.draft.to.address == "alice@acme.example" }.map(\.draft.kind) == [.claimed])
        let note = try #require(try await it.comments.last?.content)
        #expect(note.visibility == .internal)
        #expect(note.text == "She says this every week.")
        #expect(note.isVerified)
    }

    @Test func `words before a note go out, the ones behind it do not`() async throws {
        let it = try await StaffedDesk()
        try await it.send("sam", "Hello Alice, I am on it.\n/note\nShe says this every week.")
        #expect(
            try await it.comments.suffix(2).map(\.content.text) == [
                "Hello Alice, I am on it.", "She says this every week.",
            ])
        #expect(try await it.comments.suffix(2).map(\.content.visibility) == [.public, .internal])
    }

    @Test func `a resolution may keep a note for staff`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", "resolved: replaced the cable\nnote: bill team 7")
        let told = try #require(sent.first { $0.draft.kind == .resolved })
        #expect(told.draft.values["comment"]["text"] == "replaced the cable")
        #expect(try await it.comments.last?.content.text == "bill team 7")
        #expect(try await it.comments.last?.content.visibility == .internal)
    }

    @Test(arguments: [
        ("assign tina@acme.example", "Tina"), ("assign Tina", "Tina"), ("assign to tina, please", "Tina"),
        ("owner: tina", "Tina"), ("assign me", "Sam"), ("assign Tina <tina@acme.example>", "Tina"),
    ])
    func `a ticket is given to somebody by name or address`(line: String, holder: String) async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", line)
        #expect(receipt.applied == ["assign"])
        let assignee = try #require(try await it.state.assignee)
        let person = try await it.desk.store.read { records throws(DeskError) in try records.person(assignee)
        }
        #expect(person?.name == holder)
    }

    @Test(arguments: [
        ("assign bob", "\"bob\" is nobody who works here; there are Sam, Tina, Ada."),
        ("assign alice@acme.example", "alice@acme.example is nobody who works here."),
        ("assign nobody@acme.example", "nobody@acme.example is nobody who works here."),
    ])
    func `nobody is given a ticket who does not work here`(line: String, reason: String) async throws {
        let it = try await StaffedDesk()
        #expect(try await it.receipt("sam", line).refusals == [reason])
        #expect(try await it.state.assignee == nil)
    }

    @Test(arguments: [
        ("withdraw", TicketStatus.withdrawn, ["withdraw"]), ("/resolve", .resolved, ["resolve"]),
        ("It works again.\n/resolved, thanks", .resolved, ["resolve"]), ("/claim", .open, []),
        ("/close", .open, []), ("/priority critical", .open, []), ("/note\nfor you", .open, []),
    ])
    func `employees may end their own tickets and nothing else`(
        body: String, status: TicketStatus, applied: [String]
    ) async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("alice", body)
        #expect(receipt.applied == applied)
        #expect(receipt.refusals.isEmpty == !applied.isEmpty)
        #expect(try await it.state.status == status)
        #expect(try await it.state.priority == .medium)
    }

    @Test func `an employee's words count although the verb was refused`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("alice", "It burns again.\n/claim")
        #expect(try await it.comments.last?.content.visibility == .public)
        #expect(sent.contains { $0.summary == "comment to sam@acme.example" })
    }

    @Test func `help is answered with the verbs of the writer's role`() async throws {
        let it = try await StaffedDesk()
        let staff = try await it.receipt("sam", "help").draft.values["help"].elements ?? []
        #expect(staff.contains { $0["write"] == "claim" })
        let employee = try await it.receipt("alice", "/help").draft.values["help"].elements ?? []
        #expect(employee.compactMap { $0["write"].text }.prefix(2) == ["withdraw", "reopen"])
        #expect(!employee.contains { $0["write"] == "claim" })
    }

    @Test func `a closing with the writer's name is no comment`() async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", "claim\n\nBest regards,\nSam")
        #expect(sent.map(\.draft.kind) == [.claimed, .receipt])
        #expect(try await it.comments.count == 1)
    }

    @Test func `the site's own words are verbs too`() async throws {
        var settings = TestDesk.settings
        settings.grammar = CommandGrammar(
            aliases: [
                ("\u{FC}bernehmen", "claim"), ("dringend", "priority critical"),
                ("in arbeit", "status: in progress"),
                ("\u{8A8D}\u{9818}", "claim"),
            ].compactMap { CommandGrammar.Alias($0, for: $1) })
        let it = try await StaffedDesk(settings: settings)
        let receipt = try await it.receipt("sam", "\u{DC}bernehmen, danke!\nDringend\n\nIch komme.")
        #expect(receipt.applied == ["claim", "priority"])
        #expect(try await it.state.priority == .critical)
        #expect(try await it.comments.last?.content.text == "Ich komme.")
    }

    @Test(arguments: [
        // A quotation, a signature, a mail passed on, HTML that its reader does not see.
        "Thanks for asking.\n\nOn 17 Nov 2026 Sam wrote:\n> claim\n> /close",
        "I will look.\n-- \nSam\nclaim\n/close",
        "See below.\n\n-----Original Message-----\nFrom: Bob <bob@acme.example>\nTo: support@acme.example\n"
            + "Subject: x\n\nclaim\n/close",
    ])
    func `a verb counts only where the writer wrote it`(body: String) async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("sam", body)
        #expect(try await it.state.status == .open)
        #expect(!sent.contains { $0.draft.kind == .receipt })
    }

    @Test func `text that HTML hides from its reader commands nothing`() async throws {
        let it = try await StaffedDesk()
        try await it.send("sam", "<p style=\"display:none\">claim</p><p>I will look.</p>") {
            $0.contentType = "text/html; charset=utf-8"
        }
        #expect(try await it.state.status == .open)
    }
}
