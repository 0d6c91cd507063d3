import TallyCore
import TallyStore
import Testing

@Suite struct Tagging {
    private let desk: TestDesk
    private let alice: Person
    private let sam: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        sam = try await desk.add("Sam", .staff)
        ticket = try await desk.openTicket(by: alice)
    }

    private func tags(_ words: String...) -> [TicketTag] { words.compactMap { TicketTag($0) } }

    private func present() async throws -> [String] {
        try await desk.store.read { records throws(DeskError) in
            try records.tags(of: ticket.id).map(\.text)
        }
    }

    @Test func `tags are one spelling each, and each is one line of the history`() async throws {
        let wanted = tags("VIP customer", "vip-customer", "Drucker")
        let tagged = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.addTags(wanted, to: ticket.id, by: actor)
        }
        #expect(try await present() == ["drucker", "vip-customer"])
        #expect(tagged.version == ticket.version + 1)
        let entries = try await desk.timeline(of: ticket.id).dropFirst()
        #expect(entries.map(\.kind) == [.tagged, .tagged])
        #expect(entries.map(\.to) == ["drucker", "vip-customer"])
        #expect(entries.allSatisfy { $0.actor == sam.id && $0.source == .api })
    }

    @Test func `setting tags takes the others away, and what is so already changes nothing`() async throws {
        let (first, second) = (tags("a", "b"), tags("b", "c"))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.setTags(first, on: ticket.id, by: actor)
        }
        let changed = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.setTags(second, on: ticket.id, by: actor)
        }
        #expect(try await present() == ["b", "c"])
        let last = try await desk.timeline(of: ticket.id).suffix(2)
        #expect(last.map(\.kind) == [.untagged, .tagged])
        #expect(last.map(\.from) == ["a", nil])
        let again = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            let same = try desk.setTags(second, on: ticket.id, by: actor)
            return try desk.removeTags([], from: same.id, by: actor)
        }
        #expect(again == changed)
    }

    @Test func `a ticket has so many tags and no more, and requesters give none`() async throws {
        let many = (0..<TicketTag.countLimit).compactMap { TicketTag("t\($0)") }
        let more = tags("one-more")
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.setTags(many, on: ticket.id, by: actor)
        }
        await #expect(
            throws: DeskError.refused(
                .invalid(field: "tags", problem: RefusalReason(.atMost, ["limit": "\(TicketTag.countLimit)"]))
            )
        ) {
            try await desk.act(as: sam) { desk, actor throws(DeskError) in
                _ = try desk.addTags(more, to: ticket.id, by: actor)
            }
        }
        await #expect(throws: DeskError.refused(.forbidden(.tag))) {
            try await desk.act(as: alice) { desk, actor throws(DeskError) in
                _ = try desk.addTags(more, to: ticket.id, by: actor)
            }
        }
    }
}
