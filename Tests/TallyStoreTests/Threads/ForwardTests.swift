import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Mail that staff pass on to the desk.
@Suite("Forwards")
struct ForwardTests {
    private let desk: TestDesk
    private let sam: Person
    private let ticket = Ticket.ID(rawValue: 1)

    init() async throws {
        desk = try TestDesk(settings: ManyMailboxes.settings)
        sam = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tina", .staff)
    }

    /// As mail programs pass text on: the mark, the header in their user's language, what was written.
    struct Form: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var subject = "Fwd: Laptop"
        let block: String
        var quotes = false
    }

    private static let forms = [
        Form(
            testDescription: "Gmail",
            block: """
                ---------- Forwarded message ---------
                From: Alice Miller <alice@out.example>
                Date: Mon, Nov 16, 2026 at 9:12 AM
                Subject: Laptop
                To: Sam <sam@acme.example>
                """),
        Form(
            testDescription: "Outlook", subject: "FW: Laptop",
            block: """
                From: Miller, Alice <alice@out.example>
                Sent: Monday, November 16, 2026 9:12 AM
                To: Sam Staff <sam@acme.example>
                Subject: Laptop
                """),
        Form(
            testDescription: "Outlook in German, with the address again", subject: "WG: Laptop",
            block: """
                ________________________________
                Von: Alice Miller [mailto:alice@out.example]
                Gesendet: Montag, 16. November 2026 09:12
                An: Sam Staff
                Betreff: Laptop
                """),
        Form(
            testDescription: "Thunderbird",
            block: """
                -------- Forwarded Message --------
                Subject: Laptop
                Date: Mon, 16 Nov 2026 09:12:00 +0100
                From: Alice Miller <alice@out.example>
                To: sam@acme.example
                """),
        Form(
            testDescription: "Thunderbird in German", subject: "Fwd: Laptop",
            block: """
                -------- Weitergeleitete Nachricht --------
                Betreff: Laptop
                Datum: Mon, 16 Nov 2026 09:12:00 +0100
                Von: Alice Miller <alice@out.example>
                An: sam@acme.example
                """),
        Form(
            testDescription: "Apple Mail",
            block: """
                Begin forwarded message:

                From: Alice Miller <alice@out.example>
                Subject: Laptop
                Date: 16 November 2026 at 09:12:00 CET
                To: sam@acme.example
                """, quotes: true),
        Form(
            testDescription: "Outlook in French", subject: "TR: Laptop",
            block: """
                De : Alice Miller <alice@out.example>
                Envoyé : lundi 16 novembre 2026 09:12
                À : Sam Staff <sam@acme.example>
                Objet : Laptop
                """),
        Form(
            testDescription: "Yahoo in Spanish", subject: "Rv: Laptop",
            block: """
                ----- Mensaje reenviado -----
                De: Alice Miller <alice@out.example>
                Para: sam@acme.example
                Enviado: lunes, 16 de noviembre de 2026 9:12
                Asunto: Laptop
                """),
        Form(
            testDescription: "mutt",
            block: """
                ----- Forwarded message from Alice Miller <alice@out.example> -----

                Date: Mon, 16 Nov 2026 09:12:00 +0100
                From: Alice Miller <alice@out.example>
                To: sam@acme.example
                Subject: Laptop
                """),
        Form(
            testDescription: "a name that is folded away from its address", subject: "FW: Laptop",
            block: """
                From: Alice Josephine Featherstonehaugh Miller
                <alice@out.example>
                Sent: Monday, November 16, 2026 9:12 AM
                To: Sam Staff
                Subject: Laptop
                """),
        Form(
            testDescription: "the phone's Original Message", subject: "Fwd: Laptop",
            block: """
                -------- Original message --------
                From: Alice Miller <alice@out.example>
                Date: 16/11/2026 09:12 (GMT+01:00)
                To: sam@acme.example
                Subject: Laptop
                """),
        Form(
            testDescription: "Chinese", subject: "转发: Laptop",
            block: """
                ---------- 转发的邮件 ----------
                发件人：Alice Miller <alice@out.example>
                日期：2026年11月16日 09:12
                主题：Laptop
                收件人：sam@acme.example
                """),
    ]

    /// What our own host puts below its verdict.
    private static let hop =
        "Received: from mx.out.example by mx.acme.example; Tue, 17 Nov 2026 12:26:41 +0000"
    private static let pass = [
        "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example", hop,
    ]

    private func forward(
        _ form: Form = Self.forms[0], from: String = "Sam Staff <sam@acme.example>",
        above: [String] = Self.pass
    ) -> Letter {
        var passedOn = form.block + "\n\nMy laptop does not start.\nIt beeps twice.\n"
        if form.quotes {
            let lines = passedOn.split(separator: "\n", omittingEmptySubsequences: false)
            passedOn = lines[0] + "\n\n" + lines.dropFirst(2).map { "> \($0)" }.joined(separator: "\n")
        }
        return Letter(
            from: from, subject: form.subject, id: "f@acme.example", above: above,
            body: "She called, too.\n\n" + passedOn)
    }

    @Test(arguments: forms)
    func `a forward by staff is the ticket of whoever wrote first`(form: Form) async throws {
        #expect(try await desk.receive(forward(form).text, uid: 1) == [.opened(ticket)])
        let alice = try #require(try await desk.person("alice@out.example"))
        #expect(try await desk.ticket(ticket)?.requester == alice.id)
        #expect(alice.name.contains("Miller"))
        #expect(try await desk.ticket(ticket)?.subject == "Laptop")
        let comments = try await desk.comments(of: ticket).map(\.content)
        #expect(comments.map(\.author) == [alice.id, sam.id])
        #expect(comments.map(\.visibility) == [.public, .internal])
        #expect(comments[0].text == "My laptop does not start.\nIt beeps twice.")
        #expect(!comments[0].isVerified)
        #expect(comments[1].text == "She called, too.")
    }

    @Test func `the history says who passed it on, and who asks is told without their words`() async throws {
        _ = try await desk.receive(forward().text, uid: 1)
        let entry = try #require(try await desk.timeline(of: ticket).first { $0.kind == .forwarded })
        #expect(entry.actor == sam.id)
        #expect(entry.to == "alice@out.example")
        let mails = try await desk.sent()
        #expect(
            Set(mails.map(\.summary)) == [
                "received to alice@out.example", "new-ticket to tina@acme.example",
                "new-ticket to sam@acme.example",
            ])
        #expect(mails.first { $0.draft.kind == .received }?.draft.values["is_proven"] == false)
    }

    @Test func `staff claim it by answering the notice, and the requester's answer comes to it`() async throws
    {
        _ = try await desk.receive(forward().text, uid: 1)
        let mails = try await desk.sent()
        let notice = try #require(mails.first { $0.draft.to.address == "sam@acme.example" })
        let claim = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "c@acme.example", body: "claim")
        _ = try await desk.receive(claim.text, uid: 2)
        #expect(try await desk.ticket(ticket)?.assignee == sam.id)
        let received = try #require(mails.first { $0.draft.kind == .received })
        let answer = Letter(
            from: "alice@out.example", to: received.answerAddress, id: "a@out.example", body: "Thanks!")
        #expect(try await desk.receive(answer.text, uid: 3).map(\.ticket) == [ticket])
    }

    @Test func `a forward as attachment keeps the original whole`() async throws {
        let original = """
            From: Alice Miller <alice@out.example>
            To: sam@acme.example
            Subject: Laptop
            Message-ID: <orig@out.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="in"

            --in
            Content-Type: text/plain

            My laptop does not start.
            --in
            Content-Type: image/png; name="beep.png"
            Content-Disposition: attachment; filename="beep.png"
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --in--
            """
        var letter = Letter(
            from: "sam@acme.example", subject: "Fwd: Laptop", id: "f@acme.example", above: Self.pass,
            body: """
                --out
                Content-Type: text/plain

                Please help her.
                --out
                Content-Type: message/rfc822
                Content-Disposition: attachment; filename="Laptop.eml"

                \(original)
                --out--
                """)
        letter.contentType = "multipart/mixed; boundary=\"out\""
        _ = try await desk.receive(letter.text, uid: 1)
        let comments = try await desk.comments(of: ticket).map(\.content)
        #expect(comments.map(\.text) == ["My laptop does not start.", "Please help her."])
        let ticket = ticket
        let files = try await desk.store.read { records throws(DeskError) in
            try records.attachments(of: ticket)
        }
        #expect(files.map(\.filename) == ["Laptop.eml", "beep.png"])
        let later = Letter(
            from: "alice@out.example", id: "l@out.example", inReplyTo: "orig@out.example",
            body: "It beeps thrice.")
        #expect(try await desk.receive(later.text, uid: 2).map(\.ticket) == [ticket])
    }

    // MARK: What is no forward for somebody

    private static let fail = [
        "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example", hop,
    ]

    @Test(arguments: [
        ("sam@acme.example", []), ("sam@acme.example", Self.fail), ("bob@acme.example", Self.pass),
    ])
    func `without proof, or by somebody who is not staff, it is the sender's own`(
        sender: String, above: [String]
    ) async throws {
        _ = try await desk.receive(forward(from: sender, above: above).text, uid: 1)
        let requester = try #require(try await desk.ticket(ticket)?.requester)
        #expect(try await desk.person(sender)?.id == requester)
        #expect(try await desk.person("alice@out.example") == nil)
        #expect(try await !desk.sent().contains { $0.draft.to.address == "alice@out.example" })
    }

    @Test(arguments: [
        "Alice Miller", "alice at out dot example", "support@acme.example", "noreply@out.example",
        "sam@acme.example", "\"boss@acme.example\" <mallory@evil.example>", "a@x.example, b@y.example",
    ])
    func `a header that names nobody who could be asked makes nobody a requester`(author: String) async throws
    {
        let form = Form(
            testDescription: author,
            block: Self.forms[0].block.replacing("Alice Miller <alice@out.example>", with: author))
        _ = try await desk.receive(forward(form).text, uid: 1)
        #expect(try await desk.ticket(ticket)?.requester == sam.id)
        #expect(try await !desk.timeline(of: ticket).contains { $0.kind == .forwarded })
    }

    @Test func `where strangers are not let in a forward lets none in`() async throws {
        let settings = DeskSettings(
            siteName: "Acme", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: nil,
            senderAddress: TestDesk.Known.support, mailboxes: ManyMailboxes.settings.mailboxes,
            requesters: .known)
        let desk = try TestDesk(settings: settings)
        let sam = try await desk.add("Sam", .staff)
        _ = try await desk.receive(forward().text, uid: 1)
        #expect(try await desk.ticket(ticket)?.requester == sam.id)
    }

    @Test func `staff who quote a mail in a question of their own ask themselves`() async throws {
        let letter = Letter(
            from: "sam@acme.example", subject: "My own question", id: "o@acme.example", above: Self.pass,
            body: "What is this?\n\nOn Mon, Nov 16, 2026 Alice <alice@out.example> wrote:\n> Hello Sam.\n")
        _ = try await desk.receive(letter.text, uid: 1)
        #expect(try await desk.ticket(ticket)?.requester == sam.id)
    }
}
