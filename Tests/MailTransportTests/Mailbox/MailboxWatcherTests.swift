import Synchronization
import TallyCore
import Testing

@testable import MailTransport

/// Messages that differ, with the lines that confuse readers who do not count.
func messages(_ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
        Array("Subject: \(number)\r\n\r\nA004 OK done\r\nTALLY5 OK done\r\n* BYE\r\n{5}\r\n\(number)".utf8)
    }
}

@Suite("Watching a mailbox", .timeLimit(.minutes(10))) struct MailboxWatcherTests {
    @Test func `every message is staged once, flagged, and moved`() async {
        let server = FakeIMAPServer(messages: messages(70))
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        let status = await mailbox.settled()
        #expect(status?.state == .idle)
        #expect(status?.messages == 0)
        #expect(status?.lastContact != nil)
        #expect(await mailbox.staging.contents == messages(70))
        #expect(server.contents(of: "Tally/Processed") == messages(70))
        let flags = server.state.withLock { $0.folders["Tally/Processed"]?.messages.first?.flags }
        #expect(flags == ["\\Seen", "$TallyStaged"])
        await mailbox.stop()
        server.stop()
    }

    @Test func `size and date are those of the server`() async {
        let server = FakeIMAPServer(messages: messages(1))
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        let message = await mailbox.staging.messages.first
        #expect(message?.internalDate?.description == "2026-11-22T07:15:00Z")
        #expect(message?.size == messages(1)[0].count)
        #expect(message?.isOversize == false)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a message that arrives during IDLE comes at once`() async {
        let server = FakeIMAPServer()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        for message in messages(3) {
            server.deliver(message)
            await mailbox.settled()
        }
        #expect(await mailbox.staging.contents == messages(3))
        #expect(server.connections == 1)
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: ["IMAP4rev1 AUTH=PLAIN UIDPLUS MOVE", FakeIMAPServer.everything])
    func `without IDLE the server is asked again and again`(capabilities: String) async {
        // One server lacks it, the other says no when it is used.
        let server = FakeIMAPServer(capabilities: capabilities) { _, _, command in
            command == "IDLE" ? .answer("# BAD not today\r\n") : nil
        }
        var settings = MailboxSettings(port: server.port)
        settings.pollInterval = .milliseconds(5)
        let mailbox = WatchedMailbox(settings)
        _ = await mailbox.status { if case .polling = $0.state { true } else { false } }
        server.deliver(messages(1)[0])
        _ = await mailbox.status { _ in await mailbox.staging.contents.count == 1 }
        #expect(await mailbox.staging.contents == messages(1))
        #expect(server.connections == 1)
        await mailbox.stop()
        server.stop()
    }

    @Test func `IDLE is not used when the settings say so`() async {
        let server = FakeIMAPServer()
        var settings = MailboxSettings(port: server.port)
        settings.idle = false
        let mailbox = WatchedMailbox(settings)
        let status = await mailbox.settled()
        #expect(status?.state == .polling(next: Timestamp(unixSeconds: 1_800_000_060)))
        #expect(!server.log.contains("IDLE"))
        await mailbox.stop()
        server.stop()
    }

    @Test func `a folder with new numbers is read again and nothing doubles`() async {
        let server = FakeIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN IDLE", messages: messages(40))
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        await mailbox.stop()
        server.renumber()
        let again = WatchedMailbox(MailboxSettings(port: server.port), staging: mailbox.staging)
        await again.settled()
        #expect(await mailbox.staging.contents == messages(40))
        #expect(await mailbox.staging.folders.map(\.uidValidity.rawValue).sorted() == [1, 2])
        await again.stop()
        server.stop()
    }

    @Test func `without MOVE messages are copied and expunged by UID, never by the bare EXPUNGE`() async {
        let server = FakeIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS", messages: messages(3))
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        #expect(server.contents(of: "INBOX").isEmpty)
        #expect(server.contents(of: "Tally/Processed") == messages(3))
        #expect(server.log.contains("UID EXPUNGE 1:3"))
        #expect(!server.log.contains { $0.hasPrefix("EXPUNGE") || $0.hasPrefix("CLOSE") })
        await mailbox.stop()
        server.stop()
    }

    @Test func `where nothing can be moved messages stay, flagged, and are not fetched again`() async {
        let server = FakeIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN IDLE", messages: messages(3))
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        server.deliver(Array("one more".utf8))
        await mailbox.settled()
        #expect(server.contents(of: "INBOX").count == 4)
        #expect(await mailbox.staging.contents.count == 4)
        #expect(server.log.filter { $0.hasPrefix("UID FETCH 1:3") }.count == 2)
        #expect(!server.log.contains { $0.contains("EXPUNGE") || $0.contains("Deleted") })
        await mailbox.stop()
        server.stop()
    }

    @Test func `a server that refuses to move keeps the message, and is asked again`() async {
        let refuses = Mutex(true)
        let server = FakeIMAPServer(messages: messages(2)) { _, _, command in
            command.hasPrefix("UID MOVE") && refuses.withLock { $0 }
                ? .answer("# NO [OVERQUOTA] full\r\n") : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        let status = await mailbox.settled()
        #expect(status?.filingProblem == "[OVERQUOTA] full")
        #expect(await mailbox.staging.contents == messages(2))
        refuses.withLock { $0 = false }
        server.deliver(Array("one more".utf8))
        let later = await mailbox.settled()
        #expect(later?.filingProblem == nil)
        #expect(server.contents(of: "INBOX").isEmpty)
        #expect(server.contents(of: "Tally/Processed").count == 3)
        #expect(await mailbox.staging.contents.count == 3)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a server without keywords gets the flag that every server has`() async {
        let server = FakeIMAPServer(messages: messages(2)) { _, _, command in
            command.hasPrefix("UID STORE") && command.contains("$TallyStaged")
                ? .answer("# NO no keywords\r\n") : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        let flags = server.state.withLock { $0.folders["Tally/Processed"]?.messages.map(\.flags) }
        #expect(flags == [["\\Seen"], ["\\Seen"]])
        await mailbox.stop()
        server.stop()
    }

    @Test func `of a message over the limit only the header block is fetched`() async {
        let large = Array("Subject: large\r\n\r\n".utf8) + [UInt8](repeating: 120, count: 5_000)
        let server = FakeIMAPServer(messages: [messages(1)[0], large])
        var settings = MailboxSettings(port: server.port)
        settings.messageBytes = 1_000
        let mailbox = WatchedMailbox(settings)
        await mailbox.settled()
        let staged = await mailbox.staging.messages
        #expect(staged.map(\.isOversize) == [false, true])
        #expect(staged.last?.size == large.count)
        #expect(staged.last.map { String(decoding: $0.content, as: UTF8.self) } == "Subject: large\r\n\r\n")
        await mailbox.stop()
        server.stop()
    }

    @Test func `while the store cannot write nothing happens on the server`() async {
        let server = FakeIMAPServer(messages: messages(3))
        let staging = MemoryStaging()
        await staging.fail([
            StoreFailure("disk full", isTransient: false), StoreFailure("busy", isTransient: true),
        ])
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), staging: staging)
        let first = await mailbox.failure()
        #expect(first?.reason == "the store: disk full")
        #expect(first?.needsOperator == true)
        #expect(!server.log.contains { $0.hasPrefix("UID STORE") || $0.hasPrefix("UID MOVE") })
        let second = await mailbox.failure()
        #expect(second?.needsOperator == false)
        await mailbox.settled()
        #expect(await staging.contents == messages(3))
        #expect(server.contents(of: "Tally/Processed") == messages(3))
        await mailbox.stop()
        server.stop()
    }

    @Test func `stopping says goodbye`() async {
        let server = FakeIMAPServer()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        await mailbox.settled()
        await mailbox.stop()
        #expect(await mailbox.status { $0.state == .stopped } != nil)
        server.stop()
    }
}
