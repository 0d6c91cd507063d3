import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The mail behind a comment` {
    private static let mail = "From: alice@acme.example\nTo: support+secret@acme.example\n\nHelp\n"

    /// A ticket that came by mail, and an internal note that did.
    private func fill(_ site: TestSite, _ alice: Person, _ sam: Person) async throws {
        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1))
        let fetched = [Self.mail, "From: sam@acme.example\n\nNote\n"].enumerated().map { number, text in
            FetchedMessage(
                uid: UID(UInt32(number + 1)), internalDate: nil, size: text.utf8.count,
                content: Array(text.utf8), isOversize: false)
        }
        try await site.store.stage(fetched, in: folder)
        try await site.write { desk, _ throws(DeskError) in
            let first = CommentDraft(
                author: alice.id, source: .mail, text: "Help", isVerified: true,
                stagedMail: StagedMail.ID(rawValue: 1))
            let ticket = try desk.open(
                TicketDraft(subject: "S", requester: alice.id), first: first,
                by: Desk.Actor(person: alice, source: .mail), isProven: true)
            let note = CommentDraft(
                author: sam.id, visibility: .internal, source: .mail, text: "Note", isVerified: true,
                stagedMail: StagedMail.ID(rawValue: 2))
            _ = try desk.comment(on: ticket.id, note, by: Desk.Actor(person: sam, source: .mail))
        }
    }

    @Test func `staff get it as it came`() async throws {
        try await TestSite.with { site in
            let (alice, sam) = (try await site.add("Alice", .employee), try await site.add("Sam", .staff))
            try await fill(site, alice, sam)
            let client = try await site.client(sam)
            _ = try await client.post("/tickets/1/comments", ["text": "By hand"])
            let comments = try await client.get("/tickets/1")["comments"].elements
            #expect(comments?.map { $0["message"] } == [1, 2, .null])
            let raw = try await client.get("/tickets/1/messages/1/raw").response
            #expect(raw.text == Self.mail)
            #expect(raw["content-type"] == "message/rfc822")
            #expect(raw["content-disposition"] == "attachment; filename=\"TT-1-1.eml\"")
            #expect(try await client.get("/tickets/1/messages/2/raw").response.text.contains("Note"))
        }
    }

    @Test func `nobody else does, and through no other ticket`() async throws {
        try await TestSite.with { site in
            let (person, sam) = (try await site.add("Alice", .employee), try await site.add("Sam", .staff))
            try await fill(site, person, sam)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            #expect(try await alice.get("/tickets/1")["comments"].elements?.map { $0["message"] } == [.null])
            let staff = try await site.client(sam)
            for path in ["2/messages/1", "1/messages/3", "1/messages/x"] {
                #expect(try await staff.get("/tickets/\(path)/raw").status == 404)
            }
            #expect(try await alice.get("/tickets/1/messages/1/raw").status == 404)
            #expect(try await alice.get("/tickets/1/messages/2/raw").status == 404)
            #expect(try await site.stranger().get("/tickets/1/messages/1/raw").status == 401)
        }
    }
}
