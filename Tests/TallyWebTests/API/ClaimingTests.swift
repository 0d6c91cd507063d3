import TallyCore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Claiming over HTTP` {
    @Test func `of many who claim at once one wins, and the others are told who and when`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            var clients: [APIClient] = []
            for number in 1...8 {
                clients.append(try await site.client(try await site.add("Agent\(number)", .staff)))
            }
            for round in 1...5 {
                let ticket = try await site.openTicket("Round \(round)", by: alice)
                let path = "/tickets/\(ticket.id.rawValue)/claim"
                let answers = try await withThrowingTaskGroup(of: APIClient.Answer.self) { group in
                    // The same person must not win twice in a row and run into the limit.
                    for client in clients { group.addTask { try await client.post(path) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let winners = answers.filter { $0.status == 200 }
                #expect(winners.count == 1)
                let winner = try #require(winners.first?["assignee"])
                for loser in answers where loser.status != 200 {
                    #expect(loser.status == 409)
                    #expect(loser.response["content-type"] == "application/problem+json")
                    #expect(loser["code"] == "already_claimed")
                    #expect(loser["claimed_by"] == winner)
                    #expect(loser["claimed_at"] == site.clock.now.json)
                    let name = try #require(winner["name"].text)
                    #expect(loser["detail"].text?.hasPrefix("\(name) took it already") == true)
                }
                let timeline = try #require(winners.first?["timeline"].elements)
                #expect(timeline.count { $0["kind"] == "claimed" } == 1)
                try await site.finish(ticket)
            }
        }
    }

    @Test func `who holds all they may is told what they hold`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            for _ in 1...4 { try await site.openTicket(by: alice) }
            for number in 1...3 { #expect(try await sam.post("/tickets/\(number)/claim").status == 200) }
            let refused = try await sam.post("/tickets/4/claim")
            #expect(refused.status == 409)
            #expect(refused["code"] == "workload_limit_reached")
            #expect(refused["limit"] == 3)
            #expect(
                refused["held"]
                    == .array((1...3).map { ["id": .integer($0), "reference": .string("TT-\($0)")] }))
            #expect(try await sam.post("/tickets/1/release")["status"] == "open")
            #expect(try await sam.post("/tickets/4/claim").status == 200)
        }
    }
}
