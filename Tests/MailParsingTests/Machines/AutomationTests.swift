import Testing

@testable import MailParsing

@Suite("RFC 3834, RFC 3464: mail from machines")
struct AutomationTests {
    private static func read(_ text: String) -> Automation { Message(reading: Array(text.utf8)).automation }

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "auto-submitted: Auto-Generated (by us); x=y", "Precedence: bulk",
        "Precedence: List",
        "X-Auto-Response-Suppress: OOF, AutoReply", "Return-Path: <>", "List-Id: <x.example>",
        "List-Unsubscribe: <mailto:x@y>",
        "X-Autoreply: yes", "X-Loop: us", "X-Tally-Loop: 1", "Feedback-ID: 1:2",
        "From: MAILER-DAEMON@x.example",
        "From: No-Reply <noreply@x.example>", "From: owner-list@x.example",
        "Subject: Automatic reply: Printer",
        "Subject: =?utf-8?q?Automatische_Antwort:_Drucker?=", "Subject: 自動応答: x",
        "Subject: Out of Office Re: x",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
        "X-FC-MachineGenerated: true",
    ])
    func `a sign of a machine is seen and said`(field: String) {
        let automation = Self.read("\(field)\n\nhello\n")
        #expect(automation.isAutomatic)
        #expect(!automation.reasons.isEmpty)
        #expect(!automation.isBounce)
    }

    @Test(arguments: [
        "Auto-Submitted: no", "auto-submitted: NO (really)", "Precedence: first-class",
        "X-Auto-Response-Suppress: None",
        "From: Ann <ann@example.org>", "Subject: Re: delivery problem with my new monitor",
        "Subject: office is out of paper",
        "Return-Path: <ann@example.org>",
    ])
    func `a person is not taken for a machine`(field: String) {
        let automation = Self.read("\(field)\n\nThe parcel could not be delivered.\n")
        #expect(!automation.isAutomatic)
        #expect(!automation.isBounce)
    }

    @Test(arguments: [
        "Automatic reply: Printer", "Réponse automatique : Imprimante", "Automatiskt svar: x",
        "Odpowiedź automatyczna: x", "自动答复: x", "自動応答：x", "Automātiskā atbilde: x",
        "Automatinis atsakymas: x", "ตอบกลับอัตโนมัติ: x", "Resposta automàtica: x", "[Auto-Reply] x",
        "Out of Office", "Out of office!", "Out of Office AutoReply: x", "Abwesenheitsnotiz",
        "Auto: Re: Printer", "Vacation: Automatic reply: Printer",
    ])
    func `a subject of a responder is known by what follows its phrase`(subject: String) {
        #expect(Self.read("From: ann@example.org\nSubject: \(subject)\n\nI am away.\n").isAutomatic)
    }

    @Test(arguments: [
        "Automatic reply is broken in Outlook", "Out of office assistant does not work",
        "Abwesenheitsnotiz einrichten", "Abwesenheitsassistent funktioniert nicht",
        "Vacation request form broken", "Vacation", "Auto: key lost for the company car", "Afwezig: Jan",
        "Réponse automatique ne marche pas", "Respuesta automática no funciona", "Autosvar virker ikke",
        "Autoreply not working", "不在着信が表示されない", "Fwd: Out of Office: x", "Re: Automatic reply: Printer",
    ])
    func `a person may ask about automatic replies`(subject: String) {
        #expect(!Self.read("From: ann@example.org\nSubject: \(subject)\n\nPlease help.\n").isAutomatic)
    }

    @Test(arguments: ["Vacation: Printer", "不在: Printer", "Out of office until Monday"])
    func `a doubtful subject is a responder's in an answer`(subject: String) {
        let start = "From: ann@example.org\nSubject: \(subject)\n"
        #expect(!Self.read("\(start)\nI am away.\n").isAutomatic)
        #expect(Self.read("\(start)In-Reply-To: <1@example.org>\n\nI am away.\n").isAutomatic)
    }

    @Test(arguments: [
        "Undeliverable packages", "Delivery failure of my new laptop", "failure notice on my screen",
        "Mail delivery failed for my customer", "Undelivered Mail Returned to Sender - help",
        "Delivery Status Notification (Failure) - what does it mean?", "Undelivered Mail Returned to Sender",
        "Fwd: Undelivered Mail Returned to Sender",
    ])
    func `a person may ask about a report`(subject: String) {
        let pasted = "<bob@example.org>:\n550 5.1.1 user unknown\n\n"
        let copy = "--- Below this line is a copy of the message.\n\nFrom: ann@example.org\n"
        let ended = "To: bob@example.org\nMessage-ID: <m@a>\n\nHi Bob\n"
        let automation = Self.read(
            "From: ann@example.org\nTo: desk@acme.example\nSubject: \(subject)\n\nWhat is this?\n\n"
                + pasted + copy + ended)
        #expect(!automation.isAutomatic)
        #expect(!automation.isBounce)
        #expect(automation.failedRecipients.isEmpty)
    }

    @Test(arguments: [
        "Return-Path: <>\n", "From: MAILER-DAEMON@x.example\n", "From: no-reply@x.example\n",
        "X-Failed-Recipients: bob@example.org\n", "Content-Type: multipart/report\n", "To: ann@example.org\n",
    ])
    func `a report in words has a sign of a mail system, or gives a message back`(field: String) {
        let copy = "--- Below this line is a copy of the message.\n\nFrom: ann@example.org\n"
        let automation = Self.read(
            field + "Subject: failure notice\n\n<bob@example.org>:\n550 5.1.1 user unknown\n\n" + copy
                + "To: bob@example.org\nMessage-ID: <m@a>\n\nHi Bob\n")
        #expect(automation.isBounce)
        #expect(automation.failedRecipients == ["bob@example.org"])
        #expect(automation.originalMessageID?.text == "m@a")
    }

    /// What somebody got who wrote for the desk, or who wants to know why the desk's own mail came back.
    @Test(arguments: ["Undelivered Mail Returned to Sender", "failure notice", "Fwd: failure notice"])
    func `a person may paste the report on a mail of the desk itself`(subject: String) {
        let automation = Self.read(
            "From: Ann <ann@example.org>\nTo: desk@acme.example\nSubject: \(subject)\n\n"
                + "<bob@example.org>:\n550 5.1.1 user unknown\n\n"
                + "--- Below this line is a copy of the message.\n\nFrom: desk@acme.example\n"
                + "To: bob@example.org\nMessage-ID: <m@a>\n\nHi Bob\n")
        #expect(!automation.isAutomatic)
        #expect(!automation.isBounce)
        #expect(automation.failedRecipients.isEmpty)
    }

    /// Apple's Mail and Thunderbird attach the parts of what they forward.
    @Test(arguments: [report, receipt])
    func `a report that a person forwards with its parts is his mail`(report: String) {
        let sent = Self.sentOn(report)
        let automation = Self.read("From: Ann <ann@example.org>\nSubject: Fwd: Undelivered Mail\n\(sent)")
        #expect(!automation.isAutomatic)
        #expect(!automation.isBounce)
        #expect(automation.deliveryReport == nil)
        #expect(automation.receipt == nil)
    }

    @Test(arguments: [
        "Return-Path: <>\nFrom: ann@example.org", "From: MAILER-DAEMON@x.example", "From: <>", "Subject: x",
        "From: ann@example.org\nAuto-Submitted: auto-replied", "From: no-reply@x.example",
    ])
    func `a report without its media type is known by who sends it`(field: String) {
        #expect(Self.read("\(field)\n\(Self.sentOn(Self.report))").isBounce)
    }

    /// The parts of a report below another header.
    private static func sentOn(_ report: String) -> String {
        let parts = report.split(separator: "\n\n", maxSplits: 1).last ?? ""
        return "Content-Type: multipart/mixed; boundary=b\n\n\(parts)"
    }

    static let receipt = """
        From: ann@example.org
        Content-Type: multipart/report; report-type=disposition-notification; boundary=b

        --b

        I read it.
        --b
        Content-Type: message/disposition-notification

        Final-Recipient: rfc822; ann@example.org
        Original-Message-ID: <tt.12.abc@acme.example>
        Disposition: manual-action/MDN-sent-manually; displayed
        --b--
        """

    static let report = """
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        To: support@acme.example
        Subject: Undelivered Mail Returned to Sender
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; ann@host.example
        Original-Recipient: rfc822; ann@example.org
        Action: ACTION
        Status: 5.1.1 (bad mailbox)
        Remote-MTA: dns; host.example
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        Final-Recipient: rfc822; bob@example.org
        Action: delivered
        Status: 2.0.0
        --b
        Content-Type: text/rfc822-headers

        Message-ID: <tt.12.abc@acme.example>
        Subject: [TT-12] Printer
        --b--
        """

    private static func report(_ action: String) -> String {
        report.split(separator: "ACTION", omittingEmptySubsequences: false).joined(separator: action)
    }

    @Test func `a delivery report names recipient, status and the message`() throws {
        let automation = Self.read(Self.report("failed"))
        #expect(automation.isAutomatic)
        #expect(automation.isBounce)
        #expect(!automation.isDelayed)
        #expect(automation.failedRecipients == ["ann@example.org"])
        #expect(automation.status == "5.1.1")
        #expect(automation.originalMessageID == MessageID(text: "tt.12.abc@acme.example"))
        let recipients = try #require(automation.deliveryReport?.recipients)
        #expect(recipients.map(\.action) == [.failed, .delivered])
        #expect(recipients.first?.diagnostic == "smtp; 550 5.1.1 no such user")
        #expect(recipients.first?.remoteServer == "host.example")
    }

    @Test(arguments: [("delayed", false, true), ("relayed", false, false), ("expired", true, false)])
    func `the action of a report decides`(action: String, isBounce: Bool, isDelayed: Bool) {
        let automation = Self.read(Self.report(action))
        #expect(automation.isAutomatic)
        #expect(automation.isBounce == isBounce)
        #expect(automation.isDelayed == isDelayed)
    }

    @Test(
        arguments: [
            (
                "From: MAILER-DAEMON@q.example\nSubject: failure notice\n\nHi. This is the qmail-send program.\n\n<ann@example.org>:\n"
                    + "550 5.1.1 unknown user\n\n--- Below this line is a copy of the message.\n\nReceived: x\nMessage-ID: <m@a>\nTo: z@z\n\nx",
                "ann@example.org", "5.1.1", "m@a"
            ),
            (
                "From: Mail Delivery System <Mailer-Daemon@e.example>\nX-Failed-Recipients: ann@example.org\n"
                    + "Subject: Mail delivery failed: returning message to sender\n\nfailed:\n\n  ann@example.org\n    unrouteable\n",
                "ann@example.org", nil, nil
            ),
            (
                "Return-Path: <>\nFrom: postmaster@o.example\nSubject: Undeliverable: x\n\nYour message to Ann (ann@example.org) couldn't be "
                    + "delivered. 5.7.1 refused\n",
                "ann@example.org", "5.7.1", nil
            ),
        ] as [(String, String, String?, String?)])
    func `a report for people is read`(text: String, recipient: String, status: String?, original: String?) {
        let automation = Self.read(text)
        #expect(automation.isBounce)
        #expect(automation.failedRecipients == [recipient])
        #expect(automation.status == status)
        #expect(automation.originalMessageID?.text == original)
    }

    @Test func `a delay in words is no bounce`() {
        let automation = Self.read(
            "From: MAILER-DAEMON@x\nSubject: Warning: could not send message for past 4 hours\n\n"
                + "Your message has been delayed and will be retried.\n\n<ann@example.org>: timeout\n")
        #expect(automation.isDelayed)
        #expect(!automation.isBounce)
        #expect(automation.failedRecipients == ["ann@example.org"])
    }

    @Test(
        arguments: [
            ("manual-action/MDN-sent-manually; displayed", "displayed"),
            ("automatic-action/MDN-sent-automatically; deleted/error", "deleted"),
            ("automatic-action/MDN-sent-automatically;Processed;", "processed"),
            ("displayed", "displayed"), (";", nil),
        ] as [(String, String?)])
    func `a read receipt says what became of which message`(field: String, disposition: String?) throws {
        let automation = Self.read(
            """
            From: ann@example.org
            Subject: Read: Printer
            Content-Type: multipart/report; report-type=disposition-notification; boundary=b

            --b

            I read it.
            --b
            Content-Type: message/disposition-notification

            Reporting-UA: x
            Final-Recipient: rfc822; ann@example.org
            Original-Message-ID: <tt.12.abc@acme.example>
            Disposition: \(field)
            --b--
            """)
        let receipt = try #require(automation.receipt)
        #expect(receipt.disposition == disposition)
        #expect(receipt.finalRecipient == "ann@example.org")
        #expect(receipt.originalMessageID?.text == "tt.12.abc@acme.example")
        #expect(automation.originalMessageID?.text == "tt.12.abc@acme.example")
        #expect(automation.isAutomatic)
        #expect(!automation.isBounce)
    }

    @Test(arguments: [
        ("550 5.1.1 x", "5.1.1"), ("5.1.1", "5.1.1"), ("(#5.1.1)", "5.1.1"), ("192.5.1.1", nil),
        ("5.1.1.1", nil), ("v5.1.1", nil),
        ("status 4.4.7.", "4.4.7"), ("6.1.1", nil), ("5.1111.1", nil), ("5.1", nil), ("550-5.7.26 x", nil),
        ("2.0.0 ok", "2.0.0"),
    ])
    func `status codes are found in text`(text: String, code: String?) {
        #expect(StatusCode.first(in: Array(text.utf8)[...]) == code)
    }
}
