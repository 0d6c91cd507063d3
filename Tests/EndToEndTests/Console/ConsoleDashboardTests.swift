import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// The start page of those who work here.
    @Suite struct Dashboard {
        private static func tile(_ name: String) -> String {
            "[...document.querySelectorAll('.tile')].find((one) => one.querySelector('.name').textContent === '\(name)')"
        }

        @Test func `every figure leads to a list of as many tickets`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            let names = try page.evaluate(
                "[...document.querySelectorAll('.tile .name')].map((one) => one.textContent)")
            #expect(names.elements?.count == 8)
            for name in names.elements?.compactMap(\.text) ?? [] {
                // What the desk does meanwhile, a promise that breaks say, may come between: then look again.
                try eventually("the figure “\(name)” and its list agree") {
                    try page.go("#/")
                    try page.wait(
                        "its figures", until: "\(Self.tile(name)).querySelector('.value').textContent")
                    let value =
                        try page.evaluate("\(Self.tile(name)).querySelector('.value').textContent").text ?? ""
                    let link = try page.evaluate("\(Self.tile(name)).hash").text ?? ""
                    try page.go(link)
                    try page.wait("its total", until: "document.querySelector('#page .total').textContent")
                    return try page.words(of: "#page .total").split(separator: " ").first.map(String.init)
                        == value
                }
            }
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test func `figures and charts follow the desk, and nothing moves`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.desk.sam)
            try page.waitUntilLive()
            try page.click(".chart summary")
            try page.wait("the table", until: "document.querySelector('.chart details').open")
            let number = { (name: String) in "Number(\(Self.tile(name)).querySelector('.value').textContent)"
            }
            let before = try page.evaluate(number("Unassigned")).int ?? -1
            let places = """
                JSON.stringify([...document.querySelectorAll('.tile, .tile .name, .plot, .chart h2')].map((one) => {
                  const { x, y, width } = one.getBoundingClientRect();
                  return [x, y, width].map(Math.round);
                }))
                """
            try page.evaluate(
                """
                window.kept = [...document.querySelectorAll('.tile, .chart, .chart table')]
                  .filter((one) => !one.matches('.figures'));
                void 0
                """)
            let placesBefore = try page.evaluate(places).text
            let subject = "Scanner is silent"
            try stage.ingest(stage.desk.alice.write(to: "support@x.example", subject, "No paper moves."))
            _ = try stage.ticket(subject)
            try page.wait("the new ticket among the figures", until: "\(number("Unassigned")) > \(before)")
            try page.waitForWords(subject, in: ".activity")
            #expect(try page.evaluate("kept.every((one) => one.isConnected)").flag == true)
            #expect(try page.evaluate("document.querySelector('.chart details').open").flag == true)
            #expect(try page.evaluate(places).text == placesBefore)
            #expect(try page.newComplaints() == [])
            try page.close()
        }

        @Test(arguments: [14, 30])
        func `the chart has a name, words and a table that say what it draws`(days: Int) throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            if days != 14 {
                try page.pressButton("\(days) days", in: ".page-head")
                try page.wait("its address", until: "location.hash === '#/?days=\(days)'")
                try page.waitUntilRead()
            }
            try page.wait("the chart", until: "document.querySelector('.plot svg desc')")
            let names = try page.evaluate(
                """
                (() => {
                  const svg = document.querySelector(".plot svg");
                  const text = (name) => document.getElementById(svg.getAttribute(name))?.textContent ?? "";
                  return [svg.getAttribute("role"), text("aria-labelledby"), text("aria-describedby")];
                })()
                """)
            let told = names.elements?.compactMap(\.text) ?? []
            #expect(told.prefix(2) == ["img", "Opened and resolved"])
            #expect(told.last?.contains("Opened: from") == true)
            #expect(
                try page.evaluate("document.querySelectorAll('.plot [data-series=\"0\"]').length").int == days
            )
            let column = try page.evaluate(
                "[...document.querySelectorAll('.chart .figures tbody tr')].map((row) => row.cells[1].textContent)"
            )
            let series = try stage.desk.client(stage.ada).get("/dashboard?days=\(days)").json["series"]
            #expect(
                column.elements?.compactMap(\.text) == series.elements?.map { "\($0["opened"].int ?? -1)" })
            try page.close()
        }

        @Test func `employees start with their own tickets`() throws {
            let stage = try ConsoleStage.here()
            _ = try stage.richTicket()
            let page = try stage.page(of: stage.desk.alice)
            #expect(try page.words(of: "#page h1") == "My requests")
            #expect(try page.evaluate("!document.querySelector('.tile')").flag == true)
            #expect(
                try page.evaluate("!document.querySelector('.side').innerText.includes('Dashboard')").flag
                    == true)
            try page.close()
        }

        /// What a page shows before there is anything to show.
        @Test(
            arguments: [
                ("#/", "dashboard"), ("#/tickets", "tickets"), ("#/tickets/1", "tickets/1"),
                ("#/notifications", "notifications"), ("#/projects", "projects"), ("#/people", "users"),
                ("#/people/1", "users/1"), ("#/teams", "teams"), ("#/analytics", "admin/analytics"),
                ("#/outbox", "admin/outbox"), ("#/quarantine", "admin/quarantine"),
                ("#/messages", "admin/messages"), ("#/audit", "admin/audit"), ("#/health", "admin/health"),
            ])
        func `a page says that it is being read, that it cannot be, and is read again`(
            hash: String, path: String
        ) throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page(of: stage.ada)
            try page.go("#/new")
            try page.withoutAnswers(of: path) {
                try page.evaluate("location.hash = \(BrowserPage.quoted(hash)); void 0")
                try page.wait(
                    "that it is read",
                    until: "document.querySelector('#page [aria-busy=true]')?.textContent.includes('Loading')"
                )
            }
            try page.waitUntilRead()
            #expect(try page.evaluate("!document.querySelector('#page [role=alert]')").flag == true)
            try page.go("#/new")
            try page.cutOff(from: path) {
                try page.go(hash)
                try page.wait("what is wrong", until: "document.querySelector('#page [role=alert]')")
                try PageTour.look(
                    at: page, "not read \(path.replacing("/", with: "-"))",
                    expecting: ["ERR_BLOCKED_BY_CLIENT"])
            }
            try page.evaluate(
                """
                [...document.querySelectorAll("#page button")]
                  .filter((one) => one.textContent === "Try again").forEach((one) => one.click());
                """)
            try page.wait("the page", until: "!document.querySelector('#page [role=alert]')")
            try page.waitUntilRead()
            try page.close()
        }
    }
}
