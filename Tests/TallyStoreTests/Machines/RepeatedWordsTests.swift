import MailParsing
import TallyCore
import TallyStore
import Testing

/// The same words twice: people have canned answers, and machines have nothing else.
@Suite("Words that come again")
struct RepeatedWordsTests {
    private static let canned = "Please restart your computer and try again, thank you."

    @Test func `a canned answer of staff reaches everybody who gets it`() async throws {
        let it = try await StaffedDesk()
        let alice = try #require(try await it.desk.person("alice@acme.example"))
        var notices = [try it.notice(to: "sam")]
        for number in 2...6 {
            _ = try await it.desk.openTicket("Matter \(number)", by: alice)
            notices.append(
                try #require(try await it.desk.sent().first { $0.draft.to.address == "sam@acme.example" }))
        }
        for notice in notices {
            let mails = try await it.send("sam", Self.canned, to: notice)
            #expect(mails.map(\.summary) == ["comment to alice@acme.example"])
        }
        let second = try #require(try await it.desk.ticket(Ticket.ID(rawValue: 2)))
        #expect(second.firstRespondedAt != nil)
    }

    @Test func `the same complaint after each resolution reopens the ticket`() async throws {
        let it = try await StaffedDesk()
        let (ticket, sam) = (it.ticket, try #require(try await it.desk.person("sam@acme.example")))
        for _ in 1...2 {
            _ = try await it.desk.act(as: sam) { desk, actor throws(DeskError) in
                try desk.resolve(ticket, text: "Done.", by: actor)
            }
            it.desk.advance(.hours(1))
            _ = try await it.desk.sent()
            try await it.send("alice", "It still does not work, please have a look again.")
            #expect(try await !it.state.status.isResolved)
        }
    }

    @Test func `an answer that comes to one ticket for ever stays inside, and staff hear of that once`()
        async throws
    {
        let it = try await StaffedDesk()
        _ = try await it.receipt("sam", "claim")
        var heard: [Int] = []
        for _ in 1...8 { heard.append(try await it.send("alice", Self.canned).count) }
        #expect(heard == [1, 1, 1, 1, 0, 0, 0, 0])
        let visible = try await it.comments.map(\.content.visibility)
        #expect(visible.count { $0 == .internal } == 5)
    }
}

extension TicketStatus {
    fileprivate var isResolved: Bool { self == .resolved }
}
