import Foundation
import TallyCore
import Testing

extension EndToEnd.Console {
    /// Every page, light and dark, on a phone, a tablet and a desktop: nothing sticks out, all can be read
    /// and reached.
    @Suite struct Looks {
        static let nobodysPages = ["forgot-password", "login-link", "sign-up"]

        @Test(arguments: [""] + nobodysPages)
        func `pages for people who are not signed in`(name: String) throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page()
            try page.load("\(stage.address)/#/\(name)")
            try page.wait("the page", until: "document.querySelector('.sign-in form')")
            try PageTour.look(at: page, name.isEmpty ? "sign-in" : name)
            guard !name.isEmpty else { return try page.close() }
            if name == "sign-up" { try page.fill("#name", "Nora New") }
            try page.fill("#email", "nobody-\(name)@\(stage.desk.servers.domain)")
            try page.press("Enter")
            try page.wait("the answer", until: "document.querySelector('.sign-in .address')")
            try PageTour.look(at: page, "\(name) asked")
            try page.close()
        }

        @Test func `a sign-in that fails says so`() throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page()
            try page.fill("#email", stage.desk.alice.address)
            try page.fill("#password", "not the password")
            try page.press("Enter")
            try page.wait("what is wrong", until: "document.querySelector('.field-error')")
            try PageTour.look(at: page, "sign-in failed", expecting: ["401"])
            try page.close()
        }

        @Test func `pages that mailed links lead to`() throws {
            let stage = try ConsoleStage.here()
            let desk = stage.desk
            let domain = desk.servers.domain
            let new = Correspondent("Nora New", "bob@\(domain)", on: desk.servers)
            let anybody = APIClient(port: desk.httpPort)
            let admin = try desk.client(stage.ada)
            _ = try anybody.post("/auth/forgot-password", ["email": desk.alice.address.json])
            _ = try anybody.post("/auth/login-link", ["email": desk.tina.address.json])
            _ = try anybody.post("/auth/signup", ["email": new.address.json, "name": "Nora New"])
            let ida = Correspondent("Ida Invited", "outside@\(domain)", on: desk.servers)
            let invited: JSON = [
                "name": ida.name.json, "email": ida.address.json, "role": "staff", "invite": true,
            ]
            #expect(try admin.post("/admin/users", invited).status == 201)
            let links = [
                ("reset-password", desk.alice), ("sign-in", desk.tina), ("sign-up", new), ("invitation", ida),
            ]
            let page = try stage.page()
            for (name, person) in links {
                try page.load(try stage.link(to: name, mailedTo: person))
                try page.wait("the page", until: "document.querySelector('.sign-in form')")
                try PageTour.look(at: page, "\(name) by link")
            }
            try page.load("\(stage.address)/#/reset-password/notatokenatall")
            try page.wait("the end of the link", until: "document.querySelector('.other-ways')")
            try PageTour.look(at: page, "link over", expecting: ["410"])
            try page.close()
        }

        @Test(arguments: ["contact", "api/docs"])
        func `pages beside the console`(path: String) throws {
            let stage = try ConsoleStage.here()
            let page = try stage.page()
            try page.load("\(stage.address)/\(path)")
            try page.wait(
                "the page",
                until: "document.querySelector('main h1') && !document.querySelector('[aria-busy]')")
            try PageTour.look(at: page, path.replacing("/", with: "-"))
            try page.close()
        }

        @Test func `pages for employees`() throws {
            let stage = try ConsoleStage.here()
            let id = try stage.richTicket()
            let page = try stage.page(of: stage.desk.alice)
            for (name, hash) in [("list", "#/tickets"), ("ticket", "#/tickets/\(id)"), ("new", "#/new")] {
                try page.go(hash)
                try PageTour.look(at: page, "employee \(name)")
            }
            try page.close()
        }

        @Test func `pages for staff and admins`() throws {
            let stage = try ConsoleStage.here()
            let id = try stage.richTicket()
            let admin = try stage.desk.client(stage.ada)
            let message: JSON = [
                "name": "Carol", "email": "carol@outside.example", "subject": "Your invoice",
                "message": "It has not arrived.\n\nCarol",
            ]
            _ = try APIClient(port: stage.desk.httpPort).post("/contact", message)
            let project = try admin.get("/projects").json["items"].elements?.first?["id"].int ?? 0
            let page = try stage.page(of: stage.ada)
            let places = [
                ("dashboard", "#/"), ("dashboard of a month", "#/?days=30"), ("list", "#/tickets"),
                ("all", "#/tickets?status=any"),
                ("nothing found", "#/tickets?q=zzzzzz"),
                ("ticket", "#/tickets/\(id)"), ("new", "#/new"), ("notifications", "#/notifications"),
                ("preferences", "#/notifications/preferences"), ("projects", "#/projects"),
                ("project", "#/projects/\(project)"), ("people", "#/people"), ("person", "#/people/1"),
                ("account", "#/account"), ("teams", "#/teams"), ("analytics", "#/analytics"),
                ("outbox", "#/outbox"), ("quarantine", "#/quarantine"), ("messages", "#/messages"),
                ("health", "#/health"), ("audit", "#/audit"), ("missing page", "#/nowhere"),
            ]
            for (name, hash) in places {
                try page.go(hash)
                try PageTour.look(at: page, name)
            }
            try page.go("#/tickets/999999")
            try PageTour.look(at: page, "missing ticket", expecting: ["404"])
            try page.close()
        }

        @Test func `dialogs and menus`() throws {
            let stage = try ConsoleStage.here()
            let id = try stage.richTicket()
            let page = try stage.page(of: stage.ada)
            try page.go("#/tickets/\(id)")
            let pressed = [
                ("menu", ".me", ".menu"), ("keys", "?", "dialog[open]"),
                ("resolve", "button:has(+ .quiet)", "dialog[open]"),
            ]
            for (name, opener, opened) in pressed {
                if opener == "?" { try page.press("?") } else { try page.click(opener) }
                try page.wait(name, until: "document.querySelector('\(opened)')?.checkVisibility()")
                try PageTour.look(at: page, "\(name) open")
                try page.press("Escape")
                try page.wait("its end", until: "!document.querySelector('\(opened)')?.checkVisibility()")
            }
            try page.close()
        }
    }
}

