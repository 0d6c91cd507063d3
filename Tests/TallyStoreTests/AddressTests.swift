import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite struct `Several addresses of one person` {
    private static let home = TestDesk.Known.address("sam@home.example")

    /// Asks for an address; what is mailed there is the link's token.
    private func request(
        _ address: MailAddress = home, of person: Desk.Actor, by authority: Desk.Authority, at cast: Cast
    ) async throws -> String {
        try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.requestAddress(address, of: person.person.id, by: authority)
        }
        let mails = try await cast.desk.sent()
        #expect(mails.map(\.summary) == ["confirm-address to \(address)"])
        let url = try #require(mails.first?.draft.values["confirm_url"].text)
        #expect(url.hasPrefix("https://desk.acme.example/confirm-address/"))
        return String(try #require(url.split(separator: "/").last))
    }

    private func addresses(of person: Desk.Actor, at cast: Cast) async throws -> [String] {
        try await cast.desk.store.read { records throws(DeskError) in
            try records.addresses(of: person.person.id).map(\.text)
        }
    }

    private func confirm(_ token: String, at cast: Cast) async throws -> MailAddress? {
        try await cast.desk.write { desk, _ throws(DeskError) in try desk.confirmAddress(token)?.address }
    }

    @Test func `an address is somebody's once its link was used, and not before`() async throws {
        let cast = try await Cast()
        let token = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        #expect(try await addresses(of: cast.sam, at: cast) == ["sam@acme.example"])
        let shown = try await cast.desk.write { desk, _ throws(DeskError) in try desk.addressProof(token) }
        #expect(shown?.address == Self.home)
        #expect(
            try await addresses(of: cast.sam, at: cast) == ["sam@acme.example"], "looking changes nothing")
        #expect(try await confirm(token, at: cast) == Self.home)
        #expect(try await addresses(of: cast.sam, at: cast) == ["sam@acme.example", "sam@home.example"])
    }

    @Test func `mail from any address of somebody is theirs`() async throws {
        let cast = try await Cast()
        let home = TestDesk.Known.address("alice@home.example")
        let token = try await request(home, of: cast.alice, by: .actor(cast.alice), at: cast)
        _ = try await confirm(token, at: cast)
        let letter = Letter(from: "alice@home.example", id: "q@home.example", body: "Smoke.")
        _ = try await cast.desk.receive(letter.text, uid: 1)
        let ticket = try #require(try await cast.desk.ticket(Ticket.ID(rawValue: 1)))
        #expect(ticket.requester == cast.alice.person.id)
    }

    @Test func `a link works once, for a day, and only the newest one to an address`() async throws {
        let cast = try await Cast()
        let old = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        let token = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        #expect(try await confirm(old, at: cast) == nil)
        #expect(try await confirm(token, at: cast) == Self.home)
        let told = try await cast.desk.sent().map(\.summary)
        #expect(told == ["account to sam@acme.example"], "in case it was not Sam")
        #expect(try await confirm(token, at: cast) == nil)
        let other = TestDesk.Known.address("sam@other.example")
        let late = try await request(other, of: cast.sam, by: .actor(cast.sam), at: cast)
        cast.desk.advance(.hours(24))
        #expect(try await confirm(late, at: cast) == nil)
    }

    @Test func `no link works that nobody was mailed, or whose asker was disabled`() async throws {
        let cast = try await Cast()
        let token = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        for forged in ["", "a", token + "a", String(token.dropLast()), token.uppercased()] {
            #expect(try await confirm(forged, at: cast) == nil)
        }
        try await cast.edit(cast.sam, by: .operator) { $0.isActive = .set(false) }
        #expect(try await confirm(token, at: cast) == nil)
    }

    @Test func `the records do not hold the token`() async throws {
        let cast = try await Cast()
        let token = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        let kept = try await cast.desk.store.read { records throws(DeskError) in
            try records.addressProofs(of: cast.sam.person.id, at: Timestamp(unixSeconds: 0))
        }
        #expect(kept.count == 1)
        #expect(kept.first?.token.count == 32)
        #expect(kept.first.map { String(decoding: $0.token, as: UTF8.self).contains(token) } == false)
    }

    @Test func `the mail holds no word of its asker's choice`() async throws {
        let cast = try await Cast()
        try await cast.edit(cast.sam, by: .actor(cast.sam)) { $0.name = .set("Buy pills at evil.example") }
        try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.requestAddress(Self.home, of: cast.sam.person.id, by: .actor(cast.sam))
        }
        let mail = try #require(try await cast.desk.sent().first)
        #expect(!mail.draft.values.description.contains("pills"))
        #expect(mail.draft.to == Mailbox(name: nil, address: "sam@home.example"))
    }

    @Test func `one address is not flooded with links, whoever asks`() async throws {
        let cast = try await Cast()
        for actor in [cast.sam, cast.alice, cast.ada] {
            _ = try await request(of: actor, by: .actor(actor), at: cast)
        }
        let refusal = await #expect(throws: DeskError.self) {
            try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        }
        #expect(invalidField(refusal) == "email")
        cast.desk.advance(.hours(25))
        _ = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
    }

    @Test func `whether an address is taken shows only to who can read its mail`() async throws {
        let cast = try await Cast()
        let token = try await request(TestDesk.Known.alice, of: cast.sam, by: .actor(cast.sam), at: cast)
        let refusal = await #expect(throws: DeskError.self) { try await confirm(token, at: cast) }
        #expect(invalidField(refusal) == "email")
    }

    @Test func `the first who proves an address has it, and other links to it are void`() async throws {
        let cast = try await Cast()
        let first = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        let second = try await request(of: cast.alice, by: .actor(cast.alice), at: cast)
        #expect(try await confirm(second, at: cast) == Self.home)
        #expect(try await confirm(first, at: cast) == nil)
        #expect(try await addresses(of: cast.alice, at: cast).contains("sam@home.example"))
    }

    @Test func `mail goes to the address that is chosen, which must be a proven one`() async throws {
        let cast = try await Cast()
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.edit(cast.sam, by: .actor(cast.sam)) { $0.address = .set(Self.home) }
        }
        #expect(invalidField(refusal) == "email")
        let token = try await request(of: cast.sam, by: .actor(cast.sam), at: cast)
        _ = try await confirm(token, at: cast)
        let edited = try await cast.edit(cast.sam, by: .actor(cast.sam)) { $0.address = .set(Self.home) }
        #expect(edited.address == Self.home)
        #expect(try await addresses(of: cast.sam, at: cast) == ["sam@home.example", "sam@acme.example"])
    }

    @Test func `an address that is given up is nobody's, and the one that mail goes to stays`() async throws {
        let cast = try await Cast()
        let sam = cast.sam
        let token = try await request(of: sam, by: .actor(sam), at: cast)
        _ = try await confirm(token, at: cast)
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.removeAddress(sam.person.address, of: sam.person.id, by: .actor(sam))
            }
        }
        #expect(invalidField(refusal) == "email")
        try await cast.desk.write { desk, records throws(DeskError) in
            try desk.removeAddress(Self.home, of: sam.person.id, by: .actor(sam))
            #expect(try records.person(with: Self.home) == nil)
        }
    }

    @Test func `a wish for an address can be taken back`() async throws {
        let cast = try await Cast()
        let sam = cast.sam
        let token = try await request(of: sam, by: .actor(sam), at: cast)
        try await cast.desk.write { desk, _ throws(DeskError) in
            try desk.removeAddress(Self.home, of: sam.person.id, by: .actor(sam))
        }
        #expect(try await confirm(token, at: cast) == nil)
    }

    @Test func `nobody asks for others but admins`() async throws {
        let cast = try await Cast()
        await #expect(throws: DeskError.refused(.missing(.person))) {
            try await request(of: cast.alice, by: .actor(cast.sam), at: cast)
        }
        _ = try await request(of: cast.alice, by: .actor(cast.ada), at: cast)
    }

    @Test func `the desk's own address is nobody's`() async throws {
        let cast = try await Cast()
        let refusal = await #expect(throws: DeskError.self) {
            try await cast.desk.write { desk, _ throws(DeskError) in
                try desk.giveAddress(TestDesk.Known.support, to: cast.sam.person.id)
            }
        }
        #expect(invalidField(refusal) == "email")
    }
}
