import TallyCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Live events` {
    @Test func `who is connected hears what happens`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let sam = try await site.client(try await site.add("Sam", .staff))
            let socket = try await LiveClient(of: sam)
            #expect(socket.handshake.status == 101)
            #expect(try await socket.next() == ["type": "ready", "seq": 0])
            try await site.openTicket(by: alice)
            let created = try await socket.next()
            #expect(created["type"] == "ticket.created")
            #expect(created["seq"] == 1)
            #expect(created["ticket"]["reference"] == "TT-1")
            _ = try await sam.post("/tickets/1/claim")
            #expect(try await socket.next()["type"] == "ticket.claimed")
        }
    }
}
