import TallyCore
import Testing

/// The loops that other help desks are known for, played with a desk of ours, each for a simulated day.
///
/// Those that say nothing in their header are the worst; honest ones are answered never at all.
@Suite("Loops") struct LoopTests {
    @Test func `every known disaster ends within two rounds`() async throws {
        var table = [Self.line("loop, one day", ["rounds", "to it", "mails", "tickets"])]
        for disaster in KnownDisasters.all {
            let stage = try await Disaster.Stage(disaster.settings)
            try await disaster.play(stage)
            let world = stage.world
            let toMachine = world.count(to: disaster.machine)
            let tickets = try await stage.tickets()
            let numbers = [world.rounds, toMachine, world.sent.count, tickets]
            table.append(Self.line(disaster.name, numbers.map(String.init)))
            let kinds = world.sent.prefix(60).map { "\($0.round) \($0.mail.summary)" }.joined(separator: "\n")
            let comment = Comment(rawValue: "\(disaster.name)\n\(kinds)")
            #expect(!world.isRunaway, comment)
            #expect(world.rounds <= 2, comment)
            #expect(toMachine <= disaster.mails, comment)
            #expect(tickets <= disaster.tickets ?? tickets, comment)
        }
        table.append("\(KnownDisasters.all.count) loops")
        print(table.joined(separator: "\n"))
    }

    /// Where those loops were reported, by project and number.
    private static let reported = [
        "Zammad 1131", "Zammad 731", "Zammad 2923", "FreeScout 4143", "FreeScout 3670", "FreeScout 4250",
        "FreeScout 3156", "FreeScout 1403", "FreeScout 4631", "osTicket 1467", "osTicket 1473",
        "osTicket 1350", "osTicket 2354", "osTicket 1.7 532", "chatwoot 5131", "faveo 150", "frappe 3628",
        "LigeroSmart 285",
    ]

    @Test(arguments: reported)
    func `every loop that was reported is among them, by its number`(report: String) {
        #expect(KnownDisasters.all.count { $0.name.hasSuffix("(\(report))") } == 1)
    }

    @Test func `a machine that does and undoes the same gets receipts a few times, and no more`() async throws
    {
        let stage = try await Disaster.Stage(TestDesk.settings)
        stage.world.add(
            Disaster.sam,
            Robots.responder(Disaster.sam, to: .replyTo) { number, _ in number % 2 == 1 ? "claim" : "release"
            })
        stage.ask()
        try await stage.day(answered: false)
        let receipts = stage.world.count(of: .receipt)
        #expect(receipts == 4, "twice each")
        #expect(stage.world.count(to: Disaster.sam) == receipts + 1)
    }

    private static func line(_ name: String, _ columns: [String]) -> String {
        name + String(repeating: " ", count: max(1, 68 - name.count))
            + columns.map { String(repeating: " ", count: max(1, 9 - $0.count)) + $0 }.joined()
    }
}
