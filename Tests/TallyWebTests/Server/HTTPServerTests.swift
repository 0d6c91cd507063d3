import TallyWeb
import Testing

@Suite(.timeLimit(.minutes(1))) struct `HTTP server` {
    static let echo = HTTPApplication { request in
        HTTPResponse(text: "\(request.method.rawValue) \(request.target.text) \(request.body.count)")
    }

    static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: desk.example\r\n\(fields)\r\n"
    }

    @Test func `a connection is kept for the next request`() async throws {
        try await withServer(Self.echo) { server in
            let client = try server.client()
            for number in 1...3 {
                client.send(Self.get("/\(number)"))
                let response = try client.response()
                #expect(response.status == 200)
                #expect(response.text == "GET /\(number) 0")
                #expect(response["connection"] == "keep-alive")
            }
        }
    }
}
