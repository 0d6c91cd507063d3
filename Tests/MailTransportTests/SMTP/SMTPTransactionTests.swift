import TallyCore
import Testing

@testable import MailTransport

@Suite("One SMTP transaction (RFC 5321 §3.3)") struct SMTPTransactionTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let name: String
        var offers: [String] = []
        let replies: [String]
        /// What is sent, `<message>` being the message.
        let sent: [String]
        let end: Result<Int, End>?
        var testDescription: String { name }
    }

    enum End: Error, Equatable, Sendable {
        case refused(Int)
        case senderRefused(Int)
        case unavailable(needsOperator: Bool)
        case uncertain
    }

    private static let mail = "MAIL FROM:<a@acme.example>\r\n"
    private static let recipient = "RCPT TO:<b@acme.example>\r\n"

    @Test(arguments: [
        Story(
            name: "accepted, step by step", replies: ["250 ok", "250 ok", "354 go", "250 queued"],
            sent: [mail, recipient, "DATA\r\n", "<message>"], end: .success(250)),
        Story(
            name: "accepted, pipelined", offers: ["PIPELINING"],
            replies: ["250 ok", "251 ok", "354 go", "250 queued"],
            sent: [mail + recipient, "DATA\r\n", "<message>"], end: .success(250)),
        Story(name: "MAIL refused", replies: ["550 no"], sent: [mail], end: .failure(.senderRefused(550))),
        Story(
            name: "MAIL refused for the size", replies: ["552 too large"], sent: [mail],
            end: .failure(.refused(552))),
        Story(
            name: "the sender refused behind RCPT, as Postfix does",
            replies: ["250 ok", "550 5.1.0 <a@acme.example>: Sender address rejected: User unknown"],
            sent: [mail, recipient], end: .failure(.senderRefused(550))),
        Story(
            name: "the sender refused behind the message, as Exchange does",
            replies: ["250 ok", "250 ok", "354 go", "550 5.1.8 Access denied, bad outbound sender"],
            sent: [mail, recipient, "DATA\r\n", "<message>"], end: .failure(.senderRefused(550))),
        Story(
            name: "MAIL refused, pipelined: the other reply is waited for", offers: ["PIPELINING"],
            replies: ["452 full", "503 no MAIL"], sent: [mail + recipient], end: .failure(.refused(452))),
        Story(
            name: "MAIL refused, pipelined: not before", offers: ["PIPELINING"],
            replies: ["452 full"], sent: [mail + recipient], end: nil),
        Story(
            name: "recipient refused for good", offers: ["PIPELINING"],
            replies: ["250 ok", "550 5.1.1 unknown"],
            sent: [mail + recipient], end: .failure(.refused(550))),
        Story(
            name: "recipient refused for now", replies: ["250 ok", "450 grey"], sent: [mail, recipient],
            end: .failure(.refused(450))),
        Story(
            name: "DATA refused", replies: ["250 ok", "250 ok", "554 no"],
            sent: [mail, recipient, "DATA\r\n"],
            end: .failure(.refused(554))),
        Story(
            name: "the message refused", replies: ["250 ok", "250 ok", "354 go", "554 spam"],
            sent: [mail, recipient, "DATA\r\n", "<message>"], end: .failure(.refused(554))),
        Story(
            name: "closing after the dot: it has judged", replies: ["250 ok", "250 ok", "354 go", "421 bye"],
            sent: [mail, recipient, "DATA\r\n", "<message>"], end: .failure(.refused(421))),
        Story(
            name: "closing before", offers: ["PIPELINING"], replies: ["421 bye"], sent: [mail + recipient],
            end: .failure(.unavailable(needsOperator: false))),
        Story(
            name: "wants a log-in", replies: ["530 5.7.0 authenticate"], sent: [mail],
            end: .failure(.unavailable(needsOperator: true))),
        Story(
            name: "nonsense before", replies: ["354 go"], sent: [mail],
            end: .failure(.unavailable(needsOperator: false))),
        Story(
            name: "nonsense for DATA", replies: ["250 ok", "250 ok", "250 ok"],
            sent: [mail, recipient, "DATA\r\n"],
            end: .failure(.unavailable(needsOperator: false))),
        Story(
            name: "nonsense after the dot", replies: ["250 ok", "250 ok", "354 go", "354 go on"],
            sent: [mail, recipient, "DATA\r\n", "<message>"], end: .failure(.uncertain)),
    ])
    func `replies decide what is sent and how it ends`(story: Story) throws {
        var transaction = try transaction(offers: story.offers)
        var sent = [String(decoding: transaction.start(), as: UTF8.self)]
        var end: Result<Int, End>?
        for reply in story.replies {
            let code = try #require(Int(reply.prefix(3)))
            let words = reply.dropFirst(4)
            let status = words.prefix { $0 != " " }
            let isStatus = status.count { $0 == "." } == 2
            let answer = SMTPReply(
                code: code, enhancedCode: isStatus ? String(status) : nil, text: String(words))
            switch transaction.receive(answer) {
            case .send(let bytes): sent.append(String(decoding: bytes, as: UTF8.self))
            case .sendMessage: sent.append("<message>")
            case .await: continue
            case .finish(.success(let reply)): end = .success(reply.code)
            case .finish(.failure(.refused(let reply))): end = .failure(.refused(reply.code))
            case .finish(.failure(.senderRefused(let reply))): end = .failure(.senderRefused(reply.code))
            case .finish(.failure(.uncertain)): end = .failure(.uncertain)
            case .finish(.failure(.unavailable(_, let needsOperator))):
                end = .failure(.unavailable(needsOperator: needsOperator))
            }
        }
        #expect(sent == story.sent)
        #expect(end == story.end)
    }

    @Test(arguments: [
        (["SIZE"], "plain", "a@acme.example", " SIZE=10"),
        (["8BITMIME"], "plain", "a@acme.example", ""),
        (["8BITMIME"], "grüße", "a@acme.example", " BODY=8BITMIME"),
        ([], "grüße", "a@acme.example", ""),
        (["SMTPUTF8"], "plain", "grüße@acme.example", " SMTPUTF8"),
        (["SIZE", "SMTPUTF8", "8BITMIME"], "ü", "ü@acme.example", " SIZE=7 BODY=8BITMIME SMTPUTF8"),
    ])
    func `extensions are used when they are offered and needed`(
        offers: [String], message: String, sender: String, parameters: String
    ) throws {
        var transaction = try transaction(offers: offers, message: message, sender: sender)
        #expect(
            String(decoding: transaction.start(), as: UTF8.self) == "MAIL FROM:<\(sender)>\(parameters)\r\n")
    }

    @Test func `the null sender is written as such`() throws {
        var transaction = try transaction(offers: [], sender: nil)
        #expect(String(decoding: transaction.start(), as: UTF8.self) == "MAIL FROM:<>\r\n")
    }

    @Test func `a connection lost is uncertain only once the dot has gone out`() throws {
        let loss = TransportFailure(.connectionLost, server: "mail:25")
        var transaction = try transaction(offers: [])
        _ = transaction.start()
        for code in [250, 250, 354] {
            _ = transaction.receive(SMTPReply(code: code, enhancedCode: nil, text: ""))
        }
        guard case .unavailable = transaction.failure(after: loss) else {
            Issue.record("uncertain before the dot")
            return
        }
        transaction.noteSent()
        #expect(transaction.failure(after: loss) == .uncertain(reason: loss.description))
    }

    @Test func `a reply that nobody asked for cannot be taken`() async {
        await #expect(processExitsWith: .failure) {
            var transaction = SMTPTransaction(
                sender: nil, recipient: try #require(SMTPPath("b@acme.example")), message: MessageData([]),
                capabilities: SMTPCapabilities(lines: []))
            _ = transaction.start()
            _ = transaction.receive(SMTPReply(code: 550, enhancedCode: nil, text: ""))
            _ = transaction.receive(SMTPReply(code: 550, enhancedCode: nil, text: ""))
        }
    }

    private func transaction(
        offers: [String], message: String = "plain", sender: String? = "a@acme.example"
    ) throws -> SMTPTransaction {
        SMTPTransaction(
            sender: try sender.map { try #require(SMTPPath($0)) },
            recipient: try #require(SMTPPath("b@acme.example")),
            message: MessageData(Array(message.utf8)),
            capabilities: SMTPCapabilities(lines: [[]] + offers.map { Array($0.utf8) }))
    }

    @Test(
        arguments: [
            ([], "b@acme.example", "tt.1.x@acme.example", "", ""),
            (
                ["DSN"], "b+c@acme.example", "tt.1.x@acme.example", " RET=HDRS ENVID=tt.1.x@acme.example",
                " NOTIFY=FAILURE,DELAY ORCPT=rfc822;b+2Bc@acme.example"
            ),
            (
                ["DSN"], "b@acme.example", "a=b", " RET=HDRS ENVID=a+3Db",
                " NOTIFY=FAILURE,DELAY ORCPT=rfc822;b@acme.example"
            ),
            (
                ["DSN"], "b@acme.example", "a\r\nRCPT TO:<x@y>", " RET=HDRS",
                " NOTIFY=FAILURE,DELAY ORCPT=rfc822;b@acme.example"
            ),
            (["DSN", "SMTPUTF8"], "bö@acme.example", "", " SMTPUTF8 RET=HDRS", " NOTIFY=FAILURE,DELAY"),
        ] as [([String], String, String, String, String)])
    func `reports of failure and delay are asked for when the server offers them (RFC 3461)`(
        offers: [String], recipient: String, id: String, mail: String, rcpt: String
    ) throws {
        let sender = try #require(SMTPPath("a@acme.example"))
        let path = try #require(SMTPPath(recipient))
        let lines = (["hello", "PIPELINING"] + offers).map { Array($0.utf8) }
        var transaction = SMTPTransaction(
            sender: sender, recipient: path, message: MessageData(Array("x".utf8)),
            capabilities: SMTPCapabilities(lines: lines), id: id)
        #expect(
            String(decoding: transaction.start(), as: UTF8.self)
                == "MAIL FROM:<a@acme.example>\(mail)\r\nRCPT TO:<\(recipient)>\(rcpt)\r\n")
    }
}
