import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// What fails for ever stands at the head of a queue, and the others get past it.
@Suite("The head of the line")
struct HeadOfLineTests {
    private let desk: TestDesk

    init() async throws {
        desk = try TestDesk()
        _ = try await desk.add("Alice", .employee)
    }

    private func letter(_ subject: String) -> String {
        Letter(
            from: "Alice <alice@acme.example>", subject: subject, id: "\(subject)@acme.example", body: "Help."
        )
        .text
    }

    /// One attempt at the mail that is next, as the daemon makes it.
    private func attempt() async throws -> (mail: StagedMail, error: DeskError?) {
        let mail = try #require(try await desk.store.beginNextIntake())
        do throws(DeskError) {
            _ = try await desk.write { desk, _ throws(DeskError) in
                try Intake(desk: desk).process(mail, as: Message(reading: mail.content))
            }
            return (mail, nil)
        } catch {
            return (mail, error)
        }
    }

    @Test func `a mail that the records cannot take is put aside at the third time, and kept`() async throws {
        try desk.spoil(
            """
            CREATE TRIGGER spoilt BEFORE INSERT ON ticket WHEN NEW.subject = 'cursed'
            BEGIN SELECT RAISE(ABORT, 'no'); END
            """)
        try await desk.stage(letter("cursed"), uid: 1)
        try await desk.stage(letter("sound"), uid: 2)
        for number in 1...3 {
            let (mail, error) = try await attempt()
            let reason = mail.reasonToPutAside(after: try #require(error), settings: desk.settings)
            #expect((reason != nil) == (number == 3), "attempt \(number)")
            if let reason {
                try await desk.store.quarantine(mail.id, reason: reason, at: desk.now)
            }
        }
        #expect(try await desk.processStaged() == [.opened(Ticket.ID(rawValue: 1))])
        let aside = try #require(try await desk.quarantine().first)
        #expect(aside.reason.hasPrefix("processing it fails: SQLite 1811"), "\(aside)")
        // Whoever mends the cause lets it in.
        try desk.spoil("DROP TRIGGER spoilt")
        let ada = try await desk.add("Ada", .admin)
        try await desk.act(as: ada) { desk, actor throws(DeskError) in
            try desk.retry(aside.id, by: actor.person)
        }
        #expect(try await desk.processStaged() == [.opened(Ticket.ID(rawValue: 2))])
    }

    @Test(arguments: [true, false])
    func `no trouble of the store's own condemns a mail`(isTransient: Bool) {
        let mail = StagedMail(
            id: StagedMail.ID(rawValue: 1), mailbox: MailboxName("support"), content: [], size: 0,
            isOversize: false, stagedAt: desk.now, attempts: 100)
        let failure = StoreFailure("the disk", isTransient: isTransient)
        #expect(mail.reasonToPutAside(after: .store(failure), settings: desk.settings) == nil)
    }

    @Test func `an outgoing mail that cannot be read any more is given up, and the next one sent`()
        async throws
    {
        for subject in ["first", "second"] {
            _ = try await desk.receive(letter(subject), uid: subject == "first" ? 1 : 2)
        }
        try desk.spoil("UPDATE outbox SET draft = '{\"from\":' WHERE id = 1")
        #expect(try await desk.sent().map(\.draft.ticket) == [Ticket.ID(rawValue: 2)])
        let page = try await desk.store.read { records throws(DeskError) in
            try records.outbox([.failed], after: nil, limit: 10)
        }
        #expect(page.elements.map(\.id.rawValue) == [1])
        #expect(page.elements.first?.lastReply == "unreadable: the draft of outgoing mail 1")
    }

    @Test func `an identifier that fits no line of mail is not repeated in any answer`() async throws {
        for (uid, length) in [(1, 900), (2, 1_100)] as [(UInt32, Int)] {
            let id = String(repeating: "a", count: length) + "@acme.example"
            let mail = Letter(from: "Alice <alice@acme.example>", subject: "No \(uid)", id: id, body: "Help.")
            _ = try await desk.receive(mail.text, uid: uid)
        }
        let answers = try await desk.sent().filter { $0.draft.kind == .received }
        #expect(answers.map { $0.draft.references.count } == [1, 0])
    }
}
