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
        let before = try await TicketStanding(of: it)
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
            let hasEffect = try await TicketStanding(of: it) != before
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

    // MARK: Addresses

    /// An address of this kind, made anew so that each forgery finds it unused.
    private func address(_ recipient: Forgery.Recipient, _ it: StaffedDesk) async throws -> String {
        switch recipient {
        case .plain:
            return "support@acme.example"
        case .broken:
            let good = try await it.replyAddress(of: "Sam", on: 1)
            let place = good.index(good.startIndex, offsetBy: 25)
            return good[..<place] + (good[place] == "a" ? "b" : "a") + good[good.index(after: place)...]
        case .shortened:
            return String(try await it.replyAddress(of: "Sam", on: 1).prefix(28)) + "@acme.example"
        case .expired:
            return try await it.replyAddress(of: "Sam", on: 1, expiresAt: it.desk.now)
        case .revoked, .spent:
            return try await it.replyAddress(of: "Sam", on: 1, isRevoked: true)
        case .tinas:
            return try await it.replyAddress(of: "Tina", on: 1)
        case .alices:
            return try await it.replyAddress(of: "Alice Miller", on: 1)
        case .otherTicket:
            return try await it.replyAddress(of: "Sam", on: 2)
        case .sams:
            return try await it.replyAddress(of: "Sam", on: 1)
        case .otherKey:
            let key = KeyRing.Key(id: 1, octets: Array(repeating: 4, count: 32))
            let mint = TokenMint(keys: KeyRing(keys: [key]), cryptography: SodiumCryptography())
            return try await it.replyAddress(of: "Sam", on: 1, mint: mint)
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
