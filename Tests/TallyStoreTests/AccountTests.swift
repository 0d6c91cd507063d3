import Foundation
import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite struct `Links into accounts` {
    private static let eve = TestDesk.Known.address("eve@acme.example")

    private func desk(_ signUp: DeskSettings.SignUp = .domains(["acme.example"])) throws -> TestDesk {
        var settings = TestDesk.settings
        settings.signUp = signUp
        return try TestDesk(settings: settings)
    }

    /// Grants a wish; what is mailed for it.
    private func grant(_ wish: Desk.AccountWish, at desk: TestDesk) async throws -> [OutgoingMail] {
        try await desk.write { desk, _ throws(DeskError) in try desk.grant(wish) }
        return try await desk.sent()
    }

    private func token(in mails: [OutgoingMail]) throws -> String {
        let url = try #require(mails.first?.draft.values["link_url"].text)
        #expect(url.hasPrefix("https://desk.acme.example/#/"), "what is behind # reaches no server")
        return String(try #require(url.split(separator: "/").last))
    }

    private func setPassword(
        _ token: String, _ purposes: Set<AccountLink.Purpose>, hash: String = "hash", at desk: TestDesk
    ) async throws -> Person? {
        try await desk.write { desk, _ throws(DeskError) in
            try desk.setPassword(hash, with: token, for: purposes)
        }
    }

    @Test func `who may sign up has an account once the link was used, and not before`() async throws {
        let desk = try desk()
        let mails = try await grant(.signUp(Self.eve, name: "Eve"), at: desk)
        #expect(mails.map(\.summary) == ["sign-up to eve@acme.example"])
        let token = try token(in: mails)
        let before = try await desk.write { desk, records throws(DeskError) in
            #expect(try desk.accountLink(token)?.link.name == "Eve")
            return try records.person(with: Self.eve)
        }
        #expect(before == nil, "looking changes nothing")
        let person = try #require(try await setPassword(token, [.signUp], at: desk))
        #expect(person.name == "Eve")
        #expect(person.role == .employee)
        let hash = try await desk.store.read { records throws(DeskError) in
            try records.passwordHash(of: person.id)
        }
        #expect(hash == "hash")
        #expect(try await setPassword(token, [.signUp], at: desk) == nil, "a link works once")
    }

    @Test func `somebody whom mail made a person keeps their tickets and gets a password`() async throws {
        let desk = try desk()
        let letter = Letter(from: "Eve <eve@acme.example>", id: "q@acme.example", body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        _ = try await desk.sent()
        let token = try token(in: try await grant(.signUp(Self.eve, name: "Mallory"), at: desk))
        let person = try #require(try await setPassword(token, [.signUp], at: desk))
        #expect(person.name == "Eve", "nobody renames another by signing up")
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1))?.requester == person.id)
        #expect(try await desk.sent().map(\.summary) == ["account to eve@acme.example"])
    }

    @Test func `who has a password and signs up again is sent a link to change it`() async throws {
        let desk = try desk()
        let eve = try await desk.add("Eve", .employee)
        try await desk.write { _, records throws(DeskError) in
            try records.setPasswordHash("old", of: eve.id)
        }
        let mails = try await grant(.signUp(Self.eve, name: "Eve"), at: desk)
        #expect(mails.map(\.summary) == ["password-reset to eve@acme.example"])
    }

    @Test(arguments: [
        (DeskSettings.SignUp.off, "eve@acme.example"), (.invite, "eve@acme.example"),
        (.domains(["other.example"]), "eve@acme.example"),
        (.domains(["acme.example"]), "support@acme.example"),
        (.domains(["acme.example"]), "eve@sub.acme.example"),
        (.domains(["acme.example"]), "gone@acme.example"),
    ])
    func `nobody else is mailed anything`(policy: DeskSettings.SignUp, address: String) async throws {
        let desk = try desk(policy)
        let gone = try await desk.add("Gone", .employee)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.disablePerson(gone.id, by: .operator)
        }
        let wish = Desk.AccountWish.signUp(TestDesk.Known.address(address), name: "Eve")
        #expect(try await grant(wish, at: desk).isEmpty)
    }

    @Test(arguments: ["nobody@acme.example", "gone@acme.example", "support@acme.example"])
    func `no link goes where nobody has an account`(address: String) async throws {
        let desk = try desk()
        let gone = try await desk.add("Gone", .staff)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.disablePerson(gone.id, by: .operator)
        }
        let address = TestDesk.Known.address(address)
        #expect(try await grant(.resetPassword(address), at: desk).isEmpty)
        #expect(try await grant(.signIn(address), at: desk).isEmpty)
    }

    @Test func `another password ends every sign-in and every other link, and its owner is told`()
        async throws
    {
        let desk = try desk()
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, records throws(DeskError) in
            try records.setPasswordHash("old", of: sam.id)
            try records.addSession(
                Session(
                    id: "s", person: sam.id, token: [1], createdAt: desk.now,
                    expiresAt: desk.now + .days(1)))
        }
        let first = try token(in: try await grant(.resetPassword(sam.address), at: desk))
        let second = try token(in: try await grant(.resetPassword(sam.address), at: desk))
        let other = try token(in: try await grant(.signIn(sam.address), at: desk))
        #expect(try await setPassword(other, [.reset], at: desk) == nil, "a link is for one thing")
        #expect(try await setPassword(first, [.reset], at: desk)?.id == sam.id, "a newer one changes nothing")
        #expect(try await desk.sent().map(\.summary) == ["account to sam@acme.example"])
        #expect(try await setPassword(second, [.reset], at: desk) == nil)
        try await desk.write { desk, records throws(DeskError) in
            #expect(try records.session("s") == nil)
            #expect(try desk.signIn(with: other) == nil)
        }
    }

    @Test(arguments: [
        (Desk.AccountWish.resetPassword(eve), Duration.hours(1)), (.signIn(eve), .minutes(15)),
        (.signUp(eve, name: "Eve"), .hours(24)),
    ])
    func `a link ends with its time`(wish: Desk.AccountWish, lifetime: Duration) async throws {
        let desk = try desk()
        _ = try await desk.add("Eve", .employee)
        let token = try token(in: try await grant(wish, at: desk))
        desk.advance(lifetime - .seconds(1))
        try await desk.write { desk, _ throws(DeskError) in #expect(try desk.accountLink(token) != nil) }
        desk.advance(.seconds(1))
        try await desk.write { desk, _ throws(DeskError) in #expect(try desk.accountLink(token) == nil) }
    }

    @Test func `an address that is given up, and a person who is put out, have no links`() async throws {
        let desk = try desk()
        let sam = try await desk.add("Sam", .staff)
        let home = TestDesk.Known.address("sam@home.example")
        try await desk.write { desk, _ throws(DeskError) in try desk.giveAddress(home, to: sam.id) }
        let away = try token(in: try await grant(.signIn(home), at: desk))
        let work = try token(in: try await grant(.signIn(sam.address), at: desk))
        try await desk.write { desk, _ throws(DeskError) in
            try desk.removeAddress(home, of: sam.id, by: .operator)
            #expect(try desk.signIn(with: away) == nil)
            #expect(try desk.accountLink(work) != nil)
            _ = try desk.disablePerson(sam.id, by: .operator)
            #expect(try desk.signIn(with: work) == nil)
        }
    }

    @Test(arguments: [DeskSettings.SignUp.off, .invite, .domains(["other.example"])])
    func `to have mailed the desk is no account`(policy: DeskSettings.SignUp) async throws {
        let desk = try desk(policy)
        let eve = try await desk.add("Eve", .employee)
        #expect(try await grant(.signIn(Self.eve), at: desk).isEmpty)
        #expect(try await grant(.resetPassword(Self.eve), at: desk).isEmpty)
        guard policy != .off else { return }
        try await desk.write { desk, _ throws(DeskError) in try desk.invite(eve.id, by: .operator) }
        _ = try await desk.sent()
        #expect(try await grant(.signIn(Self.eve), at: desk).count == 1)
        desk.advance(.days(8))
        #expect(try await grant(.signIn(Self.eve), at: desk).isEmpty, "an invitation lasts a week")
    }

    @Test func `one address is sent ten links of a kind a day, then one an hour, whoever asks`() async throws
    {
        let desk = try desk()
        let sam = try await desk.add("Sam", .staff)
        for _ in 0..<15 {
            try await desk.write { desk, _ throws(DeskError) in try desk.grant(.signIn(sam.address)) }
        }
        #expect(try await desk.sent().count == 10)
        desk.advance(.minutes(61))
        #expect(try await grant(.signIn(sam.address), at: desk).count == 1, "nobody keeps Sam out")
        #expect(try await grant(.signIn(sam.address), at: desk).isEmpty)
        desk.advance(.days(1) + .seconds(1))
        #expect(try await grant(.signIn(sam.address), at: desk).count == 1)
    }

    @Test func `an admin invites whoever has no password; the newest link counts, for a week`() async throws {
        let desk = try desk(.invite)
        let ada = Desk.Actor(person: try await desk.add("Ada", .admin), source: .console)
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, _ throws(DeskError) in try desk.invite(sam.id, by: .actor(ada)) }
        let mails = try await desk.sent()
        #expect(mails.map(\.summary) == ["invite to sam@acme.example"])
        #expect(mails.first?.draft.values["inviter"]["name"] == "Ada")
        let old = try token(in: mails)
        try await desk.write { desk, _ throws(DeskError) in try desk.invite(sam.id, by: .operator) }
        let token = try token(in: try await desk.sent())
        #expect(try await setPassword(old, [.invitation], at: desk) == nil)
        desk.advance(.days(7) - .seconds(1))
        #expect(try await setPassword(token, [.invitation], at: desk)?.id == sam.id)
        await #expect(throws: DeskError.refused(.conflict(RefusalReason(.hasPassword, ["name": "Sam"])))) {
            try await desk.write { desk, _ throws(DeskError) in try desk.invite(sam.id, by: .actor(ada)) }
        }
        let staff = Desk.Actor(person: sam, source: .console)
        await #expect(throws: DeskError.self) {
            try await desk.write { desk, _ throws(DeskError) in try desk.invite(sam.id, by: .actor(staff)) }
        }
    }

    @Test func `where accounts are off nobody is invited`() async throws {
        let desk = try desk(.off)
        let sam = try await desk.add("Sam", .staff)
        await #expect(throws: DeskError.self) {
            try await desk.write { desk, _ throws(DeskError) in try desk.invite(sam.id, by: .operator) }
        }
        #expect(try await desk.sent().isEmpty)
    }

    @Test func `no token is in the database, not while its mail waits and not after it was sent`()
        async throws
    {
        let desk = try desk()
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, _ throws(DeskError) in
            try desk.grant(.resetPassword(sam.address))
            let home = TestDesk.Known.address("sam@home.example")
            try desk.requestAddress(home, of: sam.id, by: .operator)
        }
        let question = Letter(
            from: "alice@acme.example", subject: "The printer burns", id: "q1@acme.example", body: "Help!")
        _ = try await desk.receive(question.text, uid: 1)
        let forged = Letter(
            from: "alice@acme.example", subject: "Re: [TT-1]", id: "f1@acme.example", body: "/withdraw")
        _ = try await desk.receive(forged.text, uid: 2)
        let composer = try MailTemplates.composer()
        var tokens: [String] = []
        while let mail = try await desk.store.nextDue(at: desk.now + .days(30), besides: []) {
            let bytes = try composer.message(for: mail.linked(by: desk.mint), report: nil)
            let url = mail.linked(by: desk.mint).draft.values
            tokens += [url["link_url"], url["confirm_url"]].compactMap { $0.text?.split(separator: "/").last }
                .map(String.init)
            #expect(try await desk.store.begin(mail, bytes: bytes))
            let again = try await desk.store.nextDue(at: desk.now, besides: [])
            #expect(again?.id != mail.id)
        }
        #expect(tokens.count == 3, "a password, an address, a withdrawal without proof")
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.directory)
        for name in files where name.hasPrefix("tally.db") {
            let bytes = try #require(FileManager.default.contents(atPath: desk.directory + "/" + name))
            for token in tokens { #expect(bytes.range(of: Data(token.utf8)) == nil, "\(name)") }
        }
    }
}
