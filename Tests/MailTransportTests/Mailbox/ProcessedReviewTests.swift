import Synchronization
import TallyCore
import Testing

@testable import MailTransport

@Suite("Processed mail after a restoration", .timeLimit(.minutes(10))) struct ProcessedReviewTests {
    /// A server whose processed folder has these, and one new message.
    private static func server(processed: [[UInt8]], new: [UInt8]) -> FakeIMAPServer {
        let server = FakeIMAPServer(messages: [new])
        server.state.withLock { state in
            state.folders["Tally/Processed"] = FakeIMAPServer.Folder()
            for message in processed { state.append(message, to: "Tally/Processed") }
        }
        return server
    }

    private static func restored(knowing known: [[UInt8]] = []) async throws -> MemoryStaging {
        let staging = MemoryStaging()
        let messages = known.enumerated().map { number, content in
            FetchedMessage(
                uid: UID(UInt32(number + 1)), internalDate: nil, size: content.count, content: content,
                isOversize: false)
        }
        try await staging.stageUnknown(messages, in: MailboxName("support"))
        await staging.restored(from: Timestamp(unixSeconds: 1_795_000_000))
        return staging
    }

    @Test func `what the store does not know is fetched again, before new mail, and once`() async throws {
        let all = messages(70)
        let server = Self.server(processed: Array(all[..<69]), new: all[69])
        let staging = try await Self.restored(knowing: [all[0], all[33]])
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), staging: staging)
        await mailbox.settled()
        let expected = [all[0], all[33]] + all.indices.filter { $0 != 0 && $0 != 33 }.map { all[$0] }
        #expect(await staging.contents == expected)
        #expect(await staging.reviewStart(of: MailboxName("support")) == nil)
        #expect(server.log.filter { $0.contains("SINCE") } == ["UID SEARCH RETURN (ALL) SINCE 11-Nov-2026"])
        // Their numbers in that folder say nothing about the watched one.
        #expect(await staging.folders.count == 1)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a review that is broken off is begun again`() async throws {
        let all = messages(40)
        let server = Self.server(processed: Array(all[..<39]), new: all[39])
        let staging = try await Self.restored()
        await staging.fail([StoreFailure("the disk is full", isTransient: true)])
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), staging: staging)
        #expect(await mailbox.failure()?.reason.contains("the disk is full") == true)
        await mailbox.settled()
        #expect(await staging.contents == all)
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: [FakeIMAPServer.Fault.dropBefore, .answer("# NO [SERVERBUG] broken\r\n")])
    func `a message that the server does not hand over keeps neither the others nor new mail`(
        fault: FakeIMAPServer.Fault
    ) async throws {
        let all = messages(12)
        let server = Self.server(processed: Array(all[..<11]), new: all[11])
        // In the processed folder, which is the one that is read first of each connection.
        let isReviewed = Mutex(false)
        server.misbehave { _, _, command in
            if command.contains("SELECT") { isReviewed.withLock { $0 = command.contains("Processed") } }
            guard isReviewed.withLock({ $0 }), command.contains("BODY.PEEK[]") else { return nil }
            let set = command.split(separator: " ").dropFirst(2).first ?? ""
            return UIDSet(parsing: Array(set.utf8))?.uids(above: 4, limit: 1) == [UID(5)] ? fault : nil
        }
        let staging = try await Self.restored()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), staging: staging)
        await mailbox.settled()
        #expect(await staging.contents == all.indices.filter { $0 != 4 }.map { all[$0] })
        #expect(await staging.reviewStart(of: MailboxName("support")) != nil, "it is not over")
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: [("NONEXISTENT", true), ("NOPERM", false)])
    func `a folder that may not be read is not one that is not there`(code: String, isOver: Bool) async throws
    {
        let all = messages(2)
        let server = Self.server(processed: [all[0]], new: all[1])
        server.misbehave { _, _, command in
            command.contains("SELECT") && command.contains("Processed")
                ? .answer("# NO [\(code)] no\r\n") : nil
        }
        let staging = try await Self.restored()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), staging: staging)
        await mailbox.settled()
        #expect(await staging.contents == [all[1]])
        #expect(await (staging.reviewStart(of: MailboxName("support")) == nil) == isOver)
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: [true, false])
    func `without a processed folder there is nothing to review`(isConfigured: Bool) async throws {
        let server = FakeIMAPServer(messages: messages(1))
        var settings = MailboxSettings(port: server.port)
        if !isConfigured { settings.processed = nil }
        let staging = try await Self.restored()
        let mailbox = WatchedMailbox(settings, staging: staging)
        await mailbox.settled()
        #expect(await staging.contents == messages(1))
        #expect(await staging.reviewStart(of: MailboxName("support")) == nil)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a store that was not restored is not reviewed`() async {
        let server = Self.server(processed: Array(messages(3)[..<2]), new: messages(3)[2])
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        #expect(await mailbox.staging.contents == [messages(3)[2]])
        #expect(!server.log.contains { $0.contains("SINCE") })
        await mailbox.stop()
        server.stop()
    }
}
