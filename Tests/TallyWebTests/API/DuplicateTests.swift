import TallyCore
import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Duplicates over HTTP` {
    private static let printer = "The printer on floor 3 eats paper"

    private static func candidates(_ answer: APIClient.Answer) -> [JSON] {
        answer["candidates"].elements?.map { $0["ticket"]["id"] } ?? []
    }

    @Test(arguments: [
        ("Printer eats paper on floor 3", [1]), ("PRINTER ON FLOOR 3: eats paper!", [1]),
        ("The coffee machine is empty", []), ("打印机卡纸了", [2]), ("Drucker frisst Papier", []), ("!", []),
    ])
    func `similar subjects are found in every script`(subject: String, expected: [Int64]) async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            for asked in [Self.printer, "三楼的打印机卡纸了", "VPN"] {
                _ = try await site.openTicket(asked, by: alice)
            }
            let answer = try await site.client(try await site.add("Sam", .staff))
                .post("/tickets/check-duplicate", ["subject": .string(subject), "description": ""])
            #expect(answer.status == 200)
            #expect(Self.candidates(answer) == expected.map { .integer($0) })
        }
    }

    @Test func `a candidate says how alike it is and why`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            _ = try await site.openTicket(Self.printer, by: alice)
            let answer = try await site.client(alice).post(
                "/tickets/check-duplicate",
                ["subject": .string(Self.printer), "description": "Please help!"])
            let candidate = try #require(answer["candidates"].elements?.first)
            #expect(candidate["ticket"]["reference"] == "TT-1")
            #expect(candidate["score"] == .number(1))
            #expect(
                candidate["reasons"]
                    == ["same subject", "similar text", "same requester", "not finished"])
        }
    }

    @Test func `tickets are left out that are hidden, withdrawn or long finished`() async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            let bob = try await site.client(try await site.add("Bob", .employee))
            let sam = try await site.add("Sam", .staff)
            for _ in 1...3 { _ = try await site.openTicket(Self.printer, by: alice) }
            let question: JSON = ["subject": .string(Self.printer), "description": nil]
            #expect(Self.candidates(try await bob.post("/tickets/check-duplicate", question)).isEmpty)
            try await site.write { desk, _ throws(DeskError) in
                let requester = Desk.Actor(person: alice, source: .mail)
                _ = try desk.setStatus(of: Ticket.ID(rawValue: 1), to: .withdrawn, by: requester)
                _ = try desk.resolve(
                    Ticket.ID(rawValue: 2), text: "", by: Desk.Actor(person: sam, source: .mail))
            }
            site.clock.advance(.seconds(31 * 86_400))
            let staff = try await site.client(sam)
            #expect(Self.candidates(try await staff.post("/tickets/check-duplicate", question)) == [3])
        }
    }

    @Test func `a question without a subject is refused`() async throws {
        try await TestSite.with { site in
            let alice = try await site.client(try await site.add("Alice", .employee))
            let answer = try await alice.post("/tickets/check-duplicate", ["description": 1])
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.map { $0["field"] } == ["subject", "description"])
        }
    }
}
