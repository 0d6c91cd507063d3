import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// One ticket, and everything that people do in it.
    @Suite struct Conversations {
        /// A ticket of Alice's, and a page of somebody's that shows it, live.
        private static func ticket(
            _ subject: String, _ text: String = "It is there.", for person: Correspondent,
            on stage: ConsoleStage
        ) throws -> (id: Int, page: BrowserPage) {
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, text))
            let id = try stage.ticket(subject)
            let page = try stage.page(of: person)
            try page.go("#/tickets/\(id)")
            try page.wait("the ticket", until: "document.querySelector('.ticket-head h1')")
            try page.waitUntilLive()
            return (id, page)
        }

        /// A file with a few bytes in it that are no text.
        private static func file(_ name: String, on stage: ConsoleStage) throws -> (url: URL, content: Data) {
            let url = stage.desk.folder.appending(path: name)
            let content = Data((0..<3_000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
            try content.write(to: url)
            return (url, content)
        }

        @Test func `files go along with an answer and with a resolution, and arrive whole`() throws {
            let stage = try ConsoleStage.here()
            let (id, page) = try Self.ticket("Stapler jams", for: stage.desk.sam, on: stage)
            let name = "a plan of the third floor that has a rather long name, with commas.bin"
            let (url, content) = try Self.file(name, on: stage)
            try page.attach([url], to: ".composer input[type=file]")
            try page.waitForWords(name, in: ".composer .chosen-files")
            try page.fill(".composer textarea", "Have a look at this.")
            try PageTour.look(at: page, "answer with a file")
            try page.press("Enter", control: true)
            try page.wait(
                "the answer with its file",
                until: "document.querySelector('.comment.ours .files')?.innerText.includes('a plan')")
            try page.wait("an empty field", until: "!document.querySelector('.composer .chosen-files li')")
            let client = try stage.desk.client(stage.desk.sam)
            let comment = try client.ticket(id)["comments"].elements?.last
            #expect(comment?["text"].text == "Have a look at this.")
            let attachment = comment?["attachments"].elements?.first
            #expect(attachment?["filename"].text == name)
            let kept = try client.get("/attachments/\(attachment?["id"].int ?? 0)").body
            #expect(Data(kept) == content)

            try page.attach([url], to: ".composer input[type=file]")
            try page.fill(".composer textarea", "Mended.")
            try page.pressButton("Send and resolve", in: ".composer")
            try page.waitForWords("is now: resolved", in: "#toasts")
            let resolved = try client.ticket(id)
            #expect(resolved["status"].text == "resolved")
            let last = resolved["comments"].elements?.last { $0["text"].text == "Mended." }
            #expect(last?["attachments"].elements?.count == 1)
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `a new ticket takes its files along`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.alice)
            let (url, content) = try Self.file("photo.bin", on: stage)
            try page.go("#/new")
            try page.fill("#subject", "Window of the corner office leaks")
            try page.fill("#description", "The picture shows where.")
            try page.attach([url], to: "#page input[type=file]")
            try page.waitForWords("photo.bin", in: ".chosen-files")
            try PageTour.look(at: page, "new ticket with a file")
            try page.click("button[type=submit]")
            try page.wait("the file in the ticket", until: "document.querySelector('.comment .files')")
            let id = Int(try page.evaluate("location.hash").text?.split(separator: "/").last ?? "") ?? 0
            let client = try stage.desk.client(stage.desk.alice)
            let files = try client.ticket(id)["comments"].elements?.compactMap {
                $0["attachments"].elements?.first
            }
            let kept = try client.get("/attachments/\(files?.first?["id"].int ?? 0)").body
            #expect(Data(kept) == content)
            try page.close()
        }

        @Test func `quoted text is folded, attached pictures show, remote ones stay where they are`() throws {
            let stage = try ConsoleStage.here()
            let text = "The new words.\n\nOn Monday, Sam Staff wrote:\n> The old words.\n> And more of them."
            let (_, page) = try Self.ticket("Blinds do not close", text, for: stage.desk.sam, on: stage)
            let isSeen = { (words: String) in
                try page.evaluate("document.querySelector('.conversation').innerText.includes('\(words)')")
                    .flag
            }
            #expect(try isSeen("The new words.") == true)
            #expect(try isSeen("The old words.") == false)
            try page.click(".comment details.folded summary")
            try page.waitForWords("The old words.", in: ".conversation")

            try page.go("#/tickets/\(try stage.richTicket())")
            try page.wait("the formatted message", until: "document.querySelector('.comment details.folded')")
            try page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            try page.wait(
                "its words",
                until:
                    "document.querySelector('.mail-frame').contentDocument.body.innerText.includes('prints')")
            let frame = "document.querySelector('.mail-frame').contentDocument"
            try page.wait(
                "the image that came with it", until: "\(frame).querySelector('img')?.naturalWidth > 0")
            #expect(
                try page.evaluate("[...\(frame).querySelectorAll('a')].map((one) => one.innerText)")
                    .elements?.compactMap(\.text) == ["[A picture, not loaded]"])
            #expect(page.requests.filter { $0.contains("tracker.example") } == [])
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `the clock of a promise runs, stands still and ends`() throws {
            let stage = try ConsoleStage.here()
            let (id, page) = try Self.ticket("Telephone has no tone", for: stage.desk.sam, on: stage)
            let fact = { (name: String) in
                """
                [...document.querySelectorAll(".facts dt")].find((one) => one.textContent === "\(name)")
                  ?.nextElementSibling.innerText
                """
            }
            let promised = try stage.desk.client(stage.desk.sam).ticket(id)
            #expect(promised["resolution_due_at"].text != nil)
            try page.wait("the clock", until: "\(fact("Resolution")).startsWith('due ')")
            try page.wait("the clock of the answer", until: "\(fact("First answer")).startsWith('due ')")
            #expect(
                try page.evaluate(
                    "document.querySelector('.facts time[datetime=\"\(promised["resolution_due_at"].text ?? "")\"]')?.title"
                )
                .text?.isEmpty == false)
            try page.press("c")
            try page.waitForWords("is yours", in: "#toasts")
            // The word that it is done comes before the ticket as it is then.
            try page.wait(
                "the next status",
                until: "document.querySelector('.facts select[name=status] [value=waiting]')")
            try page.choose(".facts select[name=status]", "waiting")
            try page.waitForWords("Paused", in: ".facts")
            try page.choose(".facts select[name=status]", "in_progress")
            try page.wait("the clock again", until: "\(fact("Resolution")).startsWith('due ')")
            try page.fill(".composer textarea", "Plugged it in.")
            try page.press("Enter", control: true)
            try page.wait("the answer's time", until: "!\(fact("First answer")).startsWith('due ')")
            try page.close()
        }

        @Test func `tickets are merged, and taken apart again`() throws {
            let stage = try ConsoleStage.here()
            try stage.ingest(
                stage.desk.alice.write(to: "support@x.example", "Radiator is cold", "In room 3."))
            let into = try stage.ticket("Radiator is cold")
            let (_, page) = try Self.ticket("Radiator still cold", for: stage.desk.sam, on: stage)
            try page.pressButton("Merge", in: ".ticket-side")
            try page.fill("#field-into", "TT-\(into)")
            try PageTour.look(at: page, "merge open")
            try page.pressButton("Merge", in: "dialog")
            try page.wait(
                "where it goes on",
                until: "document.querySelector('.facts a.reference')?.hash === '#/tickets/\(into)'")
            try page.wait("no field for an answer", until: "document.querySelector('.composer').hidden")
            try PageTour.look(at: page, "merged ticket")
            try page.pressButton("Undo the merger", in: ".ticket-side")
            try page.wait("the field again", until: "!document.querySelector('.composer').hidden")
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `what one is told of appears in a corner and leads to its ticket`() throws {
            let stage = try ConsoleStage.here()
            let subject = "Doorbell rings by itself"
            let (id, page) = try Self.ticket(subject, for: stage.desk.tina, on: stage)
            try page.press("c")
            try page.waitForWords("is yours", in: "#toasts")
            try page.go("#/account")
            try page.evaluate("document.querySelectorAll('.toast').forEach((one) => one.remove())")
            let alice = try stage.desk.client(stage.desk.alice)
            _ = try alice.post("/tickets/\(id)/comments", ["text": "It rang again."])
            try page.waitForWords(subject, in: "#toasts")
            try page.wait(
                "its place", until: "document.querySelector('.toast').getAttribute('role') === 'status'")
            try page.wait(
                "the unread count",
                until: "/[1-9]/.test(document.querySelector('.bell').getAttribute('aria-label'))")
            try PageTour.look(at: page, "toast")
            try page.evaluate("document.querySelector('.toast a').click(); void 0")
            try page.waitForWords("It rang again.", in: ".conversation")
            try page.close()
        }
    }
}
