import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Merging by mail")
struct MergingByMailTests {
    @Test func `the words beside merge go where the conversation goes on`() async throws {
        let it = try await StaffedDesk()
        let other = try await it.openAnother()
        let sent = try await it.send("sam", "merge TT-2\n\nIt is one and the same fire.")
        let receipt = try #require(sent.last { $0.draft.kind == .receipt })
        #expect(receipt.sentences == ["TT-1 is part of TT-2 now."])
        #expect(receipt.draft.values["state_sentence"].text == "TT-1 is part of TT-2. TT-2 is now: Open.")
        #expect(try await it.state.mergedInto == other.id)
        #expect(try await it.state.status == .closed)
        let last = try #require(try await it.desk.comments(of: other.id).last)
        #expect(last.ticket == other.id)
        #expect(last.content.text == "It is one and the same fire.")
        #expect(sent.contains { $0.summary == "merged to alice@acme.example" })
        #expect(sent.contains { $0.summary == "comment to carol@acme.example" })
    }

    @Test(arguments: [
        ("merge TT-1", "TT-1 is this ticket itself."), ("merge TT-99", "There is no such ticket."),
        ("merge 2\npriority high", "TT-1 was merged into TT-2. Do it there."),
    ])
    func `what cannot be merged stays as it is`(body: String, reason: String) async throws {
        let it = try await StaffedDesk()
        _ = try await it.openAnother()
        let receipt = try await it.receipt("sam", body)
        #expect(receipt.refusals.last == reason)
        #expect(try await it.state.mergedInto == nil)
        #expect(try await it.state.status == .open)
    }

    @Test(arguments: ["merge TT-2", "claim\ntag fire\nmerge #2\n\nOne and the same."])
    func `an answer to the receipt parts the tickets again`(body: String) async throws {
        let it = try await StaffedDesk()
        let other = try await it.openAnother()
        let before = try await it.state
        let receipt = try await it.receipt("sam", body)
        #expect(try await it.desk.participants(of: other.id) == [try #require(before.requester)])
        let undone = try await it.receipt("sam", "undo", to: receipt)
        #expect(undone.applied == ["undo"], "\(undone.refusals)")
        var after = try await it.state
        (after.version, after.updatedAt) = (before.version, before.updatedAt)
        after.firstRespondedAt = before.firstRespondedAt
        #expect(after == before)
        #expect(try await it.tags == [])
        #expect(try await it.desk.participants(of: other.id) == [])
        let again = try await it.receipt("sam", "undo", to: undone)
        #expect(again.applied == ["undo"], "\(again.refusals)")
        #expect(try await it.state.mergedInto == other.id)
        #expect(try await it.state.status == .closed)
    }

    @Test func `others do not part what somebody merged`() async throws {
        let it = try await StaffedDesk()
        let other = try await it.openAnother()
        let receipt = try await it.receipt("sam", "merge TT-2")
        let sent = try await it.send("tina", "undo") { $0.inReplyTo = receipt.draft.messageID.text }
        #expect(sent.last?.refusals == ["undo finds no mail of yours with verbs here."])
        #expect(try await it.state.mergedInto == other.id)
    }

    @Test func `verbs of older mail are not taken back through a merger`() async throws {
        let it = try await StaffedDesk()
        let other = try await it.openAnother()
        let claimed = try await it.receipt("sam", "claim")
        _ = try await it.receipt("sam", "merge TT-2")
        let refused = try await it.receipt("sam", "undo", to: claimed)
        #expect(
            refused.refusals.first?.hasPrefix("undo is not possible any more, because since then Sam ")
                == true)
        #expect(try await it.state.mergedInto == other.id)
    }
}
