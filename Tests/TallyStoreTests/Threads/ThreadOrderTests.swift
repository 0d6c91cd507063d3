import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// When the ties of a mail lead to different tickets, the more certain one decides: each pair of them.
@Suite("The order of ties") struct ThreadOrderTests {
    /// The most certain one first.
    enum Tie: String, CaseIterable {
        case token = "the reply token"
        case ownReference = "our Message-ID"
        case foreignReference = "a known foreign Message-ID"
        case marker = "the marker"
        case tag = "the tag in the subject"
    }

    private static let pairs = Tie.allCases.enumerated().flatMap { index, first in
        Tie.allCases.dropFirst(index + 1).map { (first, $0) }
    }

    @Test func `there are ten pairs`() { #expect(Self.pairs.count == 10) }

    @Test(arguments: pairs)
    func `the more certain tie decides, whichever ticket is the older one`(
        stronger: Tie, weaker: Tie
    ) async throws {
        let it = try await StaffedDesk()
        let second = Letter(
            from: "Alice Miller <alice@acme.example>", subject: "Smoke", id: "q2@acme.example",
            body: "Also smoke.")
        _ = try await it.desk.receive(second.text, uid: 2)
        let other = try #require(
            try await it.desk.sent().first { $0.draft.to.address == "alice@acme.example" })
        let notices = [try it.notice(to: "alice"), other]
        for winner in [0, 1] {
            let (letter, uid) = try it.reply("alice", "It still burns, \(winner).") {
                ($0.to, $0.subject, $0.inReplyTo) = ("support@acme.example", "Something else", nil)
                Self.tie(&$0, by: weaker, to: notices[1 - winner])
                Self.tie(&$0, by: stronger, to: notices[winner])
            }
            let outcome = try await it.desk.receive(letter.text, uid: uid)
            #expect(outcome.map(\.ticket) == [Ticket.ID(rawValue: Int64(winner + 1))])
        }
    }

    /// What stands last in References is looked at first: the weaker tie, which must not win by that.
    private static func tie(_ letter: inout Letter, by tie: Tie, to notice: OutgoingMail) {
        let number = notice.draft.ticket?.rawValue ?? 0
        switch tie {
        case .token: letter.to = notice.answerAddress
        case .ownReference: letter.extra.insert("References: <\(notice.draft.messageID.text)>", at: 0)
        case .foreignReference:
            if letter.inReplyTo == nil { letter.inReplyTo = "q\(number)@acme.example" }
        case .marker: letter.body += "\n\n> \(notice.draft.values["thread_marker"].text ?? "")\n"
        case .tag: letter.subject = "Re: [TT-\(number)] Something"
        }
    }
}
