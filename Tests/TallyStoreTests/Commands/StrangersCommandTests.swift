import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Commands of people who take no part in the ticket: what failed of their mail, or that anything did, they are not told.
///
/// A receipt would tell them that the ticket is there, and would be mail in the name of the desk to whomever they name.
@Suite("Commands of strangers") struct StrangersCommandTests {
    private static let pass = [
        "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
        "Received: from mail.acme.example by mx.acme.example",
    ]

    /// Where a mail names the ticket, if it does.
    enum Place: String, CaseIterable {
        case token = "the requester's reply address"
        case reference = "our Message-ID"
        case tag = "the tag"
        case nowhere
    }

    /// Who nobody at the desk knows, and who they know from elsewhere.
    private static let writers = ["mallory@evil.example", "bob@acme.example"]

    @Test(arguments: writers, ["/claim", "/clam", "/resolve", "claim", "/undo"])
    func `a stranger gets neither a receipt nor a question`(writer: String, body: String) async throws {
        for proof in [Configuration.Identity.CommandProof.token, .either] {
            var settings = TestDesk.settings
            settings.commandProof = proof
            settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
            let it = try await StaffedDesk(settings: settings)
            _ = try await it.desk.add("Bob", .employee)
            let before = try await TicketStanding(of: it)
            for place in Place.allCases {
                let notice = try it.notice(to: "alice")
                // Not in the same words each time, as machines write.
                let words = "I found \(place.rawValue), and have the same trouble here."
                let sent = try await it.send("alice", "\(body)\n\n\(words)", to: notice) { letter in
                    letter.from = writer
                    letter.above = Self.pass
                    if place != .token { letter.to = "support@acme.example" }
                    if place != .reference { letter.inReplyTo = nil }
                    letter.subject = place == .tag ? "Re: [TT-1] The printer burns" : "The same here"
                }
                let kinds = sent.filter { $0.draft.to.address == writer }.map(\.draft.kind)
                let isOpened = place == .tag || place == .nowhere
                let expected: [MailKind] = isOpened ? [.received] : []
                #expect(kinds == expected, "\(proof), \(place.rawValue)")
            }
            #expect(try await TicketStanding(of: it) == before)
        }
    }

    /// The same, so that the test above is not one of a desk that sends no receipts.
    @Test(arguments: ["/claim", "/clam"])
    func `who takes part gets a receipt for what failed`(body: String) async throws {
        let it = try await StaffedDesk()
        let sent = try await it.send("alice", "\(body)\n\nThe same here.", to: it.notice(to: "alice"))
        #expect(sent.contains { $0.summary == "receipt to alice@acme.example" })
    }
}
