import Foundation
import MailParsing
import TallyCore
import TallyCryptography
import TallyStore
import TestSupport
import Testing

/// A thousand mails that look like commands of staff, each wrong in its own way: none may have an effect.
@Suite("Forged commands")
struct ForgeryTests {
    private struct Tally {
        var mails = 0
        var effects = 0
    }

    @Test(arguments: [Configuration.Identity.CommandProof.token, .either, .both])
    func `of a thousand forgeries none has an effect`(proof: Configuration.Identity.CommandProof) async throws
    {
        var settings = TestDesk.settings
        settings.commandProof = proof
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        let it = try await StaffedDesk(settings: settings)
        let thread = try it.notice(to: "sam").draft.messageID.text
        let before = try await Standing(of: it)
        var generator = SeededGenerator(seed: 20_261_122)
        var (senders, recipients, results) = ([String: Tally](), [String: Tally](), [String: Tally]())
        let count = proof == .token ? 1_000 : 500
        for number in 1...count {
            // Some of these send until their hourly budget is used up; time brings it back.
            it.desk.advance(.seconds(60))
            let forgery = Forgery(using: &generator)
            let address = try await address(forgery.recipient, it)
            let text = forgery.text(
                to: address, id: "f\(number)@evil.example", thread: thread, date: it.desk.now.mailDate)
            _ = try await it.desk.receive(text, uid: UInt32(10_000 + number))
            let hasEffect = try await Standing(of: it) != before
            if hasEffect { Issue.record("forgery \(number) had an effect:\n\(text)") }
            Self.count(hasEffect, Forgery.senders[forgery.sender].name, &senders)
            Self.count(hasEffect, forgery.recipient.rawValue, &recipients)
            Self.count(hasEffect, Forgery.results[forgery.results].name, &results)
        }
        Self.show("From", senders, proof)
        Self.show("sent to", recipients, proof)
        Self.show("results", results, proof)
        #expect(senders.values.reduce(0) { $0 + $1.effects } == 0)
    }
    // MARK: What must stay as it is

    /// Everything about the ticket that commands and staff's words could change.
    private struct Standing: Equatable {
        let ticket: TicketSnapshot
        /// What the history says beside comments, which unproven requesters may write.
        let history: [TimelineEntry]
        /// What staff said to the requester.
        let answers: [String]
        /// Who was told that something happened.
        let told: [String]

        init(of it: StaffedDesk) async throws {
            let state = try await it.state
            let number = it.ticket
            ticket = try await it.desk.store.read { records throws(DeskError) in
                TicketSnapshot(
                    state, participants: Set(try records.participants(of: number)),
                    tags: Set(try records.tags(of: number)))
            }
            history = try await it.timeline.filter { $0.kind != .comment }
            answers = try await it.comments.filter { $0.content.visibility == .public }
                .filter { $0.content.isVerified }.map(\.content.text)
            let quiet: Set<MailKind> = [.received, .newTicket, .comment, .confirm, .oversize]
            told = try await it.desk.sent().filter { $0.draft.ticket == number }.filter { mail in
                !quiet.contains(mail.draft.kind)
                    || mail.draft.kind == .comment && mail.draft.to.address == "alice@acme.example"
            }.map(\.summary)
        }
    }

    // MARK: Addresses

    /// An address of this kind, made anew so that each forgery finds it unused.
    private func address(_ recipient: Forgery.Recipient, _ it: StaffedDesk) async throws -> String {
        switch recipient {
        case .plain:
            return "support@acme.example"
        case .broken:
            let good = try await token(of: "Sam", on: 1, it)
            let place = good.index(good.startIndex, offsetBy: 25)
            return good[..<place] + (good[place] == "a" ? "b" : "a") + good[good.index(after: place)...]
        case .shortened:
            return String(try await token(of: "Sam", on: 1, it).prefix(28)) + "@acme.example"
        case .expired:
            return try await token(of: "Sam", on: 1, it, expiresAt: it.desk.now)
        case .revoked, .spent:
            return try await token(of: "Sam", on: 1, it, isRevoked: true)
        case .tinas:
            return try await token(of: "Tina", on: 1, it)
        case .alices:
            return try await token(of: "Alice Miller", on: 1, it)
        case .otherTicket:
            return try await token(of: "Sam", on: 2, it)
        case .sams:
            return try await token(of: "Sam", on: 1, it)
        case .otherKey:
            let key = KeyRing.Key(id: 1, octets: Array(repeating: 4, count: 32))
            let mint = TokenMint(keys: KeyRing(keys: [key]), cryptography: SodiumCryptography())
            return try await token(of: "Sam", on: 1, it, mint: mint)
        }
    }

    private func token(
        of name: String, on ticket: Int64, _ it: StaffedDesk, expiresAt: Timestamp? = nil,
        isRevoked: Bool = false, mint: TokenMint? = nil
    ) async throws -> String {
        let (now, mint) = (it.desk.now, mint ?? it.desk.mint)
        return try await it.desk.write { _, records throws(DeskError) in
            guard let person = try records.people().first(where: { $0.name == name }) else {
                throw .refused(.notFound)
            }
            if try records.ticket(Ticket.ID(rawValue: ticket)) == nil {
                _ = try records.add(TicketDraft(subject: "Another matter", requester: nil), at: now)
            }
            let facts = ReplyToken.Facts(
                ticket: Ticket.ID(rawValue: ticket), person: person.id, address: person.address,
                issuedAt: now,
                expiresAt: expiresAt ?? now + .days(30))
            let token = try records.add(facts)
            if isRevoked { try records.revoke(token.id, at: now) }
            return "support+\(mint.text(of: token))@acme.example"
        }
    }

    // MARK: Table

    private static func count(_ hasEffect: Bool, _ name: String, _ table: inout [String: Tally]) {
        table[name, default: Tally()].mails += 1
        if hasEffect { table[name, default: Tally()].effects += 1 }
    }

    private static func show(
        _ title: String, _ table: [String: Tally], _ proof: Configuration.Identity.CommandProof
    ) {
        print(
            "forged, commandProof \(proof.rawValue): \(title)".padding(
                toLength: 52, withPad: " ", startingAt: 0)
                + "mails  effects")
        for (name, tally) in table.sorted(by: { $0.key < $1.key }) {
            print(
                "  \(name)".padding(toLength: 52, withPad: " ", startingAt: 0)
                    + "\(tally.mails)     \(tally.effects)")
        }
        let mails = table.values.reduce(0) { $0 + $1.mails }
        let effects = table.values.reduce(0) { $0 + $1.effects }
        print("  all".padding(toLength: 52, withPad: " ", startingAt: 0) + "\(mails)   \(effects)")
    }
}
