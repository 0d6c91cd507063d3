import TallyCore
import TallyStore
import Testing

@Suite("Sample records") struct SampleTests {
    private static let end = Timestamp(unixSeconds: 1_795_000_000)

    private static func tickets(_ desk: TestDesk) async throws -> [Ticket] {
        try await desk.store.read { records throws(DeskError) in
            var tickets: [Ticket] = []
            for number in 1...400 {
                guard let ticket = try records.ticket(Ticket.ID(rawValue: Int64(number))) else { continue }
                tickets.append(ticket)
            }
            return tickets
        }
    }

    @Test func `the same seed gives the same tickets, another seed others`() async throws {
        let desks = [try TestDesk(), try TestDesk(), try TestDesk()]
        for (desk, seed) in zip(desks, [1, 1, 2] as [UInt64]) {
            try await desk.store.loadSamples(400, seed: seed, until: Self.end)
        }
        let first = try await Self.tickets(desks[0])
        #expect(first.count == 400)
        #expect(try await Self.tickets(desks[1]) == first)
        #expect(try await Self.tickets(desks[2]) != first)
    }

    @Test func `nothing has happened after the end, and everything in order`() async throws {
        let desk = try TestDesk()
        try await desk.store.loadSamples(400, seed: 3, until: Self.end)
        let tickets = try await Self.tickets(desk)
        #expect(tickets.map(\.createdAt) == tickets.map(\.createdAt).sorted())
        #expect(tickets.allSatisfy { $0.updatedAt <= Self.end && $0.createdAt <= $0.updatedAt })
        try await desk.store.read { records throws(DeskError) in
            for ticket in tickets {
                let moments = try records.timeline(of: ticket.id).map(\.at)
                #expect(moments == moments.sorted())
                #expect(try records.comments(of: ticket.id).first?.content.author == ticket.requester)
            }
        }
    }

    @Test func `they are of every status, priority and service level, and of many scripts`() async throws {
        let desk = try TestDesk()
        try await desk.store.loadSamples(4_000, seed: 1, until: Self.end)
        let tickets = try await desk.store.read { records throws(DeskError) in
            var tickets: [Ticket] = []
            for number in 1...4_000 {
                if let ticket = try records.ticket(Ticket.ID(rawValue: Int64(number))) {
                    tickets.append(ticket)
                }
            }
            return tickets
        }
        #expect(Set(tickets.map(\.status)) == Set(TicketStatus.allCases))
        #expect(Set(tickets.map(\.priority)) == Set(Priority.allCases))
        #expect(Set(tickets.map(\.serviceLevel.status)) == Set(ServiceLevelStatus.allCases))
        for word in ["Printer", "Drucker", "imprimante", "プリンター", "打印机", "프린터", "الطابعة", "प्रिंटर", "Принтер"] {
            #expect(tickets.contains { $0.subject.contains(word) }, "\(word)")
        }
        #expect(!tickets.contains { $0.subject.contains("{") })
    }

    @Test func `a database that holds anything is not empty`() async throws {
        let desk = try TestDesk()
        #expect(try await desk.store.isEmpty())
        _ = try await desk.add("Alice", .employee)
        #expect(try await !desk.store.isEmpty())
    }
}
