import MailParsing
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Removing what has lapsed") struct LapsedTests {
    /// A desk with a sign-in, a link into an account and a proof of an address of somebody, each good for a day.
    private static func desk() async throws -> (desk: TestDesk, sam: Person) {
        let desk = try TestDesk()
        let sam = try await desk.add("Sam", .staff)
        try await desk.write { desk, records throws(DeskError) in
            let (now, end) = (desk.now, desk.now + .days(1))
            try records.addSession(
                Session(id: "s1", person: sam.id, token: token(1), createdAt: now, expiresAt: end))
            try records.keep(
                AccountLink(
                    token: token(2), purpose: .reset, person: sam.id, address: sam.address, name: nil,
                    requestedAt: now, expiresAt: end))
            try records.keep(
                AddressProof(
                    token: token(3), person: sam.id, address: TestDesk.Known.address("sam@home.example"),
                    requestedAt: now, expiresAt: end))
        }
        return (desk, sam)
    }

    private static func token(_ octet: UInt8) -> [UInt8] { Array(repeating: octet, count: 32) }

    private static func purge(
        _ desk: TestDesk, after time: Duration, _ retention: Retention = Retention()
    ) async throws -> SQLiteStore.Purged {
        try await desk.store.purge(retention, at: desk.now + time)
    }

    @Test func `sign-ins, links and proofs go when they can be used no more, and not before`() async throws {
        let (desk, _) = try await Self.desk()
        #expect(try await Self.purge(desk, after: .days(1)).lapsed == 0)
        #expect(try await Self.purge(desk, after: .days(1) + .seconds(1)).lapsed == 3)
        let left = try await desk.write { _, records throws(DeskError) in
            (
                try records.session("s1") == nil, try records.accountLink(Self.token(2)) == nil,
                try records.addressProof(Self.token(3)) == nil
            )
        }
        #expect(left == (true, true, true))
    }

    @Test func `one that is good for longer stays`() async throws {
        let (desk, sam) = try await Self.desk()
        try await desk.write { desk, records throws(DeskError) in
            try records.addSession(
                Session(
                    id: "s2", person: sam.id, token: Self.token(4), createdAt: desk.now,
                    expiresAt: desk.now + .days(30)))
        }
        #expect(try await Self.purge(desk, after: .days(2)).lapsed == 3)
        let session = try await desk.store.read { records throws(DeskError) in try records.session("s2") }
        #expect(session?.person == sam.id)
    }

    @Test func `a question goes a month after its half hour, so that late answers hear why`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.send("sam", "claim") { letter in letter.to = "support@acme.example" }
        #expect(try await Self.purge(it.desk, after: .days(30)).lapsed == 0)
        #expect(try await Self.purge(it.desk, after: .days(31)).lapsed == 1)
    }

    @Test func `reply addresses go long after they lapsed, and what undo knows with them`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.receipt("sam", "claim")
        // Everybody's of the beginning and Sam's receipt; Alice's of the claim and of the beginning live for a year.
        let before = try await Self.purge(it.desk, after: .days(400))
        #expect(before.commandMails + before.replyTokens == 0)
        let month = try await Self.purge(it.desk, after: .days(431))
        #expect(month.commandMails == 1)
        #expect(month.replyTokens == 4)
        let year = try await Self.purge(it.desk, after: .days(766))
        #expect(year.replyTokens == 2)
        #expect(try await it.desk.store.integrityProblems() == [])
    }

    @Test func `where rows of mail are kept for ever, reply addresses are too`() async throws {
        let it = try await StaffedDesk()
        _ = try await it.receipt("sam", "claim")
        var retention = Retention()
        retention.outgoing = nil
        let purged = try await Self.purge(it.desk, after: .days(10_000), retention)
        #expect(purged.commandMails + purged.replyTokens == 0)
    }

    @Test func `who answers an address that is gone is heard as anybody without proof`() async throws {
        let it = try await StaffedDesk()
        it.desk.advance(.days(431))
        _ = try await Self.purge(it.desk, after: .zero)
        let mails = try await it.send("sam", "claim")
        #expect(!mails.contains { $0.draft.kind == .claimed })
        #expect(try await it.state.assignee == nil)
    }
}
