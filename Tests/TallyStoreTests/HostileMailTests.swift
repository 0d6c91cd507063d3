import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite("Hostile mail")
struct HostileMailTests {
    private let question = Letter(
        from: "Buy now <alice@acme.example>", id: "q1@acme.example", body: "Smoke comes out of it.")

    /// Alice has asked; Sam works at the desk.
    ///
    /// Gives the acknowledgement and the notice that Sam got.
    private func begin(_ desk: TestDesk) async throws -> (received: OutgoingMail, notice: OutgoingMail) {
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.receive(question.text, uid: 1)
        let mails = try await desk.sent()
        return (try #require(mails.first), try #require(mails.last))
    }

    private let id = Ticket.ID(rawValue: 1)

    private func comments(_ desk: TestDesk) async throws -> [TallyCore.Comment] {
        let id = id
        return try await desk.store.read { records throws(DeskError) in try records.comments(of: id) }
    }

    @Test(arguments: ["our Message-ID", "the question's Message-ID", "the requester's reply address"])
    func `who takes no part in a ticket adds to it for staff only`(way: String) async throws {
        let desk = try TestDesk()
        let (received, _) = try await begin(desk)
        var letter = Letter(from: "mallory@evil.example", id: "m@evil.example", body: "Pay me.")
        switch way {
        case "our Message-ID": letter.inReplyTo = received.draft.messageID.text
        case "the question's Message-ID": letter.inReplyTo = "q1@acme.example"
        default: letter.to = received.answerAddress
        }
        _ = try await desk.receive(letter.text, uid: 2)
        let last = try #require(try await comments(desk).last)
        #expect(last.content.text == "Pay me.")
        #expect(last.content.visibility == .internal)
        #expect(!last.content.isVerified)
        #expect(try await desk.sent().map(\.summary) == ["comment to sam@acme.example"])
    }

    @Test func `a mail of very many lines does not hold up what others are sent`() async throws {
        let desk = try TestDesk()
        _ = try await desk.add("Sam", .staff)
        var letter = question
        letter.body = String(repeating: "a\n", count: 400_000)
        _ = try await desk.receive(letter.text, uid: 1)
        let mails = try await desk.sent()
        #expect(mails.map(\.summary) == ["received to alice@acme.example", "new-ticket to sam@acme.example"])
        let kept = try #require(try await comments(desk).first)
        #expect(kept.content.text.utf8.count > 700_000)
        let mailed = mails.last?.draft.values["comment"]["text"].text ?? ""
        #expect(mailed.utf8.count < 70_000)
        #expect(mailed.hasSuffix("(The rest is in the ticket.)"))
    }
}