extension ConsoleStage {
    /// The link to a page of the console in a mail that has come, or comes, to somebody.
    func link(to page: String, mailedTo person: Correspondent) throws -> String {
        let start = "\(address)/#/\(page)/"
        let mail = try person.mail("a link to \(page)") { $0.text.contains(start) }
        let rest =
            mail.text.split(separator: start, maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
        return start + rest.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    }

    /// A ticket that has everything a ticket can have.
    func richTicket() throws -> Int {
        let subject = "Drucker im dritten Stock הדפסה איטית 打印机"
        let client = try desk.client(desk.sam)
        let known = try client.get("/tickets?sort=-created&limit=200").json["items"].elements?
            .first { $0["subject"].text == subject }?["id"].int
        if let known { return known }
        try ingest(Array(richMail(subject).replacing("\n", with: "\r\n").utf8))
        let id = try ticket(subject)
        _ = try client.post("/tickets/\(id)/claim", [:])
        let comments: [(String, JSON)] = [
            ("Which tray does it take the paper from?", "public"),
            (
                "The fuser again, see https://intranet.example/a/very/long/path/to/an/article/about/fusers",
                "internal"
            ),
            ("הדפסה איטית מאוד, בבקשה נסו שוב.", "public"),
        ]
        for (text, visibility) in comments {
            _ = try client.post("/tickets/\(id)/comments", ["text": text.json, "visibility": visibility])
        }
        return id
    }

    /// A mail with what people see of HTML: wide and long things, images from everywhere, and files.
    private func richMail(_ subject: String) -> String {
        """
        From: Alice Employee <\(desk.alice.address)>
        To: support@\(desk.servers.domain)
        Subject: =?utf-8?B?\(Data(subject.utf8).base64EncodedString())?=
        Message-ID: <\(UUID().uuidString)@client>
        Date: \(Correspondent.date())
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/html; charset=utf-8

        <h2>Hello</h2><p style="color:#a33">It <b>prints</b> slowly.</p>
        <p>Averyveryveryveryveryverylongwordwithoutanyplacetobreakitatallsinceitisapathoranidentifier0123456789</p>
        <table border=1 width=900><tr><td>Wide</td><td>table</td></tr></table>
        <img src="http://tracker.example/pixel.png" width=100 height=80 alt="A picture">
        <img src="http://tracker.example/counted.gif" width=1 height=1>
        <img src="cid:screen%40here" alt="The screen" width=96>
        --b
        Content-Type: application/pdf; name="a rather long file name of a scan from the third floor.pdf"
        Content-Disposition: attachment; filename="a rather long file name of a scan from the third floor.pdf"

        %PDF-1.4
        --b
        Content-Type: image/png; name=screen.png
        Content-Disposition: inline; filename=screen.png
        Content-ID: <screen@here>
        Content-Transfer-Encoding: base64

        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgaPj/HwAEfgKAo6m4SQAAAABJRU5ErkJggg==
        --b--
        """
    }
}
