import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `The audit trail over HTTP` {
    @Test func `admins read what was done to any ticket, newest first, page by page`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            let admin = try await site.client(try await site.add("Ada", .admin))
            try await site.openTicket("First", by: alice)
            try await site.openTicket("Second", by: alice)
            #expect(try await sam.post("/tickets/1/claim").status == 200)
            let first = try await admin.get("/admin/audit?limit=1")
            let claim = first["items"].elements?.first
            #expect(claim?["ticket"]["reference"] == "TT-1")
            #expect(claim?["actor"]["name"] == "Sam")
            #expect(claim?["source"] == "api")
            let cursor = try #require(first["next_cursor"].text)
            let rest = try await admin.get("/admin/audit?cursor=\(cursor)")["items"].elements ?? []
            #expect(Set(rest.map { $0["ticket"]["reference"] }) == ["TT-1", "TT-2"])
            let numbers = ([claim].compactMap(\.self) + rest).compactMap { $0["id"].int }
            #expect(numbers == numbers.sorted(by: >))
            #expect(first["total"].int == numbers.count)
            #expect(try await sam.get("/admin/audit").status == 403)
        }
    }
}
