import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// People, teams, projects, and how the console looks to whom.
    @Suite struct Keeping {
        @Test func `a team, a person and a project are made and changed`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            try page.go("#/teams")
            try page.pressButton("New team", in: "#page")
            try page.fill("#field-name", "printing")
            try page.pressButton("Create", in: "dialog")
            try page.waitForWords("printing is created", in: "#toasts")

            try page.go("#/people")
            try page.pressButton("Add a person", in: "#page")
            try page.fill("#field-name", "Peter Printer")
            try page.fill("#field-email", "peter@\(stage.desk.servers.domain)")
            try page.choose("#field-role", "staff")
            try page.choose("#field-team", "printing")
            try PageTour.look(at: page, "add a person open")
            try page.pressButton("Add", in: "dialog")
            try page.waitForWords("Peter Printer", in: "#page")
            let admin = try stage.desk.client(stage.ada)
            let peter = try admin.get("/users?q=peter").json["items"].elements?.first
            #expect(peter?["role"].text == "staff")
            #expect(peter?["team"].text == "printing")

            try page.go("#/projects")
            try page.pressButton("New project", in: "#page")
            try page.fill("#field-name", "Paperless office")
            try page.evaluate("document.querySelector('#field-deadline').value = '2030-12-24'; void 0")
            try page.fill("#field-teams", "printing")
            try page.pressButton("Create", in: "dialog")
            try page.wait(
                "its page", until: "document.querySelector('#page h1')?.textContent === 'Paperless office'")
            // The day is the site's, wherever the reader is.
            try page.waitForWords("24 Dec 2030", in: "#page")
            try page.pressButton("Edit", in: "#page")
            try page.choose("#field-status", "active")
            try page.pressButton("Save", in: "dialog")
            try page.waitForWords("Paperless office has been changed", in: "#toasts")
            try page.waitForWords("Active", in: ".project-line")
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `a note stays among those who work here`() throws {
            let stage = try ConsoleStage.here()
            let subject = "Curtain is torn"
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "At the seam."))
            let id = try stage.ticket(subject)
            let sams = try stage.page(of: stage.desk.sam)
            try sams.go("#/tickets/\(id)")
            try sams.pressButton("Internal note", in: ".composer")
            try sams.fill(".composer textarea", "She tore it herself.")
            try sams.pressButton("Save note", in: ".composer")
            try sams.wait(
                "the note",
                until: "document.querySelector('.comment.internal')?.innerText.includes('She tore it')")
            try sams.waitForWords("left a note for staff", in: ".ticket-side")
            let alices = try stage.page(of: stage.desk.alice)
            try alices.go("#/tickets/\(id)")
            try alices.waitForWords("At the seam.", in: ".conversation")
            #expect(try alices.evaluate("document.body.textContent.includes('tore it')").flag == false)
            #expect(try alices.evaluate("document.body.textContent.includes('Internal note')").flag == false)
            try sams.close()
            try alices.close()
        }

        @Test func `filters narrow the list, and stand in its address`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            try page.go("#/tickets?status=any")
            try page.choose(".filters [name=priority]", "critical")
            try page.wait("its address", until: "location.hash === '#/tickets?status=any&priority=critical'")
            try page.waitUntilRead()
            try page.wait("rows", until: "document.querySelector('.ticket-row')")
            let others = try page.evaluate(
                """
                [...document.querySelectorAll(".ticket-row .priority")]
                  .filter((one) => one.title !== "Priority: Critical").length
                """)
            #expect(others.int == 0)
            let total = try stage.desk.client(stage.ada).get("/tickets?priority=critical&limit=1").json[
                "total"]
            try page.waitForWords(
                total.int == 1 ? "1 ticket" : "\(total.int ?? -1) tickets", in: "#page .total")
            try page.load("\(stage.address)/#/tickets?status=any&priority=critical")
            try page.waitUntilRead()
            #expect(
                try page.evaluate("document.querySelector('.filters [name=priority]').value").text
                    == "critical")
            try page.close()
        }

        @Test func `a theme that was chosen stays, whatever the system has`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.sam)
            try page.become(width: 1280, height: 800, isDark: false)
            let brightness = """
                (() => {
                  const brush = document.createElement("canvas").getContext("2d");
                  brush.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
                  brush.fillRect(0, 0, 1, 1);
                  return brush.getImageData(0, 0, 1, 1).data[1];
                })()
                """
            #expect((try page.evaluate(brightness).int ?? 0) > 200)
            try page.click(".me")
            try page.pressButton("Dark", in: ".menu")
            try page.wait("the dark", until: "\(brightness) < 50")
            try page.load("\(stage.address)/")
            try page.waitUntilRead()
            #expect((try page.evaluate(brightness).int ?? 255) < 50)
            try page.click(".me")
            try page.pressButton("Auto", in: ".menu")
            try page.wait("the light", until: "\(brightness) > 200")
            try page.close()
        }
    }
}
