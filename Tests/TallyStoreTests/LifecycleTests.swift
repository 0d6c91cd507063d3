import TallyCore
import TallyStore
import Testing

/// Each verb in each status, done at the desk: what the ticket becomes, or that it is refused.
@Suite("What can be done to a ticket, when") struct LifecycleTests {
    /// What somebody does; those without a name of their own are done by Sam, who holds the ticket if anybody
    /// does.
    enum Deed: String, CaseIterable, Sendable {
        case claim, release, putOnHold, resume, resolve, close, reopen
        case withdrawByRequester, commentByRequester, commentByStaff, noteByStaff, mergeAway, mergeInto
    }

    /// Every arrow; what is not here is refused and leaves the ticket as it was.
    private static let arrows: [TicketStatus: [Deed: TicketStatus]] = [
        .open: [
            .claim: .inProgress, .resume: .inProgress, .resolve: .resolved, .withdrawByRequester: .withdrawn,
            .commentByRequester: .open, .commentByStaff: .open, .noteByStaff: .open, .mergeAway: .closed,
            .mergeInto: .open,
        ],
        .inProgress: [
            .claim: .inProgress, .resume: .inProgress, .release: .open, .putOnHold: .waiting,
            .resolve: .resolved, .withdrawByRequester: .withdrawn, .commentByRequester: .inProgress,
            .commentByStaff: .inProgress, .noteByStaff: .inProgress, .mergeAway: .closed,
            .mergeInto: .inProgress,
        ],
        .waiting: [
            .claim: .waiting, .resume: .inProgress, .release: .open, .resolve: .resolved,
            .withdrawByRequester: .withdrawn, .commentByRequester: .inProgress, .commentByStaff: .waiting,
            .noteByStaff: .waiting, .mergeAway: .closed, .mergeInto: .waiting,
        ],
        .resolved: [
            .claim: .resolved, .resume: .inProgress, .close: .closed, .reopen: .inProgress,
            .commentByRequester: .inProgress, .commentByStaff: .resolved, .noteByStaff: .resolved,
            .mergeAway: .closed, .mergeInto: .resolved,
        ],
        .closed: [
            .claim: .closed, .resume: .inProgress, .reopen: .inProgress, .commentByRequester: .closed,
            .commentByStaff: .closed, .noteByStaff: .closed,
        ],
        .withdrawn: [
            .commentByRequester: .withdrawn, .commentByStaff: .withdrawn, .noteByStaff: .withdrawn,
        ],
    ]

    @Test(arguments: TicketStatus.allCases, Deed.allCases)
    func `a deed leads where the table says, or is refused`(status: TicketStatus, deed: Deed) async throws {
        let site = try await Site()
        let before = try await site.ticket(in: status)
        let expected = Self.arrows[status]?[deed]
        let isDone = try await site.isDone(deed, before.id)
        let after = try #require(try await site.desk.ticket(before.id))
        #expect(isDone == (expected != nil))
        #expect(after.status == expected ?? status)
        if !isDone { #expect(after == before) }
        let entries = try await site.desk.timeline(of: before.id)
        if after.status != status {
            #expect(entries.contains { $0.from == status.rawValue && $0.to == after.status.rawValue })
        }
    }

    @Test func `a requester's answer reopens for fourteen days after the resolution`() async throws {
        for (days, status) in [(14, TicketStatus.inProgress), (15, .resolved)] {
            let site = try await Site()
            let ticket = try await site.ticket(in: .resolved)
            site.desk.advance(.days(days))
            #expect(try await site.isDone(.commentByRequester, ticket.id))
            #expect(try await site.desk.ticket(ticket.id)?.status == status)
        }
    }

    @Test func `a participant's words and staff's wake nothing up`() async throws {
        let site = try await Site()
        let bob = try await site.desk.add("Bob", .employee)
        let ticket = try await site.ticket(in: .resolved)
        _ = try await site.desk.act(as: site.sam) { desk, actor throws(DeskError) in
            try desk.addParticipant(bob.id, to: ticket.id, by: actor)
        }
        let words = CommentDraft(author: bob.id, source: .api, text: "Me too.", isVerified: true)
        _ = try await site.desk.act(as: bob) { desk, actor throws(DeskError) in
            try desk.comment(on: ticket.id, words, by: actor)
        }
        #expect(try await site.desk.ticket(ticket.id)?.status == .resolved)
    }

    /// A desk with Alice, who asks, and Sam, who works.
    private struct Site {
        let desk: TestDesk
        let alice: Person
        let sam: Person

        init() async throws {
            desk = try TestDesk()
            alice = try await desk.add("Alice", .employee)
            sam = try await desk.add("Sam", .staff)
        }

        /// A ticket of Alice's, held by Sam unless it is open or withdrawn.
        func ticket(in status: TicketStatus) async throws -> Ticket {
            let id = try await desk.openTicket(by: alice).id
            let way: [Deed] =
                switch status {
                case .open: []
                case .inProgress: [.claim]
                case .waiting: [.claim, .putOnHold]
                case .resolved: [.claim, .resolve]
                case .closed: [.claim, .resolve, .close]
                case .withdrawn: [.withdrawByRequester]
                }
            for deed in way { #expect(try await isDone(deed, id)) }
            return try #require(try await desk.ticket(id))
        }

        /// Does it; false when it was refused.
        func isDone(_ deed: Deed, _ id: Ticket.ID) async throws -> Bool {
            let isAlices = deed == .withdrawByRequester || deed == .commentByRequester
            let other = try await desk.openTicket("Another", by: alice).id
            do throws(DeskError) {
                _ = try await desk.act(as: isAlices ? alice : sam) { desk, actor throws(DeskError) in
                    try Self.perform(deed, on: id, other, desk, actor)
                }
                return true
            } catch {
                guard case .refused = error else { throw error }
                return false
            }
        }

        private static func perform(
            _ deed: Deed, on id: Ticket.ID, _ other: Ticket.ID, _ desk: Desk, _ actor: Desk.Actor
        ) throws(DeskError) -> Ticket {
            func comment(_ visibility: Visibility) throws(DeskError) -> Ticket {
                let draft = CommentDraft(
                    author: actor.person.id, visibility: visibility, source: .api, text: "Words.",
                    isVerified: true)
                return try desk.comment(on: id, draft, by: actor).ticket
            }
            switch deed {
            case .claim: return try desk.claim(id, by: actor)
            case .release: return try desk.release(id, by: actor)
            case .putOnHold: return try desk.setStatus(of: id, to: .waiting, by: actor)
            case .resume: return try desk.setStatus(of: id, to: .inProgress, by: actor)
            case .resolve: return try desk.resolve(id, text: "", by: actor)
            case .close: return try desk.setStatus(of: id, to: .closed, by: actor)
            case .reopen: return try desk.reopen(id, by: actor)
            case .withdrawByRequester: return try desk.setStatus(of: id, to: .withdrawn, by: actor)
            case .commentByRequester, .commentByStaff: return try comment(.public)
            case .noteByStaff: return try comment(.internal)
            case .mergeAway: return try desk.merge(id, into: other, by: actor)
            case .mergeInto: return try desk.merge(other, into: id, by: actor)
            }
        }
    }
}
