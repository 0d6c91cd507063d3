import TallyCore
import TallyStore
import Testing

/// What staff write among themselves stays with them, and what mail brings does no harm.
@Suite(.timeLimit(.minutes(10))) struct `Comments over HTTP` {
    private static let words = "The requester is a nuisance"

    @Test func `no answer to the requester has any of it`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            let note = try await sam.post(
                "/tickets/1/comments", ["text": .string(Self.words), "visibility": "internal"])
            #expect(note["visibility"] == "internal")
            #expect(try await sam.get("/tickets?q=nuisance")["total"] == 1)
            #expect(try await sam.get("/tickets/1")["timeline"].elements?.last?["to"] == "internal")
            #expect(try await alice.get("/tickets?q=nuisance")["total"] == 0)
            for path in ["/tickets/1", "/tickets", "/tickets?q=requester", "/tickets/1/attachments"] {
                let text = try await alice.get(path).response.text
                #expect(!text.contains(Self.words))
                #expect(!text.contains("internal"))
            }
            let claimed = try await alice.post("/tickets/1/comments", ["text": "Any news?"])
            #expect(!claimed.response.text.contains("nuisance"))
            let version = try await alice.get("/tickets/1")["version"]
            let resolved = try await alice.patch("/tickets/1", ["status": "resolved", "version": version])
            #expect(resolved.status == 200)
            #expect(!resolved.response.text.contains("nuisance"))
        }
    }

    @Test func `what staff's mail quotes is for staff: it may be an internal note`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.add("Sam", .staff)
            let ticket = try await site.openTicket(by: person)
            try await site.write { desk, _ throws(DeskError) in
                let quoted = "<p>I will swap it.</p><blockquote>\(Self.words)</blockquote>"
                let reply = CommentDraft(
                    author: sam.id, source: .mail, text: "I will swap it.", quotedText: "> " + Self.words,
                    html: quoted, isVerified: true)
                _ = try desk.comment(on: ticket.id, reply, by: Desk.Actor(person: sam, source: .mail))
            }
            let seen = try await alice.get("/tickets/1")
            #expect(seen.response.text.contains("I will swap it."))
            #expect(!seen.response.text.contains(Self.words))
            #expect(try await site.client(sam).get("/tickets/1").response.text.contains(Self.words))
        }
    }

    @Test func `the requester's report has none of it, and staff's has`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            _ = try await sam.post(
                "/tickets/1/comments", ["text": .string(Self.words), "visibility": "internal"])
            _ = try await alice.get("/tickets/1/pdf")
            _ = try await sam.get("/tickets/1/pdf")
            let reports = site.renderer.reports.map(\.description)
            #expect(reports.map { $0.contains(Self.words) } == [false, true])
            #expect(reports.map { $0.contains("internal") } == [false, true])
        }
    }

    @Test func `the HTML of a mail comes out harmless`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            try await site.write { desk, _ throws(DeskError) in
                var comment = CommentDraft(author: person.id, source: .mail, text: "Hi", isVerified: true)
                comment.html =
                    "<p onclick=x()>Hi</p><script>steal()</script><img src=https://evil.example/1.gif>"
                _ = try desk.open(
                    TicketDraft(subject: "S", requester: person.id), first: comment,
                    by: Desk.Actor(person: person, source: .mail), isProven: true)
            }
            let answer = try await site.client(person).get("/tickets/1")
            let html = try #require(answer["comments"].elements?.first?["html"].text)
            #expect(html.contains("Hi</p>"))
            #expect(!html.contains("onclick"))
            #expect(!html.contains("steal"))
            #expect(!html.contains(" src="))
        }
    }

    @Test func `an image that came with the mail is the file it is`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            try await site.write { desk, _ throws(DeskError) in
                var comment = CommentDraft(author: person.id, source: .mail, text: "See:", isVerified: true)
                comment.html = "<p>See:</p><img src='cid:photo%40here' alt=Screen><img src='cid:other'>"
                comment.attachments = [
                    AttachmentDraft(
                        filename: "screen.png", contentType: "image/png", isInline: true,
                        contentID: "photo@here", content: [1, 2, 3])
                ]
                _ = try desk.open(
                    TicketDraft(subject: "S", requester: person.id), first: comment,
                    by: Desk.Actor(person: person, source: .mail), isProven: true)
            }
            let client = try await site.client(person)
            let shown = try #require(try await client.get("/tickets/1")["comments"].elements?.first)
            let file = try #require(shown["attachments"].elements?.first?["id"].int)
            let address = "\"/api/v1/attachments/\(file)\""
            #expect(shown["html"].text == "<p>See:</p><img src=\(address) alt=\"Screen\"><img>")
        }
    }

    @Test func `the requester's WebSocket says nothing of it`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await LiveClient.signedIn(try await site.client(person))
            let staff = try await site.client(try await site.add("Sam", .staff))
            let sam = try await LiveClient.signedIn(staff)
            for socket in [alice, sam] { #expect(try await socket.next()["type"] == "ready") }
            try await site.openTicket(by: person)
            _ = try await staff.post(
                "/tickets/1/comments", ["text": .string(Self.words), "visibility": "internal"])
            _ = try await staff.post("/tickets/1/comments", ["text": "Hello"])
            #expect(try await alice.next()["type"] == "ticket.created")
            let heard = try await alice.nextOfTickets()
            #expect(heard["type"] == "comment.added")
            var sequences: [JSON] = []
            for type in ["ticket.created", "comment.added", "comment.added"] as [JSON] {
                let told = try await sam.nextOfTickets()
                #expect(told["type"] == type)
                sequences.append(told["seq"])
            }
            #expect(heard["seq"] == sequences[2])
            // Replayed, it stays between staff too.
            await alice.send(["type": "resume", "after": 0])
            #expect(try await alice.nextOfTickets()["seq"] == sequences[0])
            #expect(try await alice.nextOfTickets()["seq"] == sequences[2])
        }
    }
}
