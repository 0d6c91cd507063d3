import TallyCore
import Testing

@testable import MailTransport

@Suite("Submitting over a connection", .timeLimit(.minutes(10))) struct SMTPSubmissionTests {
    private static let hello = """
        S: 220 fake ready
        C: EHLO helpdesk.example
        S: 250-fake
        S: 250-PIPELINING
        S: 250 8BITMIME

        """
    private static let envelope = """
        C: MAIL FROM:<a@acme.example>
        C: RCPT TO:<b@acme.example>
        S: 250 2.1.0 sender ok
        S: 250 2.1.5 recipient ok
        C: DATA
        S: 354 go

        """
    private static let transaction =
        envelope + """
            C: *data
            S: 250 2.0.0 queued as 42

            """
    private static let message = Array("Subject: x\n\n.dot\n".utf8)

    private func submission(
        _ server: ScriptedServer, password: String? = nil,
        adjust: (inout SubmissionSettings) -> Void = { _ in }
    ) -> SMTPSubmission {
        var settings = SubmissionSettings(
            endpoint: Endpoint(host: "127.0.0.1", port: server.port, security: .none),
            credentials: password.map { password in Credentials(user: "support") { Secret(password) } },
            ehloName: "helpdesk.example")
        settings.connectTimeout = .seconds(600)
        settings.idleLimit = .hours(1)
        adjust(&settings)
        return SMTPSubmission(settings)
    }

    private func submit(
        _ submission: SMTPSubmission, sender: String? = "a@acme.example",
        recipient: String = "b@acme.example",
        message: [UInt8] = message
    ) async -> Result<SMTPReply, SubmissionFailure> {
        do throws(SubmissionFailure) {
            return .success(
                try await submission.submit(message, envelope: Envelope(sender: sender, recipient: recipient))
            )
        } catch {
            return .failure(error)
        }
    }

    @Test func `one connection serves one message after the other`() async {
        let server = ScriptedServer(Self.hello + Self.transaction + Self.transaction + "C: QUIT")
        let submission = submission(server)
        for _ in 0..<2 {
            let result = await submit(submission)
            #expect(result == .success(SMTPReply(code: 250, enhancedCode: "2.0.0", text: "queued as 42")))
        }
        await submission.close()
        #expect(server.problems.isEmpty, "\(server.problems)")
        #expect(server.data == [["Subject: x", "", "..dot"], ["Subject: x", "", "..dot"]])
        #expect(server.loopback.accepted == 1)
        server.stop()
    }

    @Test func `after a refusal the connection is reset and used again`() async {
        let server = ScriptedServer(
            Self.hello + """
                C: MAIL FROM:<a@acme.example>
                C: RCPT TO:<b@acme.example>
                S: 250 2.1.0 ok
                S: 550 5.1.1 nobody
                C: RSET
                S: 250 ok

                """ + Self.transaction)
        let submission = submission(server)
        let refusal = SMTPReply(code: 550, enhancedCode: "5.1.1", text: "nobody")
        #expect(await submit(submission) == .failure(.refused(refusal)))
        #expect(await submit(submission).isSuccess)
        #expect(server.problems.isEmpty, "\(server.problems)")
        #expect(server.loopback.accepted == 1)
        server.stop()
    }

    @Test(arguments: [
        "", "C: MAIL *", "C: MAIL *\nreset", "C: MAIL *\nS: 421 4.4.2 idle too long",
        "S: 421 4.4.2 idle too long",
    ])
    func `an idle connection that the server has closed is replaced once`(ending: String) async {
        let server = ScriptedServer(Self.hello + Self.transaction + ending, Self.hello + Self.transaction)
        let submission = submission(server)
        #expect(await submit(submission).isSuccess)
        #expect(await submit(submission).isSuccess)
        #expect(server.loopback.accepted == 2)
        #expect(server.data.count == 2)
        server.stop()
    }

    @Test func `a reply that comes before its question is not taken for the acceptance of the message`() async
    {
        let early = Self.envelope.replacing("S: 354 go", with: "S: 354 go\r\n250 2.0.0 queued as 0")
        let server = ScriptedServer(Self.hello + early + "hang")
        let submission = submission(server) { $0.dataEndTimeout = .milliseconds(300) }
        #expect(await submit(submission).isUnavailable(needsOperator: false))
        server.stop()
    }

    @Test func `a new connection that is closed at once is not tried again`() async {
        let server = ScriptedServer(Self.hello + "C: MAIL *")
        #expect(await submit(submission(server)).isUnavailable(needsOperator: false))
        #expect(server.loopback.accepted == 1)
        server.stop()
    }

    @Test(arguments: [
        "C: *data", "C: *data\nreset", "C: *data\nS: 25", "C: *data\nS: 250-more", "C: *data\nhang",
    ])
    func `a connection lost after the final dot leaves it uncertain`(ending: String) async {
        let server = ScriptedServer(Self.hello + Self.envelope + ending)
        let submission = submission(server) { $0.dataEndTimeout = .milliseconds(300) }
        let result = await submit(submission)
        guard case .failure(.uncertain) = result else {
            Issue.record("\(result)")
            return
        }
        server.stop()
    }

    @Test func `a connection cut at any byte is called uncertain only when the message may have been taken`()
        async
    {
        let script = Self.hello + Self.transaction
        // "S: " goes, CR LF comes.
        let total = script.split(separator: "\n").filter { $0.hasPrefix("S: ") }.map { $0.utf8.count - 1 }
            .reduce(0, +)
        for budget in 0...total {
            let server = ScriptedServer(script, cutAfter: budget)
            let result = await submit(submission(server))
            switch result {
            case .success: #expect(server.data.count == 1)
            case .failure(.uncertain): #expect(server.data.count == 1, "cut after \(budget)")
            case .failure(.unavailable): #expect(server.data.isEmpty, "cut after \(budget)")
            case .failure(.refused(let reply)), .failure(.senderRefused(let reply)):
                Issue.record("cut after \(budget): refused by \(reply)")
            }
            server.stop()
        }
    }

    @Test(arguments: ["C: MAIL *\nhang", "C: MAIL *\nC: RCPT *\nS: 250 ok\nhang", "C: MAIL *\ndrip"])
    func `a server that falls silent is left within the time-out`(ending: String) async {
        let server = ScriptedServer(Self.hello + ending)
        let submission = submission(server) { $0.replyTimeout = .milliseconds(300) }
        #expect(await submit(submission).isUnavailable(needsOperator: false))
        server.stop()
    }

    @Test func `a server that has seen enough of a message may say so early`() async {
        let server = ScriptedServer(Self.hello + Self.envelope + "S: 552 5.3.4 too large")
        let large = [UInt8](repeating: 120, count: 30_000_000)
        let result = await submit(submission(server), message: large)
        // The system may throw the reply away together with the connection; then nothing was said.
        let refusal = SMTPReply(code: 552, enhancedCode: "5.3.4", text: "too large")
        #expect(
            result == .failure(.refused(refusal)) || result.isUnavailable(needsOperator: false), "\(result)")
        server.stop()
    }

    @Test func `stopping does not wait for a server that is silent`() async {
        let server = ScriptedServer(Self.hello + "C: MAIL *\nhang")
        let submission = submission(server) { $0.replyTimeout = .hours(1) }
        let task = Task { await submit(submission) }
        task.cancel()
        #expect(await task.value.isUnavailable(needsOperator: false))
        server.stop()
    }

    @Test(arguments: ["b@acme.example>\r\nRSET\r\nMAIL FROM:<evil@x", "", "b acme@example"])
    func `an unsafe address never reaches the socket`(address: String) async {
        let server = ScriptedServer("S: 220 ready")
        let submission = submission(server)
        #expect(await submit(submission, recipient: address) == .failure(.refused(.unusableRecipient)))
        #expect(await submit(submission, sender: address) == .failure(.senderRefused(.unusableSender)))
        #expect(server.loopback.accepted == 0)
        server.stop()
    }

    @Test func `an address beyond ASCII is not sent to a server that cannot take it`() async {
        let server = ScriptedServer(Self.hello + Self.transaction)
        let submission = submission(server)
        #expect(
            await submit(submission, recipient: "grüße@acme.example")
                == .failure(.refused(.addressNeedsSMTPUTF8)))
        #expect(await submit(submission).isSuccess)
        #expect(server.problems.isEmpty)
        server.stop()
    }
}

extension Result<SMTPReply, SubmissionFailure> {
    var isSuccess: Bool { if case .success = self { true } else { false } }

    func isUnavailable(needsOperator: Bool) -> Bool {
        guard case .failure(.unavailable(_, needsOperator)) = self else { return false }
        return true
    }
}
