import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite struct Merging {
    private let desk: TestDesk
    private let alice: Person
    private let bob: Person
    private let carol: Person
    private let sam: Person
    private let source: Ticket
    private let target: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        bob = try await desk.add("Bob", .employee)
        carol = try await desk.add("Carol", .employee)
        sam = try await desk.add("Sam", .staff)
        source = try await desk.openTicket("No paper", by: alice)
        target = try await desk.openTicket("The printer is empty", by: bob)
        let source = source.id
        let carol = carol.id
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.addParticipant(carol, to: source, by: actor)
        }
        _ = try await desk.sent()
    }

    @discardableResult
    private func merge(_ source: Ticket, into target: Ticket) async throws(DeskError) -> Ticket {
        try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.merge(source.id, into: target.id, by: actor)
        }
    }

    @discardableResult
    private func unmerge(_ source: Ticket) async throws(DeskError) -> Ticket {
        try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.unmerge(source.id, by: actor)
        }
    }

    /// Why Sam may not do it; nil when it was done.
    private func refusal(
        _ deed: @escaping @Sendable (Desk, Desk.Actor) throws -> Ticket
    ) async -> Refusal? {
        do throws(DeskError) {
            _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
                do {
                    _ = try deed(desk, actor)
                } catch {
                    guard let error = error as? DeskError else { preconditionFailure("\(error)") }
                    throw error
                }
            }
            return nil
        } catch {
            guard case .refused(let refusal) = error else { return nil }
            return refusal
        }
    }

    @Test func `the other ticket goes on with both conversations and everybody in them`() async throws {
        let result = try await merge(source, into: target)
        #expect(result.id == target.id)
        #expect(result.status == .open)
        let closed = try #require(try await desk.ticket(source.id))
        #expect(closed.status == .closed)
        #expect(closed.mergedInto == target.id)
        #expect(Set(try await desk.participants(of: target.id)) == [alice.id, carol.id])
        let comments = try await desk.comments(of: target.id)
        #expect(comments.map(\.ticket) == [target.id, source.id])
        #expect(try await desk.comments(of: source.id).map(\.ticket) == [source.id])
        #expect(
            try await desk.sent().map(\.summary) == [
                "merged to alice@acme.example", "merged to carol@acme.example",
            ])
    }

    @Test func `both tickets tell of it, by whom and through what`() async throws {
        try await merge(source, into: target)
        let there = try await desk.timeline(of: source.id).suffix(2)
        #expect(there.map(\.kind) == [.merged, .closed])
        #expect(there.map(\.from) == [nil, "open"])
        #expect(there.map(\.to) == ["TT-2", "closed"])
        let here = try #require(try await desk.timeline(of: target.id).last)
        #expect(here.kind == .merged)
        #expect(here.from == "TT-1")
        #expect(here.actor == sam.id)
        #expect(here.source == .api)
    }

    @Test func `a merger taken back leaves both tickets as they were`() async throws {
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.claim(source.id, by: actor)
        }
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.setStatus(of: source.id, to: .waiting, by: actor)
        }
        var before = try #require(try await desk.ticket(source.id))
        let others = try await desk.participants(of: target.id)
        try await merge(source, into: target)
        try await unmerge(source)
        let restored = try #require(try await desk.ticket(source.id))
        before.version = restored.version
        before.updatedAt = restored.updatedAt
        #expect(restored == before)
        #expect(try await desk.participants(of: target.id) == others)
        #expect(try await desk.participants(of: source.id) == [carol.id])
        #expect(try await desk.comments(of: target.id).map(\.ticket) == [target.id])
        #expect(try await desk.timeline(of: source.id).suffix(2).map(\.kind) == [.unmerged, .status])
        #expect(try await desk.timeline(of: target.id).last?.kind == .unmerged)
    }

    @Test func `a resolved ticket that was merged is resolved again, since when it was`() async throws {
        let resolved = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(source.id, text: "", by: actor)
        }
        desk.advance(.hours(3))
        try await merge(source, into: target)
        desk.advance(.hours(3))
        let restored = try await unmerge(source)
        #expect(restored.status == .resolved)
        #expect(restored.resolvedAt == resolved.resolvedAt)
    }

    @Test func `who takes part for two reasons stays while one of them lasts`() async throws {
        let third = try await desk.openTicket("Paper again", by: alice)
        try await merge(source, into: target)
        try await merge(third, into: target)
        try await unmerge(source)
        #expect(try await desk.participants(of: target.id) == [alice.id])
        try await unmerge(third)
        #expect(try await desk.participants(of: target.id).isEmpty)
    }

    @Test func `whoever left meanwhile does not hold the ticket again`() async throws {
        let tom = try await desk.add("Tom", .staff)
        _ = try await desk.act(as: tom) { desk, actor throws(DeskError) in
            try desk.claim(source.id, by: actor)
        }
        try await merge(source, into: target)
        try await desk.write { _, records throws(DeskError) in
            var tom = tom
            tom.isActive = false
            try records.update(tom)
        }
        let restored = try await unmerge(source)
        #expect(restored.status == .open)
        #expect(restored.assignee == nil)
    }

    @Test func `mail to the old number goes where the conversation goes on`() async throws {
        let letter = Letter(
            from: "Dora <dora@acme.example>", subject: "Still no paper", id: "d1@acme.example",
            body: "None at all.")
        _ = try await desk.receive(letter.text, uid: 1)
        let dora = try #require(try await desk.ticket(Ticket.ID(rawValue: 3)))
        let answerAddress = try #require(
            try await desk.sent().first { $0.summary == "received to dora@acme.example" }
        ).answerAddress
        try await merge(dora, into: target)
        _ = try await desk.sent()
        let byToken = Letter(
            from: "Dora <dora@acme.example>", to: answerAddress, subject: "Re: Still no paper",
            id: "d2@acme.example", body: "Any news?")
        _ = try await desk.receive(byToken.text, uid: 2)
        let byReference = Letter(
            from: "Dora <dora@acme.example>", subject: "Re: Still no paper", id: "d3@acme.example",
            inReplyTo: "d1@acme.example", body: "Hello?")
        _ = try await desk.receive(byReference.text, uid: 3)
        let bySubject = Letter(
            from: "Dora <dora@acme.example>", subject: "[TT-3] Still no paper", id: "d4@acme.example",
            body: "Hello??")
        _ = try await desk.receive(bySubject.text, uid: 4)
        let texts = try await desk.comments(of: target.id).filter { $0.ticket == target.id }
            .map(\.content.text)
        #expect(texts == ["Please help.", "Any news?", "Hello?", "Hello??"])
    }

    @Test func `whoever asked in the merged ticket is a requester of the other one too`() async throws {
        try await merge(source, into: target)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(target.id, text: "Refilled.", by: actor)
        }
        let words = CommentDraft(author: alice.id, source: .api, text: "Still empty.", isVerified: true)
        let (reopened, _) = try await desk.act(as: alice) { desk, actor throws(DeskError) in
            try desk.comment(on: target.id, words, by: actor)
        }
        #expect(reopened.status == .inProgress)
    }

    @Test func `on a merged ticket everything is refused, with the number to go to`() async throws {
        let last = try await desk.openTicket("Printers", by: bob)
        try await merge(source, into: target)
        try await merge(target, into: last)
        let words = CommentDraft(author: alice.id, source: .api, text: "Hello?", isVerified: true)
        let pointer = Refusal.merged(source.id, into: last.id)
        #expect(await refusal { try $0.claim(source.id, by: $1) } == pointer)
        #expect(await refusal { try $0.comment(on: source.id, words, by: $1).ticket } == pointer)
        #expect(await refusal { try $0.reopen(source.id, by: $1) } == pointer)
        #expect(await refusal { try $0.setDue(nil, of: source.id, by: $1) } == pointer)
        #expect(await refusal { try $0.addTags([], to: source.id, by: $1) } == pointer)
        #expect(await refusal { try $0.merge(source.id, into: last.id, by: $1) } == pointer)
        #expect(await refusal { try $0.merge(last.id, into: source.id, by: $1) } == pointer)
        #expect(await refusal { try $0.assign(source.id, to: nil, by: $1) } == pointer)
        await #expect(throws: DeskError.refused(.merged(target.id, into: last.id))) {
            try await unmerge(source)
        }
        #expect(try await desk.comments(of: last.id).map(\.ticket) == [last.id, source.id, target.id])
    }

    @Test func `what cannot be merged is refused`() async throws {
        await #expect(
            throws: DeskError.refused(.invalid(field: "into", problem: "is the ticket itself"))
        ) {
            try await merge(source, into: source)
        }
        await #expect(throws: DeskError.refused(.notMerged(source.id))) { try await unmerge(source) }
        await #expect(throws: DeskError.refused(.forbidden(.merge))) {
            try await desk.act(as: alice) { desk, actor throws(DeskError) in
                _ = try desk.merge(source.id, into: target.id, by: actor)
            }
        }
        _ = try await desk.act(as: alice) { desk, actor throws(DeskError) in
            try desk.setStatus(of: source.id, to: .withdrawn, by: actor)
        }
        for (from, into) in [(source, target), (target, source)] {
            await #expect(throws: DeskError.refused(.notPossible(.merge, in: .withdrawn))) {
                try await merge(from, into: into)
            }
        }
    }
}
