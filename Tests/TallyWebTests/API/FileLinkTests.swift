import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Links to files` {
    /// A ticket of Alice's with a public file and one in a note of staff, in this order.
    private func open(_ site: TestSite) async throws -> (alice: Person, sam: Person) {
        let alice = try await site.add("Alice", .employee)
        let sam = try await site.add("Sam", .staff)
        let file = AttachmentDraft(
            filename: "plan.html", contentType: "text/html", isInline: false, contentID: nil,
            content: [1, 2, 3])
        try await site.write { desk, _ throws(DeskError) in
            let question = CommentDraft(
                author: alice.id, source: .mail, text: "x", isVerified: true, attachments: [file])
            let ticket = try desk.open(
                TicketDraft(subject: "S", requester: alice.id), first: question,
                by: Desk.Actor(person: alice, source: .mail), isProven: true)
            let note = CommentDraft(
                author: sam.id, visibility: .internal, source: .api, text: "y", isVerified: true,
                attachments: [file])
            _ = try desk.comment(on: ticket.id, note, by: Desk.Actor(person: sam, source: .api))
        }
        return (alice, sam)
    }

    private func path(
        _ site: TestSite, to file: Int64, for person: Person, lasting: Duration = .days(14)
    ) -> String {
        "//files/"
            + site.mint.text(
                of: FileLink(file: file, person: person.id, expiresAt: site.clock.now + lasting))
    }

    @Test func `a link hands its file over without signing in, to be kept and not to be shown`() async throws
    {
        try await TestSite.with { site in
            let (alice, _) = try await open(site)
            let response = try await site.stranger().send("GET", path(site, to: 1, for: alice)).response
            #expect(response.status == 200)
            #expect(response.body == [1, 2, 3])
            #expect(response["content-type"] == "application/octet-stream")
            #expect(response["content-disposition"] == "attachment; filename=\"plan.html\"")
            #expect(response["cache-control"] == "private, no-store")
            #expect(response["x-content-type-options"] == "nosniff")
        }
    }

    @Test func `a link opens only what its reader may see when it is followed`() async throws {
        try await TestSite.with { site in
            let (alice, sam) = try await open(site)
            let eve = try await site.add("Eve", .employee)
            let visitor = try site.stranger()
            func status(_ path: String) async throws -> Int {
                try await visitor.send("GET", path).response.status
            }
            #expect(try await status(path(site, to: 2, for: alice)) == 404, "a note of staff")
            #expect(try await status(path(site, to: 1, for: eve)) == 404, "a foreign ticket")
            #expect(try await status(path(site, to: 99, for: alice)) == 404, "no such file")
            #expect(try await status(path(site, to: 2, for: sam)) == 200)
            let mine = path(site, to: 1, for: alice)
            #expect(try await status(mine) == 200)
            #expect(try await status(String(mine.dropLast()) + "aa") == 404, "not ours")
            try await site.disable(alice)
            #expect(try await status(mine) == 404, "who left")
        }
    }

    @Test func `a link works for as long as it says`() async throws {
        try await TestSite.with { site in
            let (alice, _) = try await open(site)
            let link = path(site, to: 1, for: alice, lasting: .days(14))
            site.clock.advance(.days(14) - .seconds(1))
            #expect(try await site.stranger().send("GET", link).response.status == 200)
            site.clock.advance(.seconds(1))
            let late = try await site.stranger().send("GET", link).response
            #expect(late.status == 404)
            #expect(late.text.contains("This link does not work any more"))
        }
    }
}
