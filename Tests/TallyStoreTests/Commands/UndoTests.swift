import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Undo by mail")
struct UndoTests {
    @Test(arguments: [
        "claim", "claim\npriority critical\ncategory Hardware", "assign tina", "resolved: replaced the cable",
        "resolved\nclose", "claim\nwaiting\n\nWhich room?",
    ])
    func `an answer to the receipt takes everything back`(body: String) async throws {
        let it = try await StaffedDesk()
        let before = try await it.state
        let receipt = try await it.receipt("sam", body)
        #expect(receipt.undoLine == "undo")
        let undone = try await it.receipt("sam", "undo", to: receipt)
        #expect(undone.applied == ["undo"], "\(undone.refusals)")
        let after = try await it.state
        #expect(after.status == before.status)
        #expect(after.priority == before.priority)
        #expect(after.category == before.category)
        #expect(after.assignee == before.assignee)
        #expect(after.resolvedAt == nil)
        #expect(after.closedAt == nil)
        #expect(try await it.timeline.contains { $0.kind == .undone })
    }

    @Test(arguments: [
        ("sam", "due tomorrow\nproject Floor 3"), ("sam", "tag -vpn, fire"), ("sam", "cc bob@acme.example"),
        ("alice", "/cc bob@acme.example"),
    ])
    func `fields, tags and people are as they were`(name: String, body: String) async throws {
        let it = try await StaffedDesk()
        _ = try await it.addProject("Floor 3")
        _ = try await it.receipt("sam", "tag vpn\ndue 2027-01-31\ncc dora@acme.example")
        let (before, tags, people) = (try await it.state, try await it.tags, try await it.participants)
        let receipt = try await it.receipt(name, body)
        #expect(receipt.undoLine != nil)
        let undone = try await it.receipt(name, "/undo", to: receipt)
        #expect(undone.applied == ["undo"], "\(undone.refusals)")
        var after = try await it.state
        (after.version, after.updatedAt) = (before.version, before.updatedAt)
        #expect(after == before)
        #expect(try await it.tags == tags)
        #expect(try await it.participants == people)
    }

    @Test func `what is taken back can be done again the same way`() async throws {
        let it = try await StaffedDesk()
        let first = try await it.receipt("sam", "claim\npriority high")
        let second = try await it.receipt("sam", "undo", to: first)
        #expect(try await it.state.status == .open)
        let third = try await it.receipt("sam", "undo", to: second)
        #expect(third.applied == ["undo"])
        #expect(try await it.state.status == .inProgress)
        #expect(try await it.state.priority == .high)
    }

    @Test func `when something came after, it says what`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "resolved")
        try await it.send("alice", "But it still burns.")
        let refused = try await it.receipt("sam", "undo", to: receipt)
        #expect(refused.applied.isEmpty)
        let reason = try #require(refused.refusals.first)
        #expect(
            reason.hasPrefix(
                "undo is not possible any more, because since then Alice Miller wrote a comment ("))
        #expect(try await it.state.status == .inProgress, "her answer reopened it")
    }

    @Test func `a mail is taken back once`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "claim")
        _ = try await it.receipt("sam", "undo", to: receipt)
        let again = try await it.receipt("sam", "undo", to: receipt)
        #expect(again.refusals.first?.hasPrefix("undo was done already, on ") == true)
    }

    @Test func `nobody takes back what others did`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "claim")
        let refused = try await it.receipt("tina", "undo")
        #expect(refused.refusals == ["undo finds no mail of yours with verbs here."])
        // Sam's receipt in Tina's hands: her own token, his Message-ID.
        let sent = try await it.send("tina", "undo") { $0.inReplyTo = receipt.draft.messageID.text }
        #expect(sent.last?.refusals == ["undo finds no mail of yours with verbs here."])
        #expect(try await it.state.status == .inProgress)
    }

    @Test func `undo stands alone`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "claim")
        let refused = try await it.receipt("sam", "undo\npriority high", to: receipt)
        #expect(refused.refusals.first == "undo has to be the only verb of its mail.")
        #expect(try await it.state.status == .inProgress)
    }

    @Test func `it does not give anybody more than they may hold`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.receipt("sam", "claim")
        let released = try await it.receipt("sam", "release")
        let alice = try #require(
            try await it.desk.store.read { records throws(DeskError) in
                try records.person(with: TestDesk.Known.alice)
            })
        for number in 2...4 {
            let other = try await it.desk.openTicket("Matter \(number)", by: alice)
            _ = try await it.desk.write { desk, records throws(DeskError) in
                guard let sam = try records.people().first(where: { $0.name == "Sam" }) else { return }
                _ = try desk.claim(other.id, by: Desk.Actor(person: sam, source: .api))
            }
        }
        let refused = try await it.receipt("sam", "undo", to: released)
        #expect(refused.refusals.first?.hasPrefix("You hold 3 unfinished tickets and may hold 3") == true)
        #expect(try await it.state.assignee == nil)
    }

    @Test func `a requester takes back their withdrawal`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("alice", "withdraw")
        #expect(receipt.undoLine == "/undo")
        #expect(try await it.receipt("alice", "/undo", to: receipt).applied == ["undo"])
        #expect(try await it.state.status == .open)
    }

    @Test func `the first response stays one, since it was sent`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "claim\n\nI am on my way.")
        _ = try await it.receipt("sam", "undo", to: receipt)
        #expect(try await it.state.firstRespondedAt != nil)
    }
}

