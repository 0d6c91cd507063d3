import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Mail that came back (RFC 3464), and what the desk makes of it.
@Suite("Bounces") struct BounceTests {
    private let desk: TestDesk
    private let sam: Person
    private let alice: Person
    private let ticket: Ticket

    init() async throws {
        var settings = TestDesk.settings
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        desk = try TestDesk(settings: settings)
        sam = try await desk.add("Sam", .staff)
        _ = try await desk.add("Ada", .admin)
        alice = try await desk.add("Alice", .employee)
        ticket = try await desk.openTicket(by: alice)
        let (sam, id) = (sam, ticket.id)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in try desk.claim(id, by: actor) }
        _ = try await desk.sent()
    }

    /// Sam answers, and Alice is mailed.
    private func answer(_ text: String = "Is it on?") async throws -> OutgoingMail {
        let id = ticket.id
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            let draft = CommentDraft(author: actor.person.id, source: .api, text: text, isVerified: true)
            return try desk.comment(on: id, draft, by: actor)
        }
        return try #require(try await desk.sent().first { $0.draft.to.address == "alice@acme.example" })
    }

    /// A report comes back, by its number a different one each time.
    @discardableResult
    private func report(
        on mail: OutgoingMail, _ number: Int = 1, _ change: (inout DeliveryReportLetter) -> Void = { _ in }
    ) async throws -> IntakeOutcome? {
        var letter = DeliveryReportLetter(of: mail, status: "5.1.1")
        letter.id = "report\(number)@mx.acme.example"
        change(&letter)
        return try await desk.receive(letter.text, uid: UInt32(100 + number)).first
    }

    private func entry(of mail: OutgoingMail) async throws -> OutboxEntry? {
        try await desk.store.read { records throws(DeskError) in try records.outboxEntry(mail.id) }
    }

    private func trouble(_ address: MailAddress) async throws -> UndeliverableAddress? {
        try await desk.store.read { records throws(DeskError) in try records.undeliverable(address) }
    }

    private var isSuspended: Bool {
        get async throws { try await trouble(alice.address)?.suspendedAt != nil }
    }

    @Test func `a report is tied to the mail by the name of its envelope alone`() async throws {
        let mail = try await answer()
        let outcome = try await report(on: mail) {
            $0.envelope = mail.draft.messageID.text
            $0.returned = ["Message-ID: <rewritten@relay.example>"]
        }
        #expect(outcome == .bounce(ticket.id))
        #expect(try await entry(of: mail)?.bounceStatus == "5.1.1")
    }

    @Test func `the name of an envelope that is not ours ties a report to nothing`() async throws {
        let mail = try await answer()
        let outcome = try await report(on: mail) {
            $0.envelope = "tt.1.aaaaaaaa.bbbbbbbb@acme.example"
            $0.returned = ["Message-ID: <rewritten@relay.example>"]
        }
        #expect(outcome == .bounce(nil))
    }

    @Test func `a report is tied to the mail and to whom it was for`() async throws {
        let mail = try await answer()
        #expect(try await report(on: mail) == .bounce(ticket.id))
        #expect(try await entry(of: mail)?.bounceStatus == "5.1.1")
        let last = try #require(try await desk.timeline(of: ticket.id).last)
        #expect(last.kind == .bounced)
        #expect(last.to == "alice@acme.example")
        #expect(last.from == "5.1.1")
        #expect(try await trouble(alice.address)?.status == "5.1.1")
        #expect(try await !isSuspended)
    }

    @Test(arguments: ["header", "In-Reply-To", "References", "reply address", "answer to the token"])
    func `our Message-ID or the reply token says which mail it was`(place: String) async throws {
        let mail = try await answer()
        let id = "<\(mail.draft.messageID.text)>"
        let outcome = try await report(on: mail) { letter in
            switch place {
            case "header": letter.returned = ["Message-ID: \(id)"]
            case "In-Reply-To": (letter.returned, letter.extra) = ([], ["In-Reply-To: \(id)"])
            case "References": (letter.returned, letter.extra) = ([], ["References: <x@y.example> \(id)"])
            case "reply address":
                letter.returned = [
                    "Message-ID: <rewritten@ses.example>", "Reply-To: <\(mail.answerAddress)>",
                ]
            default: (letter.returned, letter.to) = ([], mail.answerAddress)
            }
        }
        #expect(outcome == .bounce(ticket.id), "\(place)")
        #expect(try await entry(of: mail)?.bounceStatus == "5.1.1", "\(place)")
    }

    @Test func `a report that people wrote the form of is read too`() async throws {
        let mail = try await answer()
        let letter = Letter(
            from: "MAILER-DAEMON@qmail.acme.example", subject: "failure notice", id: "f1@qmail.acme.example",
            body: """
                Hi. This is the qmail-send program at qmail.acme.example.
                I'm afraid I wasn't able to deliver your message to the following addresses.
                This is a permanent error; I've given up. Sorry it didn't work out.

                <alice@acme.example>:
                Sorry, no mailbox here by that name. (#5.1.1)

                --- Below this line is a copy of the message.

                Return-Path: <support@acme.example>
                Message-ID: <\(mail.draft.messageID.text)>
                From: Acme IT <support@acme.example>
                To: alice@acme.example
                Subject: [TT-1] The printer burns

                Is it on?
                """)
        #expect(try await desk.receive(letter.text, uid: 9) == [.bounce(ticket.id)])
        #expect(try await entry(of: mail)?.bounceStatus == "5.1.1")
    }

    @Test func `words that did not arrive are told at once, and after three the address is suspended`()
        async throws
    {
        var notices: [[String]] = []
        for number in 1...3 {
            let mail = try await answer("Number \(number)?")
            #expect(try await !isSuspended)
            try await report(on: mail, number)
            let told = try await desk.sent()
            notices.append(told.map(\.summary))
            if number == 3 { #expect(told.first?.draft.values["bounce"]["is_suspended"] == true) }
        }
        #expect(
            notices == [["bounce-notice to sam@acme.example"], [], ["bounce-notice to sam@acme.example"]])
        #expect(try await isSuspended)
    }

    /// Three mails to Alice came back.
    private func suspend() async throws {
        for number in 1...3 { try await report(on: try await answer("Number \(number)?"), number) }
        _ = try await desk.sent()
    }

    @Test func `a suspended address gets no mail, and the outbox says why`() async throws {
        try await suspend()
        let (id, sam) = (ticket.id, sam)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.resolve(id, text: "Done.", by: actor)
        }
        #expect(try await desk.sent().isEmpty)
        let page = try await desk.store.read { records throws(DeskError) in
            try records.outbox([.failed], after: nil, limit: 10)
        }
        let entry = try #require(page.elements.first)
        #expect(entry.recipient == "alice@acme.example")
        #expect(entry.lastReply?.hasPrefix("not sent: mail to this address was returned") == true)
        #expect(try await desk.store.queueDepths().suspended == 1)
    }

    @Test func `what waits for the address is given up when it is suspended`() async throws {
        let mails = [try await answer("One?"), try await answer("Two?"), try await answer("Three?")]
        for number in 1...2 { try await report(on: mails[number - 1], number) }
        let (id, sam) = (ticket.id, sam)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.setStatus(of: id, to: .waiting, by: actor)
        }
        try await report(on: mails[2], 3)
        #expect(try await desk.sent().allSatisfy { $0.draft.to.address != "alice@acme.example" })
    }

    @Test func `whoever writes again gets mail again`() async throws {
        try await suspend()
        let letter = Letter(
            from: "Alice <alice@acme.example>", subject: "Hello", id: "a@acme.example", body: "Are you there?"
        )
        _ = try await desk.receive(letter.text, uid: 50)
        #expect(try await !isSuspended)
        #expect(try await desk.sent().map(\.summary).contains("received to alice@acme.example"))
        // Reports about what was sent before come late; they say nothing of today.
        try await report(on: try await answer("Still there?"), 4)
        #expect(try await !isSuspended)
    }

    @Test func `an admin lets mail go to somebody again`() async throws {
        try await suspend()
        let alice = alice
        let resumed = try await desk.write { desk, _ throws(DeskError) in
            try desk.resumeMail(to: alice.id, by: .operator)
        }
        #expect(resumed == [alice.address])
        _ = try await answer()
        await #expect(throws: DeskError.self) {
            try await desk.act(as: alice) { desk, actor throws(DeskError) in
                try desk.resumeMail(to: alice.id, by: .actor(actor))
            }
        }
    }

    @Test(arguments: ["4.2.2", "5.2.2", "5.7.1", "5.3.4", "4.4.7", "5.1.7", "5.1.8"])
    func `what time or the writer can mend suspends nobody`(status: String) async throws {
        for number in 1...4 {
            let mail = try await answer("Number \(number)?")
            try await report(on: mail, number) { $0.status = status }
            #expect(try await entry(of: mail)?.bounceStatus == status)
        }
        #expect(try await !isSuspended)
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `the same report a hundred times is one`() async throws {
        let mail = try await answer()
        for number in 1...100 { try await report(on: mail, number) }
        #expect(try await !isSuspended)
        #expect(try await desk.timeline(of: ticket.id).count { $0.kind == .bounced } == 1)
        #expect(try await desk.sent().count == 1)
    }

    @Test func `a mailbox that is told of a delay is not told of a failure`() async throws {
        let mail = try await answer()
        let outcome = try await report(on: mail) { ($0.action, $0.status) = ("delayed", "4.4.1") }
        #expect(outcome == .ignored(reason: "a notice of delay"))
        #expect(try await entry(of: mail)?.bounceStatus == nil)
    }

    @Test(arguments: [
        "no id", "guessed id", "broken MAC", "another mail's id", "another's token", "domain fails",
        "too old",
    ])
    func `who did not get the mail cannot say that it came back`(forgery: String) async throws {
        let others = try await desk.openTicket(by: try await desk.add("Mallory", .employee))
        let foreign = try #require(try await desk.sent().first { $0.draft.ticket == others.id })
        for number in 1...10 {
            let mail = try await answer("Number \(number)?")
            if forgery == "too old" { desk.advance(.days(15)) }
            try await report(on: mail, number) { letter in
                letter.recipient = "alice@acme.example"
                let own = mail.draft.messageID.text
                switch forgery {
                case "no id": letter.returned = []
                case "guessed id": letter.returned = ["Message-ID: <tt.1.aaaaaaaaaaaaa.aaaa@acme.example>"]
                case "broken MAC":
                    letter.returned = ["Message-ID: <\(own.replacing("@", with: "a@"))>"]
                case "another mail's id":
                    letter.returned = ["Message-ID: <\(foreign.draft.messageID.text)>"]
                case "another's token": (letter.returned, letter.to) = ([], foreign.answerAddress)
                case "domain fails":
                    letter.extra = []
                    letter.trace = [
                        "Authentication-Results: mx.acme.example; dmarc=fail header.from=mx.acme.example",
                        "Received: from mx.acme.example by imap.acme.example; Tue, 17 Nov 2026 12:26:40 +0000",
                    ]
                default: break
                }
            }
        }
        #expect(try await !isSuspended, "\(forgery)")
        #expect(try await trouble(alice.address) == nil, "\(forgery)")
    }
}
