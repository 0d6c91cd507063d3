import MailParsing
import TallyCore
import TallyStore
import Testing

@Suite struct Participating {
    private let desk: TestDesk
    private let alice: Person
    private let bob: Person
    private let sam: Person
    private let ticket: Ticket

    init() async throws {
        desk = try TestDesk()
        alice = try await desk.add("Alice", .employee)
        bob = try await desk.add("Bob", .employee)
        sam = try await desk.add("Sam", .staff)
        ticket = try await desk.openTicket(by: alice)
        _ = try await desk.sent()
    }

    @discardableResult
    private func add(_ address: String, as person: Person) async throws(DeskError) -> Ticket {
        let address = TestDesk.Known.address(address)
        return try await desk.act(as: person) { desk, actor throws(DeskError) in
            try desk.addParticipant(address, to: ticket.id, by: actor)
        }
    }

    private func remove(_ person: Person, as actor: Person) async throws(DeskError) {
        try await desk.act(as: actor) { desk, actor throws(DeskError) in
            _ = try desk.removeParticipant(person.id, from: ticket.id, by: actor)
        }
    }

    @Test(arguments: ["support@acme.example", "support+x@acme.example"])
    func `no address of the desk's own takes part`(address: String) async throws {
        await #expect(throws: DeskError.self) { try await add(address, as: sam) }
        #expect(try await desk.person(address) == nil)
    }

    @Test func `who takes part gets what the requester gets, and may answer`() async throws {
        let joined = try await add("bob@acme.example", as: sam)
        #expect(joined.version == ticket.version + 1)
        #expect(try await desk.participants(of: ticket.id) == [bob.id])
        let words = CommentDraft(author: sam.id, source: .api, text: "Which floor?", isVerified: true)
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.comment(on: ticket.id, words, by: actor)
        }
        #expect(
            try await desk.sent().map(\.summary) == [
                "comment to alice@acme.example", "comment to bob@acme.example",
            ])
        let answer = CommentDraft(author: bob.id, source: .api, text: "The third.", isVerified: true)
        _ = try await desk.act(as: bob) { desk, actor throws(DeskError) in
            try desk.comment(on: ticket.id, answer, by: actor)
        }
    }

    @Test func `an address nobody knows becomes somebody the desk knows`() async throws {
        try await add("eve@elsewhere.example", as: sam)
        let eve = try await desk.store.read { records throws(DeskError) in
            try records.person(with: TestDesk.Known.address("eve@elsewhere.example"))
        }
        #expect(eve?.role == .employee)
        #expect(try await desk.participants(of: ticket.id) == [try #require(eve).id])
        let entry = try #require(try await desk.timeline(of: ticket.id).last)
        #expect(entry.kind == .participantAdded)
        #expect(entry.to == "eve")
        #expect(entry.actor == sam.id)
    }

    @Test func `who is there already changes nothing`() async throws {
        let once = try await add("bob@acme.example", as: sam)
        #expect(try await add("bob@acme.example", as: sam) == once)
        #expect(try await add("alice@acme.example", as: sam) == once)
    }

    @Test func `the desk's own address takes part in nothing`() async throws {
        await #expect(
            throws: DeskError.refused(.invalid(field: "participant", problem: "is the desk's own address"))
        ) {
            try await add("support@acme.example", as: sam)
        }
    }

    @Test func `requester and staff add and remove people, a participant only leaves`() async throws {
        try await add("bob@acme.example", as: alice)
        try await add("carol@acme.example", as: sam)
        let carol = try #require(
            try await desk.store.read { records throws(DeskError) in
                try records.person(with: TestDesk.Known.address("carol@acme.example"))
            })
        await #expect(throws: DeskError.refused(.forbidden(.addParticipant))) {
            try await add("dora@acme.example", as: bob)
        }
        await #expect(throws: DeskError.refused(.forbidden(.removeParticipant))) {
            try await remove(carol, as: bob)
        }
        try await remove(bob, as: bob)
        try await remove(carol, as: alice)
        #expect(try await desk.participants(of: ticket.id).isEmpty)
        let last = try await desk.timeline(of: ticket.id).suffix(2)
        #expect(last.map(\.kind) == [.participantRemoved, .participantRemoved])
        #expect(last.map(\.from) == ["Bob", "carol@acme.example"])
    }

    @Test(arguments: [
        (DeskSettings.Requesters.known, "other.example", false),
        (.domains(["acme.example"]), "other.example", false),
        (.domains(["acme.example"]), "acme.example", true),
        (.anyone, "other.example", true),
    ])
    func `a requester's naming somebody tells nothing of who is known`(
        requesters: DeskSettings.Requesters, domain: String, isAdmitted: Bool
    ) async throws {
        let settings = DeskSettings(
            siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT", senderName: nil,
            senderAddress: TestDesk.Known.support, mailboxes: [], requesters: requesters)
        let desk = try TestDesk(settings: settings)
        let (alice, sam) = (try await desk.add("Alice", .employee), try await desk.add("Sam", .staff))
        let ticket = try await desk.openTicket(by: alice)
        let names = ["kim", "gone", "nobody"]
        let addresses = names.map { TestDesk.Known.address("\($0)@\(domain)") }
        try await desk.write { desk, records throws(DeskError) in
            for (name, address) in zip(names, addresses).dropLast() {
                var person = try records.add(
                    PersonDraft(name: "Kim Known", role: .staff, address: address), at: desk.now)
                person.isActive = name == "kim"
                try records.update(person)
            }
        }
        func add(_ address: MailAddress, as person: Person) async throws(DeskError) {
            try await desk.act(as: person) { desk, actor throws(DeskError) in
                _ = try desk.addParticipant(address, to: ticket.id, by: actor)
            }
        }
        var outcomes: Set<String> = []
        for address in addresses {
            do {
                try await add(address, as: alice)
                let entry = try #require(try await desk.timeline(of: ticket.id).last)
                outcomes.insert(entry.to == address.text ? "the address" : entry.to ?? "nothing")
            } catch {
                outcomes.insert("\(error)")
            }
        }
        #expect(outcomes.count == 1)
        #expect(outcomes.contains("the address") == isAdmitted)
        #expect(try await desk.participants(of: ticket.id).count == (isAdmitted ? 3 : 0))
        // Staff name whom they know, wherever that is.
        try await add(addresses[0], as: sam)
        #expect(try await desk.participants(of: ticket.id).count == (isAdmitted ? 3 : 1))
    }
}
