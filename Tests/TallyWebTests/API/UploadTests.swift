import Dispatch
import TallyCore
import TallyStore
import Testing

@Suite(.timeLimit(.minutes(10))) struct `Files sent over HTTP` {
    private static let small = Array("one two three".utf8)

    /// More than a request keeps in memory.
    private static let large = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test func `files come as a comment, and are fetched again as they were`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            let sent = try await alice.post(
                "/tickets/1/attachments",
                form: [
                    .text("text", "See\r\nthese"), .file("a b.txt", Self.small),
                    .file("dump.bin", Self.large, type: "application/zip"), .file("", []),
                ])
            #expect(sent.status == 201)
            #expect(sent["total"] == 2)
            let files = try #require(sent["items"].elements)
            #expect(files.map { $0["filename"] } == ["a b.txt", "dump.bin"])
            #expect(files.map { $0["size"] } == [13, 200_000])
            #expect(sent["comment"]["text"] == "See\nthese")
            #expect(sent["comment"]["attachments"] == sent["items"])
            #expect(sent["comment"]["source"] == "api")
            for (file, content) in zip(files, [Self.small, Self.large]) {
                let id = try #require(file["id"].int)
                #expect(try await sam.get("/attachments/\(id)").response.body == content)
            }
            let seen = try await sam.get("/tickets/1")["comments"].elements?.last
            #expect(seen?["attachments"] == sent["items"])
        }
    }

    @Test func `a comment may bring files, and files need no text`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            let comment = try await alice.post(
                "/tickets/1/comments", form: [.file("a.txt", Self.small), .text("text", " \r\n")])
            #expect(comment.status == 201)
            #expect(comment["text"] == "")
            #expect(comment["attachments"].elements?.map { $0["filename"] } == ["a.txt"])
            let plain = try await alice.post("/tickets/1/comments", form: [.text("text", "No files")])
            #expect(plain.status == 201)
            #expect(plain["text"] == "No files")
        }
    }

    @Test func `a comment names files of its ticket that the writer may see, and no others`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            try await site.openTicket(by: person)
            let sent = try await alice.post("/tickets/1/attachments", form: [.file("a.txt", Self.small)])
            let note = try await sam.post(
                "/tickets/1/attachments",
                form: [.text("visibility", "internal"), .file("log.txt", Self.small)])
            let id = try #require(sent["items"].elements?.first?["id"])
            let secret = try #require(note["items"].elements?.first?["id"])
            let comment = try await alice.post("/tickets/1/comments", ["text": "Here.", "attachments": [id]])
            #expect(comment.status == 201)
            let file = try #require(comment["attachments"].elements?.first)
            #expect(file["filename"] == "a.txt")
            #expect(file["sha256"] == sent["items"].elements?.first?["sha256"])
            #expect(file["id"] != id)
            let path = "/attachments/\(try #require(file["id"].int))"
            #expect(try await sam.get(path).response.body == Self.small)
            let refused: [(path: String, files: JSON)] = [
                ("/tickets/1/comments", [secret]), ("/tickets/1/comments", [99]),
                ("/tickets/1/comments", ["1"]), ("/tickets/1/comments", "1"),
                ("/tickets/2/comments", [id]),
                ("/tickets/1/comments", .array(Array(repeating: id, count: 21))),
            ]
            for (path, files) in refused {
                let answer = try await alice.post(path, ["text": "x", "attachments": files])
                #expect(answer.status == 422)
                #expect(answer["errors"].elements?.map { $0["field"] } == ["attachments"])
            }
            #expect(try await alice.get("/tickets/1")["comments"].elements?.count == 3)
        }
    }

    /// Found by Schemathesis: what `curl -F 'file=<a.txt'` sends was dropped without a word.
    @Test func `a file without a name is refused by the name of its field`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            let answer = try await alice.post(
                "/tickets/1/comments", form: [.text("text", "See this"), .text("file", "the file")])
            #expect(answer.status == 422)
            #expect(answer["errors"].elements?.map { $0["field"] } == ["file"])
        }
    }

    @Test func `files of an internal note stay between staff`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            let sam = try await site.client(try await site.add("Sam", .staff))
            try await site.openTicket(by: person)
            let form: [APIClient.Field] = [.text("visibility", "internal"), .file("log.txt", Self.small)]
            let note = try await sam.post("/tickets/1/attachments", form: form)
            #expect(note.status == 201)
            #expect(note["comment"]["visibility"] == "internal")
            let id = try #require(note["items"].elements?.first?["id"].int)
            #expect(try await alice.get("/attachments/\(id)").status == 404)
            #expect(try await alice.get("/tickets/1/attachments")["total"] == 0)
            #expect(try await alice.post("/tickets/1/attachments", form: form).status == 403)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let path: String
        let form: [APIClient.Field]
        let status: Int
        let says: String

        // Else each test run would print megabytes of zeros.
        var testDescription: String {
            "\(path): \(form.map { "\($0.filename ?? $0.name) of \($0.content.count)" }), \(status)"
        }
    }

    static let refused = [
        Refused(
            path: "/tickets/1/attachments", form: [.text("text", "x")], status: 422, says: "file is required"),
        Refused(
            path: "/tickets/1/comments", form: [.text("text", " ")], status: 422, says: "text is required"),
        Refused(
            path: "/tickets/1/comments", form: [.text("text", "x"), .text("visibility", "secret")],
            status: 422, says: "visibility must be one of public, internal"),
        // Nobody who meant "internal" may find it public.
        Refused(
            path: "/tickets/1/comments", form: [.text("text", "x"), .text("visibility", "")],
            status: 422, says: "visibility must be one of public, internal"),
        Refused(
            path: "/tickets/1/attachments", form: [.file("small.txt", small), .file("big.iso", tooLarge)],
            status: 413, says: "big.iso"),
        Refused(
            path: "/tickets/1/attachments", form: Array(repeating: .file("big.iso", tooLarge), count: 5),
            status: 413, says: ""),
        Refused(path: "/tickets/2/attachments", form: [.file("a", small)], status: 404, says: "not_found"),
    ]

    private static let tooLarge = [UInt8](repeating: 0, count: 300_001)

    @Test(arguments: refused)
    func `what cannot be taken is refused, and leaves nothing`(_ request: Refused) async throws {
        try await TestSite.with { site in
            let alice = try await site.add("Alice", .employee)
            try await site.openTicket(by: alice)
            let answer = try await site.client(alice).post(request.path, form: request.form)
            #expect(answer.status == request.status)
            #expect(request.says.isEmpty || answer.response.text.contains(request.says))
            let seen = try await site.client(alice).get("/tickets/1")
            #expect(seen["comments"].elements?.count == 1)
        }
    }

    @Test func `who is not signed in sends none, nor who cannot see the ticket`() async throws {
        try await TestSite.with { site in
            try await site.openTicket(by: try await site.add("Alice", .employee))
            let mallory = try await site.client(try await site.add("Mallory", .employee))
            let form: [APIClient.Field] = [.file("a", Self.small)]
            #expect(try await site.stranger().post("/tickets/1/attachments", form: form).status == 401)
            #expect(try await mallory.post("/tickets/1/attachments", form: form).status == 404)
        }
    }

    @Test func `a download can be continued`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            let alice = try await site.client(person)
            try await site.openTicket(by: person)
            let form: [APIClient.Field] = [.file("a.txt", Self.small)]
            _ = try await alice.post("/tickets/1/attachments", form: form)
            let whole = try await alice.get("/attachments/1").response
            #expect(whole["accept-ranges"] == "bytes")
            let tag = try #require(whole["etag"])
            let rest = try await alice.send(
                "GET", "/attachments/1", nil, ["Range: bytes=4-", "If-Range: \(tag)"]
            ).response
            #expect(rest.status == 206)
            #expect(rest["content-range"] == "bytes 4-12/13")
            #expect(rest.text == "two three")
            let other = try await alice.send(
                "GET", "/attachments/1", nil, ["Range: bytes=4-", "If-Range: \"other\""])
            #expect(other.response.status == 200)
        }
    }

    @Test func `what waits for the store is bounded, and what is beyond is asked for again`() async throws {
        try await TestSite.with { site in
            let person = try await site.add("Alice", .employee)
            try await site.openTicket(by: person)
            var clients: [APIClient] = []
            for _ in 0..<5 { clients.append(try await site.client(person)) }
            // Each is nearly as long as a file may be; the store is busy until one of them is refused.
            let file = [UInt8](repeating: 1, count: TestSite.settings.attachmentBytes - 10_000)
            let (begun, end) = (Gate(), DispatchSemaphore(value: 0))
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    try await site.store.write { _ in
                        begun.open()
                        end.wait()
                    }
                    return 0
                }
                await begun.pass()
                for client in clients {
                    group.addTask {
                        let answer = try await client.post("/tickets/1/comments", form: [.file("a", file)])
                        return answer.status
                    }
                }
                var statuses = [try await group.next()]
                end.signal()
                while let status = try await group.next() { statuses.append(status) }
                return statuses.compactMap { $0 }
            }
            #expect(statuses.first == 503)
            #expect(statuses.sorted() == [0, 201, 201, 201, 201, 503])
        }
    }
}
