import TallyCore
import Testing

@testable import MailTransport

@Suite("Connecting and logging in", .timeLimit(.minutes(10))) struct ConnectorTests {
    /// How a server behaves up to the end of the log-in, and what we make of it.
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        let script: String
        var security = ConnectionSecurity.none
        let cause: TransportFailure.Cause
        var words = ""
        var testDescription: String { name }
    }

    /// `support` and the password, as SASL PLAIN.
    private static let initialResponse = "AHN1cHBvcnQAaHVudGVyMg=="
    private static let capability =
        "C: # CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\nS: # OK done\n"
    private static let login = "S: * OK ready\n" + capability + "C: # AUTHENTICATE PLAIN \(initialResponse)\n"

    @Test(arguments: [
        Story(
            name: "wrong password", script: login + "S: # NO [AUTHENTICATIONFAILED] Authentication failed.",
            cause: .loginRejected, words: "[AUTHENTICATIONFAILED] Authentication failed."),
        Story(name: "no code", script: login + "S: # NO bad luck", cause: .loginRejected, words: "bad luck"),
        Story(
            name: "password server away", script: login + "S: # NO [UNAVAILABLE] try later",
            cause: .loginUnavailable, words: "try later"),
        Story(name: "goodbye at log-in", script: login + "S: * BYE overloaded", cause: .turnedAway),
        Story(name: "dropped at log-in", script: login, cause: .connectionLost),
        Story(
            name: "STARTTLS missing", script: "S: * OK ready\n" + capability + "C: # LOGOUT",
            security: .startTLS,
            cause: .encryptionMissing),
        Story(
            name: "STARTTLS missing, logged in already",
            script: "S: * PREAUTH welcome\n" + capability + "C: # LOGOUT", security: .startTLS,
            cause: .encryptionMissing),
        Story(
            name: "text before the encryption begins",
            script:
                "S: * OK\nC: # CAPABILITY\nS: * CAPABILITY STARTTLS\nS: # OK\nC: # STARTTLS\nS: # OK go\r\n* OK more",
            security: .startTLS, cause: .turnedAway),
        Story(name: "clear text on a TLS port", script: "S: * OK ready", security: .tls, cause: .handshake),
        Story(name: "goodbye at once", script: "S: * BYE go away", cause: .turnedAway, words: "go away"),
        Story(name: "closed at once", script: "", cause: .connectionLost),
        Story(name: "another protocol", script: "S: SSH-2.0-OpenSSH", cause: .violation, words: "SSH-2.0"),
        Story(name: "silence", script: "hang", cause: .timedOut),
        Story(name: "drip", script: "drip", cause: .timedOut),
        Story(name: "silence at the handshake", script: "hang", security: .tls, cause: .timedOut),
    ])
    func `what an IMAP server does is told apart`(story: Story) async throws {
        let server = ScriptedServer(story.script)
        var settings = MailboxSettings(port: server.port, password: "hunter2")
        settings.endpoint.security = story.security
        settings.connectTimeout = story.cause == .timedOut ? .milliseconds(500) : .seconds(30)
        let failure = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(failure?.cause == story.cause, "\(String(describing: failure))")
        #expect(failure?.detail.contains(story.words) == true || story.words.isEmpty)
        #expect(failure?.server == "127.0.0.1:\(server.port)")
        #expect(server.problems.allSatisfy { $0.contains("LOGOUT") }, "\(server.problems)")
        server.stop()
    }

    private static let greeting = "S: 220 ready\nC: EHLO helpdesk.example\n"
    private static let smtpLogin =
        greeting + "S: 250-fake\nS: 250 AUTH PLAIN\nC: AUTH PLAIN \(initialResponse)\n"

    @Test(arguments: [
        Story(
            name: "wrong password", script: smtpLogin + "S: 535 5.7.8 Error: authentication failed",
            cause: .loginRejected, words: "5.7.8"),
        Story(
            name: "password server away", script: smtpLogin + "S: 454 4.7.0 Temporary failure",
            cause: .loginUnavailable, words: "4.7.0"),
        Story(name: "AUTH missing", script: greeting + "S: 250 fake\nC: QUIT", cause: .loginNotOffered),
        Story(
            name: "STARTTLS missing", script: greeting + "S: 250-fake\nS: 250 AUTH PLAIN\nC: QUIT",
            security: .startTLS, cause: .encryptionMissing),
        Story(
            name: "STARTTLS not now",
            script: greeting + "S: 250-fake\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 later",
            security: .startTLS, cause: .turnedAway, words: "later"),
        Story(name: "busy", script: "S: 421 4.3.2 busy", cause: .turnedAway, words: "busy"),
        Story(name: "banned", script: "S: 554 5.7.1 banned", cause: .shutOut, words: "banned"),
        Story(name: "silence", script: "hang", cause: .timedOut),
    ])
    func `what an SMTP server does is told apart`(story: Story) async throws {
        let server = ScriptedServer(story.script)
        let settings = submission(
            port: server.port, security: story.security, isHasty: story.cause == .timedOut)
        let failure = await failure { () throws(TransportFailure) in _ = try await SMTPProbe.run(settings) }
        #expect(failure?.cause == story.cause, "\(String(describing: failure))")
        #expect(failure?.detail.contains(story.words) == true || story.words.isEmpty)
        #expect(server.problems.allSatisfy { $0.contains("QUIT") }, "\(server.problems)")
        server.stop()
    }

    @Test func `a password is never among the words, even when the server repeats it`() async {
        let server = ScriptedServer(Self.login + "S: # NO wrong password hunter2")
        var settings = MailboxSettings(port: server.port, password: "hunter2")
        settings.connectTimeout = .seconds(30)
        let failure = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(failure?.cause == .loginRejected)
        #expect(failure?.description.contains("hunter2") == false)
        server.stop()
    }

    @Test func `a server that knows only the LOGIN command is logged in to`() async throws {
        let capability = "C: # CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: # OK done\n"
        let server = ScriptedServer(
            "S: * OK ready\n" + capability + "C: # LOGOUT",
            "S: * OK ready\n" + capability + """
                C: # NOOP
                S: # OK
                C: # CAPABILITY
                S: * CAPABILITY IMAP4rev1
                S: # OK
                C: # LIST "" ""
                S: # BAD log in first
                C: # LOGIN "support" "hunter2"
                S: # OK welcome
                C: # NOOP
                S: # OK
                C: # CAPABILITY
                S: * CAPABILITY IMAP4rev1
                S: # OK
                C: # LIST "" ""
                S: * LIST (\\Noselect) "." ""
                S: # OK
                C: # SELECT "INBOX"
                S: * 12 EXISTS
                S: * OK [UIDVALIDITY 7] valid
                S: # OK [READ-ONLY] selected
                C: # LOGOUT
                """)
        let facts = try await IMAPProbe.run(MailboxSettings(port: server.port, password: "hunter2"))
        #expect(facts.messages == 12)
        #expect(facts.uidValidity == UIDValidity(7))
        #expect(facts.filing == .flagOnly)
        #expect(facts.isReadOnly)
        #expect(!facts.hasIdle)
        #expect(server.problems.isEmpty, "\(server.problems)")
        server.stop()
    }

    @Test func `a server that offers no way to log in is shown no password`() async {
        let server = FakeIMAPServer(capabilities: "IMAP4rev1 LOGINDISABLED")
        let settings = MailboxSettings(port: server.port, password: "hunter2")
        let failure = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(failure?.cause == .loginNotOffered)
        #expect(!server.log.contains { $0.contains("hunter2") || $0.contains(Self.initialResponse) })
        server.stop()
    }

    @Test func `the probe of a submission server tells what it offers`() async throws {
        let server = ScriptedServer(
            Self.greeting
                + "S: 250-fake\nS: 250-AUTH PLAIN\nS: 250 size 5000\nC: AUTH PLAIN *\nS: 235 ok\nC: QUIT")
        let facts = try await SMTPProbe.run(submission(port: server.port))
        #expect(facts.largestMessage == 5_000)
        #expect(facts.capabilities == ["AUTH", "SIZE"])
        #expect(server.problems.isEmpty, "\(server.problems)")
        server.stop()
    }

    @Test func `a folder that is not there is the operator's affair`() async {
        let server = FakeIMAPServer()
        var settings = MailboxSettings(port: server.port)
        settings.folder = "Elsewhere"
        let failure = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(failure?.cause == .refused)
        #expect(failure?.needsOperator == true)
        #expect(failure?.detail == "[NONEXISTENT] no such folder")
        server.stop()
    }

    @Test func `nobody at the port, and no such host`() async {
        let server = ScriptedServer("S: * OK")
        let port = server.port
        server.stop()
        var settings = MailboxSettings(port: port)
        let refused = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(refused?.cause == .unreachable)
        settings.endpoint.host = "no-such-host.invalid"
        let unknown = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(unknown?.cause == .unknownHost)
    }

    @Test(arguments: [
        "", "a b", "host/path", "user@host", "host?x", "host\r\nx", "höst", "a%00", "a:25", "::zz",
    ])
    func `what is no host name is not given to libcurl`(host: String) async {
        var settings = MailboxSettings(port: 1)
        settings.endpoint.host = host
        let failure = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(failure?.cause == .settings)
        #expect(failure?.needsOperator == true)
    }

    @Test func `a password that cannot be read or sent is the operator's affair`() async {
        struct NoFile: Error {}
        var settings = MailboxSettings(port: 1, password: "a\0b")
        let cut = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(cut?.cause == .settings)
        settings.credentials.password = { throw NoFile() }
        let unread = await failure { () throws(TransportFailure) in _ = try await IMAPProbe.run(settings) }
        #expect(unread?.cause == .settings)
        #expect(unread?.detail.contains("NoFile()") == true)
    }

    @Test(arguments: TransportFailure.Cause.allCases)
    func `whatever needs the operator says what to do`(cause: TransportFailure.Cause) {
        let failure = TransportFailure(cause, server: "mail:993", detail: "words")
        #expect(failure.description.hasPrefix("mail:993: \(failure.summary) (words)"))
        #expect(!failure.needsOperator || failure.hint != nil)
    }

    private func failure(
        _ body: () async throws(TransportFailure) -> Void
    ) async -> TransportFailure? {
        do throws(TransportFailure) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    private func submission(
        port: UInt16, security: ConnectionSecurity = .none, isHasty: Bool = false
    ) -> SubmissionSettings {
        var settings = SubmissionSettings(
            endpoint: Endpoint(host: "127.0.0.1", port: port, security: security),
            credentials: Credentials(user: "support") { Secret("hunter2") }, ehloName: "helpdesk.example")
        settings.connectTimeout = isHasty ? .milliseconds(500) : .seconds(30)
        return settings
    }
}
