import MailParsing

/// A reply in the shape that one mail program gives it: its header, its MIME structure, its way of quoting.
package struct ClientReply: Sendable {
    /// The mail programs, each with the forms that its replies have.
    package static let clients: [(name: String, forms: [@Sendable (ClientReply) -> String])] = [
        ("Gmail", [{ $0.gmail }, { $0.gmailPhone }]),
        ("Outlook for Windows", [{ $0.outlook }]),
        ("Outlook on the web", [{ $0.outlookWeb }]),
        ("Outlook mobile", [{ $0.outlookMobile }]),
        ("Apple Mail", [{ $0.appleMail }, { $0.appleMailPlain }]),
        ("iOS Mail", [{ $0.iosMail }]),
        ("Thunderbird", [{ $0.thunderbird }, { $0.thunderbirdGerman }]),
        ("Yahoo Mail", [{ $0.yahoo }]),
        ("Proton Mail", [{ $0.proton }]),
        ("Samsung Email", [{ $0.samsung }]),
        ("K-9 Mail", [{ $0.k9 }]),
        ("HCL Notes", [{ $0.notes }]),
        ("mutt", [{ $0.mutt }]),
    ]

    let from: String
    let to: String
    let id: String
    let inReplyTo: String
    let date: String
    let subject: String
    /// What the person typed, lines ending in LF.
    let body: String
    /// The mail that is answered, as its reader saw it.
    let quotedText: String
    let quotedHTML: String

    package init(
        from: String, to: String, id: String, inReplyTo: String, date: String,
        subject: String = "Re: [TT-1] The printer burns", body: String, quotedText: String, quotedHTML: String
    ) {
        self.from = from
        self.to = to
        self.id = id
        self.inReplyTo = inReplyTo
        self.date = date
        self.subject = subject
        self.body = body
        self.quotedText = quotedText
        self.quotedHTML = quotedHTML
    }
}

// What the parts have in common.
extension ClientReply {
    /// The subject of the mail that is answered.
    private var original: Substring { subject.hasPrefix("Re: ") ? subject.dropFirst(4) : subject[...] }

    private func head(_ type: String, agent: String? = nil, encoding: String = "8bit") -> String {
        var lines = [
            "Received: from mx.acme.example by imap.acme.example; \(date)", "From: \(from)",
            "To: Acme IT <\(to)>", "Subject: \(subject)", "Date: \(date)", "Message-ID: <\(id)>",
            "In-Reply-To: <\(inReplyTo)>", "References: <q1@acme.example>", " <\(inReplyTo)>",
            "MIME-Version: 1.0",
        ]
        if let agent { lines.append(agent) }
        lines += ["Content-Type: \(type)", "Content-Transfer-Encoding: \(encoding)", "", ""]
        return lines.joined(separator: "\n")
    }

    private func alternative(_ text: String, _ html: String, agent: String? = nil) -> String {
        head("multipart/alternative;\n boundary=\"----=_Part_77\"", agent: agent) + """
            ------=_Part_77
            Content-Type: text/plain; charset="utf-8"
            Content-Transfer-Encoding: 8bit

            \(text)

            ------=_Part_77
            Content-Type: text/html; charset="utf-8"
            Content-Transfer-Encoding: 8bit

            \(html)

            ------=_Part_77--
            """
    }

    private var marked: String {
        quotedText.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }

    /// Each line in an element of its own.
    private func lines(_ tag: String, _ attributes: String = "") -> String {
        body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            "<\(tag)\(attributes)>\(line.isEmpty ? "<br>" : Self.escaped(String(line)))</\(tag)>"
        }.joined(separator: "\n")
    }

    private var broken: String { Self.escaped(body).replacing("\n", with: "<br>\n") }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private var headerBlock: String {
        """
        From: Acme IT <\(to)>
        Sent: Tuesday, November 17, 2026 1:26 PM
        To: \(from)
        Subject: \(original)
        """
    }

    private var headerBlockHTML: String {
        "<b>From:</b> Acme IT &lt;\(to)&gt;<br><b>Sent:</b> Tuesday, November 17, 2026 1:26 PM<br>"
            + "<b>To:</b> \(Self.escaped(from))<br><b>Subject:</b> \(original)"
    }
}

// The programs.
extension ClientReply {
    var gmail: String {
        let line = "On Tue, Nov 17, 2026 at 1:26\u{202F}PM Acme IT <support@acme.example> wrote:"
        return alternative(
            "\(body)\n\n\(line)\n\n\(marked)\n",
            "<div dir=\"ltr\">\(broken)</div><br><div class=\"gmail_quote gmail_quote_container\">"
                + "<div dir=\"ltr\" class=\"gmail_attr\">\(Self.escaped(line))<br></div>"
                + "<blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex\">\(quotedHTML)</blockquote></div>"
        )
    }

