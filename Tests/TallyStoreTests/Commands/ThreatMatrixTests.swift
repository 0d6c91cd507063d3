import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

/// The rows of the table of threats that the mixed forgeries leave thin, each in its number: one line is printed for
/// each.
///
/// Every one names Alice's ticket in every way there is and commands; none may do anything to it.
@Suite("Threats on commands by mail") struct ThreatMatrixTests {
    /// A mail that pretends.
    private struct Attack {
        let name: String
        /// The fields on top: traces, and whom it is from.
        let lines: [String]
        /// Whether it went to Sam's own reply address, which leaked.
        var hasToken = true
    }

    /// A desk for which its mail server's word is proof, besides tokens.
    private static func desk() async throws -> StaffedDesk {
        var settings = TestDesk.settings
        settings.commandProof = .either
        settings.trust = AuthenticationTrust(authservIDs: ["mx.acme.example"])
        return try await StaffedDesk(settings: settings)
    }

    /// Plays the attacks one after the other.
    ///
    /// - Parameter isWrong: whether there was an effect besides any on the ticket.
    private func play(
        _ name: String, _ attacks: [Attack],
        isWrong: (StaffedDesk, [IntakeOutcome]) async throws -> Bool = { _, _ in false }
    ) async throws -> ThreatRow {
        let it = try await Self.desk()
        let thread = try it.notice(to: "sam").draft.messageID.text
        let before = try await TicketStanding(of: it)
        var row = ThreatRow(name)
        for (number, attack) in attacks.enumerated() {
            it.desk.advance(.seconds(60))
            let address = try await attack.hasToken ? it.replyAddress(of: "Sam") : "support@acme.example"
            var lines = attack.lines
            lines += [
                "To: \(address)", "Subject: Re: [TT-1] The printer burns", "Date: \(it.desk.now.mailDate)",
                "Message-ID: <a\(number)@evil.example>", "In-Reply-To: <\(thread)>",
            ]
            lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", "/claim"]
            lines += ["This is mine, \(number).", ""]
            let outcomes = try await it.desk.receive(
                lines.joined(separator: "\n"), uid: UInt32(1_000 + number))
            let isElsewhere = try await isWrong(it, outcomes)
            let isChanged = try await TicketStanding(of: it) != before
            row.note("\(attack.name): \(attack.lines)", hasEffect: isChanged || isElsewhere)
        }
        print(row.line)
        return row
    }

    @Test func `no From that readers disagree about speaks for anybody`() async throws {
        let kinds = HostileSender.kinds.map { Attack(name: $0.name, lines: $0.lines) }
        let mutants = HostileSender.mutants.map { Attack(name: "mutant", lines: [$0]) }
        #expect(kinds.count >= 18)
        #expect(Set(mutants.map(\.lines)).count == 100)
        let first = try await play("From variants", kinds)
        let second = try await play("mutants of From", mutants)
        #expect(first.effects + second.effects == [])
    }

    @Test func `a display name is nobody's identity`() async throws {
        let trace = [
            "Authentication-Results: mx.acme.example; dmarc=pass header.from=evil.example",
            "Received: from evil.example by mx.acme.example",
        ]
        let attacks = HostileSender.displayNames.map {
            Attack(name: "name", lines: trace + ["From: \($0)"], hasToken: false)
        }
        #expect(Set(attacks.map(\.lines)).count == 50)
        let row = try await play("display names of others", attacks) { it, outcomes in
            guard let id = outcomes.first?.ticket, outcomes.count == 1 else { return true }
            guard let author = try await it.desk.comments(of: id).last?.content.author else { return true }
            let person = try await it.desk.store.read { records throws(DeskError) in
                try records.person(author)
            }
            return person?.address.text != HostileSender.attacker
        }
        #expect(row.effects == [])
    }

    @Test func `who looks like somebody is somebody else`() async throws {
        let pairs =
            HostileSender.lookalikes.map { (HostileSender.victim, $0) } + HostileSender.pairs
        var row = ThreatRow("pairs of addresses that look alike")
        for (real, other) in pairs {
            let address = try #require(MailAddress(real))
            row.note(other, hasEffect: MailAddress(other) == address || real.utf8.elementsEqual(other.utf8))
        }
        print(row.line)
        #expect(row.count >= 60)
        #expect(row.effects == [])
        let attacks = HostileSender.lookalikes.map {
            Attack(name: "look-alike", lines: ["From: Samuel <\($0)>"])
        }
        #expect(try await play("senders that look like one of staff", attacks).effects == [])
    }

    @Test func `results that our own host did not write prove nothing`() async throws {
        let attacks = Forgery.results.map {
            Attack(name: $0.name, lines: $0.lines + ["From: Sam <sam@acme.example>"], hasToken: false)
        }
        #expect(Set(attacks.map(\.lines)).count >= 31, "thirty, and none at all")
        #expect(try await play("forged Authentication-Results", attacks).effects == [])
    }
}
