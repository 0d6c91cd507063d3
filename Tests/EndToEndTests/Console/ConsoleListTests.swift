import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// Many tickets at once.
    @Suite struct Lists {
        private static let bar = ".bulk:not([hidden])"

        private static func open(_ count: Int, _ word: String, on stage: ConsoleStage) throws -> [Int] {
            try (1...count).map { number in
                let subject = "\(word) number \(number)"
                try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "It is there."))
                return try stage.ticket(subject)
            }
        }

        /// A list of just these tickets, read and live.
        private static func list(_ word: String, _ count: Int, on page: BrowserPage) throws {
            let client = try ConsoleStage.here().desk.client(ConsoleStage.here().ada)
            try eventually("\(count) tickets are found") {
                try client.get("/tickets?limit=1&q=\(word)").json["total"].int == count
            }
            try page.go("#/tickets?q=\(word)")
            try page.wait(
                "\(count) rows", until: "document.querySelectorAll('.ticket-row').length === \(count)")
            try page.waitUntilLive()
        }

        @Test func `tickets are chosen by keys and changed together`() throws {
            let stage = try ConsoleStage.here()
            let ids = try Self.open(3, "Zephyrlamp", on: stage)
            let page = try stage.page(of: stage.desk.sam)
            try Self.list("Zephyrlamp", 3, on: page)
            for key in ["j", "x", "j", "x"] { try page.press(key) }
            try page.waitForWords("2 chosen", in: Self.bar)
            try PageTour.look(at: page, "list with chosen tickets")
            try page.pressButton("All 3", in: ".bulk")
            try page.waitForWords("3 chosen", in: Self.bar)
            try page.choose(".bulk select[name=priority]", "high")
            try page.waitForWords("3 tickets have been changed", in: "#toasts")
            try page.wait("nothing chosen", until: "!document.querySelector('\(Self.bar)')")
            let client = try stage.desk.client(stage.desk.sam)
            for id in ids { #expect(try client.ticket(id)["priority"].text == "high") }
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `what is refused stays chosen, and says why`() throws {
            let stage = try ConsoleStage.here()
            let ids = try Self.open(3, "Quartzchair", on: stage)
            let page = try stage.page(of: stage.desk.sam)
            try Self.list("Quartzchair", 3, on: page)
            let tina = try stage.desk.client(stage.desk.tina)
            #expect(try tina.post("/tickets/\(ids[1])/claim", [:]).status == 200)
            try page.click(".ticket-row:first-child .choose")
            try page.click(".ticket-row:last-child .choose", shift: true)
            try page.waitForWords("3 chosen", in: Self.bar)
            try page.pressButton("Claim", in: ".bulk")
            try page.waitForWords("1 ticket was not changed", in: "#toasts")
            try page.waitForWords("TT-\(ids[1]): ", in: "#toasts")
            try page.waitForWords("1 chosen", in: Self.bar)
            let held = try stage.desk.client(stage.desk.sam).tickets()
                .filter { ids.contains($0["id"].int ?? 0) && $0["assignee"]["name"].text == "Sam Staff" }
            #expect(Set(held.compactMap { $0["id"].int }) == [ids[0], ids[2]])
            try page.press("Escape")
            try page.wait("nothing chosen", until: "!document.querySelector('\(Self.bar)')")
            try page.close()
        }

        @Test func `many are resolved with one text and given to one person`() throws {
            let stage = try ConsoleStage.here()
            let ids = try Self.open(2, "Umbrafan", on: stage)
            let page = try stage.page(of: stage.ada)
            try Self.list("Umbrafan", 2, on: page)
            let tina = try stage.desk.client(stage.desk.tina).get("/users/me").json["id"].int ?? 0
            for key in ["j", "x", "j", "x"] { try page.press(key) }
            try page.choose(".bulk select[name=assignee]", "\(tina)")
            try page.waitForWords("2 tickets have been changed", in: "#toasts")
            try page.evaluate("document.querySelectorAll('.toast').forEach((one) => one.remove())")
            for _ in ids {
                try page.press("k")
                try page.press("x")
            }
            try page.waitForWords("2 chosen", in: Self.bar)
            try page.choose(".bulk select[name=status]", "resolved")
            try page.fill("#dialog-text", "Oiled the bearing.")
            try page.pressButton("Resolve", in: "dialog")
            try page.waitForWords("2 tickets have been changed", in: "#toasts")
            let client = try stage.desk.client(stage.ada)
            for id in ids {
                let ticket = try client.ticket(id)
                #expect(ticket["status"].text == "resolved")
                #expect(ticket["assignee"]["name"].text == "Tina Staff")
                #expect(ticket["comments"].elements?.last?["text"].text == "Oiled the bearing.")
            }
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `employees choose nothing`() throws {
            let stage = try ConsoleStage.here()
            _ = try stage.richTicket()
            let page = try stage.page(of: stage.desk.alice)
            try page.wait("rows", until: "document.querySelector('.ticket-row')")
            #expect(try page.evaluate("document.querySelectorAll('.choose, .bulk').length").int == 0)
            try page.close()
        }
    }
}
