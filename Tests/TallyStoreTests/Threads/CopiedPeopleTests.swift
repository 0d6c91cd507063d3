import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// People in To and Cc beside the desk.
@Suite("Copied people")
struct CopiedPeopleTests {
    private let desk: TestDesk
    private let sam: Person
    private let bob: Person
    private let ticket = Ticket.ID(rawValue: 1)

    init() async throws {
        desk = try TestDesk(settings: ManyMailboxes.settings)
        sam = try await desk.add("Sam", .staff)
        bob = try await desk.add("Bob", .employee)
    }

    /// What our own host puts below its verdict.
    private static let hop =
        "Received: from mx.out.example by mx.acme.example; Tue, 17 Nov 2026 12:26:41 +0000"
    private static let pass = "Authentication-Results: mx.acme.example; dmarc=pass header.from="

    /// Alice's mail, which opens the ticket and proves to be hers.
    private func opening(
        cc: String, to: String = "support@acme.example", _ change: (inout Letter) -> Void = { _ in }
    )
        -> Letter
    {
        var letter = Letter(
            from: "Alice <alice@acme.example>", to: to, id: "q1@acme.example",
            above: [Self.pass + "acme.example", Self.hop], extra: ["Cc: \(cc)"],
            body: "The door is stuck.")
        change(&letter)
        return letter
    }

    private func replyAll(from: String, proven: Bool) -> Letter {
        let domain = from.split(separator: "@")[1]
        return Letter(
            from: from, to: "alice@acme.example, support@acme.example", subject: "Re: The printer burns",
            id: "all-\(from)", inReplyTo: "q1@acme.example",
            above: proven ? [Self.pass + domain, Self.hop] : [],
            body: "Here too.")
    }

    @Test func `To and Cc are kept with each mail, and our reply addresses without their tokens`()
        async throws
    {
        _ = try await desk.receive(opening(cc: "Bob <bob@acme.example>, eve@out.example").text, uid: 1)
        let notice = try #require(try await desk.sent().first { $0.draft.to.address == "alice@acme.example" })
        let answer = Letter(
            from: "alice@acme.example", to: "Desk <\(notice.answerAddress)>, carol@acme.example",
            id: "a@acme.example",
            body: "It is the third.")
        _ = try await desk.receive(answer.text, uid: 2)
        let kept = try await desk.comments(of: ticket).map(\.content.recipients)
        #expect(kept[0]?.to.map(\.address) == ["support@acme.example"])
        #expect(kept[0]?.cc.map(\.name) == ["Bob", nil])
        #expect(kept[0]?.cc.map(\.address) == ["bob@acme.example", "eve@out.example"])
        #expect(kept[1]?.to.map(\.address) == ["support@acme.example", "carol@acme.example"])
    }

