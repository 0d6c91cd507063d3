import TallyCore
import Testing

@testable import TallyWeb

@Suite struct Routing {
    private static func router() -> Router {
        var router = Router()
        for (method, pattern) in [
            (HTTPMethod.get, "/"), (.get, "/tickets"), (.post, "/tickets"), (.get, "/tickets/{id}"),
            (.get, "/tickets/{id}/pdf"), (.post, "/tickets/check-duplicate"),
            (.get, "/tickets/{ticket}/messages/{message}/raw"), (.delete, "/teams/{id}"),
        ] {
            router.on(method, pattern) { request in
                let parameters = request.pathParameters.sorted { $0.key < $1.key }
                let text = parameters.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
                return HTTPResponse(text: "\(pattern) \(text)")
            }
        }
        return router
    }

    @Test(arguments: [
        ("GET /", "/ "), ("GET /tickets?status=open", "/tickets "), ("POST /tickets", "/tickets "),
        ("GET /tickets/12", "/tickets/{id} id=12"), ("HEAD /tickets/12", "/tickets/{id} id=12"),
        ("GET /tickets/a%2Fb", "/tickets/{id} id=a/b"), ("GET /tickets/12/pdf", "/tickets/{id}/pdf id=12"),
        ("POST /tickets/check-duplicate", "/tickets/check-duplicate "),
        ("GET /tickets/1/messages/2/raw", "/tickets/{ticket}/messages/{message}/raw message=2,ticket=1"),
    ])
    func `a path finds its route`(line: String, text: String) async throws {
        let response = await Self.router().respond(to: try .reading(line))
        #expect(response.status == .ok)
        #expect(response.text == text)
    }

    @Test(
        arguments: [
            ("GET /nothing", 404, nil), ("GET /tickets/", 404, nil), ("GET //tickets", 404, nil),
            ("GET /tickets/1/2", 404, nil), ("GET /Tickets", 404, nil), ("GET /tickets//pdf", 404, nil),
            ("GET /teams", 404, nil),
            ("DELETE /tickets", 405, "GET, HEAD, POST, OPTIONS"),
            ("PUT /tickets/12", 405, "GET, HEAD, OPTIONS"),
            ("GET /teams/1", 405, "DELETE, OPTIONS"), ("HEAD /teams/1", 405, "DELETE, OPTIONS"),
            ("OPTIONS /tickets", 204, "GET, HEAD, POST, OPTIONS"),
            ("OPTIONS *", 204, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
            ("GET /tickets/check-duplicate", 405, "POST, OPTIONS"),
        ] as [(String, Int, String?)])
    func `what has no route says so`(line: String, status: Int, allow: String?) async throws {
        let response = await Self.router().respond(to: try .reading(line))
        #expect(response.status.code == status)
        #expect(response.fields["allow"] == allow)
    }

    @Test(arguments: [
        ("GET /tickets?q=secret&status=open", "/tickets?q&status"),
        ("GET /confirm/tok-en%2F", "/confirm/…"), ("POST /confirm/abc?again=1", "/confirm/…?again"),
        ("GET /confirm/abc/", "/confirm/…"), ("GET /confirm/abc/more/of%20it?x=1", "/confirm/…?x"),
        ("PUT /confirm/abc", "/confirm/…"),
        ("GET /tickets/12", "/tickets/12"), ("GET /no%0Awhere", "/no%0Awhere"), ("GET /", "/"),
        ("OPTIONS *", "*"),
    ])
    func `a log has no token, and no value of a query`(line: String, text: String) async throws {
        var router = Self.router()
        router.on(.get, "/confirm/{token}") { _ in HTTPResponse(text: "") }
        router.on(.post, "/confirm/{token}") { _ in HTTPResponse(text: "") }
        #expect(router.loggable(try HTTPRequest.reading(line).target) == text)
    }

    @Test func `a literal that leads nowhere leaves the name a chance`() async throws {
        var router = Router()
        router.on(.get, "/a/b/c") { _ in HTTPResponse(text: "literal") }
        router.on(.get, "/a/{x}/d") { request in HTTPResponse(text: request.pathParameters["x"] ?? "") }
        #expect(await router.respond(to: try .reading("GET /a/b/d")).text == "b")
    }

    @Test func `a thrown problem is told as RFC 9457 says`() async throws {
        var router = Router()
        router.on(.get, "/") { _ throws(Problem) in
            throw Problem(
                .conflict, detail: "Sam has it.", fields: ["X-A": "b"],
                members: [JSON.Member(name: "holder", value: "Sam")])
        }
        let request = try HTTPRequest.reading("GET /")
        let response = await router.respond(to: request)
        #expect(response.status == .conflict)
        #expect(response.fields["content-type"] == "application/problem+json")
        #expect(response.fields["x-a"] == "b")
        let json = try JSON(parsing: Array(try #require(response.text).utf8))
        #expect(json["type"].text == "about:blank")
        #expect(json["title"].text == "Conflict")
        #expect(json["status"].int == 409)
        #expect(json["detail"].text == "Sam has it.")
        #expect(json["instance"].text == "urn:request:\(request.id)")
        #expect(json["holder"].text == "Sam")
    }

    @Test func `layers stand around every route, the first outermost`() async throws {
        var router = Router()
        for name in ["outer", "inner"] {
            router.add { request, next throws(Problem) in
                var response = try await next(request)
                response.fields.append("X-Layer", name)
                return response
            }
        }
        router.on(.get, "/") { _ in HTTPResponse(.ok) }
        let response = await router.respond(to: try .reading("GET /"))
        #expect(response.fields.values(of: "x-layer") == ["inner", "outer"])
    }

    @Test func `a layer may answer itself`() async throws {
        var router = Router()
        router.add { _, _ throws(Problem) in throw Problem(.unauthorized) }
        router.on(.get, "/") { _ in HTTPResponse(.ok) }
        #expect(await router.respond(to: try .reading("GET /")).status == .unauthorized)
    }

    @Test func `security fields are on every answer and never replace its own`() async throws {
        var router = Router()
        router.add(SecurityFields().layer)
        router.on(.get, "/") { _ in HTTPResponse(.ok, fields: ["Content-Security-Policy": "own"]) }
        let found = await router.respond(to: try .reading("GET /"))
        #expect(found.fields.values(of: "content-security-policy") == ["own"])
        #expect(found.fields["x-content-type-options"] == "nosniff")
        let missing = await router.respond(to: try .reading("GET /none"))
        #expect(missing.status == .notFound)
        #expect(missing.fields["content-security-policy"] == SecurityFields.nothingAllowed)
    }

    @Test func `the body limit is that of the route`() throws {
        var router = Router()
        router.on(.post, "/attachments/{id}", bodyLimit: 7) { _ in HTTPResponse(.ok) }
        router.on(.post, "/other") { _ in HTTPResponse(.ok) }
        for (line, limit) in [("POST /attachments/1", 7), ("POST /other", nil), ("GET /attachments/1", nil)] {
            #expect(router.bodyLimit(for: try HTTPRequest.reading(line).head) == limit)
        }
    }

    @Test func `one route cannot be there twice`() async {
        await #expect(processExitsWith: .failure) {
            var router = Router()
            router.on(.get, "/a/{x}") { _ in HTTPResponse(.ok) }
            router.on(.get, "/a/{y}") { _ in HTTPResponse(.ok) }
        }
    }
}
