import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// `intake.lists`: what becomes of mail from lists and of other bulk mail; none of it is ever answered.
@Suite("Mail from lists") struct ListPolicyTests {
    private static let signs = [
        "List-Id: <news.acme.example>", "List-Unsubscribe: <https://acme.example/off>",
        "List-Post: <mailto:all@acme.example>", "Mailing-List: contact all@acme.example", "Precedence: bulk",
        "Precedence: list", "Precedence: junk",
    ]

    private static func desk(_ policy: ListPolicy) async throws -> TestDesk {
        var settings = TestDesk.settings
        settings.lists = policy
        let desk = try TestDesk(settings: settings)
        _ = try await desk.add("Sam", .staff)
        return desk
    }

    private static func letter(_ field: String, answering mail: OutgoingMail? = nil) -> Letter {
        var letter = Letter(
            from: "Alice <alice@acme.example>", subject: "Our news", id: "\(field.utf8.count)@list.example",
            inReplyTo: mail?.draft.messageID.text, body: "Read all about it.")
        letter.extra = [field]
        return letter
    }

    @Test(arguments: signs)
    func `by default it opens a ticket that nobody is answered about`(field: String) async throws {
        #expect(OutgoingLimits() == TestDesk.settings.outgoing)
        let desk = try await Self.desk(TestDesk.settings.lists)
        #expect(try await desk.receive(Self.letter(field).text, uid: 1) == [.opened(Ticket.ID(rawValue: 1))])
        #expect(try await desk.sent().map(\.summary) == ["new-ticket to sam@acme.example"])
    }

    @Test(arguments: signs)
    func `ignore reads none of it`(field: String) async throws {
        let desk = try await Self.desk(.ignore)
        guard case .ignored(let reason) = try await desk.receive(Self.letter(field).text, uid: 1).first else {
            Issue.record("\(field) was read")
            return
        }
        #expect(reason.hasPrefix("mail from a list ("))
        #expect(try await desk.sent().isEmpty)
    }

    @Test(arguments: ListPolicy.allCases)
    func `what belongs to a ticket`(policy: ListPolicy) async throws {
        let desk = try await Self.desk(policy)
        let question = Letter(from: "Alice <alice@acme.example>", id: "q@acme.example", body: "It burns.")
        _ = try await desk.receive(question.text, uid: 1)
        let received = try #require(try await desk.sent().first { $0.draft.kind == .received })
        let letter = Self.letter("List-Id: <all.acme.example>", answering: received)
        let outcome = try await desk.receive(letter.text, uid: 2).first
        switch policy {
        case .ticket, .comment:
            guard case .commented(Ticket.ID(rawValue: 1), _) = outcome else {
                Issue.record("\(policy): \(String(describing: outcome))")
                return
            }
        case .ignore:
            #expect(outcome == .ignored(reason: "mail from a list (List-Id)"))
        }
        #expect(try await desk.sent().isEmpty, "silently")
    }

    @Test func `comment opens no ticket`() async throws {
        let desk = try await Self.desk(.comment)
        #expect(
            try await desk.receive(Self.letter("List-Id: <news.acme.example>").text, uid: 1) == [
                .ignored(reason: "mail from a list about no ticket (List-Id)")
            ])
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1)) == nil)
    }

    @Test(arguments: ListPolicy.allCases)
    func `mail of people is none, whatever the policy`(policy: ListPolicy) async throws {
        let desk = try await Self.desk(policy)
        let letter = Self.letter("Precedence: first-class")
        #expect(try await desk.receive(letter.text, uid: 1) == [.opened(Ticket.ID(rawValue: 1))])
        #expect(try await desk.sent().map(\.summary).contains("received to alice@acme.example"))
    }
}
