import MailParsing
import TallyCore
import TestSupport

/// The loops that other help desks are known for, with the place where theirs is told.
///
/// By itself the desk mails a requester thrice in such a day: received, claimed, Sam's answer. Staff hear of the new
/// ticket, and of what is said on it.
enum KnownDisasters {
    private static let alice = Disaster.alice
    private static let sam = Disaster.sam
    private static let tina = Disaster.tina
    private static let support = Disaster.support
    private static let other = Disaster.other

    static let all: [Disaster] =
        absences + staff + deliveries + forwards + systems + robots + gateways + ReportedDisasters.all

    private static let absences: [Disaster] = [
        Disaster("an honest absence notice", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.absence(alice, fields: Robots.honest))
            stage.ask()
            try await stage.day()
        },
        Disaster("an absence notice that hides (FreeScout 4143)", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.absence(alice))
            stage.ask()
            try await stage.day()
        },
        Disaster("the same, to the reply address", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.absence(alice, to: .replyTo))
            stage.ask()
            try await stage.day()
        },
        Disaster("the same, under a subject of its own and without a thread", alice, mails: 5) { stage in
            stage.world.add(
                alice, Robots.responder(alice, threads: false, subject: "Away") { _, _ in "Back on Monday." })
            stage.ask()
            try await stage.day()
        },
        Disaster("both ends are away and hide it (Zammad 1131)", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.absence(alice))
            for agent in [sam, tina] { stage.world.add(agent, Robots.absence(agent)) }
            stage.ask()
            try await stage.day()
        },
        Disaster("a challenge: are you human?", alice, mails: 3) { stage in
            stage.world.add(
                alice,
                Robots.responder(alice, threads: false, subject: "Please confirm your message (conf#abc#)") {
                    _, _ in
                    "Reply to this mail so that yours is delivered."
                })
            stage.ask()
            try await stage.day()
        },
        Disaster("a challenge that no one would know for one", alice, mails: 3) { stage in
            stage.world.add(
                alice,
                Robots.responder(alice, subject: "One more step for your message") { number, _ in
                    "To reach me open https://human.example/\(number) and solve the puzzle there."
                })
            stage.ask()
            try await stage.day()
        },
    ]

    private static let staff: [Disaster] = [
        Disaster("an absent colleague whose notice hides", sam, mails: 4) { stage in
            stage.world.add(sam, Robots.absence(sam))
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("the same, to the reply address", sam, mails: 4) { stage in
            stage.world.add(sam, Robots.absence(sam, to: .replyTo))
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("all colleagues are away and get tickets in turn", sam, mails: 8, settings: inTurn) {
            stage in
            for agent in [sam, tina, "ada@acme.example"] { stage.world.add(agent, Robots.absence(agent)) }
            for number in 1...9 { stage.ask("c\(number)@acme.example", "Question \(number): are you open?") }
            try await stage.day(answered: false)
        },
        Disaster("a robot of staff that says done (FreeScout 1403)", sam, mails: 6) { stage in
            stage.world.add(sam, Robots.responder(sam, to: .replyTo) { _, _ in "done" })
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster(
            "the same where no token proves anything (FreeScout 4631)", sam, mails: 6, settings: noTokens
        ) {
            stage in
            stage.world.add(sam, Robots.responder(sam) { _, _ in "done" })
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("a robot of staff with a verb nobody knows", sam, mails: 6) { stage in
            stage.world.add(
                sam, Robots.responder(sam, to: .replyTo) { number, _ in "/acknowledge \(number)" })
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("a requester's robot that quotes the token and says resolved", alice, mails: 4) { stage in
            stage.world.add(
                alice,
                Robots.responder(alice, to: .replyTo) { _, arrival in
                    "/resolved\nYour reference: \(arrival.message.replyTo.first?.address ?? "")"
                })
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("a requester's robot that reopens what is resolved", alice, mails: 6) { stage in
            stage.world.add(alice, Robots.responder(alice, to: .replyTo) { _, _ in "reopen" })
            stage.ask()
            try await stage.world.run(for: .hours(1))
            let sam = try await stage.desk.person(sam)
            if let sam {
                _ = try await stage.desk.act(as: sam) { desk, actor throws(DeskError) in
                    try desk.resolve(Ticket.ID(rawValue: 1), text: "Done.", by: actor)
                }
            }
            try await stage.world.collect()
            try await stage.world.run(for: .hours(23))
        },
    ]

    private static let deliveries: [Disaster] = [
        Disaster("a robot that nobody may answer (FreeScout 3670)", "noreply@shop.example", mails: 0) {
            stage in
            let robot = "noreply@shop.example"
            stage.world.add(robot, Robots.noSuchUser(robot))
            for number in 1...11 { stage.ask(robot, "Order \(number) was sent.", id: "n\(number)") }
            try await stage.day(answered: false)
        },
        Disaster("a sender that does not exist, bounce by bounce (FreeScout 4250)", alice, mails: 3) {
            stage in
            stage.world.add(alice, Robots.noSuchUser(alice))
            stage.ask()
            try await stage.day()
        },
        Disaster("the same, with reports in words", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.noSuchUser(alice, inWords: true))
            stage.ask()
            try await stage.day()
        },
        Disaster("a report that bounces at its reader, and again", support, mails: 0) { stage in
            for number in 1...5 {
                var report = DeliveryReportLetter(
                    recipient: "postmaster@other.example", status: "5.1.1",
                    returned: [
                        "From: MAILER-DAEMON@other.example", "Message-ID: <dsn\(number)@other.example>",
                    ])
                report.id = "dsn\(number + 1)@other.example"
                stage.world.deliver(report.text, to: support)
            }
            try await stage.day(answered: false)
        },
        Disaster("mail of nobody: an empty return path and no From", support, mails: 0) { stage in
            stage.world.deliver(
                """
                Return-Path: <>
                From: <>
                To: support@acme.example
                Subject: Delivery problem
                Message-ID: <null@other.example>

                Something did not work.

                """, to: support)
            try await stage.day(answered: false)
        },
        Disaster("a colleague who left, and Exchange (osTicket 1467)", sam, mails: 3) { stage in
            stage.world.add(sam, Robots.noSuchUser(sam))
            stage.ask()
            try await stage.world.run(for: .hours(1))
            for number in 2...10 {
                stage.ask("c\(number)@acme.example", "Question \(number): are you open?")
                try await stage.world.run(for: .minutes(30))
            }
            try await stage.day(answered: false)
        },
    ]

    private static let forwards: [Disaster] = [
        Disaster("the desk's own address is one of staff (Zammad 731)", support, mails: 0) { stage in
            _ = try await stage.desk.add("Support", .staff)
            stage.ask()
            try await stage.day()
        },
        Disaster("an alias back to the desk asks (osTicket 1350)", "it@acme.example", mails: 1) { stage in
            stage.world.add("it@acme.example", Robots.forward(to: support))
            stage.ask("it@acme.example")
            try await stage.day(answered: false)
        },
        Disaster("an alias that writes each mail anew (osTicket 2354)", "it@acme.example", mails: 3) {
            stage in
            stage.world.add("it@acme.example", Robots.rewriter("it@acme.example", to: support))
            stage.ask("it@acme.example")
            try await stage.day()
        },
        Disaster("staff whose mail is forwarded to the desk", sam, mails: 4) { stage in
            stage.world.add(sam, Robots.rewriter(sam, to: support))
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("staff forward to a colleague who is away", sam, mails: 4) { stage in
            stage.world.add(sam, Robots.forward(to: tina))
            stage.world.add(tina, Robots.absence(tina, fields: Robots.honest, to: .replyTo))
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("staff forward to a colleague whose notice hides", sam, mails: 6) { stage in
            stage.world.add(sam, Robots.forward(to: tina))
            stage.world.add(tina, Robots.absence(tina, to: .replyTo))
            stage.ask()
            try await stage.day(answered: false)
        },
        Disaster("a requester forwards to a stranger who is away", alice, mails: 3) { stage in
            stage.world.add(alice, Robots.forward(to: "eve@out.example"))
            stage.world.add("eve@out.example", Robots.absence("eve@out.example", to: .replyTo))
            stage.ask()
            try await stage.day()
        },
        Disaster("a mailing list that the desk is on asks", "all@acme.example", mails: 1) { stage in
            stage.world.add("all@acme.example", Robots.list("all@acme.example", subscriber: support))
            stage.ask("all@acme.example")
            try await stage.day(answered: false)
        },
        Disaster("a list that writes in its own name", "all@acme.example", mails: 3) { stage in
            stage.world.add("all@acme.example", Robots.mungingList("all@acme.example", subscriber: support))
            stage.ask("all@acme.example")
            try await stage.day()
        },
    ]

    private static let systems: [Disaster] = [
        Disaster("osTicket answers as it should", other, mails: 1) { stage in
            stage.world.add(
                other,
                Robots.tickets(
                    other, fields: ["Auto-Submitted: auto-replied", "X-Autoreply: yes"], threads: true))
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("osTicket answers OTRS: a new number each time (osTicket 1.7 532)", other, mails: 2) {
            stage in
            stage.world.add(other, Robots.tickets(other))
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("Zammad keeps our subject and adds its own number", other, mails: 2) { stage in
            stage.world.add(other, Robots.tickets(other, threads: true, subject: "SUBJECT [Ticket##100#]"))
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("RT with its loop mark", other, mails: 1) { stage in
            stage.world.add(
                other,
                Robots.tickets(
                    other,
                    fields: ["Precedence: bulk", "X-RT-Loop-Prevention: other", "RT-Ticket: other #7"],
                    threads: true, subject: "[other.example #100#] AutoReply: SUBJECT"))
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("RT whose relay strips the header", other, mails: 2) { stage in
            stage.world.add(other, Robots.tickets(other, subject: "[other.example #100#] AutoReply: SUBJECT"))
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("a help desk with a proven domain", other, mails: 2, settings: trusting) { stage in
            let trace = ["Authentication-Results: mx.acme.example; dmarc=pass header.from=other.example"]
            stage.world.add(other, Robots.tickets(other, trace: trace))
            stage.ask(other, above: trace)
            try await stage.day(answered: false)
        },
        Disaster("a help desk whose every answer tells of another update", other, mails: 3) { stage in
            stage.world.add(other, Robots.tickets(other, threads: true))
            stage.ask(other)
            try await stage.day()
        },
    ]

    private static let robots: [Disaster] = [
        Disaster("ping-pong under a new subject each time", other, mails: 2) { stage in
            stage.world.add(
                other,
                Robots.responder(other, threads: false, subject: "Note # to you") { number, _ in
                    "This is note \(number) of our machine. We have your mail and will come back to you."
                })
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("a robot that has nothing but a subject", other, mails: 3) { stage in
            stage.world.add(
                other, Robots.responder(other, threads: false, subject: "Message # received") { _, _ in "" })
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("a robot that sends back what it gets", other, mails: 2) { stage in
            stage.world.add(
                other,
                Robots.responder(other, threads: false, subject: "Copy #") { _, arrival in
                    arrival.message.text ?? ""
                })
            stage.ask(other)
            try await stage.day(answered: false)
        },
        Disaster("a robot that sends receipts of reading", alice, mails: 3) { stage in
            stage.world.add(
                alice,
                Robots.responder(alice, subject: "Read: your message") { _, _ in "Your message was read." })
            stage.ask()
            try await stage.day()
        },
    ]

    private static let inTurn: DeskSettings = {
        var settings = TestDesk.settings
        settings.assignment = .roundRobin
        return settings
    }()

    private static let trusting: DeskSettings = {
        var settings = TestDesk.settings
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        return settings
    }()

    /// A server without plus-addressing.
    private static let noTokens = DeskSettings(
        siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: "Acme IT",
        senderAddress: TestDesk.Known.support,
        mailboxes: [
            DeskSettings.Mailbox(
                name: MailboxName("support"), address: TestDesk.Known.support, replyAddress: nil, team: nil,
                priority: .medium)
        ])
}
