import MailParsing
import TallyCore
import TallyStore
import Testing

/// The ladder: how many mails about one ticket one person gets within a time; what is over it goes later, and goes.
@Suite("Pacing of mail about a ticket") struct PacingTests {
    private let desk: TestDesk
    private let sam: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        sam = try await desk.add("Sam", .staff)
        ticket = try await desk.openTicket(by: try await desk.add("Alice", .employee))
    }

    private func comments(_ count: Int) async throws {
        let (id, sam) = (ticket.id, sam)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            for number in 0..<count {
                let draft = CommentDraft(
                    author: sam.id, source: .api, text: "Step \(number)", isVerified: true)
                _ = try desk.comment(on: id, draft, by: actor)
            }
        }
    }

    /// Mails to Alice by now; the first one of all is her `received`.
    private func mails() async throws -> Int {
        try await desk.due().count { $0.draft.to.address == "alice@acme.example" }
    }

    @Test func `a hundred and twenty comments at once go out by the ladder`() async throws {
        try await comments(120)
        var counts: [Int] = []
        var all = 0
        for _ in 0..<72 {
            counts.append(try await mails())
            all += counts.last ?? 0
            desk.advance(.minutes(10))
        }
        print("121 mails about one ticket, by ten minutes:", counts.map(String.init).joined(separator: " "))
        #expect(all == 121, "none is dropped")
        let ladder: [(mails: Int, slots: Int)] = [(10, 1), (15, 3), (25, 6), (50, 18), (100, 60)]
        for (most, slots) in ladder {
            for start in 0...(counts.count - slots) {
                #expect(counts[start..<(start + slots)].reduce(0, +) <= most, "\(slots) slots from \(start)")
            }
        }
    }

    @Test func `another ticket of the same person has a ladder of its own`() async throws {
        try await comments(20)
        #expect(try await mails() == 10)
        let alice = try #require(try await desk.person("alice@acme.example"))
        _ = try await desk.openTicket("Another matter", by: alice)
        #expect(try await mails() == 1)
    }

    @Test func `a talk at the pace of people is never held up`() async throws {
        _ = try await mails()
        for _ in 0..<12 {
            desk.advance(.minutes(3))
            try await comments(1)
            #expect(try await mails() == 1)
            desk.advance(.minutes(3))
        }
    }
}
