import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Evidence of who a mail is from")
struct EvidenceTests {
    private static let pass =
        "Authentication-Results: mx.acme.example; dmarc=pass (p=reject dis=none) header.from=acme.example"
    private static let fail = "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example"
    private static let hop = "Received: from mail.acme.example by mx.acme.example"

    private func desk(
        _ proof: Configuration.Identity.CommandProof, hops: Int = 0, sealers: Set<String> = []
    ) async throws -> StaffedDesk {
        var settings = TestDesk.settings
        settings.commandProof = proof
        settings.trust = AuthenticationTrust(
            authservIDs: ["mx.acme.example"], hops: hops, sealers: sealers)
        return try await StaffedDesk(settings: settings)
    }

    /// Whether Sam's claim is carried out, with these fields on top and with or without the token.
    private func runs(_ it: StaffedDesk, _ fields: [String], hasToken: Bool) async throws -> Bool {
        try await it.send("sam", "claim") { letter in
            letter.above = fields
            if !hasToken { letter.to = "support@acme.example" }
        }
        return try await it.state.assignee != nil
    }

    @Test(arguments: [
        (Configuration.Identity.CommandProof.token, true, [], true), (.token, false, [pass, hop], false),
        (.either, true, [], true), (.either, false, [pass, hop], true), (.either, false, [hop], false),
        (.both, true, [], false), (.both, false, [pass, hop], false), (.both, true, [pass, hop], true),
        // A failure counts against everything else.
        (.token, true, [fail, hop], false), (.either, true, [fail, hop], false),
        (.both, true, [pass, fail, hop], false), (.either, false, [pass, fail, hop], false),
    ])
    func `commandProof says what is enough`(
        proof: Configuration.Identity.CommandProof, hasToken: Bool, fields: [String], doesRun: Bool
    ) async throws {
        #expect(try await runs(desk(proof), fields, hasToken: hasToken) == doesRun)
    }

    @Test(arguments: [
        "mx.acme.example; dkim=pass header.d=acme.example header.s=s1 header.b=\"Zm9v=\"",
        "mx.acme.example; dkim=pass header.i=@acme.example header.b=Zm9v==; spf=softfail smtp.mailfrom=x.example",
        "MX.Acme.Example. 1; dmarc = pass header.from = acme.example",
        "\"mx.acme.example\"; dmarc=pass (a \\) comment (in one)) header.from=ACME.example",
        "mx.acme.example;\n dkim=fail header.d=other.example;\n dmarc=pass header.from=acme.example",
        "mx.acme.example; dkim=fail header.d=acme.example; dkim=pass header.d=acme.example",
    ])
    func `DMARC or an aligned signature proves the domain`(value: String) async throws {
        let fields = ["Authentication-Results: " + value, Self.hop]
        #expect(try await runs(desk(.either), fields, hasToken: false))
    }

    @Test(arguments: [
        (0, [hop, pass, hop], false), (1, [hop, pass, hop], true), (1, [hop, hop, pass], false),
        (2, [hop, pass, hop], false), (1, [pass, hop], false),
    ])
    func `only what stands above our own hosts' Received fields counts`(
        hops: Int, fields: [String], doesRun: Bool
    ) async throws {
        #expect(try await runs(desk(.either, hops: hops), fields, hasToken: false) == doesRun)
    }

    @Test(
        arguments: [
            (["lists.example"], "lists.example", "pass", true), ([], "lists.example", "pass", false),
            (["lists.example"], "evil.example", "pass", false),
            (["lists.example"], "lists.example", "fail", false),
        ] as [(Set<String>, String, String, Bool)])
    func `a trusted forwarder vouches by ARC when our own host found the chain sound`(
        sealers: Set<String>, sealer: String, chain: String, doesRun: Bool
    ) async throws {
        let fields = [
            "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example; arc=\(chain)",
            Self.hop,
            "ARC-Seal: i=1; a=rsa-sha256; d=\(sealer); s=s; cv=none; b=Zm9v",
            "ARC-Authentication-Results: i=1; \(sealer); dmarc=pass header.from=acme.example",
        ]
        #expect(try await runs(desk(.token, sealers: sealers), fields, hasToken: true) == doesRun)
    }

