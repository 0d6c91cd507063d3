import TallyCore

/// The HTTP API, signed in as one person.
final class APIClient {
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: [UInt8]

        var json: JSON {
            get throws { try JSON(parsing: body) }
        }
    }

    let port: Int
    private var token: String?

    init(port: Int) {
        self.port = port
    }

    func signIn(_ address: String, _ password: String) throws {
        let answer = try post("/auth/login", ["email": .string(address), "password": .string(password)])
        guard answer.status == 200 else { throw Program.Failure(description: "log-in: \(answer.status)") }
        token = try answer.json["access_token"].text
    }

    func get(_ path: String) throws -> Answer { try request("GET", "/api/v1" + path) }

    func post(_ path: String, _ body: JSON) throws -> Answer {
        try request("POST", "/api/v1" + path, body: body.serialized())
    }

    /// The tickets this person sees, oldest first.
    func tickets() throws -> [JSON] {
        let list = try get("/tickets?limit=200").json["items"].elements ?? []
        return list.sorted { ($0["id"].int ?? 0) < ($1["id"].int ?? 0) }
    }

    func ticket(_ id: Int) throws -> JSON { try get("/tickets/\(id)").json }

    /// One request on a connection of its own (RFC 9112).
    func request(_ method: String, _ target: String, body: [UInt8] = []) throws -> Answer {
        let connection = try Connection(port: port)
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        if !body.isEmpty { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
        if method == "POST", body.isEmpty { head += "Content-Length: 0\r\n" }
        try connection.send(Array("\(head)\r\n".utf8) + body)
        let status = try connection.line().split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var headers: [String: String] = [:]
        while case let line = try connection.line(), !line.isEmpty {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            headers[pair[0].lowercased()] = String(pair[1].drop { $0 == " " })
        }
        let length = headers["content-length"].flatMap { Int($0) }
        return Answer(
            status: status, headers: headers, body: try length.map(connection.bytes) ?? connection.rest())
    }
}
