import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// A day that another help desk had, replayed with ours.
struct Disaster: Sendable {
    let name: String
    /// The address of the machine that it is about.
    let machine: String
    /// Mails to the machine in the day, at most.
    let mails: Int
    /// Tickets at the end of the day, at most; nil when it is not about these.
    let tickets: Int?
    let play: @Sendable (Stage) async throws -> Void
    let settings: DeskSettings

    init(
        _ name: String, _ machine: String, mails: Int, tickets: Int? = nil,
        settings: DeskSettings = TestDesk.settings,
        play: @escaping @Sendable (Stage) async throws -> Void
    ) {
        self.name = name
        self.machine = machine
        self.mails = mails
        self.tickets = tickets
        self.settings = settings
        self.play = play
    }

    static let alice = "alice@acme.example"
    static let sam = "sam@acme.example"
    static let tina = "tina@acme.example"
    static let support = "support@acme.example"
    static let other = "help@other.example"

    /// Where it happens: Sam, Tina and Ada work at the desk.
    final class Stage {
        let desk: TestDesk
        let world = MailWorld()

        init(_ settings: DeskSettings) async throws {
            desk = try TestDesk(settings: settings)
            _ = try await desk.add("Sam", .staff)
            _ = try await desk.add("Tina", .staff)
            _ = try await desk.add("Ada", .admin)
            try world.add(desk)
        }

        /// Somebody writes to the desk.
        func ask(
            _ address: String = Disaster.alice, _ words: String = "Smoke comes out of the printer.",
            id: String = "q1", above: [String] = []
        ) {
            var letter = Letter(from: "<\(address)>", id: "\(id).\(address)", body: words)
            letter.above = above
            world.write(letter)
        }

        /// Alice's question has an hour to cause what it does, then Sam takes it and answers, and the day goes on.
        func day(answered: Bool = true) async throws {
            try await world.run(for: .hours(1))
            if answered { try await answer() }
            try await world.run(for: .hours(23))
        }

        /// Sam answers by hand on the first ticket.
        func answer() async throws {
            let id = Ticket.ID(rawValue: 1)
            let sam = try #require(try await desk.person(Disaster.sam))
            _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
                _ = try desk.claim(id, by: actor)
                let draft = CommentDraft(
                    author: actor.person.id, source: .api, text: "Is it plugged in?", isVerified: true)
                return try desk.comment(on: id, draft, by: actor)
            }
            try await world.collect()
        }

        func tickets() async throws -> Int {
            try await desk.store.read { records throws(DeskError) -> Int in
                guard let ada = try records.person(with: TestDesk.Known.address("ada@acme.example")) else {
                    return 0
                }
                return try records.tickets(TicketQuery(viewer: ada)).total
            }
        }
    }
}
