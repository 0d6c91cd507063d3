import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// What admins look after.
    @Suite struct Administration {
        @Test func `mail that does not leave is seen, given up and tried again`() throws {
            let stage = try ConsoleStage.here()
            let admin = try stage.desk.client(stage.ada)
            try stage.desk.servers.stop(.smtp)
            let subject = "Fan of the server room"
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "It stopped."))
            let reference = "TT-\(try stage.ticket(subject))"
            let states = {
                try admin.get("/admin/outbox?limit=200").json["items"].elements?
                    .filter { $0["ticket"].text == reference }.compactMap { $0["state"].text } ?? []
            }
            try eventually("a mail about it") { try states().contains("waiting") }
            let page = try stage.page(of: stage.ada)
            try page.go("#/outbox")
            let row = """
                [...document.querySelectorAll('.queued')].find((one) => one.innerText.includes('\(reference)'))
                """
            let press = { (words: String) in
                _ = try page.evaluate(
                    "[...\(row).querySelectorAll('button')].find((one) => one.innerText.trim() === '\(words)')?.click()"
                )
            }
            try page.wait("the mail", until: row)
            try PageTour.look(at: page, "outbox with waiting mail")
            // A mail that is being tried just then is not given up.
            try eventually("it is given up") {
                try page.pressButton("Read again", in: "#page")
                try page.waitUntilRead()
                try press("Give up")
                guard try page.evaluate("document.querySelector('dialog[open]') !== null").flag == true else {
                    return false
                }
                try page.pressButton("Give up", in: "dialog")
                try page.waitUntilRead()
                return try states().contains("failed")
            }
            try stage.desk.servers.start()
            try page.go("#/outbox?state=failed")
            try page.wait("it among those that failed", until: row)
            try press("Retry")
            try page.waitForWords("is sent again", in: "#toasts")
            try eventually("it leaves", within: .seconds(90)) { try !states().contains("failed") }
            try page.close()
        }

        @Test func `mail that was put aside is read as it came, tried again and dropped`() throws {
            let stage = try ConsoleStage.here()
            let admin = try stage.desk.client(stage.ada)
            let gone = Correspondent("Gil Gone", "gil@\(stage.desk.servers.domain)", on: stage.desk.servers)
            let draft: JSON = ["name": gone.name.json, "email": gone.address.json, "role": "employee"]
            let made = try admin.post("/admin/users", draft)
            let known = try admin.get("/users?q=bob").json["items"].elements?.first
            let person = try made.json["id"].int ?? known?["id"].int ?? 0
            _ = try admin.request("DELETE", "/api/v1/admin/users/\(person)")
            for subject in ["Aside one", "Aside two"] {
                let text = "<script>\(BrowserPage.alarm)('raw')</script>"
                try stage.ingest(gone.write(to: "support@x.example", subject, text))
            }
            try eventually("two mails put aside") {
                try admin.get("/admin/quarantine").json["total"].int == 2
            }
            let page = try stage.page(of: stage.ada)
            try page.go("#/quarantine")
            try page.wait("both", until: "document.querySelectorAll('.queued').length === 2")
            try PageTour.look(at: page, "quarantine with mail")
            try page.pressButton("Raw", in: ".queued:last-child")
            try page.waitForWords("Subject: Aside one", in: "dialog .raw")
            try PageTour.look(at: page, "raw mail")
            try page.pressButton("Close", in: "dialog")
            let version = try admin.get("/users/\(person)").json["version"].int ?? 0
            let back: JSON = ["is_active": true, "version": version.json]
            _ = try admin.request("PATCH", "/api/v1/users/\(person)", body: back.serialized())
            try page.pressButton("Retry", in: ".queued:last-child")
            try page.wait("one left", until: "document.querySelectorAll('.queued').length === 1")
            _ = try stage.ticket("Aside one", as: stage.ada)
            try page.pressButton("Drop", in: ".queued")
            try page.pressButton("Drop", in: "dialog")
            try page.waitForWords("Nothing is put aside", in: "#page")
            #expect(page.scriptSigns == [])
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `a message of the contact form is read`() throws {
            let stage = try ConsoleStage.here()
            let message: JSON = [
                "name": "Dora", "email": "dora@outside.example", "subject": "Opening hours",
                "message": "Are you there on Sundays?",
            ]
            #expect(try APIClient(port: stage.desk.httpPort).post("/contact", message).status == 202)
            let page = try stage.page(of: stage.ada)
            try page.go("#/messages?unread=true")
            try page.waitForWords("Are you there on Sundays?", in: "#page")
            let before = try page.evaluate("document.querySelectorAll('.queued').length").int ?? 0
            try page.pressButton("Mark as read", in: ".queued")
            try page.wait("one less", until: "document.querySelectorAll('.queued').length === \(before - 1)")
            try page.close()
        }

        @Test func `the audit trail tells who did what`() throws {
            let stage = try ConsoleStage.here()
            let subject = "Key of the archive"
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "It is bent."))
            let id = try stage.ticket(subject)
            #expect(try stage.desk.client(stage.desk.tina).post("/tickets/\(id)/claim", [:]).status == 200)
            let page = try stage.page(of: stage.ada)
            try page.go("#/audit")
            try page.wait(
                "the claim",
                until: """
                    [...document.querySelectorAll('.queued')].some((one) =>
                      one.innerText.includes('Tina Staff claimed it') && one.innerText.includes('TT-\(id)'))
                    """)
            try page.close()
        }

        @Test func `the figures of a period are drawn and told alike`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            try page.go("#/analytics")
            try page.wait("the charts", until: "document.querySelectorAll('.plot svg').length === 5")
            let named = try page.evaluate(
                """
                [...document.querySelectorAll(".plot svg")].every((svg) =>
                  svg.querySelector("title").textContent && svg.querySelector("desc").textContent)
                """)
            #expect(named.flag == true)
            let sum = try page.evaluate(
                """
                [...document.querySelectorAll(".chart:first-child .figures tbody tr")]
                  .reduce((sum, row) => sum + Number(row.cells[1].textContent), 0)
                """)
            let total = try page.evaluate("Number(document.querySelector('.tile .value').textContent)")
            #expect(sum.int == total.int)
            #expect((sum.int ?? 0) > 0)
            try page.close()
        }

        @Test func `the sender of held mail is let in`() throws {
            let stage = try ConsoleStage.here()
            let was = try String(contentsOf: stage.desk.daemon.configuration, encoding: .utf8)
            let closed = was.replacing("requesters: \"anyone\"", with: "requesters: \"known\"")
            #expect(was != closed)
            try Self.restart(stage, with: closed)
            let subject = "From a stranger"
            let stranger = Correspondent("Sue Stranger", "sue@outside.example", on: stage.desk.servers)
            try stage.ingest(stranger.write(to: "support@x.example", subject, "May I come in?"))
            let page = try stage.page(of: stage.ada)
            try page.go("#/quarantine")
            try eventually("held mail") {
                try page.go("#/health")
                try page.go("#/quarantine")
                return try page.words(of: "#page").contains("Sender not served")
            }
            try PageTour.look(at: page, "held mail")
            try page.pressButton("Let in", in: ".queued")
            try page.pressButton("Let in", in: "dialog")
            try page.waitForWords("is let in", in: "#toasts")
            _ = try stage.ticket(subject, as: stage.ada)
            try page.close()
            try Self.restart(stage, with: was)
        }

        private static func restart(_ stage: ConsoleStage, with configuration: String) throws {
            stage.desk.daemon.kill()
            try Data(configuration.utf8).write(to: stage.desk.daemon.configuration)
            try stage.desk.daemon.start()
        }
    }
}