    @Test func `who is copied on the first mail and known takes part, and hears of what staff write`()
        async throws
    {
        _ = try await desk.receive(
            opening(cc: "hr@acme.example", to: "support@acme.example, Bob <BOB@acme.example>").text, uid: 1)
        #expect(try await desk.participants(of: ticket) == [bob.id])
        let entry = try #require(try await desk.timeline(of: ticket).first { $0.kind == .participantAdded })
        #expect(entry.to == "Bob")
        #expect(
            try await !desk.sent().contains { $0.draft.to.address == "bob@acme.example" },
            "being copied brings nobody a mail")
        _ = try await desk.act(as: sam) { [ticket, sam] desk, actor throws(DeskError) in
            let words = CommentDraft(author: sam.id, source: .api, text: "Which door?", isVerified: true)
            return try desk.comment(on: ticket, words, by: actor).comment
        }
        #expect(
            try await desk.sent().map(\.summary)
                == ["comment to alice@acme.example", "comment to bob@acme.example"])
    }

    @Test func `a stranger who is copied gets nothing and stays a stranger`() async throws {
        _ = try await desk.receive(opening(cc: "eve@out.example").text, uid: 1)
        _ = try await desk.sent()
        #expect(try await desk.participants(of: ticket).isEmpty)
        #expect(try await desk.person("eve@out.example") == nil)
        for verb in [Verb.claim, .resolve] {
            _ = try await desk.act(as: sam) { [ticket] desk, actor throws(DeskError) in
                if verb == .claim { _ = try desk.claim(ticket, by: actor) }
                if verb == .resolve { _ = try desk.resolve(ticket, text: "Done.", by: actor) }
            }
        }
        #expect(
            try await desk.sent().map(\.draft.to.address) == ["alice@acme.example", "alice@acme.example"])
    }

    @Test func `a stranger who was copied joins by answering, with proof`() async throws {
        _ = try await desk.receive(opening(cc: "eve@out.example").text, uid: 1)
        _ = try await desk.sent()
        let outcome = try await desk.receive(replyAll(from: "eve@out.example", proven: true).text, uid: 2)
        #expect(outcome.map(\.ticket) == [ticket])
        let eve = try #require(try await desk.person("eve@out.example"))
        #expect(try await desk.participants(of: ticket) == [eve.id])
        #expect(try await desk.comments(of: ticket).last?.content.visibility == .public)
        let entry = try #require(try await desk.timeline(of: ticket).last { $0.kind == .participantAdded })
        #expect(entry.actor == eve.id)
    }

    @Test func `without proof their words are for staff, who may let them take part`() async throws {
        _ = try await desk.receive(opening(cc: "eve@out.example").text, uid: 1)
        _ = try await desk.sent()
        let outcome = try await desk.receive(replyAll(from: "eve@out.example", proven: false).text, uid: 2)
        #expect(outcome.map(\.ticket) == [ticket])
        #expect(try await desk.participants(of: ticket).isEmpty)
        let comment = try #require(try await desk.comments(of: ticket).last)
        #expect(comment.content.visibility == .internal)
        #expect(!comment.content.isVerified)
        #expect(try await desk.sent().map(\.summary) == ["comment to sam@acme.example"])
        _ = try await desk.act(as: sam) { [ticket] desk, actor throws(DeskError) in
            try desk.addParticipant(TestDesk.Known.address("eve@out.example"), to: ticket, by: actor)
        }
        #expect(try await desk.participants(of: ticket).count == 1)
    }

    @Test func `proof of the domain alone lets nobody in who was not copied`() async throws {
        _ = try await desk.receive(opening(cc: "eve@out.example").text, uid: 1)
        _ = try await desk.receive(replyAll(from: "mallory@out.example", proven: true).text, uid: 2)
        #expect(try await desk.participants(of: ticket).isEmpty)
        #expect(try await desk.comments(of: ticket).last?.content.visibility == .internal)
    }

    @Test func `who was copied on a ticket that was merged may join where it goes on`() async throws {
        _ = try await desk.receive(opening(cc: "eve@out.example").text, uid: 1)
        let other = try await desk.openTicket("All doors", by: bob)
        _ = try await desk.act(as: sam) { [ticket] desk, actor throws(DeskError) in
            try desk.merge(ticket, into: other.id, by: actor)
        }
        let outcome = try await desk.receive(replyAll(from: "eve@out.example", proven: true).text, uid: 2)
        #expect(outcome.map(\.ticket) == [other.id])
        let eve = try #require(try await desk.person("eve@out.example"))
        #expect(try await desk.participants(of: other.id).contains(eve.id))
    }

    @Test(arguments: [
        "support@acme.example", "it+anything@acme.example", "HR@ACME.example", "noreply@shop.example",
        "no-reply-7@shop.example", "mailer-daemon@out.example", "postmaster@out.example",
        "owner-staff@out.example",
        "staff-request@out.example", "staff-bounces@out.example", "alice@acme.example", "not an address",
        "\"quoted one\"@out.example",
    ])
    func `the desk, machines, the writer and what is no address never join`(address: String) async throws {
        var settings = ManyMailboxes.settings
        settings.intake.copied = .everyone
        let desk = try TestDesk(settings: settings)
        _ = try await desk.receive(opening(cc: address).text, uid: 1)
        #expect(try await desk.participants(of: ticket).isEmpty)
    }

    @Test func `a circular brings nobody in`() async throws {
        let crowd = (1...IntakePolicy.copiedLimit).map { "p\($0)@acme.example" }
        for name in crowd.map({ $0.split(separator: "@")[0] }) {
            _ = try await desk.add(String(name), .employee)
        }
        _ = try await desk.receive(
            opening(cc: (crowd + ["bob@acme.example"]).joined(separator: ", ")).text, uid: 1)
        #expect(try await desk.participants(of: ticket).isEmpty)
        #expect(try await desk.comments(of: ticket).first?.content.recipients?.cc.count == crowd.count + 1)
        var second = opening(cc: crowd.joined(separator: ", "))
        second.id = "q2@acme.example"
        _ = try await desk.receive(second.text, uid: 2)
        #expect(try await desk.participants(of: Ticket.ID(rawValue: 2)).count == crowd.count)
    }

    @Test(arguments: ["Auto-Submitted: auto-generated", "List-Id: <all.acme.example>", "Precedence: bulk"])
    func `what a machine or a list sent brings nobody in`(field: String) async throws {
        _ = try await desk.receive(opening(cc: "bob@acme.example") { $0.extra.append(field) }.text, uid: 1)
        #expect(try await desk.participants(of: ticket).isEmpty)
    }

    @Test func `a first mail in somebody else's name does not let its writer into their ticket`() async throws
    {
        let forged = opening(cc: "bob@acme.example, eve@out.example") { $0.above = [] }
        _ = try await desk.receive(forged.text, uid: 1)
        #expect(try await desk.participants(of: ticket).isEmpty)
        let outcome = try await desk.receive(replyAll(from: "eve@out.example", proven: true).text, uid: 2)
        #expect(outcome.map(\.ticket) == [ticket])
        #expect(try await desk.participants(of: ticket).isEmpty, "nor in a second step")
        _ = try await desk.sent()
        _ = try await desk.act(as: sam) { [ticket, sam] desk, actor throws(DeskError) in
            let words = CommentDraft(author: sam.id, source: .api, text: "Here it is.", isVerified: true)
            return try desk.comment(on: ticket, words, by: actor).comment
        }
        #expect(try await desk.sent().map(\.summary) == ["comment to alice@acme.example"])
        #expect(try await desk.comments(of: ticket).first?.content.recipients?.cc.count == 2, "it is kept")
    }

    @Test func `a mail that its domain disowns brings nobody in`() async throws {
        let forged = opening(cc: "bob@acme.example") {
            $0.above = [
                "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example", Self.hop,
            ]
        }
        _ = try await desk.receive(forged.text, uid: 1)
        #expect(try await desk.participants(of: ticket).isEmpty)
    }

    @Test(arguments: [
        (IntakePolicy.Copied.keep, [] as [String]), (.participants, ["Bob"]), (.everyone, ["Bob", "eve"]),
    ])
    func `the site says who joins`(policy: IntakePolicy.Copied, names: [String]) async throws {
        var settings = ManyMailboxes.settings
        settings.intake.copied = policy
        let desk = try TestDesk(settings: settings)
        _ = try await desk.add("Bob", .employee)
        _ = try await desk.receive(opening(cc: "bob@acme.example, eve@out.example").text, uid: 1)
        let added = try await desk.timeline(of: ticket).filter { $0.kind == .participantAdded }
        #expect(added.map(\.to) == names)
    }

    @Test func `who is copied on a proven answer of the requester takes part from then on`() async throws {
        _ = try await desk.receive(opening(cc: "").text, uid: 1)
        let notice = try #require(try await desk.sent().first { $0.draft.to.address == "alice@acme.example" })
        var answer = Letter(
            from: "alice@acme.example", to: notice.answerAddress, id: "a@acme.example",
            extra: ["Cc: bob@acme.example"], body: "Bob has the key.")
        _ = try await desk.receive(answer.text, uid: 2)
        #expect(try await desk.participants(of: ticket) == [bob.id])
        answer.id = "b@acme.example"
        (answer.to, answer.extra) = ("support@acme.example", ["Cc: sam@acme.example"])
        answer.inReplyTo = "q1@acme.example"
        _ = try await desk.receive(answer.text, uid: 3)
        #expect(try await desk.participants(of: ticket) == [bob.id], "not by an unproven one")
    }
}
