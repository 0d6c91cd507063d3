import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// What machines answer is kept on its ticket and changes nothing, whatever words are in it.
@Suite("Automatic replies") struct AutomaticReplyTests {
    private static let verbs = [
        "resolved", "/resolved", "claim", "done.", "status: resolved", "/claim\nclose",
    ]
    private static let notices = AbsenceNotice.all.flatMap { notice in
        AbsenceNotice.Mark.allCases.map { (notice, $0) }
    }

    /// Each comes to Sam's own reply address, from Sam: of a person it would be a command.
    @Test func `an absent colleague's notice that says resolved commands nothing`() async throws {
        let it = try await StaffedDesk()
        let before = try await TicketStanding(of: it)
        var row = ThreatRow("automatic replies with a verb, in \(AbsenceNotice.all.count) languages")
        for (number, (notice, mark)) in Self.notices.enumerated() {
            it.desk.advance(.seconds(60))
            let verb = Self.verbs[number % Self.verbs.count]
            let sent = try await it.send("sam", "\(verb)\n\n\(notice.text) (\(number))") {
                ($0.subject, $0.extra) = mark.fields(notice)
            }
            let isChanged = try await TicketStanding(of: it) != before
            row.note(
                "\(notice.language), \(mark): \(sent.map(\.summary))", hasEffect: isChanged || !sent.isEmpty)
        }
        print(row.line)
        #expect(row.count >= 40)
        #expect(row.effects == [])
        try await it.send("sam", "claim")
        #expect(try await it.state.assignee != nil, "without a machine's mark it is one")
    }

    /// How far the ticket is when the machine answers, and what Sam mails to bring it there.
    private static let states: [(TicketStatus, [String])] = [
        (.open, []), (.inProgress, ["claim"]), (.waiting, ["claim\nwaiting"]),
        (.resolved, ["resolved: a new cable"]), (.closed, ["resolved", "close"]), (.withdrawn, []),
    ]

    @Test(arguments: states)
    func `an automatic reply changes no ticket, and nobody is mailed`(
        status: TicketStatus, commands: [String]
    ) async throws {
        let it = try await StaffedDesk()
        for command in commands { try await it.send("sam", command) }
        if status == .withdrawn { try await it.send("alice", "withdraw") }
        #expect(try await it.state.status == status)
        let notice = try it.notice(to: "alice")
        let before = try await TicketStanding(of: it)
        var mails = 0
        var wrong: [String] = []
        for (number, reply) in try Self.replies(to: notice).enumerated() {
            it.desk.advance(.seconds(60))
            let outcomes = try await it.desk.receive(reply.bytes, uid: UInt32(1_000 + number))
            let sent = try await it.desk.sent()
            mails += sent.count
            let isKept = outcomes.allSatisfy { ["commented", "ignored"].contains($0.name) }
            if !isKept || !sent.isEmpty { wrong.append("\(reply.name): \(outcomes) \(sent.map(\.summary))") }
        }
        let count = try Self.replies(to: notice).count
        let isChanged = try await TicketStanding(of: it) != before
        print(
            "complaint 12: \(count) automatic replies, ticket \(status.rawValue): \(mails) mails out, "
                + "\(isChanged ? "changed" : "0 changes")")
        #expect(count * Self.states.count >= 300)
        #expect(wrong == [])
        #expect(!isChanged)
    }

    // MARK: The replies

    private struct Reply {
        let name: String
        let bytes: [UInt8]
    }

    private static func replies(to notice: OutgoingMail) throws -> [Reply] {
        let (address, thread) = (notice.answerAddress, notice.draft.messageID.text)
        let others = try corpus.get().map {
            Reply(name: $0.id, bytes: answer($0, to: address, in: thread))
        }
        return others + notices.indices.map { letter($0, to: address, in: thread) }
    }

    /// Alice is away, and commands as far as she may.
    private static func letter(_ number: Int, to address: String, in thread: String) -> Reply {
        let (notice, mark) = notices[number]
        let verb = ["/resolve", "reopen", "/withdraw", "withdraw"][number % 4]
        var letter = Letter(
            from: "Alice Miller <alice@acme.example>", to: address, id: "away\(number)@acme.example",
            inReplyTo: thread, body: "\(verb)\n\n\(notice.text) (\(number))")
        (letter.subject, letter.extra) = mark.fields(notice)
        return Reply(name: "\(notice.language), \(mark)", bytes: Array(letter.text.utf8))
    }

    /// What machines of the corpus answered, reports of deliveries aside, whose marks are not only in the address that
    /// they came from.
    private static let corpus = Result {
        try ["bounce", "containers", "quirks"].flatMap(CorpusMail.all).filter { mail in
            let automation = Message(reading: mail.bytes).automation
            guard automation.isAutomatic, automation.deliveryReport == nil, !automation.isBounce,
                !automation.isDelayed
            else { return false }
            let ours = Message(reading: answer(mail, to: "support@acme.example", in: "x@acme.example"))
                .automation
            return ours.isAutomatic && !ours.isBounce && !ours.isDelayed
        }
    }

    /// The mail as if Alice's program had written it in answer to one of ours: everything else is as it was.
    private static func answer(_ mail: CorpusMail, to address: String, in thread: String) -> [UInt8] {
        let fields = [
            "From: Alice Miller <alice@acme.example>", "To: \(address)",
            "Date: Tue, 17 Nov 2026 12:26:40 +0000",
            "Message-ID: <\(mail.id.replacing("/", with: "."))@acme.example>", "In-Reply-To: <\(thread)>",
        ]
        var kept: [ArraySlice<UInt8>] = []
        var rest = mail.bytes[...]
        var isLeftOut = false
        while let end = rest.firstIndex(of: 0x0A) {
            let line = rest[..<end]
            guard let first = line.first, first != 0x0D else { break }
            if first != 0x20, first != 0x09 {
                let name = line.prefix { $0 != UInt8(ascii: ":") }
                isLeftOut = replaced.contains(String(decoding: name, as: UTF8.self).lowercased())
            }
            if !isLeftOut { kept.append(rest[...end]) }
            rest = rest[(end + 1)...]
        }
        let head = fields.map { "\($0)\r\n" }.joined()
        return Array(head.utf8) + Array(kept.joined()) + rest
    }

    private static let replaced: Set<String> = [
        "from", "sender", "to", "cc", "bcc", "reply-to", "message-id", "date", "in-reply-to", "references",
        "delivered-to", "x-original-to", "envelope-to", "received", "return-path",
    ]
}
