import TallyCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Tickets over HTTP` {
    @Test func `a ticket is opened, listed, claimed, answered and resolved`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let sam = try await site.client(try await site.add("Sam", .staff))
            let opened = try await alice.post(
                "/tickets", ["subject": "No network", "description": "Since this morning."])
            #expect(opened.status == 201)
            #expect(opened["reference"] == "TT-1")
            #expect(opened.response["location"] == "/api/v1/tickets/1")
            #expect(opened["comments"].elements?.first?["text"] == "Since this morning.")
            let list = try await sam.get("/tickets")
            #expect(list["total"] == 1)
            #expect(list["items"].elements?.first?["subject"] == "No network")
            let claimed = try await sam.post("/tickets/1/claim")
            #expect(claimed.status == 200)
            #expect(claimed["status"] == "in_progress")
            #expect(claimed["assignee"]["name"] == "Sam")
            let comment = try await sam.post("/tickets/1/comments", ["text": "Try again?"])
            #expect(comment.status == 201)
            #expect(comment["author"]["name"] == "Sam")
            let version = try await sam.get("/tickets/1")["version"]
            let resolved = try await sam.patch(
                "/tickets/1", ["status": "resolved", "comment": "A cable.", "version": version])
            #expect(resolved.status == 200)
            #expect(resolved["status"] == "resolved")
            #expect(try await alice.get("/tickets/1")["comments"].elements?.last?["text"] == "A cable.")
        }
    }
}
