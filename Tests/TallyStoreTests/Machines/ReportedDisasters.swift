import MailParsing
import TallyCore
import TestSupport

/// Loops that were reported to other help desks by number, beside those that `KnownDisasters` groups by their cause.
enum ReportedDisasters {
    private static let alice = Disaster.alice
    private static let sam = Disaster.sam
    private static let support = Disaster.support

    static let all = [
        ownRequester, refusedNotices, ticketsOfAnswers, unreadReplyTo, daemonThatIsNobody, foreignMarks,
        rejectionOfOneself,
    ]

    /// A ticket was opened in the name of the desk's own address, which its trigger then answered.
    private static let ownRequester = Disaster(
        "a ticket whose requester is the desk itself (Zammad 2923)", support, mails: 0, tickets: 1
    ) { stage in
        let itself = try await stage.desk.add("Support", .employee)
        _ = try await stage.desk.openTicket("From us to us", by: itself)
        try await stage.world.collect()
        stage.ask(support, "We have your request.")
        try await stage.day()
    }

    /// A notice to staff was refused, and so sent again and again.
    private static let refusedNotices = Disaster(
        "a colleague whose mail is refused for a while (FreeScout 3156)", sam, mails: 10
    ) { stage in
        let reason = "the domain has exceeded the max defers and failures per hour, message discarded"
        stage.world.add(
            sam,
            Robots.noSuchUser(
                sam, inWords: true, from: "Mail Delivery System <mailer-daemon@host.example>",
                because: reason))
        for number in 1...10 {
            stage.ask("c\(number)@acme.example", "Question \(number): are you open?")
            try await stage.world.run(for: .minutes(30))
        }
        try await stage.day(answered: false)
    }

    /// An automatic answer was answered by a ticket, and that by an automatic answer.
    private static let ticketsOfAnswers = Disaster(
        "automatic answers that name no thread (osTicket 1473)", alice, mails: 3, tickets: 1
    ) { stage in
        stage.world.add(
            alice,
            Robots.responder(
                alice, fields: ["X-Autoreply: yes", "Auto-Submitted: auto-replied"], threads: false,
                subject: "Auto: your message #"
            ) { number, _ in "Thank you for message number \(number). I will read it on Monday." })
        stage.ask()
        try await stage.day()
    }

    /// The answer went to the Reply-To, which nobody reads and a machine answers.
    private static let unreadReplyTo = Disaster(
        "a shop whose Reply-To nobody reads (chatwoot 5131)", "noreply@shop.example", mails: 0
    ) { stage in
        for address in ["noreply@shop.example", "orders@shop.example"] {
            stage.world.add(
                address,
                Robots.responder("noreply@shop.example", threads: false) { _, _ in
                    "We cannot handle your message because nobody reads this mailbox."
                })
        }
        for number in 1...5 {
            var letter = Letter(
                from: "Shop <orders@shop.example>", subject: "Your order \(number)",
                id: "order\(number)@shop.example", body: "Your order \(number) was sent.")
            letter.extra = ["Reply-To: Shop <noreply@shop.example>"]
            stage.world.write(letter)
        }
        try await stage.day()
    }

    /// A report opened a ticket, and its acknowledgement was reported, by a daemon that takes no mail.
    private static let daemonThatIsNobody = Disaster(
        "reports of a daemon that does not exist either (faveo 150)", "mailer-daemon@gone.example", mails: 0,
        tickets: 1
    ) { stage in
        let daemon = "mailer-daemon@gone.example"
        for address in [alice, daemon] {
            stage.world.add(
                address,
                Robots.noSuchUser(
                    address, inWords: true, from: "Mail Delivery Subsystem <\(daemon)>",
                    because: "there is no such address here"))
        }
        stage.ask()
        try await stage.day()
    }

    /// Only the system's own mark counted, so that reports and absence notices were answered: of tickets from the web to
    /// their owner as well.
    private static let foreignMarks = Disaster(
        "reports and absence notices on a ticket from the web (frappe 3628)", alice, mails: 4, tickets: 1
    ) { stage in
        let owner = try await stage.desk.add("Alice", .employee)
        _ = try await stage.desk.openTicket(by: owner)
        let report = Robots.noSuchUser(alice)
        let notice = Robots.absence(alice, fields: Robots.honest, to: .replyTo)
        var count = 0
        stage.world.add(alice) { arrival in
            count += 1
            return count % 2 == 0 ? report(arrival) : notice(arrival)
        }
        try await stage.world.collect()
        try await stage.day()
    }

    /// Who was not known was told so, also when it was the address that such mail is sent from.
    private static let rejectionOfOneself = Disaster(
        "mail in the name of the address that rejections are from (LigeroSmart 285)",
        "notifications@acme.example", mails: 0, tickets: 0, settings: strict
    ) { stage in
        let stranger = "stranger@out.example"
        stage.world.add(stranger, Robots.rewriter(stranger, to: support))
        stage.ask("notifications@acme.example", "Your mail was not accepted.")
        stage.ask(stranger)
        try await stage.day(answered: false)
    }

    /// Only known people may ask, and mail is from an address of its own.
    private static let strict = DeskSettings(
        siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: "Acme IT",
        senderAddress: TestDesk.Known.address("notifications@acme.example"),
        mailboxes: TestDesk.settings.mailboxes, requesters: .known)
}
