import Foundation
import TallyCore
import TallyStore
import TestSupport
import Testing

@Suite("Removing what was kept long enough")
struct PurgingTests {
    private static let attached = """
        From: alice@acme.example
        To: support@acme.example
        Subject: With a file
        Date: Tue, 17 Nov 2026 12:26:40 +0000
        Message-ID: <file@acme.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        See the log.
        --b
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename=log.bin
        Content-Transfer-Encoding: base64

        AAECAw==
        --b--

        """

    /// A desk with one mail received, with a file, and its answers sent.
    private static func used() async throws -> TestDesk {
        let desk = try TestDesk()
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.receive(attached, uid: 1)
        while let mail = try await desk.store.nextDue(at: desk.now, besides: []) {
            #expect(try await desk.store.begin(mail, bytes: [1, 2, 3]))
            var delivery = Delivery(
                state: .waiting(attempts: 0, next: mail.createdAt), createdAt: mail.createdAt)
            delivery.begin()
            delivery.end(.accepted(SMTPReply(code: 250, enhancedCode: nil, text: "ok")), now: desk.now)
            try await desk.store.keep(delivery, of: mail.id, at: desk.now)
        }
        return desk
    }

    private static let everything: Retention = {
        var retention = Retention()
        retention.rawMail = .days(60)
        return retention
    }()