/// Somebody whom nobody knew before `cc` named them.
@Suite("Undo of cc") struct UndoOfCopyTests {
    @Test func `a stranger is a stranger again`() async throws {
        let it = try await StaffedDesk()
        let receipt = try await it.receipt("sam", "cc eve@out.example")
        #expect(try await it.desk.person("eve@out.example") != nil)
        #expect(try await it.receipt("sam", "undo", to: receipt).applied == ["undo"])
        #expect(try await it.desk.person("eve@out.example") == nil)
        let again = try await it.receipt("sam", "cc eve@out.example")
        #expect(again.applied == ["cc"])
    }

    @Test func `also when they were mailed meanwhile, and their reply address opens nothing`() async throws {
        let it = try await StaffedDesk()
        let mails = try await it.send("sam", "cc eve@out.example\n\nEve has the key.")
        let toEve = try #require(mails.first { $0.draft.to.address == "eve@out.example" })
        let receipt = try #require(mails.last { $0.draft.kind == .receipt })
        _ = try await it.receipt("sam", "undo", to: receipt)
        #expect(try await it.desk.person("eve@out.example") == nil)
        let before = try await it.comments.count
        var letter = Letter(
            from: "eve@out.example", to: toEve.answerAddress, id: "e@out.example", body: "Hello.")
        letter.inReplyTo = toEve.draft.messageID.text
        _ = try await it.desk.receive(letter.text, uid: 900)
        let last = try #require(try await it.comments.last)
        #expect(try await it.comments.count == before + 1)
        #expect(last.content.visibility == .internal)
    }

    @Test func `a mail that still waits for them is not sent any more`() async throws {
        let it = try await StaffedDesk()
        let (letter, uid) = try it.reply("sam", "cc eve@out.example\n\nEve has the key.")
        _ = try await it.desk.receive(letter.text, uid: uid)
        let undo = try it.reply("sam", "undo")
        _ = try await it.desk.receive(undo.letter.text, uid: undo.uid)
        #expect(try await !it.desk.sent().contains { $0.draft.to.address == "eve@out.example" })
        let page = try await it.desk.store.read { records throws(DeskError) in
            try records.outbox([.failed], after: nil, limit: 10)
        }
        #expect(page.elements.map(\.recipient) == ["eve@out.example"])
        #expect(page.elements.first?.finishedAt != nil, "so it is forgotten when its time is over")
    }

    @Test func `who was known before, or has done something since, stays known`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.desk.add("Bob", .employee)
        it.desk.advance(.seconds(1))
        let known = try await it.receipt("sam", "cc bob@acme.example")
        _ = try await it.receipt("sam", "undo", to: known)
        #expect(try await it.desk.person("bob@acme.example") != nil)
        let receipt = try await it.receipt("sam", "cc eve@out.example")
        let own = Letter(from: "eve@out.example", subject: "Mine", id: "e@out.example", body: "A request.")
        _ = try await it.desk.receive(own.text, uid: 901)
        #expect(try await it.receipt("sam", "undo", to: receipt).applied == ["undo"])
        #expect(try await it.desk.person("eve@out.example") != nil)
        #expect(try await it.desk.participants(of: it.ticket).isEmpty)
    }
}
