import ForeignPrograms
import Foundation
import TallyCore
import TallyCryptography
import TallyStore
import TestSupport
import Testing

@Suite("Backup and restoration") struct BackupTests {
    private static func backup(_ directory: String) -> Backup {
        Backup(
            database: directory + "/tally.db", contentDirectory: directory + "/content",
            cryptography: SodiumCryptography())
    }

    /// A desk with a mail, an attachment and a ticket number 1, and its backup.
    private static func made(keys: [UInt8]? = nil) async throws -> (desk: TestDesk, file: String) {
        let desk = try TestDesk()
        let letter = Letter(
            from: "alice@acme.example", subject: "打印机着火了", id: "a@acme.example", body: "Help!")
        _ = try await desk.receive(letter.text, uid: 1)
        let file = desk.directory + "/backup.tar"
        _ = try backup(desk.directory).write(to: file, keys: keys, at: desk.now)
        return (desk, file)
    }

    private static func emptyDirectory() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func restore(_ file: String, to directory: String) throws -> SQLiteStore {
        _ = try backup(directory).restore(from: file, at: Timestamp(unixSeconds: 1_795_000_500)) { _ in }
        return try TestDesk.open(directory, SodiumCryptography())
    }

    @Test func `a restored desk has everything, and the raw mail too`() async throws {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        let directory = try Self.emptyDirectory()
        let store = try Self.restore(file, to: directory)
        let ticket = try await store.read { records throws(DeskError) in
            try records.ticket(Ticket.ID(rawValue: 1))
        }
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1)) == ticket)
        #expect(ticket?.subject == "打印机着火了")
        #expect(try await store.integrityProblems() == [])
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `a restored desk skips ahead in ticket numbers`() async throws {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        let directory = try Self.emptyDirectory()
        let store = try Self.restore(file, to: directory)
        let number = try await store.write { records throws(DeskError) in
            try records.add(TicketDraft(subject: "Next", requester: nil), at: Timestamp(unixSeconds: 0)).id
                .rawValue
        }
        #expect(number > 1_000)
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `a restored desk sends nothing until it is released`() async throws {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        let later = desk.now + .days(1)
        #expect(try await desk.store.nextDue(at: later, besides: []) != nil)
        let directory = try Self.emptyDirectory()
        let store = try Self.restore(file, to: directory)
        #expect(try await store.nextDue(at: later, besides: []) == nil)
        #expect(try await store.nextDueTime(besides: []) == nil)
        #expect(try await store.releaseOutbox())
        #expect(try await store.nextDue(at: later, besides: []) != nil)
        #expect(try await !store.releaseOutbox())
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `the archive is one that tar unpacks, with the keys only when asked for`() async throws {
        for keys in [nil, Array("secret keys".utf8)] {
            let (desk, file) = try await Self.made(keys: keys)
            defer { withExtendedLifetime(desk) {} }
            let tar = try ForeignProgram.run("/usr/bin/tar", ["-tf", file])
            #expect(tar.status == 0)
            let names = tar.text.split(separator: "\n")
            #expect(names.first == "manifest.json")
            #expect(names.contains("tally.db"))
            #expect(names.contains { $0.hasPrefix("content/") })
            #expect(names.contains("token-keys") == (keys != nil))
        }
    }

    @Test func `only its owner may read a backup, and an existing file is not written over`() async throws {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(throws: StoreFailure.self) {
            try Self.backup(desk.directory).write(to: file, at: desk.now)
        }
    }

    @Test func `nothing is restored over a desk that is there`() async throws {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        #expect(throws: StoreFailure.self) { try Self.restore(file, to: desk.directory) }
        #expect(try await desk.ticket(Ticket.ID(rawValue: 1)) != nil)
    }

    @Test func `a backup that is cut off or damaged anywhere is refused, and leaves no database`()
        async throws
    {
        let (desk, file) = try await Self.made()
        defer { withExtendedLifetime(desk) {} }
        let whole = try Data(contentsOf: URL(filePath: file))
        var damaged: [Data] = [0, 100, 512, whole.count / 2, whole.count - 1_024].map { whole.prefix($0) }
        // One octet of each part: of the headers, of the database, of the content.
        for place in [600, 5_000, 20_000, whole.count - 1_600] where place < whole.count {
            var copy = whole
            copy[place] ^= 0xFF
            damaged.append(copy)
        }
        for content in damaged {
            let directory = try Self.emptyDirectory()
            let broken = directory + "/broken.tar"
            try content.write(to: URL(filePath: broken))
            #expect(throws: StoreFailure.self, "\(content.count) octets") {
                try Self.restore(broken, to: directory)
            }
            #expect(!FileManager.default.fileExists(atPath: directory + "/tally.db"))
            try FileManager.default.removeItem(atPath: directory)
        }
    }

    @Test func `writing goes on while a backup is made`() async throws {
        let desk = try TestDesk()
        let alice = try await desk.add("Alice", .employee)
        for number in 1...20 { _ = try await desk.openTicket("Ticket \(number)", by: alice) }
        let file = desk.directory + "/backup.tar"
        async let written = Task.detached {
            try Self.backup(desk.directory).write(to: file, at: Timestamp(unixSeconds: 0))
        }.value
        for number in 21...40 { _ = try await desk.openTicket("Ticket \(number)", by: alice) }
        let summary = try await written
        #expect((20...40).contains(summary.tickets))
        let directory = try Self.emptyDirectory()
        #expect(try await Self.restore(file, to: directory).integrityProblems() == [])
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `mail that was processed after the backup is found again, and the rest is not doubled`()
        async throws
    {
        let (desk, file) = try await Self.made()
        let lost = Letter(from: "bob@acme.example", subject: "Lost", id: "b@acme.example", body: "And I?")
        _ = try await desk.receive(lost.text, uid: 2)
        let directory = try Self.emptyDirectory()
        let support = MailboxName("support")
        #expect(try await desk.store.reviewStart(of: support) == nil)
        let store = try Self.restore(file, to: directory)
        #expect(try await store.reviewStart(of: support) == desk.now)
        let known = Letter(
            from: "alice@acme.example", subject: "打印机着火了", id: "a@acme.example", body: "Help!")
        for _ in 1...2 {
            let found = [known, lost].map { letter in
                let bytes = Array(letter.text.utf8)
                return FetchedMessage(
                    uid: UID(7), internalDate: desk.now, size: bytes.count, content: bytes, isOversize: false)
            }
            try await store.stageUnknown(found, in: support)
        }
        let mail = try #require(try await store.beginNextIntake())
        #expect(mail.content == Array(lost.text.utf8))
        #expect(try await store.queueDepths().stagedWaiting == 1)
        // Where it lies is another folder's business: the watched one is read on from where it was.
        let folder = MailboxFolder(mailbox: support, uidValidity: UIDValidity(1))
        #expect(try await store.highestStaged(in: folder) == UID(1))
        try await store.endReview(of: support)
        #expect(try await store.reviewStart(of: support) == nil)
        #expect(try await store.reviewStart(of: MailboxName("other")) == desk.now)
        try FileManager.default.removeItem(atPath: directory)
    }

    @Test func `a missing content file is a problem that check reports`() async throws {
        let (desk, _) = try await Self.made()
        #expect(try await desk.store.integrityProblems() == [])
        try FileManager.default.removeItem(atPath: desk.directory + "/content")
        #expect(try await desk.store.integrityProblems().count == 1)
    }
}
