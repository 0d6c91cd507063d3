import MailParsing
import TallyCore
import TallyStore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Confirming by link` {
    /// A mail in Sam's name without proof, as the desk has processed it; gives the path of the link.
    private func ask(
        _ site: TestSite, _ body: String = "claim\n\nI am on my way.", language: LanguageTag? = nil
    ) async throws -> String {
        let alice = try await site.add("Alice", .employee)
        let owner = try await site.add("Sam", .staff)
        try await site.write { desk, _ throws(DeskError) in
            var changes = PersonChanges()
            changes.language = .set(language)
            _ = try desk.editPerson(
                owner.id, changes, by: .actor(Desk.Actor(person: owner, source: .console)))
        }
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

    @Test func `the page speaks the language of whom the mail was sent to`() async throws {
        try await TestSite.with { site in
            let path = try await ask(site, language: LanguageTag("de"))
            let visitor = try site.stranger()
            let page = try await visitor.send("GET", "/" + path, nil, ["Accept-Language: en"]).response
            #expect(page["content-language"] == "de")
            #expect(page.text.contains("<html lang=\"de\">"))
            #expect(page.text.contains("<h1 dir=\"auto\">Waren Sie das?</h1>"))
            #expect(page.text.contains("Eine Mail in Ihrem Namen verlangt eine Änderung an TT-1."))
            let done = try await visitor.send("POST", "/" + path).response
            #expect(done.text.contains("TT-1 gehört Ihnen."))
            #expect(done.text.contains("Sie können diese Seite schließen."))
            #expect(try await visitor.send("GET", "/" + path).response.text.contains("Schon bestätigt"))
            let again = try await visitor.send("POST", "/" + path).response
            #expect(again.text.contains("Dies wurde schon bestätigt."))
        }
    }

    @Test(arguments: [("de-AT, en;q=0.5", "de"), ("fr, de;q=0.5", "de"), ("en", "en"), ("fr", "en")])
    func `a link of nobody's speaks the language of the browser`(wanted: String, spoken: String) async throws
    {
        try await TestSite.with { site in
            let visitor = try site.stranger()
            for path in ["//confirm/x", "//confirm-address/x", "//files/x", "//contact"] {
                let page = try await visitor.send("GET", path, nil, ["Accept-Language: " + wanted]).response
                #expect(page["content-language"] == spoken, "\(path)")
                #expect(page.text.contains("<html lang=\"\(spoken)\">"))
            }
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
