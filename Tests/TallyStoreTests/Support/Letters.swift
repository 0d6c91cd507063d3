import MailParsing
import TallyCore

/// The mails that people in these tests write, as text with LF line ends.
struct Letter {
    var from: String
    var to = "support@acme.example"
    var subject = "The printer burns"
    var id: String
    var inReplyTo: String?
    /// Fields above the others, as those stand that mail servers add.
    var above: [String] = []
    var extra: [String] = []
    var body: String
    var date = "Tue, 17 Nov 2026 12:26:40 +0000"
    var contentType = "text/plain; charset=utf-8"

    var text: String {
        var lines = above
        lines += [
            "From: \(from)", "To: \(to)", "Subject: \(subject)", "Date: \(date)", "Message-ID: <\(id)>",
        ]
        if let inReplyTo { lines.append("In-Reply-To: <\(inReplyTo)>") }
        lines += extra
        lines += ["MIME-Version: 1.0", "Content-Type: \(contentType)", "", body, ""]
        return lines.joined(separator: "\n")
    }
}

extension OutgoingMail {
    /// The address that an answer to this mail goes to.
    var answerAddress: String { draft.replyTo?.address ?? "" }

    /// Kind and recipient, as the tests compare them: `claimed to alice@acme.example`.
    var summary: String { "\(draft.kind.rawValue) to \(draft.to.address)" }
}
