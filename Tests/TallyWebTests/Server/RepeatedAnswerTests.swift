import Synchronization
import Testing

@testable import TallyWeb

@Suite("Answers that are given again", .timeLimit(.minutes(10)))
struct RepeatedAnswerTests {
    /// Answers how often it was asked; all but `/once` may be given again.
    private final class Asked: Sendable {
        private let count = Atomic<Int>(0)

        func application(_ changes: ChangeCount = ChangeCount()) -> HTTPApplication {
            HTTPApplication(changes: changes) { request in
                let number = self.count.wrappingAdd(1, ordering: .relaxed).newValue
                let answer = HTTPResponse(text: "\(number)")
                return request.target.text == "/once" ? answer : answer.repeatable
            }
        }
    }

    private static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: desk.example\r\n\(fields)\r\n"
    }

    @Test func `the same octets get the same answer until something changes, on every connection`()
        async throws
    {
        let changes = ChangeCount()
        try await withServer(Asked().application(changes)) { server in
            let (client, other) = (try server.client(), try server.client())
            client.send(Self.get("/a"))
            let first = try client.response()
            other.send(Self.get("/a"))
            let second = try other.response()
            #expect([first.text, second.text] == ["1", "1"])
            #expect(first["x-request-id"] != second["x-request-id"])
            #expect(second["x-request-id"]?.utf8.count == 16)
            #expect(second["date"]?.hasSuffix(" GMT") == true)
            changes.increment()
            client.send(Self.get("/a"))
            #expect(try client.response().text == "2")
            client.send(Self.get("/a"))
            #expect(try client.response().text == "2")
        }
    }

    @Test(arguments: [
        ("another sign-in", get("/a", "Authorization: Bearer b\r\n")), ("another path", get("/b")),
        ("a wish to close", get("/a", "Connection: close\r\n")),
        ("two at once", get("/a") + get("/a")), ("content", get("/a", "Content-Length: 1\r\n") + "x"),
    ])
    func `anything else is asked again`(what: String, octets: String) async throws {
        try await withServer(Asked().application()) { server in
            let client = try server.client()
            client.send(Self.get("/a", "Authorization: Bearer a\r\n"))
            #expect(try client.response().text == "1")
            client.send(octets)
            let answer = try client.response()
            #expect(answer.text != "1", "\(what)")
        }
    }

    @Test func `two questions at once get two answers, however often`() async throws {
        try await withServer(Asked().application()) { server in
            let client = try server.client()
            for _ in 1...3 {
                client.send(Self.get("/a") + Self.get("/b"))
                #expect(try client.response().status == 200)
                #expect(try client.response().status == 200)
            }
            client.send(Self.get("/c"))
            #expect(try client.response().status == 200)
        }
    }

    @Test func `what does not say that it may be is never given again`() async throws {
        try await withServer(Asked().application()) { server in
            let client = try server.client()
            for number in 1...3 {
                client.send(Self.get("/once"))
                #expect(try client.response().text == "\(number)")
            }
        }
    }

    @Test func `an answer is given again for a moment, not for ever, and none that was made before a change`()
        throws
    {
        let changes = ChangeCount()
        let answers = RepeatedAnswers(until: changes)
        let octets = Array(Self.get("/a").utf8)
        let now = ContinuousClock.now
        let head = try #require(try Self.head(octets))
        let response = HTTPResponse(text: "1").repeatable
        let responseHead = try ResponseHead(
            response, id: RequestID(), date: HTTPDate.text(0), keepsConnection: true)
        func ask() throws -> RepeatedAnswers.Question { try #require(answers.question(octets[...])) }
        answers.keep(response, responseHead, to: try ask(), head, at: now)
        let end = now + RepeatedAnswers.lifetime
        #expect(answers.answer(to: try ask(), at: end - .milliseconds(1))?.content == Array("1".utf8))
        #expect(answers.answer(to: try ask(), at: end)?.content == nil)
        let before = try ask()
        changes.increment()
        answers.keep(response, responseHead, to: before, head, at: now)
        #expect(answers.answer(to: try ask(), at: now)?.content == nil)
    }

    private static func head(_ octets: [UInt8]) throws -> RequestHead? {
        var reader = RequestReader(limits: HTTPLimits())
        reader.receive(octets[...])
        guard case .head(let head) = try reader.next() else { return nil }
        return head
    }
}
