import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Mail queues over HTTP` {
    /// A ticket whose acknowledgement was refused for good, and one mail that was put aside.
    private func fill(_ site: TestSite) async throws {
        try await site.openTicket(by: try await site.add("Alice", .employee))
        let mail = try #require(try await site.store.nextDue(at: site.clock.now, besides: []))
        let refused = Delivery(state: .failed(reason: "550 5.1.1 no such user"), createdAt: mail.createdAt)
        try await site.store.keep(refused, of: mail.id, at: site.clock.now)

        let folder = MailboxFolder(mailbox: MailboxName("support"), uidValidity: UIDValidity(1))
        let fetched = FetchedMessage(
            uid: UID(1), internalDate: nil, size: 5, content: Array("x: y\n".utf8), isOversize: false)
        try await site.store.stage([fetched], in: folder)
        let staged = try #require(try await site.store.beginNextIntake())
        try await site.store.quarantine(staged.id, reason: "reading it fails", at: site.clock.now)
    }

    @Test func `an admin sees what failed, and makes it due again`() async throws {
        try await TestSite.with { site in
            let admin = try await site.client(try await site.add("Ada", .admin))
            try await fill(site)
            let failed = try await admin.get("/admin/outbox?state=failed")
            #expect(failed["total"] == 1)
            let mail = failed["items"].elements?.first
            #expect(mail?["last_reply"] == "550 5.1.1 no such user")
            #expect(mail?["recipient"] == "alice@acme.example")
            #expect(mail?["ticket"] == "TT-1")
            let number = try #require(mail?["id"].int)
            #expect(try await admin.post("/admin/outbox/\(number)/retry")["state"] == "waiting")
            #expect(try await admin.get("/admin/outbox?state=failed")["total"] == 0)
            #expect(
                try await site.store.nextDue(at: site.clock.now, besides: [])?.id.rawValue == Int64(number))
        }
    }

    @Test func `what is given up stays, and says who did it`() async throws {
        try await TestSite.with { site in
            let admin = try await site.client(try await site.add("Ada", .admin))
            try await site.openTicket(by: try await site.add("Alice", .employee))
            #expect(try await admin.delete("/admin/outbox/1").status == 204)
            let mail = try await admin.get("/admin/outbox?state=failed")["items"].elements?.first
            #expect(mail?["last_reply"] == "given up by Ada")
        }
    }

    @Test func `a mail that was sent can be neither repeated nor given up`() async throws {
        try await TestSite.with { site in
            let admin = try await site.client(try await site.add("Ada", .admin))
            try await site.openTicket(by: try await site.add("Alice", .employee))
            let mail = try #require(try await site.store.nextDue(at: site.clock.now, besides: []))
            let reply = SMTPReply(code: 250, enhancedCode: nil, text: "ok")
            try await site.store.keep(
                Delivery(state: .sent(reply), createdAt: mail.createdAt), of: mail.id, at: site.clock.now)
            let number = mail.id.rawValue
            #expect(try await admin.post("/admin/outbox/\(number)/retry").status == 409)
            #expect(try await admin.delete("/admin/outbox/\(number)").status == 409)
            #expect(try await admin.post("/admin/outbox/999/retry").status == 404)
        }
    }

    @Test func `pages of the outbox follow each other without gaps`() async throws {
        try await TestSite.with { site in
            let admin = try await site.client(try await site.add("Ada", .admin))
            let alice = try await site.add("Alice", .employee)
            for number in 1...5 { try await site.openTicket("No. \(number)", by: alice) }
            var seen: [Int] = []
            var address = "/admin/outbox?limit=3"
            while true {
                let page = try await admin.get(address)
                seen += (page["items"].elements ?? []).compactMap { $0["id"].int }
                guard let cursor = page["next_cursor"].text else { break }
                address = "/admin/outbox?limit=3&cursor=\(cursor)"
            }
            #expect(seen == Array((1...10).reversed()))
        }
    }

    @Test func `a mail that was put aside is seen as it came, and read again or dropped`() async throws {
        try await TestSite.with { site in
            let admin = try await site.client(try await site.add("Ada", .admin))
            try await fill(site)
            let list = try await admin.get("/admin/quarantine")
            #expect(list["total"] == 1)
            #expect(list["items"].elements?.first?["reason"] == "reading it fails")
            let raw = try await admin.get("/admin/quarantine/1/raw").response
            #expect(raw.body == Array("x: y\n".utf8))
            #expect(raw["content-disposition"] == "attachment; filename=\"quarantined-1.eml\"")
            #expect(try await admin.post("/admin/quarantine/1/retry").status == 204)
            #expect(try await admin.get("/admin/quarantine")["total"] == 0)
            #expect(try await admin.get("/admin/quarantine/1/raw").status == 404)
            #expect(try await admin.delete("/admin/quarantine/1").status == 404)
            let again = try #require(try await site.store.beginNextIntake())
            #expect(again.attempts == 0)
            try await site.store.quarantine(again.id, reason: "again", at: site.clock.now)
            #expect(try await admin.delete("/admin/quarantine/1").status == 204)
            #expect(try await site.store.beginNextIntake() == nil)
        }
    }

    @Test(arguments: [Role.staff, .employee])
    func `the queues are for admins`(role: Role) async throws {
        try await TestSite.with { site in
            try await fill(site)
            let client = try await site.client(try await site.add("Olga", role))
            #expect(try await client.get("/admin/outbox").status == 403)
            #expect(try await client.post("/admin/outbox/1/retry").status == 403)
            #expect(try await client.delete("/admin/outbox/1").status == 403)
            #expect(try await client.get("/admin/quarantine").status == 403)
            #expect(try await client.get("/admin/quarantine/1/raw").status == 403)
            #expect(try await client.post("/admin/quarantine/1/retry").status == 403)
            #expect(try await client.delete("/admin/quarantine/1").status == 403)
            #expect(try await site.stranger().get("/admin/outbox").status == 401)
        }
    }
}
