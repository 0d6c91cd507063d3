import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite("Files in mail about a comment") struct MailedFileTests {
    /// A mail with two pictures in the text, and three files.
    private static let question = [
        "From: Alice <alice@acme.example>", "To: support@acme.example", "Subject: It is broken",
        "Message-ID: <f1@acme.example>", "Date: Tue, 17 Nov 2026 12:26:40 +0000", "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "", "See below.",
        file("screen 1.png", "image/png", octets: 300),
        file("setup.exe", "application/octet-stream", octets: 9),
        file("large.log", "text/plain", octets: 900),
        "--b", "Content-Type: image/png", "Content-Disposition: inline; filename=logo.png",
        "Content-ID: <logo@x>", "", "x", "--b--", "",
    ].joined(separator: "\n")

    private static func file(_ name: String, _ type: String, octets: Int) -> String {
        [
            "--b", "Content-Type: \(type)", "Content-Disposition: attachment; filename=\"\(name)\"", "",
            String(repeating: "x", count: octets),
        ].joined(separator: "\n")
    }

    private func desk() async throws -> (TestDesk, [OutgoingMail]) {
        var settings = TestDesk.settings
        settings.mailedAttachmentBytes = 1_000
        let desk = try TestDesk(settings: settings)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.receive(Self.question, uid: 1)
        return (desk, try await desk.sent())
    }

    @Test func `small files go along, what is over the limit is linked, a program and a logo are left out`()
        async throws
    {
        let (desk, mails) = try await desk()
        let notice = try #require(mails.first { $0.draft.kind == .newTicket })
        let files = try await desk.write { desk, _ throws(DeskError) in try desk.files(with: notice.draft) }
        #expect(files.map(\.filename) == ["screen 1.png"])
        let composer = try MailTemplates.composer()
        let message = Message(reading: try composer.message(for: notice, report: nil, files: files))
        #expect(message.attachments.map(\.filename) == ["screen 1.png"])
        #expect(message.attachments.first?.content.count == 300)
        let text = try #require(message.text)
        #expect(text.contains("Attached: screen 1.png, 300 B"))
        #expect(text.contains("Left out: setup.exe."))
        #expect(text.contains("File: large.log, 900 B\n    https://desk.acme.example/#/tickets/1"))
        #expect(!text.contains("logo.png"))
    }

    @Test func `who is no agent gets a link of their own to the file, and no record holds it`() async throws {
        let (desk, _) = try await desk()
        let bob = try await desk.add("Bob", .employee)
        let sam = try #require(try await desk.person("sam@acme.example"))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.addParticipant(bob.address, to: Ticket.ID(rawValue: 1), by: actor)
        }
        _ = try await desk.sent()
        let large = AttachmentDraft(
            filename: "plan.pdf", contentType: "application/pdf", isInline: false, contentID: nil,
            content: Array(repeating: 7, count: 2_000))
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            let draft = CommentDraft(
                author: actor.person.id, source: .api, text: "The plan.", isVerified: true,
                attachments: [large])
            return try desk.comment(on: Ticket.ID(rawValue: 1), draft, by: actor)
        }
        let waiting = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
        let stored = waiting.draft.values["comment"]["files"]["items"].elements?.first?["url"].text
        #expect(stored == "https://desk.acme.example/files/{file}")
        #expect(waiting.draft.hasOneTimeToken, "its bytes are not kept")
        let mails = try await desk.sent()
        #expect(mails.map(\.draft.to.address) == ["alice@acme.example", "bob@acme.example"])
        let links = try mails.map { mail in
            let url = try #require(
                mail.draft.values["comment"]["files"]["items"].elements?.first?["url"].text)
            #expect(url.hasPrefix("https://desk.acme.example/files/"))
            return try #require(desk.mint.fileLink(String(url.split(separator: "/").last ?? "")))
        }
        let alice = try #require(try await desk.person("alice@acme.example"))
        #expect(links.map(\.person) == [alice.id, bob.id])
        #expect(Set(links.map(\.file)).count == 1)
        #expect(links.map(\.expiresAt) == mails.map { $0.draft.date + .days(14) })
        #expect(mails.map { $0.linked(by: desk.mint) } == mails, "the same each time")
    }

    @Test func `nobody is sent their own files back`() async throws {
        let (_, mails) = try await desk()
        let answer = try #require(mails.first { $0.draft.kind == .received })
        #expect(answer.draft.values["comment"]["files"] == .null)
    }
}