    /// One seal of each instance is what a chain has (RFC 8617 §5.1.1): with two nobody knows which one is the forwarder's.
    @Test(
        arguments: [
            ([seal(1, "lists.example"), seal(1, "lists.example"), vouch(1)], false),
            ([seal(1, "lists.example"), seal(1, "evil.example"), vouch(1)], false),
            ([seal(1, "evil.example"), seal(1, "lists.example"), vouch(1)], false),
            ([seal(1, "lists.example"), vouch(1), vouch(1)], false),
            ([seal(2, "evil.example"), vouch(2), seal(1, "lists.example"), vouch(1)], false),
            ([seal(2, "lists.example"), seal(1, "lists.example"), vouch(1)], false),
            ([seal(2, "lists.example"), vouch(2), seal(1, "evil.example"), vouch(1)], true),
            ([seal(1, "lists.example"), vouch(1)], true),
        ] as [([String], Bool)])
    func `of two seals of one instance neither vouches, and of several instances the newest`(
        chain: [String], doesRun: Bool
    ) async throws {
        let fields =
            [
                "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example; arc=pass",
                Self.hop,
            ] + chain
        let it = try await desk(.token, sealers: ["lists.example"])
        #expect(try await runs(it, fields, hasToken: true) == doesRun)
    }

    private static func seal(_ instance: Int, _ domain: String) -> String {
        "ARC-Seal: i=\(instance); a=rsa-sha256; d=\(domain); s=s; cv=pass; b=Zm9v"
    }

    private static func vouch(_ instance: Int) -> String {
        "ARC-Authentication-Results: i=\(instance); lists.example; dmarc=pass header.from=acme.example"
    }

    /// Employees answer old mail; staff's tokens command, and are not of use for so long.
    @Test(arguments: [("sam", "claim", 30), ("alice", "/resolve", 365)])
    func `a reply address proves its owner for thirty days, of everybody but staff for a year`(
        name: String, verb: String, days: Int
    ) async throws {
        for isLate in [false, true] {
            let it = try await StaffedDesk()
            it.desk.advance(.days(days) - .seconds(isLate ? 0 : 1))
            let sent = try await it.send(name, verb, to: it.notice(to: name))
            let status: TicketStatus = isLate ? .open : name == "sam" ? .inProgress : .resolved
            #expect(try await it.state.status == status)
            #expect(sent.contains { $0.draft.kind == .confirm } == isLate)
        }
    }

    @Test func `the same octets a hundred times have one effect`() async throws {
        let it = try await StaffedDesk()
        let (letter, uid) = try it.reply("sam", "claim\nrelease\nclaim")
        for copy in 0..<100 as Range<UInt32> {
            var again = letter
            // What a delivery adds makes the copies differ on their way.
            again.above = ["X-Delivery: \(copy)"]
            _ = try await it.desk.receive(again.text, uid: uid + 1_000 + copy)
        }
        let sent = try await it.desk.sent()
        #expect(sent.count { $0.draft.kind == .receipt } == 1)
        #expect(!sent.contains { $0.draft.kind == .confirm })
        #expect(try await it.timeline.count { $0.kind == .claimed } == 2)
    }

    @Test func `a requester whose domain is forged changes nothing, and nobody is written to`() async throws {
        let it = try await desk(.token)
        try await it.send("sam", "claim\nwaiting")
        let sent = try await it.send("alice", "Close it please.") {
            $0.above = [Self.fail, Self.hop]
            $0.to = "support@acme.example"
        }
        #expect(try await it.state.status == .waiting)
        #expect(sent.map(\.summary) == ["comment to sam@acme.example"])
        #expect(try await it.comments.last?.content.visibility == .internal)
        let opened = try await it.send("alice", "Another matter") {
            $0.above = [Self.fail, Self.hop]
            ($0.to, $0.subject, $0.inReplyTo) = ("support@acme.example", "Another matter", nil)
        }
        #expect(!opened.contains { $0.draft.to.address == "alice@acme.example" })
    }

    @Test func `a requester without proof is heard, and wakes what waits`() async throws {
        let it = try await StaffedDesk()
        try await it.send("sam", "claim\nwaiting")
        try await it.send("alice", "It is room 12.") { $0.to = "support@acme.example" }
        #expect(try await it.state.status == .inProgress)
        let comment = try #require(try await it.comments.last?.content)
        #expect(comment.visibility == .public)
        #expect(!comment.isVerified)
    }

    @Test func `an address taken out of force still finds its ticket, and commands nothing`() async throws {
        let it = try await StaffedDesk()
        let count = try await it.desk.write { desk, records throws(DeskError) in
            let sam = try records.people().first { $0.name == "Sam" }
            return try records.revokeTokens(of: sam?.id, on: nil, at: desk.now)
        }
        #expect(count == 1)
        let sent = try await it.send("sam", "claim") { ($0.subject, $0.inReplyTo) = ("no tag", nil) }
        #expect(try await it.state.assignee == nil)
        #expect(sent.contains { $0.summary == "confirm to sam@acme.example" })
        #expect(
            try await it.desk.write { desk, records throws(DeskError) in
                try records.revokeTokens(of: nil, on: Ticket.ID(rawValue: 1), at: desk.now)
            } > 0)
    }
}
