import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("What a request may repeat, looked for before its transaction") struct ForeseenDuplicateTests {
    private static let questions = [
        ("Printer in B2.14 jams on every page", "It has been so since this morning."),
        ("VPN drops all the time", "Every ten minutes."),
        ("Drucker zieht kein Papier ein", "Seit heute früh."),
        ("打印机冒烟", "请帮忙。"), ("Locked out of Excel", "My password is not taken."),
        ("  A subject\twith gaps  ", ""), ("", "Nothing in the subject."),
    ]

    /// A desk with a past, and somebody who asks.
    private static func desk() async throws -> (TestDesk, Person) {
        let desk = try TestDesk()
        try await desk.store.loadSamples(600, seed: 5, until: desk.now)
        return (desk, try await desk.add("Zoe", .employee))
    }

    private static func draft(_ subject: String, by person: Person) -> TicketDraft {
        TicketDraft(subject: subject, requester: person.id)
    }

    /// What staff were told of tickets that the new one may repeat.
    private static func similar(in mails: [OutgoingMail]) -> JSON {
        mails.first { $0.draft.kind == .newTicket }?.draft.values["similar"] ?? "nobody was told"
    }

    @Test func `staff are told the same, whether it was looked for before or within`() async throws {
        var told: [[JSON]] = []
        for foresees in [false, true] {
            let (desk, zoe) = try await Self.desk()
            var similar: [JSON] = []
            for (subject, text) in Self.questions {
                let foreseen = try await desk.store.read { [desk] records throws(DeskError) in
                    try Desk(records: records, settings: desk.settings, mint: desk.mint, now: desk.now)
                        .foreseeDuplicates(subject: subject, text: text, requester: zoe.id)
                }
                _ = try await desk.act(as: zoe) { desk, actor throws(DeskError) in
                    try desk.open(
                        Self.draft(subject, by: zoe),
                        first: CommentDraft(author: zoe.id, source: .api, text: text, isVerified: true),
                        by: actor, isProven: true, foreseen: foresees ? foreseen : nil)
                }
                similar.append(Self.similar(in: try await desk.sent()))
            }
            told.append(similar)
        }
        #expect(told[0] == told[1])
        #expect(told[0].contains { $0 != .null }, "no question found anything, so this shows nothing")
    }

    @Test func `what was looked for about another request is not believed`() async throws {
        let (desk, zoe) = try await Self.desk()
        let alice = try await desk.add("Alice", .employee)
        _ = try await desk.openTicket("The printer burns", by: alice)
        _ = try await desk.sent()
        let foreseen = try await desk.write { desk, _ throws(DeskError) in
            try desk.foreseeDuplicates(subject: "Nothing like it 4711", text: "", requester: zoe.id)
        }
        _ = try await desk.act(as: zoe) { desk, actor throws(DeskError) in
            try desk.open(
                Self.draft("The printer burns", by: zoe),
                first: CommentDraft(author: zoe.id, source: .api, text: "Help!", isVerified: true),
                by: actor, isProven: true, foreseen: foreseen)
        }
        let found = Self.similar(in: try await desk.sent())["items"].elements
        #expect(found?.first?["subject"] == "The printer burns")
    }

    @Test func `a mail is foreseen with the words its ticket begins with, but no answer is`() async throws {
        let (desk, zoe) = try await Self.desk()
        let first = Letter(
            from: "Zoe <zoe@acme.example>", subject: "The printer burns", id: "z1@acme.example",
            body: "Smoke!\n\n-- \nZoe, B2")
        try await desk.stage(first.text, uid: 1)
        let staged = try #require(try await desk.store.beginNextIntake())
        let foreseen = try await desk.write { desk, _ throws(DeskError) in
            (
                mail: try Intake(desk: desk).foresee(staged, as: Message(reading: staged.content)),
                request: try desk.foreseeDuplicates(
                    subject: "The printer burns", text: "Smoke!", requester: zoe.id)
            )
        }
        #expect(foreseen.mail != nil)
        #expect(foreseen.mail == foreseen.request)
        let answer = Letter(
            from: "Zoe <zoe@acme.example>", id: "z2@acme.example", inReplyTo: "z1@acme.example", body: "More."
        )
        let none = try await desk.write { desk, _ throws(DeskError) in
            try Intake(desk: desk).foresee(staged, as: Message(reading: Array(answer.text.utf8)))
        }
        #expect(none == nil)
    }
}
