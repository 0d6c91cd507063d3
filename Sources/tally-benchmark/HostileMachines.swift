/// Mails of machines that are made to be slow.
extension HostileFamily {
    static let machines = [
        HostileFamily("recipients of a report", .message, head: report) {
            "Final-Recipient: rfc822; a\($0)@b\nAction: failed\n\n"
        },
        HostileFamily("one recipient of a report", .message, head: report) { _ in
            "Final-Recipient: rfc822; a@b\n"
        },
        HostileFamily("empty lines of a report", .message, head: report) { _ in "\n" },
        HostileFamily("letters of a bounce", .message, head: bounce) { _ in "a" },
        HostileFamily("lines of a bounce", .message, head: bounce) { _ in "a\n" },
        HostileFamily("addresses of a bounce", .message, head: bounce) { "<a\($0)@b>:\n" },
        HostileFamily("addresses in a line of a bounce", .message, head: bounce) { _ in "a@b " },
        HostileFamily("numbers of a bounce", .message, head: bounce) { _ in "5.1." },
        HostileFamily("beginnings of sentences of a bounce", .message, head: bounce) { _ in "could not be " },
        HostileFamily("signs of a machine", .message, head: "Subject: a\n") { _ in "Auto-Submitted: a\n" },
        HostileFamily("lines of a calendar", .message, head: "Content-Type: text/calendar\n\n") { _ in "a:\n"
        },
        HostileFamily("fields of a receipt", .message, head: receipt) { _ in "Disposition: a;\n" },
        HostileFamily("words of a disposition", .message, head: receipt + "Disposition: ") { _ in "a;" },
        HostileFamily("semicolons of a disposition", .message, head: receipt + "Disposition: ") { _ in ";" },
        HostileFamily("identifiers of a receipt", .message, head: receipt + "Original-Message-ID: ") { _ in
            "<a@b>"
        },
        HostileFamily("receipts", .message, head: receipt) { _ in
            "--b\nContent-Type: message/disposition-notification\n\nDisposition: a\n"
        },
    ]

    /// What mail servers found out about a mail, in fields that anybody can write.
    static let verdicts = [
        HostileFamily("verdicts", .verdict, tail: received) { _ in "Authentication-Results: a; spf=pass\n" },
        HostileFamily("findings of a verdict", .verdict, head: verdict, tail: "\n" + received) { _ in
            ";dkim=pass header.d=b"
        },
        HostileFamily("verdicts of many findings", .verdict, tail: received) { _ in
            verdict + String(repeating: ";a=b", count: 50) + "\n"
        },
        HostileFamily("properties of a verdict", .verdict, tail: received) { _ in
            verdict + ";dkim=fail" + (0..<600).map { " a\($0)=b" }.joined() + "\n"
        },
        HostileFamily("open comments of a verdict", .verdict, tail: received) { _ in
            verdict + String(repeating: "(", count: 16_000) + "\n"
        },
        HostileFamily("quotations of a verdict", .verdict, tail: received) { _ in
            verdict + ";dkim=" + String(repeating: "\"\"", count: 8_000) + "\n"
        },
        HostileFamily("words of a verdict", .verdict, tail: received) { _ in
            verdict + String(repeating: " a", count: 8_000) + "\n"
        },
        HostileFamily("seals", .verdict, head: verdict + ";dmarc=fail;arc=pass\n", tail: received) {
            "ARC-Seal: i=\($0); d=b.example\nARC-Authentication-Results: i=\($0); a; dmarc=fail\n"
        },
    ]

    private static let verdict = "Authentication-Results: a"
    private static let received = "Received: a\n\n"

    private static let receipt = """
        Content-Type: multipart/report; boundary=b; report-type=disposition-notification

        --b
        Content-Type: message/disposition-notification


        """

    private static let report = """
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: message/delivery-status


        """

    private static let bounce = """
        From: MAILER-DAEMON@a.example
        Subject: failure notice


        """
}
