import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// The console used by people who are not at their best: without a mouse, without a net, in another script.
    @Suite struct Use {
        @Test func `a ticket is found, claimed and answered by keyboard alone`() throws {
            let stage = try ConsoleStage.here()
            let subject = "Projector hums in room 12"
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "Since Monday."))
            let id = try stage.ticket(subject)
            let page = try stage.page()
            try page.write(stage.desk.sam.address)
            try page.press("Tab")
            try page.write(HelpDesk.password)
            try page.press("Enter")
            try page.waitUntilRead()
            try page.press("/")
            try page.wait("the search", until: "document.activeElement.name === 'q'")
            try page.write(subject)
            try page.wait(
                "the one that was sought", until: "document.querySelectorAll('.ticket-row').length === 1")
            try page.press("Escape")
            try page.press("j")
            try page.press("Enter")
            // The address changes before the page does, and a key that comes between is the list's.
            try page.wait(
                "the ticket", until: "document.querySelector('h1')?.innerText.includes('\(subject)')")
            try page.waitUntilRead()
            try page.wait(
                "what may be done",
                until:
                    "[...document.querySelectorAll('button')].some((one) => one.innerText.trim() === 'Claim')"
            )
            try page.press("c")
            try page.wait(
                "the claim", until: "document.querySelector('.toast')?.innerText.includes('is yours')")
            try page.press("r")
            try page.write("Which projector is it?")
            try page.press("Enter", control: true)
            try page.wait(
                "the answer",
                until: "document.querySelector('.comment.ours .text').innerText.startsWith('Which')")
            let ticket = try stage.desk.client(stage.desk.sam).ticket(id)
            #expect(ticket["assignee"]["name"].text == "Sam Staff")
            #expect(ticket["comments"].elements?.last?["visibility"].text == "public")
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test(arguments: ["#/", "#/tickets", "#/tickets/ID", "#/new", "#/account", "#/analytics", "#/outbox"])
        func `every control is reached with Tab, is seen when it is, and lets go again`(hash: String) throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            try page.go(hash.replacing("ID", with: "\(try stage.richTicket())"))
            let controls = """
                document.querySelectorAll(
                  "a[href], button, input:not([type=radio]), select, textarea, summary, [tabindex='0']")
                """
            // What comes or is put anew meanwhile, by a live event, comes too late for this round.
            try page.evaluate(
                """
                window.reached = new Set(); window.before = new Set(\(controls));
                document.activeElement?.blur(); void 0
                """)
            let step = """
                (() => {
                  const element = document.activeElement;
                  // Behind the last control the focus leaves the page once; a date has three stops of its own.
                  if (element === document.body || element === window.last) return "";
                  window.last = element;
                  if (window.reached.has(element)) return "end";
                  window.reached.add(element);
                  const style = getComputedStyle(element);
                  const isMarked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5)
                    || style.boxShadow !== "none";
                  const box = element.getBoundingClientRect();
                  const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                  return isMarked && isInSight ? "" : `${element.outerHTML.slice(0, 200)} is not seen`;
                })()
                """
            var findings: [String] = []
            var isBack = false
            for _ in 0..<400 where !isBack {
                try page.press("Tab")
                let said = try page.evaluate(step).text ?? ""
                isBack = said == "end"
                if !isBack, !said.isEmpty { findings.append(said) }
            }
            #expect(isBack, "the focus does not come back")
            let missed = try page.evaluate(
                """
                [...\(controls)]
                  .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)
                  .filter((one) => before.has(one) && !reached.has(one))
                  .map((one) => `${one.outerHTML.slice(0, 200)} is not reached`)
                """)
            findings += missed.elements?.compactMap(\.text) ?? []
            #expect(findings == [])
            try page.close()
        }

        @Test func `a server that is away is shown, and what was missed appears`() throws {
            let stage = try ConsoleStage.here()
            let id = try stage.richTicket()
            let page = try stage.page(of: stage.desk.tina)
            try page.go("#/tickets/\(id)")
            let state = { (name: String) in "document.querySelector('.connection[data-state=\(name)]')" }
            try page.wait("the live connection", until: state("live"))
            stage.desk.daemon.kill()
            try page.wait("that it is lost", until: state("reconnecting"))
            try page.press("r")
            try page.write("This will not get through.")
            try page.press("Enter", control: true)
            try page.wait(
                "that it was not sent",
                until: "document.querySelector('.toast.error')?.innerText.includes('cannot be reached')")
            #expect(
                try page.evaluate("document.querySelector('.composer textarea').value").text?.isEmpty == false
            )
            try stage.desk.daemon.start()
            let words = "Written while nobody was connected \(UInt32.random(in: 0...UInt32.max))"
            _ = try stage.desk.client(stage.desk.sam).post("/tickets/\(id)/comments", ["text": words.json])
            try page.wait("the live connection", until: state("live"))
            try page.wait(
                "what was missed",
                until: "document.querySelector('.conversation').innerText.includes('\(words)')")
            try page.close()
        }

        @Test func `employees see their own tickets and the form, and nothing else`() throws {
            let stage = try ConsoleStage.here()
            let id = try stage.richTicket()
            let page = try stage.page(of: stage.desk.alice)
            try page.go("#/tickets?status=any")
            let strangers = try page.evaluate(
                """
                [...document.querySelectorAll(".ticket-row .requester")]
                  .map((one) => one.textContent).filter((name) => name !== "Alice Employee")
                """)
            #expect(strangers.elements == [])
            let others = try stage.desk.client(stage.ada).tickets().first {
                $0["requester"]["name"].text != "Alice Employee"
            }
            try page.go("#/tickets/\(others?["id"].int ?? 0)")
            #expect(
                try page.evaluate("document.querySelector('#page h1').textContent").text
                    == "There is no such ticket")
            for hash in ["#/people", "#/outbox", "#/quarantine", "#/health", "#/messages", "#/analytics"] {
                try page.go(hash)
                try page.wait("a refusal of \(hash)", until: "document.querySelector('#page [role=alert]')")
                #expect(try page.evaluate("!document.querySelector(`.side a[href^='\(hash)']`)").flag == true)
            }
            try page.go("#/tickets/\(id)")
            #expect(try page.evaluate("!document.body.innerText.includes('fuser')").flag == true)
            try page.go("#/new")
            try page.fill("#subject", "Drucker im dritten Stock")
            try page.fill("#description", "It is slow again, on the third floor.")
            try page.wait(
                "what was asked before", until: "document.querySelector('.similar').innerText.includes('TT-')"
            )
            try page.click("button[type=submit]")
            try page.wait("the new ticket", until: "/tickets\\/[0-9]+$/.test(location.hash)")
            try page.close()
        }

        @Test func `right-to-left text runs from the right, and the rest does not`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.sam)
            try page.go("#/tickets/\(try stage.richTicket())")
            let directions = try page.evaluate(
                """
                Object.fromEntries([...document.querySelectorAll(".comment .text")]
                  .map((one) => [/^[\\u0590-\\u05ff]/.test(one.innerText), getComputedStyle(one).direction]))
                """)
            #expect(directions["true"].text == "rtl")
            #expect(directions["false"].text == "ltr")
            try page.close()
        }

        @Test func `nothing moves for those who asked for less motion`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.sam)
            let longest = """
                Math.max(...[...document.querySelectorAll("*")].flatMap((one) => {
                  const style = getComputedStyle(one);
                  return [style.transitionDuration, style.animationDuration].flatMap((list) =>
                    list.split(",").map((part) => parseFloat(part) * (part.includes("ms") ? 1 : 1000)));
                }))
                """
            try page.become(width: 1280, height: 800, isDark: false, reducesMotion: false)
            #expect(try page.evaluate("\(longest) > 50").flag == true)
            try page.become(width: 1280, height: 800, isDark: false, reducesMotion: true)
            #expect(try page.evaluate("\(longest) <= 1").flag == true)
            try page.close()
        }

        @Test func `times are those of the reader's own zone`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.sam)
            let title = "document.querySelector('time[datetime]').title"
            var seen: Set<String> = []
            for zone in ["Asia/Tokyo", "America/New_York", "Europe/Berlin"] {
                try page.call("Emulation.setTimezoneOverride", ["timezoneId": .string(zone)])
                try page.load("\(stage.address)/#/tickets?status=any&sort=created")
                try page.wait("a time", until: title)
                seen.insert(try page.evaluate(title).text ?? "")
            }
            #expect(seen.count == 3, "\(seen)")
            try page.close()
        }

        @Test func `a list becomes a table with every row of it`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            let total = try stage.desk.client(stage.ada).get("/tickets?limit=1").json["total"].int ?? 0
            let rows = try page.evaluate(
                """
                import("/js/api.js").then((api) => api.table("/tickets", {})).then((blob) => blob.text())
                  .then((text) => text.split("\\r\\n").filter((line) => /^[0-9]+,/.test(line)).length)
                """)
            #expect(rows.int == total)
            #expect(total > 200, "more than one page")
            try page.go("#/tickets")
            try page.click("button[aria-label='Download this list as CSV']")
            try page.wait("its end", until: "!document.querySelector('[aria-busy=true]')")
            #expect(try page.evaluate("document.querySelectorAll('.toast.error').length").int == 0)
            try page.close()
        }

        @Test func `admins are told above every page what does not work`() throws {
            let stage = try ConsoleStage.here()
            let admin = try stage.desk.client(stage.ada)
            try stage.desk.servers.stop(.imap)
            try eventually("the mailbox is away") {
                try admin.get("/admin/health").json["ready"].flag == false
            }
            let page = try stage.page(of: stage.ada)
            try page.wait(
                "the warning",
                until:
                    "document.querySelector('.alarm-bar:not([hidden])')?.innerText.includes('Mailbox support')"
            )
            try PageTour.look(at: page, "warning")
            try page.click(".alarm-bar a")
            try page.waitUntilRead()
            try PageTour.look(at: page, "health with a fault")
            #expect(try page.evaluate("document.querySelectorAll('#page .badge.alarm').length").int == 1)
            let sams = try stage.page(of: stage.desk.sam)
            #expect(try sams.evaluate("document.querySelector('.alarm-bar')") == .null)
            try stage.desk.servers.start()
            try eventually("the mailbox is back", within: .seconds(90)) {
                try admin.get("/admin/health").json["ready"].flag == true
            }
            try page.load("\(stage.address)/#/tickets")
            try page.waitUntilRead()
            #expect(try page.evaluate("document.querySelector('.alarm-bar').hidden").flag == true)
            try page.close()
            try sams.close()
        }
    }
}
