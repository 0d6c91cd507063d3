import MailParsing
import TallyCore

/// What a mail server writes when it could not deliver a mail of the desk (RFC 3464), as text with LF line ends.
struct DeliveryReportLetter {
    var to = "support@acme.example"
    /// Whom the report says it could not reach.
    var recipient: String
    var status: String
    var diagnostic = "unknown user"
    var action = "failed"
    /// `ENVID` as the server gives it back; nil when it lost that.
    var envelope: String?
    /// The header of the mail as it is returned.
    var returned: [String]
    var id = "report@mx.acme.example"
    var extra: [String] = []
    /// What the mail servers on the way added above everything.
    var trace: [String] = []

    init(of mail: OutgoingMail, status: String, diagnostic: String = "unknown user") {
        self.init(
            recipient: mail.draft.to.address, status: status,
            returned: [
                "Message-ID: <\(mail.draft.messageID.text)>", "Reply-To: <\(mail.answerAddress)>",
            ])
        self.diagnostic = diagnostic
    }

    init(recipient: String, status: String, returned: [String]) {
        self.recipient = recipient
        self.status = status
        self.returned = returned
    }

    var text: String {
        let head = [
            "Return-Path: <>", "From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>", "To: \(to)",
            "Subject: Undelivered Mail Returned to Sender", "Date: Tue, 17 Nov 2026 12:26:40 +0000",
            "Message-ID: <\(id)>", "Auto-Submitted: auto-replied",
        ]
        let body = [
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"", "", "--b1",
            "Content-Type: text/plain; charset=us-ascii", "", "Your message could not be delivered.", "",
            "--b1", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.acme.example",
        ]
        let group = [
            "", "Final-Recipient: rfc822; \(recipient)", "Action: \(action)", "Status: \(status)",
            "Diagnostic-Code: smtp; \(diagnostic)", "", "--b1", "Content-Type: text/rfc822-headers", "",
        ]
        let original = ["From: Acme IT <support@acme.example>", "To: \(recipient)"] + returned
        let named = envelope.map { ["Original-Envelope-Id: \($0)"] } ?? []
        return (trace + head + extra + body + named + group + original + ["", "--b1--", ""]).joined(
            separator: "\n")
    }
}
