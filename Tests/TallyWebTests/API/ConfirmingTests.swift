import MailParsing
import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Confirming by link` {
    /// A mail in Sam's name without proof, as the desk has processed it; gives the path of the link.
    private func ask(_ site: TestSite, _ body: String = "claim\n\nI am on my way.") async throws -> String {
        let alice = try await site.add("Alice", .employee)
        try await site.add("Sam", .staff)
        let ticket = try await site.openTicket(by: alice)
        let text = [
            "From: Sam <sam@acme.example>", "To: support@acme.example", "Subject: Re: [TT-1] x",
            "Message-ID: <f@x.example>", "", body,
        ].joined(separator: "\r\n").replacing("\n", with: "\r\n")
        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1))
        let bytes = Array(text.utf8)
        try await site.store.stage(
            [
                FetchedMessage(
                    uid: UID(1), internalDate: site.clock.now, size: bytes.count, content: bytes,
                    isOversize: false)
            ],
            in: folder)
        let mail = try #require(try await site.store.beginNextIntake())
        _ = try await site.write { desk, records throws(DeskError) in
            // Sam takes part, so that the tag in the subject finds the ticket.
            guard let sam = try records.people().first(where: { $0.name == "Sam" }) else { return }
            try records.addParticipant(sam.id, to: ticket.id)
            _ = try Intake(desk: desk).process(mail, as: Message(reading: mail.content))
        }
        let path = try await site.mailedPath("confirm_url")
        #expect(path.hasPrefix("/confirm/"))
        return path
    }

    private func holder(_ site: TestSite) async throws -> Person.ID? {
        try await site.store.read { records throws(DeskError) in
            try records.ticket(Ticket.ID(rawValue: 1))?.assignee
        }
    }

    @Test func `looking shows what would happen and does nothing`() async throws {
        try await TestSite.with { site in
            let path = try await ask(site, "priority high\nclaim <script>")
            let visitor = try site.stranger()
            for method in ["GET", "GET"] {
                let page = try await visitor.send(method, "/" + path).response
                #expect(page.status == 200)
                #expect(page["cache-control"] == "no-store")
                #expect(page["content-security-policy"]?.contains("default-src 'none'") == true)
                #expect(page["content-type"] == "text/html; charset=utf-8")
                #expect(page.text.contains("<li dir=\"auto\">priority high</li>"))
                #expect(!page.text.contains("<script>"))
            }
            let priority = try await site.store.read { records throws(DeskError) in
                try records.ticket(Ticket.ID(rawValue: 1))?.priority
            }
            #expect(priority == .medium)
        }
    }

    @Test func `the button carries it out, once`() async throws {
        try await TestSite.with { site in
            let path = try await ask(site)
            let visitor = try site.stranger()
            let done = try await visitor.send("POST", "/" + path).response
            #expect(done.status == 200)
            #expect(done.text.contains("TT-1 is yours."))
            #expect(try await holder(site) != nil)
            #expect(try await visitor.send("POST", "/" + path).response.status == 410)
            #expect(try await visitor.send("GET", "/" + path).response.text.contains("Confirmed already"))
        }
    }

    @Test func `half an hour later it is too late`() async throws {
        try await TestSite.with { site in
            let path = try await ask(site)
            site.clock.advance(.seconds(30 * 60))
            let visitor = try site.stranger()
            #expect(try await visitor.send("GET", "/" + path).response.status == 410)
            #expect(try await visitor.send("POST", "/" + path).response.status == 410)
            #expect(try await holder(site) == nil)
        }
    }

    @Test func `a link with any character changed is none`() async throws {
        try await TestSite.with { site in
            let path = try await ask(site)
            let visitor = try site.stranger()
            let start = "/confirm/".count
            for place in stride(from: start, to: path.count, by: 3) {
                var letters = Array(path)
                letters[place] = letters[place] == "a" ? "b" : "a"
                #expect(try await visitor.send("POST", "/" + String(letters)).response.status == 404)
            }
            #expect(try await visitor.send("POST", "//confirm/x").response.status == 404)
            #expect(try await holder(site) == nil)
        }
    }
}
