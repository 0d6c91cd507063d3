import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Internal notes") struct InternalNoteTests {
    private static let secret = "The requester is a nuisance"

    @Test func `a note reaches no requester, whichever way they look`() async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tara", .staff)
        let letter = Letter(from: "Alice <alice@acme.example>", id: "q@acme.example", body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        let id = Ticket.ID(rawValue: 1)
        let bob = TestDesk.Known.address("bob@acme.example")
        let note = CommentDraft(
            author: sam.id, visibility: .internal, source: .api, text: Self.secret, isVerified: true)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            _ = try desk.addParticipant(bob, to: id, by: actor)
            _ = try desk.comment(on: id, note, by: actor)
            _ = try desk.claim(id, by: actor)
            _ = try desk.comment(on: id, note, by: actor)
            _ = try desk.setStatus(of: id, to: .waiting, by: actor)
            _ = try desk.resolve(id, text: "Done.", by: actor)
            return try desk.reopen(id, by: actor)
        }
        let mails = try await desk.sent()
        #expect(mails.contains { $0.draft.to.address == "tara@acme.example" && Self.tells($0) })
        let outside = mails.filter {
            ["alice@acme.example", "bob@acme.example"].contains($0.draft.to.address)
        }
        #expect(outside.count >= 8)
        #expect(
            !outside.contains { Self.tells($0) || $0.draft.values.description.contains("internal\":true") })
        try await desk.write { desk, records throws(DeskError) in
            guard let ticket = try records.ticket(id),
                let alice = try records.person(with: TestDesk.Known.alice)
            else { throw .refused(.notFound) }
            for reader in [alice, nil] {
                let report = try desk.report(on: ticket, for: reader).json.description
                #expect(!report.contains(Self.secret))
                #expect(!report.contains("internal"))
            }
            #expect(try desk.report(on: ticket, for: sam).json.description.contains(Self.secret))
            for (viewer, count) in [(alice, 0), (sam, 1)] {
                var query = TicketQuery(viewer: viewer)
                query.words = SearchExpression(groups: [[SearchExpression.Term("nuisance")]])
                #expect(try records.tickets(query).total == count)
            }
        }
    }

    @Test func `a note is no first response, wakes nothing and leaves the ticket as it was`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: alice)
        desk.advance(.hours(1))
        let note = CommentDraft(
            author: sam.id, visibility: .internal, source: .api, text: Self.secret, isVerified: true)
        let (same, comment) = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.comment(on: ticket.id, note, by: actor)
        }
        #expect(same == ticket)
        #expect(try await desk.ticket(ticket.id) == ticket)
        #expect(comment.createdAt == desk.now)
        #expect(try await desk.timeline(of: ticket.id).last?.kind == .comment)
    }

    private static func tells(_ mail: OutgoingMail) -> Bool { mail.draft.values.description.contains(secret) }
}
