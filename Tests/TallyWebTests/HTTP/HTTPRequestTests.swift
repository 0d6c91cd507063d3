import TallyCore
import Testing

@testable import TallyWeb

@Suite struct `JSON over HTTP` {
    @Test(arguments: ["application/json", "Application/JSON; charset=utf-8", "application/json ;x"])
    func `a body called JSON is read`(type: String) throws {
        let request = try HTTPRequest.reading("POST /", fields: ["Content-Type: \(type)"], body: "{\"a\": 1}")
        #expect(try request.json()["a"].int == 1)
    }

    @Test(arguments: [
        ("Content-Type: text/plain", "{}", 415),
        ("Content-Type: application/x-www-form-urlencoded", "{}", 415),
        ("X-Content-Type: application/json", "{}", 415), ("Content-Type: application/jsonp", "{}", 415),
        ("Content-Type: application/json", "{", 400), ("Content-Type: application/json", "", 400),
    ])
    func `anything else is refused`(field: String, body: String, status: Int) throws {
        let request = try HTTPRequest.reading("POST /", fields: [field], body: body)
        let problem = #expect(throws: Problem.self) { try request.json() }
        #expect(problem?.status.code == status)
    }

    @Test func `a value is answered with its type`() {
        let response = HTTPResponse(.created, json: ["id": 12] as JSON)
        #expect(response.status == .created)
        #expect(response.text == "{\"id\":12}")
        #expect(response.fields["content-type"] == "application/json")
    }
}
