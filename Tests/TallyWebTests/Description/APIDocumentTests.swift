import Foundation
import TallyCore
import Testing

@testable import TallyWeb

/// The document against the routes, in both directions.
///
/// The answers of all other suites are held against it too, by `DocumentCheck`.
@Suite(.timeLimit(.minutes(10))) struct `The OpenAPI document` {
    @Test func `every route of the API is in it, and nothing else`() async throws {
        try await TestSite.with { site in
            let routes = site.web.router.patterns.compactMap { method, pattern in
                pattern.hasPrefix(API.base) ? "\(method.rawValue) \(pattern.dropFirst(API.base.count))" : nil
            }
            let paths = site.web.document.json["paths"].members ?? []
            let described = paths.flatMap { path in
                (path.value.members ?? []).map { "\($0.name.uppercased()) \(path.name)" }
            }
            #expect(Set(routes).symmetricDifference(described) == [])
            #expect(described.count == routes.count)
            #expect(described.count >= 60)
        }
    }

    @Test func `it is served to everybody, and once only to those who keep it`() async throws {
        try await TestSite.with { site in
            let client = try site.stranger()
            let answer = try await client.get("//api/openapi.json")
            #expect(answer.status == 200)
            #expect(answer.response["content-type"] == "application/json")
            #expect(answer.json == site.web.document.json)
            #expect(answer["openapi"] == "3.1.0")
            let tag = try #require(answer.response["etag"])
            let again = try await client.send("GET", "//api/openapi.json", nil, ["If-None-Match: \(tag)"])
            #expect(again.status == 304)
        }
    }

    @Test func `names are there once, references lead somewhere, paths and parameters agree`() async throws {
        try await TestSite.with { site in
            let document = site.web.document.json
            var names: [String] = []
            for path in document["paths"].members ?? [] {
                let inPath = path.name.split(separator: "/").filter { $0.hasPrefix("{") }
                    .map { String($0.dropFirst().dropLast()) }
                for operation in path.value.members ?? [] {
                    names.append(operation.value["operationId"].text ?? "")
                    let parameters = operation.value["parameters"].elements ?? []
                    let named = parameters.filter { $0["in"] == "path" }.compactMap { $0["name"].text }
                    #expect(named == inPath, "\(operation.name) \(path.name)")
                    #expect(operation.value["summary"].text?.isEmpty == false)
                }
            }
            #expect(Set(names).count == names.count)
            for reference in Self.references(in: document) {
                let target = reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
                #expect(target != .null, "\(reference)")
            }
        }
    }

    @Test func `its page brings along all it needs, and nothing from elsewhere`() throws {
        let console = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "templates/console")
        let files = try StaticFiles(directory: console.path)
        let page = try files.response(to: .reading("GET /api/docs"))
        #expect(page.fields["content-security-policy"] == SecurityFields.sameOrigin)
        var pending = ["/api/docs"]
        var seen: Set<String> = []
        while let path = pending.popLast() {
            guard seen.insert(path).inserted else { continue }
            let text = try #require(try files.response(to: .reading("GET \(path)")).text)
            let own = text.replacing("http://www.w3.org/2000/svg", with: "")
            #expect(!own.contains("http://") && !own.contains("https://") && !own.contains("innerHTML"))
            for match in text.matches(of: /(?:src=|href=|from )"([^"#]+\.(?:js|css|svg))"/) {
                let folder = URL(filePath: path).deletingLastPathComponent()
                let url = URL(filePath: String(match.1), relativeTo: folder)
                pending.append(url.absoluteURL.standardized.path)
            }
        }
        #expect(seen.contains("/js/api-docs/try-it.js"))
    }

    private static func references(in value: JSON) -> Set<String> {
        switch value {
        case .object(let members):
            members.reduce(into: []) { found, member in
                if member.name == "$ref", let text = member.value.text { found.insert(text) }
                found.formUnion(references(in: member.value))
            }
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
        case .null, .bool, .integer, .number, .string: []
        }
    }

    @Test func `every example is as its schema says`() async throws {
        try await TestSite.with { site in
            let document = site.web.document.json
            var count = 0
            for schema in document["components"]["schemas"].members ?? [] {
                for example in schema.value["examples"].elements ?? [] {
                    count += 1
                    #expect(
                        SchemaCheck(document: document).problems(of: example, against: schema.value) == [],
                        "\(schema.name)")
                }
            }
            #expect(count > 15)
        }
    }

    /// What a role has to be to a thing is not written again: it is the table of rights.
    @Test func `it says what the table of rights says`() async throws {
        try await TestSite.with { site in
            let claim = site.web.document.json["paths"]["/tickets/{id}/claim"]["post"]
            #expect(claim["x-right"] == ["verb": "claim", "kind": "ticket"])
            #expect(
                claim["x-roles"] == [
                    "admin": ["any"],
                    "staff": ["requester", "participant", "assignee", "team", "unassigned"],
                    "employee": [],
                ])
            #expect(claim["responses"]["409"]["$ref"] == "#/components/responses/Conflict")
            let site = site.web.document.json["paths"]["/site"]["get"]
            #expect(site["security"] == [])
        }
    }
}
