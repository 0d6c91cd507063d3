import TallyCore
import TallyWeb

/// An HTTP client on a thread of its own, which may be signed in.
actor APIClient {
    private nonisolated let executor = ThreadExecutor(name: "test client")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    nonisolated let address: ListenAddress
    private var socket: RawClient
    private(set) var accessToken: String?
    private(set) var refreshToken: String?

    /// What came back.
    struct Answer: Sendable {
        let response: RawResponse
        /// Null when the content is no JSON.
        let json: JSON

        var status: Int { response.status }
        subscript(name: String) -> JSON { json[name] }
    }

    init(_ address: ListenAddress) throws {
        self.address = address
        socket = try RawClient(address)
    }

    /// Signs in, and stays so.
    func signIn(_ email: String, password: String = TestSite.password) throws {
        keep(try post("/auth/login", ["email": .string(email), "password": .string(password)]))
    }

    /// Uses the tokens of an answer from now on.
    func keep(_ answer: Answer) {
        accessToken = answer["access_token"].text
        refreshToken = answer["refresh_token"].text
    }

    func get(_ path: String) throws -> Answer { try send("GET", path) }

    func post(_ path: String, _ body: JSON? = nil, _ fields: [String] = []) throws -> Answer {
        try send("POST", path, body, fields)
    }

    func delete(_ path: String) throws -> Answer { try send("DELETE", path) }

    func patch(_ path: String, _ body: JSON, _ fields: [String] = []) throws -> Answer {
        try send("PATCH", path, body, fields)
    }

    /// - Parameter path: below `/api/v1`, or from the root when it begins with two slashes.
    func send(
        _ method: String, _ path: String, _ body: JSON? = nil, _ fields: [String] = []
    ) throws -> Answer {
        var lines = [
            "\(method) \(path.hasPrefix("//") ? String(path.dropFirst()) : "/api/v1" + path) HTTP/1.1",
            "Host: desk.acme.example",
        ]
        if let accessToken, !fields.contains(where: { $0.hasPrefix("Authorization") }) {
            lines.append("Authorization: Bearer \(accessToken)")
        }
        if body != nil, !fields.contains(where: { $0.hasPrefix("Content-Type") }) {
            lines.append("Content-Type: application/json")
        }
        return try checked(method, path, exchange(lines + fields, body?.serialized() ?? []))
    }

    /// An answer, which has to be as the document of the API says.
    private func checked(_ method: String, _ path: String, _ answer: Answer) -> Answer {
        if !path.hasPrefix("//") { DocumentCheck.hold(method, path, answer) }
        return answer
    }

    /// One field of a form; a file when it has a name.
    struct Field: Sendable {
        let name: String
        var filename: String?
        var type = "text/plain"
        let content: [UInt8]

        static func text(_ name: String, _ value: String) -> Field {
            Field(name: name, content: Array(value.utf8))
        }

        static func file(_ filename: String, _ content: [UInt8], type: String = "text/plain") -> Field {
            Field(name: "file", filename: filename, type: type, content: content)
        }
    }

    /// Sends a form with files, as browsers do.
    func post(_ path: String, form: [Field]) throws -> Answer {
        var lines = [
            "POST \(path.hasPrefix("//") ? String(path.dropFirst()) : "/api/v1" + path) HTTP/1.1",
            "Host: desk.acme.example",
            "Content-Type: multipart/form-data; boundary=x-y",
        ]
        if let accessToken { lines.append("Authorization: Bearer \(accessToken)") }
        var content: [UInt8] = []
        for field in form {
            var head = "--x-y\r\nContent-Disposition: form-data; name=\"\(field.name)\""
            if let filename = field.filename {
                head += "; filename=\"\(filename)\"\r\nContent-Type: \(field.type)"
            }
            content += Array((head + "\r\n\r\n").utf8) + field.content + Array("\r\n".utf8)
        }
        return try checked("POST", path, exchange(lines, content + Array("--x-y--\r\n".utf8)))
    }

    /// Sends a body that is called JSON and may be anything.
    func send(_ method: String, _ path: String, raw body: String) throws -> Answer {
        let lines = [
            "\(method) /api/v1\(path) HTTP/1.1", "Host: desk.acme.example", "Content-Type: application/json",
        ]
        return try checked(method, path, exchange(lines, Array(body.utf8)))
    }

    private func exchange(_ head: [String], _ content: [UInt8]) throws -> Answer {
        var lines = head
        lines.append("Content-Length: \(content.count)")
        socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + content)
        let response = try socket.response()
        if response["connection"] == "close" { socket = try RawClient(address) }
        // Not all content is JSON; tests that look for some in other content fail by themselves.
        return Answer(response: response, json: (try? JSON(parsing: response.body)) ?? .null)
    }
}
