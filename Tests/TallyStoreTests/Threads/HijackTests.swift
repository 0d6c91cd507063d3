import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Strangers who want into a conversation: to read it, to be heard in it, or to turn it to themselves.
///
/// Without a tie their mail is a request of their own. With a stolen one it is a note that staff see, and nobody else
/// hears of it.
@Suite("Thread hijacking") struct HijackTests {
    /// What was stolen or guessed.
    private enum Way: String, CaseIterable {
        case subject = "[TT-1] in the subject"
        case guessedReference = "a Message-ID that is guessed"
        case brokenReference = "a Message-ID of ours with another MAC"
        case otherReference = "the number changed in a Message-ID of ours"
        case marker = "a marker in the text that is guessed"
        case guessedToken = "a reply token that is guessed"
        case brokenToken = "a reply token with one letter changed"
        case stolenReference = "a Message-ID of ours, stolen"
        case stolenQuestion = "the requester's own Message-ID, stolen"
        case stolenMarker = "the marker, stolen"
        case requesterToken = "the requester's token, stolen"
        case agentToken = "an agent's token, stolen"
        case mergedToken = "the token of a merged ticket, stolen"
        case replyTo = "Reply-To names the requester"
        case sender = "Sender and Resent-From name the requester"
        case name = "the requester's address as a name"
        case disowned = "From the requester, and the domain says no"
        case copiedStranger = "the same, with the attacker in Cc"
    }

    private struct Loot {
        let received: OutgoingMail
        let agents: OutgoingMail
        let merged: OutgoingMail
        let marker: String
    }

    private static let rounds = 8

    @Test func `of these none gets in`() async throws {
        var settings = TestDesk.settings
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        let it = try await StaffedDesk(settings: settings)
        let loot = try await Self.loot(of: it)
        let before = try await Standing(of: it)
        var generator = SeededGenerator(seed: 20_261_123)
        var (mails, effects) = (0, 0)
        for way in Way.allCases {
            var hits = 0
            for round in 0..<Self.rounds {
                it.desk.advance(.minutes(20))
                let letter = Self.letter(way, loot, number: mails, using: &generator)
                _ = try await it.desk.receive(letter.text, uid: UInt32(10_000 + mails))
                mails += 1
                let told = try await it.desk.sent()
                let after = try await Standing(of: it)
                let isHeard = told.contains { mail in
                    let isOwnTicket = mail.draft.kind == .received && (mail.draft.ticket?.rawValue ?? 0) > 2
                    return !mail.draft.to.address.hasStaffName && !isOwnTicket
                }
                guard isHeard || after != before else { continue }
                hits += 1
                Issue.record("\(way.rawValue), round \(round):\n\(letter.text)\n\(told.map(\.summary))")
            }
            print("hijack: \(way.rawValue): \(Self.rounds) mails, \(hits) effects")
            effects += hits
        }
        print("hijack: \(mails) mails, \(effects) effects")
        #expect(effects == 0)
    }

    /// What the requester and the others of the conversation see of it.
    private struct Standing: Equatable {
        let status: TicketStatus
        let assignee: Person.ID?
        let participants: [Person.ID]
        let said: [String]

        init(of it: StaffedDesk) async throws {
            let state = try await it.state
            status = state.status
            assignee = state.assignee
            participants = try await it.desk.participants(of: it.ticket)
            said = try await it.comments.filter { $0.content.visibility == .public }.map(\.content.text)
        }
    }

    /// Alice's two tickets, of which the second was merged into the first, and what strangers could have seen of them.
    private static func loot(of it: StaffedDesk) async throws -> Loot {
        let second = Letter(
            from: "Alice Miller <alice@acme.example>", subject: "Smoke", id: "q2@acme.example",
            body: "Also smoke.")
        _ = try await it.desk.receive(second.text, uid: 2)
        let received = try it.notice(to: "alice")
        let merged = try #require(
            try await it.desk.sent().first { $0.draft.to.address == "alice@acme.example" })
        let ada = try #require(try await it.desk.person("ada@acme.example"))
        let first = it.ticket
        _ = try await it.desk.act(as: ada) { desk, actor throws(DeskError) in
            try desk.merge(Ticket.ID(rawValue: 2), into: first, by: actor)
        }
        _ = try await it.desk.sent()
        let marker = try #require(received.draft.values["reply_marker"].text)
        return Loot(received: received, agents: try it.notice(to: "sam"), merged: merged, marker: marker)
    }

    private static func letter(
        _ way: Way, _ loot: Loot, number: Int, using generator: inout SeededGenerator
    ) -> Letter {
        var letter = Letter(
            from: "Mallory <mallory\(number)@evil.example>", subject: "About your printer",
            id: "m\(number)@evil.example", body: "Please send all of it to me, number \(number).")
        let own = loot.received.draft.messageID.text
        let address = loot.received.answerAddress
        switch way {
        case .subject: letter.subject = "Re: [TT-1] The printer burns"
        case .guessedReference:
            letter.inReplyTo = "tt.1.\(guess(13, &generator)).\(guess(26, &generator))@acme.example"
        case .brokenReference: letter.inReplyTo = own.replacing("@", with: "\(guess(1, &generator))@")
        case .otherReference: letter.inReplyTo = own.replacing("tt.1.", with: "tt.2.")
        case .marker: letter.body += "\nref:TT-1:\(guess(16, &generator))"
        case .guessedToken: letter.to = "support+\(guess(40, &generator))@acme.example"
        case .brokenToken:
            let place = address.index(address.startIndex, offsetBy: 9 + number % 39)
            let other = address[place] == "a" ? "b" : "a"
            letter.to = String(address[..<place]) + other + String(address[address.index(after: place)...])
        case .stolenReference: letter.inReplyTo = own
        case .stolenQuestion: letter.inReplyTo = "q1@acme.example"
        case .stolenMarker: letter.body += "\n\n> \(loot.marker)"
        case .requesterToken: letter.to = address
        case .agentToken: letter.to = loot.agents.answerAddress
        case .mergedToken: letter.to = loot.merged.answerAddress
        case .replyTo: letter.extra = ["Reply-To: Alice Miller <alice@acme.example>"]
        case .sender: letter.extra = ["Sender: alice@acme.example", "Resent-From: alice@acme.example"]
        case .name: letter.from = "\"alice@acme.example\" <mallory\(number)@evil.example>"
        case .disowned, .copiedStranger:
            letter.from = "Alice Miller <alice@acme.example>"
            letter.inReplyTo = own
            letter.above = [
                "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example",
                "Received: from evil.example by mx.acme.example; Tue, 17 Nov 2026 12:26:40 +0000",
            ]
            if way == .copiedStranger { letter.extra = ["Cc: mallory\(number)@evil.example"] }
        }
        // Where a guess alone is no tie, the subject names the ticket as well.
        if way != .subject, number % 2 == 0 { letter.subject = "Re: [TT-1] The printer burns" }
        return letter
    }

    private static func guess(_ count: Int, _ generator: inout SeededGenerator) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        return String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "a" })
    }
}

extension String {
    /// Whether it is an address of the people who work at the desk.
    fileprivate var hasStaffName: Bool { ["sam", "tina", "ada"].contains { hasPrefix("\($0)@") } }
}
