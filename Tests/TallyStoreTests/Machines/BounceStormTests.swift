import Foundation
import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Thousands of reports about mail that was sent, was never sent, or says neither (RFC 3464 and the forms before it).
@Suite("A storm of bounces") struct BounceStormTests {
    private static let count = 10_000

    /// Each is another message, as a report sent ten thousand times is one.
    private enum Form: CaseIterable {
        case ours, unknown, forged, words, exchange

        func text(_ number: Int, about mail: OutgoingMail) -> String {
            switch self {
            case .ours:
                var letter = DeliveryReportLetter(of: mail, status: "5.1.1")
                letter.id = "dsn\(number)@mx.acme.example"
                return letter.text
            case .unknown:
                var letter = DeliveryReportLetter(
                    recipient: "nobody\(number)@out.example", status: "5.1.1",
                    returned: ["Message-ID: <never\(number)@out.example>"])
                letter.id = "dsn\(number)@out.example"
                return letter.text
            case .forged:
                var letter = DeliveryReportLetter(
                    recipient: "alice@acme.example", status: "5.1.1",
                    returned: ["Message-ID: <tt.1.aaaaaaaaaaaaa.\(number)@acme.example>"])
                letter.id = "dsn\(number)@evil.example"
                return letter.text
            case .words:
                let letter = Letter(
                    from: "MAILER-DAEMON@qmail.example", subject: "failure notice",
                    id: "q\(number)@qmail.example",
                    body: """
                        Hi. This is the qmail-send program at qmail.example.
                        I'm afraid I wasn't able to deliver your message to the following addresses.

                        <alice@acme.example>:
                        Sorry, no mailbox here by that name. (#5.1.1)

                        --- Below this line is a copy of the message.

                        Message-ID: <\(mail.draft.messageID.text)>
                        From: Acme IT <support@acme.example>
                        To: alice@acme.example
                        Subject: [TT-1] The printer burns
                        """)
                return letter.text
            case .exchange:
                return Letter(
                    from: "postmaster@exchange.example", subject: "Undeliverable: [TT-1] The printer burns",
                    id: "x\(number)@exchange.example",
                    body: "Your message to <alice@acme.example> could not be delivered: the mailbox is gone."
                ).text
            }
        }
    }

    @Test func `nothing is mailed out, and staff are told at most twice`() async throws {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        let ticket = try await desk.openTicket(by: try await desk.add("Alice", .employee))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            _ = try desk.claim(ticket.id, by: actor)
            for number in 1...4 {
                let draft = CommentDraft(
                    author: sam.id, source: .api, text: "Step \(number)", isVerified: true)
                _ = try desk.comment(on: ticket.id, draft, by: actor)
            }
        }
        let mails = try await desk.sent().filter { $0.draft.to.address == "alice@acme.example" }
        // A hundred at a time, as they are fetched.
        for first in stride(from: 0, to: Self.count, by: 100) {
            let texts = (first..<first + 100).map { number in
                Form.allCases[number % Form.allCases.count]
                    .text(number, about: mails[number / Form.allCases.count % mails.count])
            }
            try await desk.stage(texts, from: UInt32(100 + first))
        }
        let outcomes = try await desk.processStaged()
        #expect(outcomes.count == Self.count)
        let told = try await desk.sent()
        let bounced = try await desk.timeline(of: ticket.id).count { $0.kind == .bounced }
        let comments = try await desk.comments(of: ticket.id).count
        print(
            "\(Self.count) bounces: \(told.count { $0.draft.kind != .bounceNotice }) mails out, \(told.count) notices",
            "to staff, \(bounced) entries in the history of the ticket, \(comments) comments on it")
        #expect(told.allSatisfy { $0.summary == "bounce-notice to sam@acme.example" })
        #expect(told.count <= 2, "the first, and the suspension")
        #expect(bounced == mails.count, "one for each mail, however many reports there are")
        #expect(comments == 5, "what was there before")
        #expect(try await desk.ticket(Ticket.ID(rawValue: 2)) == nil)
        #expect(try await desk.quarantine().isEmpty)
    }
}
