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
    ]

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