    private static func contents(_ desk: TestDesk) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: desk.directory + "/content")
            .filter { $0.utf8.count > 60 }.sorted()
    }

    private static func age(_ desk: TestDesk) throws {
        for name in try contents(desk) {
            let date = Date(timeIntervalSince1970: Double(desk.now.milliseconds) / 1_000 - 172_800)
            try FileManager.default.setAttributes(
                [.modificationDate: date], ofItemAtPath: desk.directory + "/content/" + name)
        }
    }

    private static func purgeContent(_ desk: TestDesk) async throws -> Int {
        var removed = 0
        for folder in 0..<SQLiteStore.contentFolders {
            removed += try await desk.store.purgeContent(folder: folder, at: desk.now)
        }
        return removed
    }

    @Test func `each kind goes when its time is over, and not before`() async throws {
        let desk = try await Self.used()
        // One to Alice and one to Sam; one event for all, one notification and its event.
        #expect(try await desk.store.purge(Self.everything, at: desk.now).total == 0)
        let month = try await desk.store.purge(Self.everything, at: desk.now + .days(31))
        #expect(month.sentBytes == 2)
        #expect(month.events == 1, "the newest stays")
        #expect(month.outgoing + month.notifications + month.rawMail == 0)
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(61)).rawMail == 1)
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(91)).notifications == 1)
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(401)).outgoing == 2)
        // Sam's lapsed after a month, Alice's after a year.
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(431)).replyTokens == 1)
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(766)).replyTokens == 1)
        #expect(try await desk.store.purge(Self.everything, at: desk.now + .days(4_000)).total == 0)
        #expect(try await desk.store.integrityProblems() == [])
    }

    @Test func `without a time everything stays`() async throws {
        let desk = try await Self.used()
        var retention = Retention()
        (retention.sentBytes, retention.outgoing, retention.events) = (nil, nil, nil)
        retention.notifications = nil
        #expect(try await desk.store.purge(retention, at: desk.now + .days(10_000)).total == 0)
    }

    @Test func `mail that was not sent yet, and mail that was not processed, have no time`() async throws {
        let desk = try TestDesk()
        _ = try await desk.add("Sam", .staff)
        _ = try await desk.receive(Self.attached, uid: 1)
        try await desk.stage(
            Letter(from: "bob@acme.example", id: "b@acme.example", body: "Hm.").text, uid: 2)
        let purged = try await desk.store.purge(Self.everything, at: desk.now + .days(4_000))
        #expect(purged.outgoing == 0)
        #expect(purged.rawMail == 1)
        #expect(try await desk.sent().count == 2)
        #expect(try await desk.processStaged().count == 1)
    }

    @Test func `what strangers can cause goes too: messages, held mail, addresses that do not exist`()
        async throws
    {
        let desk = try TestDesk(
            settings: DeskSettings(
                siteName: "Acme IT", siteURL: "https://desk.acme.example", ticketPrefix: "TT",
                senderName: "Acme IT", senderAddress: TestDesk.Known.support,
                mailboxes: TestDesk.settings.mailboxes, requesters: .domains(["acme.example"])))
        let alice = try await desk.add("Alice", .employee)
        let spam = Letter(from: "eve@out.example", id: "spam@out.example", body: "Buy!")
        _ = try await desk.receive(spam.text, uid: 1)
        _ = try await desk.openTicket(by: alice)
        let mail = try #require(try await desk.sent().first)
        _ = try await desk.receive(DeliveryReportLetter(of: mail, status: "5.1.1").text, uid: 2)
        try await desk.write { desk, _ throws(DeskError) in
            try desk.receive(
                ContactMessageDraft(name: "Eve", address: TestDesk.Known.alice, subject: "Hi", text: "Buy!"))
        }
        func counts(after days: Int) async throws -> [Int] {
            let purged = try await desk.store.purge(Self.everything, at: desk.now + .days(days))
            return [purged.contactMessages, purged.heldMail, purged.bounces]
        }
        #expect(try await counts(after: 399) == [0, 0, 0])
        #expect(try await desk.quarantine().count == 1)
        #expect(try await counts(after: 401) == [1, 1, 1])
        #expect(try await desk.quarantine().isEmpty)
        #expect(try await desk.receive(spam.text, uid: 3).isEmpty, "that it was received stays known")
        try Self.age(desk)
        #expect(try await Self.purgeContent(desk) >= 1)
        #expect(try await counts(after: 402) == [0, 0, 0])
        #expect(try await desk.store.integrityProblems() == [])
    }

    @Test func `the bytes of large mail go when it has left`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        for size in [100_000, 300_000] {
            _ = try await desk.openTicket(by: alice)
            let mail = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
            #expect(try await desk.store.begin(mail, bytes: Array(repeating: 65, count: size)))
            var delivery = Delivery(
                state: .waiting(attempts: 0, next: mail.createdAt), createdAt: mail.createdAt)
            delivery.begin()
            delivery.end(
                .failed(.unavailable(reason: "it went away", needsOperator: false)), now: desk.now)
            try await desk.store.keep(delivery, of: mail.id, at: desk.now)
            let again = try #require(try await desk.store.nextDue(at: desk.now, besides: []))
            #expect(again.bytes?.count == size, "what is tried again is the same mail")
            #expect(try await desk.store.begin(again, bytes: []))
            delivery.begin()
            delivery.end(.accepted(SMTPReply(code: 250, enhancedCode: nil, text: "ok")), now: desk.now)
            try await desk.store.keep(delivery, of: mail.id, at: desk.now)
        }
        let purged = try await desk.store.purge(Self.everything, at: desk.now + .days(31))
        #expect(purged.sentBytes == 1, "of the small one")
    }

    @Test func `a mail whose bytes are gone is still the same mail when it comes again`() async throws {
        let desk = try await Self.used()
        _ = try await desk.store.purge(Self.everything, at: desk.now + .days(400))
        #expect(try await desk.receive(Self.attached, uid: 9).isEmpty)
        #expect(try await desk.ticket(Ticket.ID(rawValue: 2)) == nil)
    }

    @Test func `nothing that a row names is ever removed, however old`() async throws {
        let desk = try await Self.used()
        let before = try Self.contents(desk)
        #expect(before.count == 2)
        try Self.age(desk)
        #expect(try await Self.purgeContent(desk) == 0)
        #expect(try Self.contents(desk) == before)
        #expect(try await desk.store.orphanedContent(at: desk.now).files == 0)
    }

    @Test func `a file that no row names goes when it is a day old`() async throws {
        let desk = try await Self.used()
        let before = try Self.contents(desk)
        let orphan = String(repeating: "ab", count: 32)
        let folder = desk.directory + "/content/ab"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in [orphan, ".\(orphan).77"] {
            try Data([1, 2, 3]).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        for name in try Self.contents(desk) {
            let date = Date(timeIntervalSince1970: Double(desk.now.milliseconds) / 1_000)
            try FileManager.default.setAttributes(
                [.modificationDate: date], ofItemAtPath: desk.directory + "/content/" + name)
        }
        #expect(try await Self.purgeContent(desk) == 0, "somebody may be about to name it")
        try Self.age(desk)
        let orphans = try await desk.store.orphanedContent(at: desk.now)
        #expect(orphans.files == 1)
        #expect(orphans.octets == 3)
        #expect(try await Self.purgeContent(desk) == 1)
        #expect(try Self.contents(desk) == before)
        #expect(try await desk.store.integrityProblems() == [])
    }

    @Test func `content that is kept again is as young as new content`() async throws {
        let desk = try await Self.used()
        _ = try await desk.store.purge(Self.everything, at: desk.now + .days(400))
        try Self.age(desk)
        // The same file once more, in another mail.
        let again = Self.attached.replacing("file@acme", with: "again@acme")
        _ = try await desk.receive(again, uid: 2)
        #expect(try await Self.purgeContent(desk) == 1, "the first mail as it arrived")
        #expect(try Self.contents(desk).count == 2)
        #expect(try await desk.store.integrityProblems() == [])
    }

    @Test func `a removal that was broken off is undone when a row names the content`() async throws {
        let desk = try await Self.used()
        let before = try Self.contents(desk)
        let root = desk.directory + "/content/"
        for name in before {
            let parts = name.split(separator: "/")
            try FileManager.default.moveItem(
                atPath: root + name, toPath: root + "\(parts[0])/.\(parts[1]).doomed")
        }
        try Self.age(desk)
        #expect(try await desk.store.integrityProblems().count == 1)
        #expect(try await Self.purgeContent(desk) == 0)
        #expect(try Self.contents(desk) == before)
        #expect(try await desk.store.integrityProblems() == [])
    }
}