    var gmailPhone: String {
        let line = "Acme IT <support@acme.example> schrieb am Di., 17. Nov. 2026, 13:26:"
        return alternative(
            "\(body)\n\n\(line)\n\n\(marked)\n",
            "\(lines("div", " dir=\"auto\""))<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">"
                + "\(Self.escaped(line))<br></div><blockquote class=\"gmail_quote\">\(quotedHTML)</blockquote></div>"
        )
    }

    var outlook: String {
        alternative(
            "\(body)\n\n\(headerBlock)\n\n\(quotedText)\n",
            "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body lang=\"EN-US\">"
                + "<div class=\"WordSection1\">"
                + lines("p", " class=\"MsoNormal\"").replacing("</p>", with: "<o:p></o:p></p>")
                + "<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><div><div style=\"border:none;border-top:solid "
                + "#E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p class=\"MsoNormal\">\(headerBlockHTML)<o:p></o:p></p>"
                + "</div></div>\(quotedHTML)</div></body></html>",
            agent: "X-Mailer: Microsoft Outlook 16.0")
    }

    var outlookWeb: String {
        alternative(
            "\(body)\n________________________________\n\(headerBlock)\n\n\(quotedText)\n",
            "<html><body dir=\"ltr\">\(lines("div", " class=\"elementToProof\""))<div id=\"appendonsend\"></div>"
                + "<hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\">"
                + "<font face=\"Calibri, sans-serif\" style=\"font-size:11pt\">\(headerBlockHTML)</font>"
                + "<div>&nbsp;</div></div>\(quotedHTML)</body></html>")
    }

    /// HTML only, as some accounts send it.
    var outlookMobile: String {
        head("text/html; charset=\"utf-8\"")
            + "<html><body>\(lines("div", " dir=\"ltr\""))<div><br></div>"
            + "<div id=\"ms-outlook-mobile-signature\">Get <a href=\"https://aka.ms/o0ukef\">Outlook for iOS</a></div>"
            + "<hr style=\"display:inline-block;width:98%\" tabindex=\"-1\"><div id=\"divRplyFwdMsg\" dir=\"ltr\">"
            + "<font face=\"Calibri, sans-serif\">\(headerBlockHTML)</font></div>\(quotedHTML)</body></html>"
    }

    var appleMail: String {
        let line = "On 17. Nov 2026, at 13:26, Acme IT <support@acme.example> wrote:"
        return alternative(
            "\(body)\n\n> \(line)\n> \n\(marked)\n",
            "<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head>"
                + "<body style=\"overflow-wrap: break-word;\">\(lines("div"))<div><br><blockquote type=\"cite\">"
                + "<div>\(Self.escaped(line))</div><br class=\"Apple-interchange-newline\"><div>\(quotedHTML)</div>"
                + "</blockquote></div><br></body></html>",
            agent: "X-Mailer: Apple Mail (2.3826.200.121)")
    }

    var appleMailPlain: String {
        head(
            "text/plain;\n\tcharset=us-ascii", agent: "X-Mailer: Apple Mail (2.3826.200.121)",
            encoding: "7bit")
            + "\(body)\n\n> On 17. Nov 2026, at 13:26, Acme IT <support@acme.example> wrote:\n> \n\(marked)\n"
    }

    var iosMail: String {
        let line = "On 17. Nov 2026, at 13:26, Acme IT <support@acme.example> wrote:"
        return alternative(
            "\(body)\n\nSent from my iPhone\n\n> \(line)\n> \n> \u{FEFF}\n\(marked)\n",
            "<html><body dir=\"auto\">\(lines("div"))<br id=\"lineBreakAtBeginningOfSignature\">"
                + "<div dir=\"ltr\">Sent from my iPhone</div><div dir=\"ltr\"><br><blockquote type=\"cite\">"
                + "\(Self.escaped(line))<br><br></blockquote></div><blockquote type=\"cite\"><div dir=\"ltr\">\u{FEFF}"
                + "\(quotedHTML)</div></blockquote></body></html>",
            agent: "X-Mailer: iPhone Mail (22F76)")
    }

    var thunderbird: String {
        head("text/plain; charset=UTF-8; format=flowed", agent: "User-Agent: Mozilla Thunderbird")
            + "\(body)\n\nOn 17/11/2026 13:26, Acme IT wrote:\n\(marked)\n"
    }

    var thunderbirdGerman: String {
        let line = "Am 17.11.26 um 13:26 schrieb Acme IT:"
        return alternative(
            "\(body)\n\n\(line)\n\(marked)\n",
            "<!DOCTYPE html><html><body>\(lines("p"))<div class=\"moz-cite-prefix\">\(line)<br></div>"
                + "<blockquote type=\"cite\" cite=\"mid:\(inReplyTo)\">\(quotedHTML)</blockquote></body></html>",
            agent: "User-Agent: Mozilla Thunderbird")
    }

    var yahoo: String {
        let line = "On Tuesday, November 17, 2026 at 01:26:40 PM GMT+1, Acme IT <support@acme.example> wrote:"
        let indented = quotedText.split(separator: "\n", omittingEmptySubsequences: false).map { " \($0)" }
            .joined(separator: "\n")
        return alternative(
            " \(body)\n    \(line)  \n \n\(indented)\n  ",
            "<html><body><div class=\"ydp1a yahoo-style-wrap\"><div></div>"
                + "\(lines("div", " dir=\"ltr\" data-setdir=\"false\""))<div><br></div></div>"
                + "<div id=\"yahoo_quoted_4711\" class=\"yahoo_quoted\"><div><div>\(Self.escaped(line))</div>"
                + "<div><br></div>\(quotedHTML)</div></div></body></html>",
            agent: "X-Mailer: WebService/1.1.22768 YMailNorrin")
    }

    var proton: String {
        let line = "On Tuesday, November 17th, 2026 at 1:26 PM, Acme IT <support@acme.example> wrote:"
        return alternative(
            "\(body)\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email.\n\n\(line)\n\n\(marked)\n",
            "\(lines("div", " style=\"font-family: Arial, sans-serif; font-size: 14px;\""))"
                + "<div class=\"protonmail_signature_block\"><div class=\"protonmail_signature_block-proton\">"
                + "Sent with <a href=\"https://proton.me/mail/home\">Proton Mail</a> secure email.</div></div>"
                + "<div class=\"protonmail_quote\">\(Self.escaped(line))<br>"
                + "<blockquote class=\"protonmail_quote\" type=\"cite\">\(quotedHTML)</blockquote><br></div>")
    }

    var samsung: String {
        alternative(
            "\(body)\n\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\n\(headerBlock)\n\n\(quotedText)\n",
            "<html><body dir=\"auto\">\(lines("div", " dir=\"auto\""))<div dir=\"auto\"><br></div>"
                + "<div id=\"composer_signature\" dir=\"auto\"><div style=\"font-size:85%;color:#575757\" dir=\"auto\">"
                + "Sent from my Galaxy</div></div><div><br></div><div align=\"left\" dir=\"auto\" "
                + "style=\"font-size:100%;color:#000000\"><div>-------- Original message --------</div>"
                + "<div>\(headerBlockHTML)</div><div><br></div></div>\(quotedHTML)</body></html>")
    }

    var k9: String {
        head("text/plain;\n charset=utf-8", agent: "User-Agent: K-9 Mail for Android")
            + "\(body)\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\n"
            + "On November 17, 2026 1:26:40 PM GMT+01:00, Acme IT <support@acme.example> wrote:\n\(marked)\n"
    }

    var notes: String {
        let block =
            "From:   Acme IT <\(to)>\nTo:     \(from)\nDate:   17.11.2026 13:26\n"
            + "Subject:        \(original)"
        return alternative(
            "\(body)\n\n\n\n\(block)\n\n\n\n\(quotedText)\n",
            "<font size=2 face=\"sans-serif\">\(broken)</font><br><br><br><br>"
                + "<font size=1 color=#5f5f5f face=\"sans-serif\">From: &nbsp; &nbsp; &nbsp; </font>"
                + "<font size=1 face=\"sans-serif\">Acme IT &lt;\(to)&gt;</font><br>"
                + "<font size=1 color=#5f5f5f face=\"sans-serif\">To: &nbsp; &nbsp; &nbsp; </font>"
                + "<font size=1 face=\"sans-serif\">\(Self.escaped(from))</font><br>"
                + "<font size=1 color=#5f5f5f face=\"sans-serif\">Date: &nbsp; &nbsp; &nbsp; </font>"
                + "<font size=1 face=\"sans-serif\">17.11.2026 13:26</font><br>"
                + "<font size=1 color=#5f5f5f face=\"sans-serif\">Subject: &nbsp; &nbsp; </font>"
                + "<font size=1 face=\"sans-serif\">\(original)</font><br><hr noshade><br>\(quotedHTML)",
            agent: "X-Mailer: HCL Notes Release 14.0 November 07, 2023")
    }

    var mutt: String {
        head("text/plain; charset=us-ascii", agent: "User-Agent: Mutt/2.2.12 (2023-09-09)", encoding: "7bit")
            + "\(body)\n\nOn Tue, Nov 17, 2026 at 12:26:40PM +0000, Acme IT wrote:\n\(marked)\n\n-- \nSam Staff\n"
    }
}
