import MailParsing
import TallyCore
import TallyStore
import TestSupport
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

    @Test func `an acknowledgement to an unproven sender does not carry the name they gave`() async throws {
        let desk = try TestDesk()
        let (received, _) = try await begin(desk)
        #expect(received.draft.to == Mailbox(name: nil, address: "alice@acme.example"))
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

    @Test func `an agent's token that others got to see proves nothing any more`() async throws {
        let desk = try TestDesk()
        let (_, notice) = try await begin(desk)
        var open = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "s1@acme.example", body: "I will look.")
        open.extra = ["Cc: mallory@evil.example"]
        _ = try await desk.receive(open.text, uid: 2)
        let forged = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "s2@evil.example",
            inReplyTo: notice.draft.messageID.text, body: "claim")
        _ = try await desk.receive(forged.text, uid: 3)
        #expect(try await desk.ticket(id)?.status == .open)
    }

    @Test func `a copy to oneself and the notes of delivery do not spend a token`() async throws {
        let desk = try TestDesk()
        let (_, notice) = try await begin(desk)
        for (uid, words) in [(2, "I will look."), (3, "claim")] as [(UInt32, String)] {
            var letter = Letter(
                from: "sam@acme.example", to: notice.answerAddress, id: "s\(uid)@acme.example", body: words)
            letter.extra = ["Cc: Sam <sam@acme.example>", "Delivered-To: vmail@mx.acme.example"]
            _ = try await desk.receive(letter.text, uid: uid)
        }
        #expect(try await desk.ticket(id)?.status == .inProgress)
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

    @Test func `a picture in the signature makes no comment of a command`() async throws {
        let desk = try TestDesk()
        let (_, notice) = try await begin(desk)
        let letter = """
            From: sam@acme.example
            To: \(notice.answerAddress)
            Subject: Re: [TT-1] The printer burns
            Date: Tue, 17 Nov 2026 12:26:40 +0000
            Message-ID: <c1@acme.example>
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary=b

            --b
            Content-Type: text/plain

            claim
            --b
            Content-Type: image/png
            Content-Disposition: inline; filename=logo.png
            Content-ID: <logo>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --b--
            """
        #expect(try await desk.receive(letter, uid: 2) == [.commanded(id)])
        let summaries = try await desk.sent().map(\.summary)
        #expect(summaries == ["claimed to alice@acme.example", "receipt to sam@acme.example"])
    }

    @Test func `a subject of one letter with very many accents is cut`() async throws {
        let desk = try TestDesk()
        var letter = question
        letter.subject = "a" + String(repeating: "\u{301}", count: 5_000)
        _ = try await desk.receive(letter.text, uid: 1)
        let subject = try #require(try await desk.ticket(id)).subject
        #expect(subject.unicodeScalars.count == Desk.subjectLimit)
    }

    @Test func `a delivery report that somebody passes on is a ticket`() async throws {
        let desk = try TestDesk()
        let letter = """
            From: alice@acme.example
            To: support@acme.example
            Subject: My mail came back
            Date: Tue, 17 Nov 2026 12:26:40 +0000
            Message-ID: <f1@acme.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            What does this mean?
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; bob@other.example
            Action: failed
            Status: 5.1.1
            --b--
            """
        #expect(try await desk.receive(letter, uid: 1) == [.opened(id)])
    }

    @Test func `a requester reopens a closed ticket by saying so`() async throws {
        let desk = try TestDesk()
        let (received, notice) = try await begin(desk)
        let close = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "s1@acme.example",
            body: "resolved\nclose")
        _ = try await desk.receive(close.text, uid: 2)
        #expect(try await desk.ticket(id)?.status == .closed)
        let reopen = Letter(
            from: "alice@acme.example", to: received.answerAddress, id: "a1@acme.example", body: "reopen")
        #expect(try await desk.receive(reopen.text, uid: 3) == [.commanded(id)])
        #expect(try await desk.ticket(id)?.status == .inProgress)
    }

    @Test func `an answer over the size limit is noted for staff, and its sender is told`() async throws {
        let desk = try TestDesk()
        let (received, _) = try await begin(desk)
        let answer = Letter(
            from: "alice@acme.example", to: received.answerAddress, id: "big@acme.example", body: "")
        _ = try await desk.receive(answer.text, uid: 2, isOversize: true)
        let last = try #require(try await comments(desk).last)
        #expect(last.content.visibility == .internal)
        #expect(last.content.text.contains("over the size limit"))
        #expect(
            try await desk.sent().map(\.summary) == [
                "comment to sam@acme.example", "oversize to alice@acme.example",
            ])
    }
}
