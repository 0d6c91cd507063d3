import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// What follows when words of people are not sent, and who hears of it.
@Suite("Words that do not arrive")
struct UnsentWordsTests {
    private let it: StaffedDesk
    private static let unknown = SMTPReply(code: 550, enhancedCode: "5.1.1", text: "no such user")

    init() async throws {
        it = try await StaffedDesk()
        _ = try await it.receipt("sam", "claim")
    }

    /// A comment of Sam's on its way to Alice.
    private func comment(_ text: String = "Is it on?") async throws -> OutgoingMail {
        let (letter, uid) = try it.reply("sam", text)
        _ = try await it.desk.receive(letter.text, uid: uid)
        return try #require(try await next())
    }

    private func next() async throws -> OutgoingMail? {
        try await it.desk.store.nextDue(at: it.desk.now, besides: [])
    }

    /// The attempt at a mail, as the daemon makes it.
    private func attempt(_ mail: OutgoingMail, _ outcome: Delivery.Outcome) async throws {
        #expect(try await it.desk.store.begin(mail, bytes: []))
        var delivery = Delivery(
            state: .waiting(attempts: mail.attempts, next: mail.createdAt), createdAt: mail.createdAt)
        delivery.begin()
        delivery.end(outcome, now: it.desk.now)
        let ended = delivery
        try await it.desk.write { desk, _ throws(DeskError) in
            try desk.keep(ended, of: mail, after: outcome)
        }
    }

    private func report(_ status: String, on mail: OutgoingMail) async throws {
        try await it.desk.write { desk, records throws(DeskError) in
            guard let sent = try records.bouncedMail(mail.id) else { return }
            _ = try desk.note(Bounce(status: status, reason: nil), of: sent)
        }
    }

    private func isSuspended() async throws -> Bool {
        try await it.desk.store.read { records throws(DeskError) in
            try records.undeliverable(TestDesk.Known.alice)?.suspendedAt != nil
        }
    }

    private var returns: Int {
        get async throws { try await it.timeline.count { $0.kind == .bounced } }
    }

    @Test(arguments: [
        unknown, SMTPReply(code: 550, enhancedCode: nil, text: "no such user"),
        SMTPReply(code: 554, enhancedCode: nil, text: "spam"),
    ])
    func `a refusal for good stands on the ticket, written together with the row`(reply: SMTPReply)
        async throws
    {
        let mail = try await comment()
        try await attempt(mail, .failed(.refused(reply)))
        #expect(try await returns == 1)
        let entry = try await it.desk.store.read { records throws(DeskError) in
            try records.outboxEntry(mail.id)
        }
        #expect(entry?.state == .failed)
        #expect(entry?.bounceStatus == reply.enhancedCode)
    }

    @Test func `so does what was tried for five days in vain`() async throws {
        let mail = try await comment()
        it.desk.advance(.days(6))
        try await attempt(mail, .failed(.uncertain(reason: "connection lost")))
        #expect(try await returns == 1)
    }

    @Test func `a server that refuses our own address makes nobody undeliverable`() async throws {
        for number in 1...4 {
            let mail = try await comment("Number \(number)?")
            let refusal = SMTPReply(code: 550, enhancedCode: "5.1.8", text: "bad outbound sender")
            try await attempt(mail, .failed(.senderRefused(refusal)))
            let entry = try await it.desk.store.read { records throws(DeskError) in
                try records.outboxEntry(mail.id)
            }
            #expect(entry?.state == .waiting)
        }
        #expect(try await !isSuspended())
        #expect(try await returns == 0)
    }

    @Test func `a mail on its way while the address was suspended is not tried again`() async throws {
        for number in 1...2 {
            try await attempt(try await comment("Number \(number)?"), .failed(.refused(Self.unknown)))
            _ = try await it.desk.sent()
        }
        let early = try await comment("Early?")
        #expect(try await it.desk.store.begin(early, bytes: []))
        try await attempt(try await comment("Late?"), .failed(.refused(Self.unknown)))
        #expect(try await isSuspended())
        _ = try await it.desk.sent()
        var delivery = Delivery(
            state: .waiting(attempts: 0, next: early.createdAt), createdAt: early.createdAt)
        delivery.begin()
        let later = Delivery.Outcome.failed(.refused(SMTPReply(code: 450, enhancedCode: nil, text: "later")))
        delivery.end(later, now: it.desk.now)
        let ended = delivery
        try await it.desk.write { desk, _ throws(DeskError) in
            try desk.keep(ended, of: early, after: later)
        }
        #expect(try await it.desk.sent().isEmpty)
    }

    @Test func `words that are not sent to a suspended address stand on the ticket`() async throws {
        for number in 1...3 {
            try await attempt(try await comment("Number \(number)?"), .failed(.refused(Self.unknown)))
            _ = try await it.desk.sent()
        }
        #expect(try await isSuspended())
        let before = try await returns
        let (letter, uid) = try it.reply("sam", "Are you there?")
        _ = try await it.desk.receive(letter.text, uid: uid)
        #expect(try await it.desk.sent().isEmpty)
        #expect(try await returns == before + 1)
        #expect(try await it.timeline.last { $0.kind == .bounced }?.to == "alice@acme.example")
    }

    @Test func `a report that leaves no hope counts after one that did`() async throws {
        let mail = try await comment()
        _ = try await it.desk.sent()
        for status in ["4.4.7", "4.4.7", "5.1.1", "5.1.1", "4.4.7"] { try await report(status, on: mail) }
        let trouble = try await it.desk.store.read { records throws(DeskError) in
            try records.undeliverable(TestDesk.Known.alice)
        }
        #expect(trouble?.status == "5.1.1")
        #expect(try await returns == 2)
    }

    @Test func `a suspension by mail that is about no ticket is told to the admins`() async throws {
        for _ in 1...3 {
            try await it.desk.write { desk, records throws(DeskError) in
                guard let alice = try records.person(with: TestDesk.Known.alice) else { return }
                try desk.tell(alice, of: .passwordChanged)
            }
            let mail = try #require(
                try await it.desk.sent().first { $0.draft.to.address == "alice@acme.example" })
            try await report("5.1.1", on: mail)
        }
        let told = try await it.desk.sent()
        #expect(told.map(\.summary) == ["bounce-notice to ada@acme.example"])
        #expect(told.first?.draft.ticket == nil)
        #expect(told.first?.draft.values["bounce"]["is_suspended"] == true)
        let bytes = try MailTemplates.composer().message(
            for: try #require(told.first), report: nil, files: [])
        let mail = Message(reading: bytes)
        #expect(mail.subject == "Mail to alice@acme.example does not arrive")
        #expect(!mail.visibleText.contains("Ticket"))
    }
}
