import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Which ticket a mail belongs to, by rule; each test is one of them.
@Suite("Threads")
struct MatchingTests {
    /// What is left of a mail's ties to its ticket when it arrives.
    struct Tie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let write: @Sendable (inout Letter, OutgoingMail) -> Void

        init(_ description: String, _ write: @escaping @Sendable (inout Letter, OutgoingMail) -> Void) {
            testDescription = description
            self.write = write
        }

        /// Removes every tie; the address is the bare mailbox again.
        static func cut(_ letter: inout Letter) {
            (letter.to, letter.subject, letter.inReplyTo, letter.extra) =
                ("support@acme.example", "Something else", nil, [])
        }
    }

    private static let ties = [
        Tie("the reply address alone") { $0.to = $1.answerAddress },
        Tie(
            "the reply address beside the ids of another mail system, as SES and Exchange put in place of ours"
        ) {
            $0.to = $1.answerAddress
            $0.inReplyTo = "0100019f-1c2b@eu-west-1.amazonses.com"
            $0.extra = ["References: <0100019f-1c2b@eu-west-1.amazonses.com>"]
        },
        Tie("the reply address with other capitals") {
            $0.to = $1.answerAddress.replacing("support+", with: "Support+").uppercased()
        },
        Tie("the reply address in Cc") {
            $0.to = "bob@acme.example"
            $0.extra = ["Cc: \($1.answerAddress)"]
        },
        Tie("the reply address that only the delivery agent noted") {
            $0.above = ["Delivered-To: \($1.answerAddress)"]
        },
        Tie("our Message-ID in In-Reply-To") { $0.inReplyTo = $1.draft.messageID.text },
        Tie("our Message-ID among References, without In-Reply-To") {
            $0.extra = ["References: <q1@acme.example> <\($1.draft.messageID.text)> <x@phone.example>"]
        },
        Tie("our Message-ID under another domain, as some relays write it") {
            let left = $1.draft.messageID.text.split(separator: "@")[0]
            $0.inReplyTo = "\(left)@relay.example"
        },
        Tie("the requester's own first mail, when the id of ours was replaced") { letter, _ in
            letter.inReplyTo = "0100019f-1c2b@email.amazonses.com"
            letter.extra = ["References: <q1@acme.example> <0100019f-1c2b@email.amazonses.com>"]
        },
        Tie("the marker in the quotation, when header and address say nothing") {
            $0.body += "\n\nOn Tue, Acme IT wrote:\n> Hello\n> \($1.marker)\n"
        },
        Tie("the marker wrapped into other text, in capitals, quoted twice") {
            $0.body += "\n\n>> (\($1.marker.uppercased())), as you wrote\n"
        },
        Tie("the tag in the subject") { letter, _ in letter.subject = "AW: WG: [tt-1] the printer" },
        Tie("the tag in an otherwise changed subject") { letter, _ in letter.subject = "Lunch? [TT-1]" },
    ]

    @Test(arguments: ties)
    func `a requester's mail finds its ticket by any one of its ties`(tie: Tie) async throws {
        let desk = try await StaffedDesk()
        let notice = try desk.notice(to: "alice")
        let (letter, uid) = try desk.reply("alice", "It still burns.", to: notice) {
            Tie.cut(&$0)
            tie.write(&$0, notice)
        }
        let outcome = try await desk.desk.receive(letter.text, uid: uid)
        #expect(outcome.map(\.ticket) == [desk.ticket])
        let comment = try #require(try await desk.comments.last)
        #expect(comment.content.visibility == .public)
        #expect(comment.content.text == "It still burns.")
    }

    @Test func `a mail without any tie is a new request`() async throws {
        let desk = try await StaffedDesk()
        let (letter, uid) = try desk.reply("alice", "A question.") { Tie.cut(&$0) }
        #expect(try await desk.desk.receive(letter.text, uid: uid).map(\.name) == ["opened"])
    }

    @Test(arguments: [
        "ref:TT-1:aaaaaaaaaaaaaaaa", "ref:TT-1:", "ref:TT-1", "ref:", "ref:-1:abc",
        "ref:TT-99999999999999999999:a",
        "TT-1", "[TT-1]",
    ])
    func `a marker nobody gave out means nothing`(marker: String) async throws {
        let desk = try await StaffedDesk()
        let (letter, uid) = try desk.reply("alice", "A question.\n\(marker)") { Tie.cut(&$0) }
        #expect(try await desk.desk.receive(letter.text, uid: uid).map(\.name) == ["opened"])
    }

    @Test func `the marker of one ticket does not fit another number`() async throws {
        let desk = try await StaffedDesk()
        let second = try await desk.desk.openTicket(
            "Another", by: try #require(try await desk.desk.person("alice@acme.example")))
        let marker = try desk.notice(to: "alice").marker.replacing("TT-1:", with: "TT-\(second.id.rawValue):")
        let (letter, uid) = try desk.reply("alice", "A question.\n\(marker)") { Tie.cut(&$0) }
        let outcome = try await desk.desk.receive(letter.text, uid: uid)
        #expect(outcome.map(\.name) == ["opened"])
        #expect(outcome.first?.ticket != second.id)
    }

    @Test func `of several ties the more certain one decides`() async throws {
        let desk = try await StaffedDesk()
        let alice = try #require(try await desk.desk.person("alice@acme.example"))
        let second = try await desk.desk.openTicket("Another", by: alice)
        let (letter, uid) = try desk.reply("alice", "About the printer.") {
            $0.subject = "Re: [TT-\(second.id.rawValue)] Another"
        }
        #expect(try await desk.desk.receive(letter.text, uid: uid).map(\.ticket) == [desk.ticket])
    }

    // MARK: Strangers

    @Test func `who takes no part and names a ticket gets a new one, with a hint that only staff see`()
        async throws
    {
        let desk = try await StaffedDesk()
        let letter = Letter(
            from: "mallory@evil.example", subject: "Re: [TT-1] The printer burns", id: "m@evil.example",
            body: "Tell me everything.")
        let outcome = try await desk.desk.receive(letter.text, uid: 9)
        let ticket = try #require(outcome.first?.ticket)
        #expect(outcome == [.opened(ticket)])
        #expect(ticket != desk.ticket)
        let mallory = try #require(try await desk.desk.person("mallory@evil.example"))
        let hint = try #require(try await desk.desk.timeline(of: ticket).first { $0.kind == .mentioned })
        #expect(hint.to == "TT-1")
        #expect(!hint.isVisible(to: mallory))
        #expect(try await !desk.timeline.contains { $0.kind == .mentioned || $0.kind == .linked })
        #expect(try await desk.comments.count == 1)
    }

    @Test func `a number that no ticket has is no hint`() async throws {
        let desk = try await StaffedDesk()
        let letter = Letter(from: "bob@acme.example", subject: "[TT-77]", id: "b@acme.example", body: "Hm.")
        let ticket = try #require(try await desk.desk.receive(letter.text, uid: 9).first?.ticket)
        #expect(try await !desk.desk.timeline(of: ticket).contains { $0.kind == .mentioned })
    }

    @Test(arguments: ["by reference", "by marker", "by a foreign id"])
    func `what a stranger sends into a thread is kept for staff, and nobody else hears of it`(tie: String)
        async throws
    {
        let desk = try await StaffedDesk()
        let notice = try desk.notice(to: "alice")
        var letter = Letter(from: "mallory@evil.example", id: "m@evil.example", body: "Pay here instead.")
        switch tie {
        case "by reference": letter.inReplyTo = notice.draft.messageID.text
        case "by marker": letter.body += "\n> \(notice.marker)"
        default: letter.inReplyTo = "q1@acme.example"
        }
        _ = try await desk.desk.receive(letter.text, uid: 9)
        let comment = try #require(try await desk.comments.last)
        #expect(comment.content.visibility == .internal)
        #expect(!comment.content.isVerified)
        let told = try await desk.desk.sent()
        #expect(!told.isEmpty)
        #expect(told.allSatisfy { $0.draft.to.address != "alice@acme.example" && $0.draft.kind == .comment })
        #expect(try await desk.desk.participants(of: desk.ticket).isEmpty)
    }

    // MARK: Merged, closed and old tickets

    @Test func `mail to a merged ticket goes where its conversation goes on`() async throws {
        let desk = try await StaffedDesk()
        let bob = try await desk.desk.add("Bob", .employee)
        let other = try await desk.desk.openTicket("Smoke on floor 3", by: bob)
        let sam = try #require(try await desk.desk.person("sam@acme.example"))
        _ = try await desk.desk.act(as: sam) { [ticket = desk.ticket] desk, actor throws(DeskError) in
            try desk.merge(ticket, into: other.id, by: actor)
        }
        for (name, write) in [
            ("by token", { _ in }),
            (
                "by tag",
                {
                    Tie.cut(&$0)
                    $0.subject = "Re: [TT-1]"
                }
            ),
            (
                "by its first mail",
                {
                    Tie.cut(&$0)
                    $0.inReplyTo = "q1@acme.example"
                }
            ),
        ] as [(String, (inout Letter) -> Void)] {
            let (letter, uid) = try desk.reply("alice", "More smoke, \(name).") { write(&$0) }
            #expect(try await desk.desk.receive(letter.text, uid: uid).map(\.ticket) == [other.id], "\(name)")
        }
        let texts = try await desk.desk.comments(of: other.id).filter { $0.ticket == other.id }
        #expect(texts.count == 4)
    }

    @Test func `a requester's answer soon after the resolution reopens, a later one opens a linked ticket`()
        async throws
    {
        for (days, reopens) in [(13, true), (15, false)] {
            let desk = try await StaffedDesk()
            try await desk.send("sam", "resolved")
            desk.desk.advance(.days(days))
            let (letter, uid) = try desk.reply("alice", "It burns again.")
            let outcome = try await desk.desk.receive(letter.text, uid: uid)
            #expect((outcome.first?.ticket == desk.ticket) == reopens, "after \(days) days")
            #expect(try await desk.state.status == (reopens ? .inProgress : .resolved))
            if !reopens {
                let next = try #require(outcome.first?.ticket)
                #expect(
                    try await desk.desk.timeline(of: next).contains { $0.kind == .linked && $0.to == "TT-1" })
                #expect(
                    try await desk.timeline.contains { $0.kind == .linked && $0.to == "TT-\(next.rawValue)" })
            }
        }
    }

    @Test func `an answer to a closed ticket opens a linked one, also by an old mail whose token has lapsed`()
        async throws
    {
        let desk = try await StaffedDesk()
        try await desk.send("sam", "resolved")
        try await desk.send("sam", "close")
        desk.desk.advance(.days(400))
        let (letter, uid) = try desk.reply("alice", "It burns again.")
        let outcome = try await desk.desk.receive(letter.text, uid: uid)
        #expect(outcome.map(\.name) == ["opened"])
        #expect(try await desk.state.status == .closed)
        let next = try #require(outcome.first?.ticket)
        #expect(try await desk.desk.timeline(of: next).contains { $0.kind == .linked && $0.to == "TT-1" })
    }

    @Test func `what follows on the linked ticket stays there`() async throws {
        let desk = try await StaffedDesk()
        try await desk.send("sam", "resolved")
        desk.desk.advance(.days(20))
        let (letter, uid) = try desk.reply("alice", "It burns again.")
        let next = try #require(try await desk.desk.receive(letter.text, uid: uid).first?.ticket)
        var second = Letter(
            from: "alice@acme.example", subject: letter.subject, id: "again@acme.example",
            inReplyTo: letter.id, body: "And again.")
        second.date = desk.desk.now.mailDate
        #expect(try await desk.desk.receive(second.text, uid: uid + 500).map(\.ticket) == [next])
    }
}

extension OutgoingMail {
    /// What stands at the foot for a reply that loses everything else.
    var marker: String { draft.values["thread_marker"].text ?? "" }
}
