import Foundation
import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// Every kind of mail, byte for byte as it is sent.
///
/// A mail that differs from its golden is written beside it as `.actual`; `make accept` takes it for the new
/// golden.
@Suite("Mail as it is sent")
struct MailGoldenTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let goldens = project.appending(path: "Tests/TallyStoreTests/mail-goldens")

    static let languages = ["en", "de"]

    @Test(arguments: languages) func `each kind of mail is as its golden shows`(language: String) async throws
    {
        let mails = try await story(in: language)
        let seen = Set(mails.map(\.draft.kind))
        #expect(seen == Set(MailKind.allCases), "the story has to cause every kind")
        let composer = try MailTemplates.composer()
        for kind in MailKind.allCases {
            guard let mail = mails.first(where: { $0.draft.kind == kind }) else { continue }
            let report = kind.carriesReport ? Array("%PDF-1.7 stands for the report".utf8) : nil
            try compare(try composer.message(for: mail, report: report), with: Self.file(kind, language))
        }
    }

    @Test func `no kind of mail and no phrase is missing in German`() throws {
        let templates = try MailTemplates.set()
        #expect(templates.problems.map(\.description) == [])
        #expect(templates.untranslated == [])
        #expect(templates.unusedFiles == [])
    }

    @Test(arguments: languages) func `every mail reads back as it was meant`(language: String) async throws {
        let composer = try MailTemplates.composer()
        for mail in try await story(in: language) {
            let message = Message(reading: try composer.message(for: mail, report: nil))
            #expect(message.defects == [], "\(mail.summary)")
            #expect(message.messageID == mail.draft.messageID)
            #expect(message.to.map(\.address) == [mail.draft.to.address])
            #expect(message.replyTo.map(\.address) == [mail.draft.replyTo?.address].compactMap { $0 })
            let isAboutTicket = mail.draft.ticket != nil
            #expect(message.subject?.contains("[TT-") == isAboutTicket, "\(mail.summary)")
            #expect(message.automation.isAutomatic)
            #expect(message.html?.isEmpty == false)
            #expect(message.fields(named: "Content-Language").map(\.value) == [language])
            #expect(!message.fields.contains { $0.name.lowercased().hasPrefix("list-") })
        }
    }

    @Test func `a new ticket that was perhaps asked before says so to staff, and not to its requester`()
        async throws
    {
        let desk = try TestDesk(cryptography: CountingCryptography())
        _ = try await desk.add("Sam", .staff)
        let first = Letter(
            from: "Bob <bob@acme.example>", subject: "Printer on floor 3 burns", id: "b1@acme.example",
            body: "Help!")
        _ = try await desk.receive(first.text, uid: 1)
        _ = try await desk.sent()
        let second = Letter(
            from: "Alice <alice@acme.example>", subject: "The printer on floor 3 is burning",
            id: "a1@acme.example",
            body: "Smoke comes out of it.")
        _ = try await desk.receive(second.text, uid: 2)
        let mails = try await desk.sent()
        let notice = try #require(mails.first { $0.draft.kind == .newTicket })
        try compare(
            try MailTemplates.composer().message(for: notice, report: nil), with: "new-ticket-similar.eml")
        let answer = try #require(mails.first { $0.draft.kind == .received })
        let told = Message(reading: try MailTemplates.composer().message(for: answer, report: nil))
        #expect(!told.visibleText.contains("TT-1 "))
    }

    @Test(arguments: languages)
    func `a ticket that is handed to another team is no new one`(language: String) async throws {
        var settings = TestDesk.settings
        try settings.speak(language)
        let desk = try TestDesk(cryptography: CountingCryptography(), settings: settings)
        _ = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .admin)
        let ticket = try await desk.openTicket(by: try await desk.add("Dora", .employee))
        _ = try await desk.sent()
        _ = try await desk.write { desk, records throws(DeskError) in
            var changes = TicketChanges()
            changes.team = .set(try records.addTeam(named: "Network").id)
            return try desk.edit(ticket.id, changes, by: Desk.Actor(person: tina, source: .console))
        }
        let notice = try #require(try await desk.sent().first { $0.draft.kind == .newTicket })
        try compare(
            try MailTemplates.composer().message(for: notice, report: nil),
            with: (language == "en" ? "" : language + "/") + "new-ticket-handed-over.eml")
    }

    @Test func `templates may use every value that a mail has, of every kind`() async throws {
        #expect(Set(MailNames.ofEachKind.keys) == Set(MailKind.allCases.map(\.rawValue)))
        for mail in try await story(in: "en") {
            let names = try #require(MailNames.ofEachKind[mail.draft.kind.rawValue])
            #expect(Self.unknown(mail.draft.values, names) == [], "\(mail.summary)")
        }
    }

    /// The names of values that a template of the kind may not use.
    private static func unknown(_ value: JSON, _ names: TemplateNames) -> [String] {
        if let elements = value.elements { return elements.flatMap { unknown($0, names) } }
        guard case .object(let known) = names else { return [] }
        return (value.members ?? []).flatMap { member -> [String] in
            guard let within = known[member.name] else { return [member.name] }
            return unknown(member.value, within)
        }
    }

    /// A conversation in which every kind of mail is sent.
    private func story(in language: String) async throws -> [OutgoingMail] {
        let desk = try promisingDesk(in: language)
        let sam = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .admin)
        let question = Letter(
            from: "Alice Müller <alice@acme.example>", subject: "Der Drucker brennt 🔥", id: "q1@acme.example",
            body: "Smoke comes out of it.\n\nمرحبا & <b>日本語</b>")
        _ = try await desk.receive(question.text, uid: 1)
        var mails = try await desk.sent()
        let notice = try #require(mails.first { $0.summary == "new-ticket to sam@acme.example" })
        for wait in [Duration.hours(7), .hours(1)] {
            desk.advance(wait)
            try await desk.reviewServiceLevels()
        }
        for (uid, body) in [(2, "claim\n/clam\n\nIs it the one on floor 3?"), (3, "waiting")]
            as [(UInt32, String)]
        {
            let letter = Letter(
                from: "sam@acme.example", to: notice.answerAddress, id: "s\(uid)@acme.example", body: body)
            _ = try await desk.receive(letter.text, uid: uid)
            mails += try await desk.sent()
        }
        let ticket = Ticket.ID(rawValue: 1)
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.assign(ticket, to: tina.id, by: Desk.Actor(person: tina, source: .console))
        }
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.release(ticket, by: Desk.Actor(person: tina, source: .console))
        }
        _ = try await desk.write { desk, _ throws(DeskError) in
            try desk.assign(ticket, to: sam.id, by: Desk.Actor(person: tina, source: .console))
        }
        mails += try await desk.sent()
        let end = Letter(
            from: "sam@acme.example", to: notice.answerAddress, id: "s9@acme.example",
            body: "resolved: replaced the cable")
        _ = try await desk.receive(end.text, uid: 4)
        let unproven = Letter(
            from: "sam@acme.example", id: "s10@acme.example", inReplyTo: notice.draft.messageID.text,
            body: "reopen\npriority high")
        _ = try await desk.receive(unproven.text, uid: 6)
        mails += try await desk.sent()
        try await receiveWhatNobodyReads(at: desk)
        try await requestAddress(of: sam, at: desk)
        desk.advance(.days(7))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendWeeklyReport() }
        mails += try await desk.sent()
        return mails + (try await sortingStory(in: language)) + (try await accountStory(in: language))
            + (try await stormStory(in: language)) + (try await dailyStory(in: language))
    }

    /// What staff hear when mail comes back, and when there is far too much of it.
    private func stormStory(in language: String) async throws -> [OutgoingMail] {
        var settings = TestDesk.settings
        try settings.speak(language)
        settings.outgoing.notices = .init(1, within: .minutes(10))
        settings.outgoing.breaker = .init(2, within: .minutes(10))
        settings.outgoing.suspension = .init(1, within: .days(30))
        let desk = try TestDesk(cryptography: CountingCryptography(), settings: settings)
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.add("Tina", .admin)
        var mails: [OutgoingMail] = []
        let names = ["Alice", "Bob", "Carol"]
        for (uid, name) in zip([1, 2, 3] as [UInt32], names) {
            let letter = Letter(
                from: "\(name) <\(name.lowercased())@acme.example>", subject: "\(name)'s <screen> flickers",
                id: "q\(uid)@acme.example", body: "It is \(name)'s, and it flickers since this morning.")
            _ = try await desk.receive(letter.text, uid: uid)
            mails += try await desk.sent()
        }
        let answer = try #require(mails.first { $0.summary == "received to alice@acme.example" })
        desk.advance(.minutes(10))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendGathered(limit: 10) }
        desk.advance(.minutes(10))
        let report = DeliveryReportLetter(of: answer, status: "5.1.1", diagnostic: "no <such> user here")
        _ = try await desk.receive(report.text, uid: 9)
        try await outage(at: desk)
        mails += try await desk.sent()
        return mails
    }

    private func outage(at desk: TestDesk) async throws {
        var watch = OutageWatch()
        let problem = OutageWatch.Problem(
            .mailbox(MailboxName("support")), reason: "imap.acme.example refused the log-in: <expired>")
        _ = watch.news([problem], at: desk.now)
        desk.advance(OutageWatch.patience)
        let news = watch.news([problem], at: desk.now)
        try await desk.write { desk, _ throws(DeskError) in try desk.tell(of: news) }
    }

    /// What Tina finds in the morning, who wants no mail of its own for each new ticket.
    private func dailyStory(in language: String) async throws -> [OutgoingMail] {
        var settings = TestDesk.settings
        try settings.speak(language)
        let desk = try TestDesk(cryptography: CountingCryptography(), settings: settings)
        let sam = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .admin)
        try await desk.write { _, records throws(DeskError) in
            for kind in [NotificationKind.newTicket, .comment] {
                try records.setPreference(NotificationPreference(mail: .digest), for: kind, of: tina.id)
            }
        }
        let dora = try await desk.add("Dora", .employee)
        let ticket = try await desk.openTicket("The <keyboard> sticks", by: dora)
        for text in ["It is the E.", "And the R."] {
            _ = try await desk.act(as: dora) { desk, actor throws(DeskError) in
                try desk.comment(
                    on: ticket.id,
                    CommentDraft(author: dora.id, source: .api, text: text, isVerified: true), by: actor)
            }
        }
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.claim(ticket.id, by: actor)
        }
        desk.advance(.days(1))
        _ = try await desk.write { desk, _ throws(DeskError) in try desk.sendDigests(limit: 10) }
        return try await desk.sent()
    }

    /// A mail that is too large, and one that is encrypted.
    private func receiveWhatNobodyReads(at desk: TestDesk) async throws {
        try await desk.receiveOversize(uid: 5)
        let sealed = Letter(
            from: "Bob <bob@acme.example>", subject: "Secret", id: "s11@acme.example",
            body: "MIAGCSqGSIb3DQEHA6CA", contentType: "application/pkcs7-mime; smime-type=enveloped-data")
        _ = try await desk.receive(sealed.text, uid: 7)
    }

    private func promisingDesk(in language: String) throws -> TestDesk {
        let promise = ServiceLevelAgreement.Policy(firstResponse: .hours(8), resolution: .days(5))
        var settings = TestDesk.settings(
            serviceLevels: ServiceLevelAgreement(policies: [.medium: promise]))
        try settings.speak(language)
        return try TestDesk(cryptography: CountingCryptography(), settings: settings)
    }

    /// What people are sent who want in.
    private func accountStory(in language: String) async throws -> [OutgoingMail] {
        var settings = TestDesk.settings
        settings.signUp = .domains(["acme.example"])
        try settings.speak(language)
        let desk = try TestDesk(cryptography: CountingCryptography(), settings: settings)
        let tina = Desk.Actor(person: try await desk.add("Tina", .admin), source: .console)
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, records throws(DeskError) in
            try desk.grant(.signUp(TestDesk.Known.address("eve@acme.example"), name: "Eve"))
            try desk.invite(sam.id, by: .actor(tina))
            try desk.grant(.resetPassword(sam.address))
            try desk.grant(.signIn(sam.address))
            try desk.tell(sam, of: .passwordChanged)
        }
        return try await desk.sent()
    }

    /// What happens to tickets that staff sort out among themselves: one is merged, one is left behind.
    private func sortingStory(in language: String) async throws -> [OutgoingMail] {
        var settings = TestDesk.settings
        try settings.speak(language)
        let desk = try TestDesk(cryptography: CountingCryptography(), settings: settings)
        let sam = try await desk.add("Sam", .staff)
        let tina = try await desk.add("Tina", .admin)
        let dora = try await desk.add("Dora", .employee)
        let first = try await desk.openTicket("Der Drucker raucht", by: dora)
        let second = try await desk.openTicket("Smoke on floor 3", by: dora)
        _ = try await desk.sent()
        _ = try await desk.act(as: tina) { desk, actor throws(DeskError) in
            try desk.merge(second.id, into: first.id, by: actor)
        }
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.claim(first.id, by: actor)
        }
        _ = try await desk.act(as: tina) { desk, actor throws(DeskError) in
            try desk.takeBackTickets(of: sam, by: actor)
        }
        _ = try await desk.act(as: tina) { desk, actor throws(DeskError) in
            try desk.claim(first.id, by: actor)
        }
        _ = try await desk.act(as: sam) { desk, actor throws(DeskError) in
            try desk.takeBackTickets(of: tina, by: nil)
        }
        return try await desk.sent()
    }

    private func requestAddress(of person: Person, at desk: TestDesk) async throws {
        let home = TestDesk.Known.address("sam@home.example")
        let authority = Desk.Authority.actor(Desk.Actor(person: person, source: .console))
        try await desk.write { desk, _ throws(DeskError) in
            try desk.requestAddress(home, of: person.id, by: authority)
        }
    }

    /// English lies beside the folders of other languages, as the templates do.
    private static func file(_ kind: MailKind, _ language: String) -> String {
        (language == "en" ? "" : language + "/") + kind.rawValue + ".eml"
    }

    private func compare(_ bytes: [UInt8], with name: String) throws {
        let golden = Self.goldens.appending(path: name)
        let actual = Self.goldens.appending(path: name + ".actual")
        if ProcessInfo.processInfo.environment["TALLY_ACCEPT"] != nil {
            try Data(bytes).write(to: golden)
            return
        }
        let expected = FileManager.default.contents(atPath: golden.path).map { Array($0) }
        guard expected != bytes else { return }
        try Data(bytes).write(to: actual)
        Issue.record("\(name) differs from its golden; see \(name).actual, and `make accept` if it is right")
    }
}

extension DeskSettings {
    /// Writes to everybody in one of the languages that the project's templates are in.
    mutating func speak(_ language: String) throws {
        self.language = try #require(LanguageTag(language))
        let known = try MailTemplates.set().vocabularies
        vocabularies = { known }
    }
}
