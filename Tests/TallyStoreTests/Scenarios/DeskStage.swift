import MailParsing
import ScenarioLanguage
import TallyCore
import TallyStore
import Testing

/// The real desk on a real store, in process, with a clock that scenarios move.
///
/// Mail arrives staged as if it had been fetched, and is taken from the outbox as it would be sent.
final class DeskStage: ScenarioStage {
    let supportAddress = "support@acme.example"
    let domain = "acme.example"
    private var desk: TestDesk?
    private var composer: MailComposer?
    private var uid: UInt32 = 0
    /// Of larger mails no more than the head is fetched.
    private var largestMail = Int.max

    var mailDate: String { desk?.now.mailDate ?? "" }

    var theDesk: TestDesk {
        get throws { try #require(desk) }
    }

    func begin(with people: [ScenarioPerson], settings: ScenarioSettings) async throws {
        let configuration = try SiteConfiguration.configuration(settings)
        largestMail = configuration.limits.messageBytes
        let desk = try TestDesk(settings: try SiteConfiguration.deskSettings(configuration))
        composer = try MailTemplates.composer(loopMark: desk.mint.loopMark)
        self.desk = desk
        let teams = Set(settings.teams + people.compactMap(\.team)).sorted()
        try await desk.write { _, records throws(DeskError) in
            for team in teams { _ = try records.addTeam(named: team) }
        }
        for person in people where person.part != .stranger {
            try await add(person, to: desk)
        }
    }

    private func add(_ person: ScenarioPerson, to desk: TestDesk) async throws {
        let role = try #require(Role(rawValue: person.part.rawValue))
        let address = try #require(MailAddress(person.address))
        try await desk.write { desk, records throws(DeskError) in
            var draft = PersonDraft(name: person.name, role: role, address: address)
            if let team = person.team { draft.team = try records.team(named: team)?.id }
            draft.language = person.language.flatMap { LanguageTag($0) }
            _ = try records.add(draft, at: desk.now)
        }
    }

    func deliver(_ mail: [UInt8], from sender: String, to recipient: String) async throws -> String? {
        uid += 1
        let desk = try theDesk
        let mailbox = desk.settings.mailboxes.first { mailbox in
            guard let address = MailAddress(recipient) else { return false }
            return mailbox.address == address || mailbox.replyAddress?.token(in: address) != nil
        }
        let folder = MailboxFolder(
            mailbox: mailbox?.name ?? MailboxName("support"), uidValidity: UIDValidity(1))
        let isOversize = mail.count > largestMail
        let head = mail.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? mail.count
        let content = isOversize ? Array(mail[..<head]) : mail
        try await desk.store.stage(
            [
                FetchedMessage(
                    uid: UID(uid), internalDate: desk.now, size: mail.count, content: content,
                    isOversize: isOversize)
            ], in: folder)
        let outcomes = try await desk.processStaged()
        guard let outcome = outcomes.last else { return "known already" }
        return outcome.reason.map { "\(outcome.name): \($0)" } ?? outcome.name
    }

    func takeMail() async throws -> [ScenarioMail] {
        let composer = try #require(composer)
        return try await theDesk.sent().map { mail in
            let report = mail.draft.kind.carriesReport ? Array("%PDF-1.7 stands for the report".utf8) : nil
            return ScenarioMail(
                kind: mail.draft.kind.rawValue, recipient: mail.draft.to.address.lowercased(),
                bytes: try composer.message(for: mail, report: report))
        }
    }

    func perform(_ deed: ScenarioDeed, by person: ScenarioPerson, on number: Int) async throws {
        let desk = try theDesk
        let actor = Desk.Actor(person: try await known(person), source: .console)
        let ticket = Ticket.ID(rawValue: Int64(number))
        switch deed {
        case .claim:
            _ = try await desk.write { desk, _ throws(DeskError) in try desk.claim(ticket, by: actor) }
        case .release:
            _ = try await desk.write { desk, _ throws(DeskError) in try desk.release(ticket, by: actor) }
        case .assign(let other):
            let holder = try await known(other).id
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.assign(ticket, to: holder, by: actor)
            }
        case .comment(let text): try await comment(text, .public, on: ticket, by: actor)
        case .note(let text): try await comment(text, .internal, on: ticket, by: actor)
        case .resolve(let text):
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.resolve(ticket, text: text, by: actor)
            }
        case .move(let name):
            let status = try #require(TicketStatus(rawValue: name))
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.setStatus(of: ticket, to: status, by: actor)
            }
        case .merge(let target):
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.merge(ticket, into: Ticket.ID(rawValue: Int64(target)), by: actor)
            }
        case .withdraw:
            _ = try await desk.write { desk, _ throws(DeskError) in
                try desk.setStatus(of: ticket, to: .withdrawn, by: actor)
            }
        case .gather(let name):
            let kind = try #require(NotificationKind(rawValue: name), "\(name) is no kind of notification")
            try await desk.write { _, records throws(DeskError) in
                try records.setPreference(
                    NotificationPreference(mail: .digest), for: kind, of: actor.person.id)
            }
        case .letIn: try await letIn(by: actor.person)
        case .disable(let other):
            let leaver = try await known(other).id
            _ = try await desk.write { desk, _ throws(DeskError) in
                var changes = PersonChanges()
                changes.isActive = .set(false)
                return try desk.editPerson(leaver, changes, seen: nil, by: .actor(actor))
            }
        }
    }

    private func letIn(by person: Person) async throws {
        let desk = try theDesk
        let held = try await desk.store.read { records throws(DeskError) in
            try records.quarantine(after: nil, limit: 1).elements.first?.id
        }
        let id = try #require(held, "no mail is held")
        try await desk.write { desk, _ throws(DeskError) in try desk.retry(id, by: person) }
        _ = try await desk.processStaged()
    }

    private func comment(
        _ text: String, _ visibility: Visibility, on ticket: Ticket.ID, by actor: Desk.Actor
    ) async throws {
        let draft = CommentDraft(
            author: actor.person.id, visibility: visibility, source: .console, text: text, isVerified: true)
        _ = try await theDesk.write { desk, _ throws(DeskError) in
            try desk.comment(on: ticket, draft, by: actor)
        }
    }

    private func known(_ person: ScenarioPerson) async throws -> Person {
        let address = try #require(MailAddress(person.address))
        let found = try await theDesk.store.read { records throws(DeskError) in
            try records.person(with: address)
        }
        return try #require(found, "the desk does not know \(person.name)")
    }

    func pass(_ duration: Duration) async throws {
        let desk = try theDesk
        desk.advance(duration)
        try await desk.reviewServiceLevels()
        try await desk.write { desk, _ throws(DeskError) in
            _ = try desk.closeResolved(limit: 100)
            _ = try desk.dispatchWaiting(after: nil, limit: 100)
            _ = try desk.sendDigests(limit: 100)
        }
    }
}
