import Synchronization
import TallyCore
import Testing

@testable import MailTransport

@Suite("A mailbox whose server fails", .timeLimit(.minutes(10))) struct MailboxFaultTests {
    enum Drop: String, CaseIterable, Sendable {
        case before
        case within
        case after

        var fault: FakeIMAPServer.Fault {
            switch self {
            case .before: .dropBefore
            case .within: .dropWithin
            case .after: .dropAfter
            }
        }
    }

    /// The greeting and the commands of a first round, up to IDLE.
    private static let ordinals = 0...14

    @Test(arguments: Drop.allCases, ordinals)
    func `a connection lost at any step loses no message and doubles none`(drop: Drop, ordinal: Int) async {
        let server = FakeIMAPServer(messages: messages(5)) { connection, number, _ in
            connection == 0 && number == ordinal ? drop.fault : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        _ = await mailbox.status { $0.state == .idle && $0.messages == 0 }
        #expect(await mailbox.staging.contents == messages(5))
        #expect(server.contents(of: "INBOX").isEmpty)
        #expect(server.contents(of: "Tally/Processed") == messages(5))
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: Drop.allCases, 7...16)
    func `the same holds where messages are copied and expunged`(drop: Drop, ordinal: Int) async {
        let server = FakeIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN UIDPLUS IDLE", messages: messages(5))
        {
            connection, number, _ in connection == 0 && number == ordinal ? drop.fault : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        _ = await mailbox.status { $0.state == .idle && $0.messages == 0 }
        #expect(await mailbox.staging.contents == messages(5))
        #expect(server.contents(of: "INBOX").isEmpty)
        // A copy whose answer was lost is made again; that is the price of not having MOVE.
        #expect(Set(server.contents(of: "Tally/Processed")) == Set(messages(5)))
        await mailbox.stop()
        server.stop()
    }

    @Test func `a connection cut anywhere in what the server says loses no message and doubles none`() async {
        // Every thirteenth byte of the thousand and more that it says up to IDLE.
        for budget in stride(from: 0, to: 1_400, by: 13) {
            let server = FakeIMAPServer(messages: messages(3), cutAfter: budget)
            let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
            _ = await mailbox.status { $0.state == .idle && $0.messages == 0 }
            #expect(await mailbox.staging.contents == messages(3), "cut after \(budget)")
            #expect(server.contents(of: "INBOX").isEmpty, "cut after \(budget)")
            #expect(server.contents(of: "Tally/Processed") == messages(3), "cut after \(budget)")
            await mailbox.stop()
            server.stop()
        }
    }

    @Test(arguments: [0, 1, 3, 6, 9, 11, 14])
    func `a server that falls silent is left within the time-out`(ordinal: Int) async {
        let server = FakeIMAPServer(messages: messages(5)) { connection, number, _ in
            connection == 0 && number == ordinal ? .hang : nil
        }
        var settings = MailboxSettings(port: server.port)
        settings.connectTimeout = .milliseconds(500)
        settings.answerTimeout = .milliseconds(500)
        let mailbox = WatchedMailbox(settings)
        let failure = await mailbox.failure()
        #expect(failure?.reason.contains("did not answer in time") == true)
        #expect(failure?.needsOperator == false)
        _ = await mailbox.status { $0.state == .idle && $0.messages == 0 }
        #expect(await mailbox.staging.contents == messages(5))
        await mailbox.stop()
        server.stop()
    }

    @Test(arguments: [0, 1, 6, 9])
    func `stopping does not wait for a server that is silent`(ordinal: Int) async {
        let isReached = AsyncStream<Void>.makeStream()
        let server = FakeIMAPServer(messages: messages(1)) { _, number, _ in
            guard number == ordinal else { return nil }
            isReached.continuation.yield()
            return .hang
        }
        var settings = MailboxSettings(port: server.port)
        // Beyond the limit of this test: only the stop can end it.
        settings.connectTimeout = .hours(1)
        settings.answerTimeout = .hours(1)
        let mailbox = WatchedMailbox(settings)
        for await _ in isReached.stream { break }
        await mailbox.stop()
        server.stop()
    }

    @Test func `a server that drips is left although it never falls silent`() async {
        let server = FakeIMAPServer(messages: messages(2)) { connection, _, command in
            connection == 0 && command.contains("BODY.PEEK[]") ? .drip : nil
        }
        var settings = MailboxSettings(port: server.port)
        settings.answerTimeout = .milliseconds(500)
        let mailbox = WatchedMailbox(settings)
        #expect(await mailbox.failure()?.reason.contains("did not answer in time") == true)
        await mailbox.settled()
        #expect(await mailbox.staging.contents == messages(2))
        await mailbox.stop()
        server.stop()
    }

    /// What no IMAP server says, and the words that tell it; its text is too long to be printed for each run.
    struct Breach: Sendable, CustomTestStringConvertible {
        let answer: String
        let words: String
        var testDescription: String { words }
    }

    @Test(arguments: [
        Breach(
            answer: "* 1 FETCH (UID 1 BODY[] {99000000000}\r\nx", words: "a literal of 99000000000 bytes"),
        Breach(answer: "TALLY77 OK\r\n", words: "a command that was not given"),
        Breach(answer: String(repeating: "x", count: 2 << 20), words: "a line without end"),
    ])
    func `a server that breaks the protocol is left`(breach: Breach) async {
        let server = FakeIMAPServer(messages: messages(2)) { connection, _, command in
            connection == 0 && command.contains("BODY.PEEK[]") ? .answer(breach.answer) : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        let failure = await mailbox.failure()
        #expect(failure?.reason.contains(breach.words) == true, "\(failure?.reason ?? "")")
        await mailbox.settled()
        #expect(await mailbox.staging.contents == messages(2))
        await mailbox.stop()
        server.stop()
    }

    @Test func `a goodbye during IDLE leads to a new connection`() async {
        let server = FakeIMAPServer { connection, _, command in
            connection == 0 && command == "IDLE" ? .answer("+ ok\r\n* BYE shutting down\r\n") : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        #expect(await mailbox.failure()?.reason.contains("shutting down") == true)
        await mailbox.settled()
        #expect(server.connections == 2)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a message that the server does not hand over stops no other, and is asked for later`() async {
        let refuses = Mutex(true)
        let server = FakeIMAPServer(messages: messages(6)) { _, _, command in
            refuses.withLock { $0 } && command.hasPrefix("UID FETCH") && command.contains("BODY")
                && Self.names(3, command) ? .answer("# NO [SERVERBUG] cannot read\r\n") : nil
        }
        let clock = TestClock()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), clock: clock)
        let status = await mailbox.settled()
        #expect(status?.unfetchable == 1)
        #expect(await mailbox.staging.contents.count == 5)
        #expect(server.contents(of: "INBOX") == [messages(6)[2]])

        refuses.withLock { $0 = false }
        clock.advance(by: .minutes(11))
        server.deliver(Array("one more".utf8))
        let later = await mailbox.settled()
        #expect(later?.unfetchable == 0)
        #expect(Set(await mailbox.staging.contents) == Set(messages(6) + [Array("one more".utf8)]))
        #expect(server.contents(of: "INBOX").isEmpty)
        await mailbox.stop()
        server.stop()
    }

    @Test func `a message that ends every connection it is fetched on stops no other`() async {
        let server = FakeIMAPServer(messages: messages(6)) { _, _, command in
            command.contains("BODY") && Self.names(3, command) ? .dropBefore : nil
        }
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port))
        let status = await mailbox.settled()
        #expect(status?.unfetchable == 1)
        #expect(Set(await mailbox.staging.contents) == Set(messages(6)).subtracting([messages(6)[2]]))
        #expect(server.contents(of: "INBOX") == [messages(6)[2]])
        await mailbox.stop()
        server.stop()
    }

    @Test func `a message that turns up below the mark is found`() async {
        // The server shows the fifth message before the fourth.
        let isHidden = Mutex(true)
        let server = FakeIMAPServer(messages: messages(5)) { connection, _, command in
            isHidden.withLock { $0 } && command.hasPrefix("UID SEARCH RETURN (ALL) UID 1:*")
                ? .answer("* ESEARCH (TAG \"x\") UID ALL 1:3,5\r\n# OK\r\n") : nil
        }
        let clock = TestClock()
        let mailbox = WatchedMailbox(MailboxSettings(port: server.port), clock: clock)
        await mailbox.settled()
        #expect(await mailbox.staging.contents.count == 4)
        isHidden.withLock { $0 = false }
        clock.advance(by: .minutes(11))
        server.deliver(Array("one more".utf8))
        await mailbox.settled()
        #expect(await mailbox.staging.contents.count == 6)
        await mailbox.stop()
        server.stop()
    }

    /// Whether the set of a FETCH has this UID in it.
    private static func names(_ uid: UInt32, _ command: String) -> Bool {
        let words = command.split(separator: " ")
        return UIDSet(parsing: Array(words[2].utf8))?.ranges.contains { $0.contains(uid) } ?? false
    }
}
