internal import Synchronization
internal import TallyCore

/// The API as OpenAPI 3.1 describes it, made from the operations that the router has.
struct APIDocument: Sendable {
    private let operations: [APIOperation]
    private let version: String

    static let path = "/api/openapi.json"

    /// - Parameter version: the program's.
    init(_ operations: [APIOperation], version: String) {
        self.operations = operations
        self.version = version
    }

    /// Serves the document, which is written once: when somebody first asks for it.
    func add(to router: inout Router, _ cryptography: any Cryptography) {
        let written = Mutex<(bytes: [UInt8], tag: String)?>(nil)
        router.on(.get, Self.path) { request throws(Problem) in
            let (bytes, tag) = written.withLock { known in
                let content = known ?? self.written(cryptography)
                known = content
                return content
            }
            let fields: HTTPFields = ["Cache-Control": "no-cache", "ETag": tag]
            guard !request.hasMatching(entityTag: tag) else {
                return HTTPResponse(.notModified, fields: fields)
            }
            return HTTPResponse(contentType: "application/json", body: bytes, fields: fields)
        }
    }

    /// What is sent, and its entity tag.
    private func written(_ cryptography: any Cryptography) -> (bytes: [UInt8], tag: String) {
        let bytes = json.serialized()
        return (bytes, "\"\(hexadecimalText(Array(cryptography.sha256(bytes).prefix(12))))\"")
    }

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "tally-maild", "version": .string(version),
                "summary": "A helpdesk that lives in a mailbox.",
                "description": .string(Self.introduction),
                "license": ["name": "MIT", "identifier": "MIT"],
            ],
            "servers": [["url": .string(API.base)]],
            "security": [["bearer": []]],
            "tags": .array(APIOperation.Subject.allCases.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": .object(components),
        ]
    }

    private static let introduction = """
        JSON in and out, names in snake_case, times in ISO 8601 UTC. Sign in with `logIn` and send the access token \
        as `Authorization: Bearer …`. Refusals are problems (RFC 9457) whose `code` is for programs. What somebody \
        may not see does not exist for them: 404. `x-roles` names for each role what one has to be to a thing to do \
        this to it. Lists can be had as CSV. `maxLength` counts bytes of UTF-8, so of most scripts fewer characters.
        """

    /// Paths in the order in which the router got them, methods of a path together.
    private var paths: [JSON.Member] {
        var order: [String] = []
        var methods: [String: [JSON.Member]] = [:]
        for operation in operations {
            if methods[operation.path] == nil { order.append(operation.path) }
            methods[operation.path, default: []]
                .append(
                    JSON.Member(name: operation.method.rawValue.lowercased(), value: operation.json))
        }
        return order.map { JSON.Member(name: $0, value: .object(methods[$0] ?? [])) }
    }

    private var components: [JSON.Member] {
        var schemas: [String: NamedSchema] = [NamedSchema.problem.name: .problem]
        for schema in operations.flatMap(\.schemas) + Schema.named(.problem).names {
            schemas[schema.name] = schema
        }
        let named = schemas.values.sorted { $0.name < $1.name }
        let statuses = Set(operations.flatMap(\.refusals)).sorted { $0.code < $1.code }
        return [
            JSON.Member(
                name: "schemas", value: .object(named.map { JSON.Member(name: $0.name, value: $0.json) })),
            JSON.Member(
                name: "responses",
                value: .object(statuses.map { JSON.Member(name: $0.componentName, value: $0.response) })),
            JSON.Member(
                name: "headers",
                value: [
                    "ETag": [
                        "description": "The version of what is shown, for `If-Match`.",
                        "schema": ["type": "string"],
                    ],
                    "Location": [
                        "description": "Where what was made is found.", "schema": ["type": "string"],
                    ],
                    "NextPage": [
                        "description": "The next page of a CSV, as `<…>; rel=\"next\"` (RFC 8288).",
                        "schema": ["type": "string"],
                    ],
                ]),
            JSON.Member(
                name: "securitySchemes",
                value: ["bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]]),
        ]
    }
}

extension HTTPStatus {
    /// The name of the refusals with this status among the components: `NotFound`.
    fileprivate var componentName: String {
        String(decoding: reason.utf8.filter { $0 != .space }, as: UTF8.self)
    }

    fileprivate var response: JSON {
        [
            "description": .string(reason),
            "content": ["application/problem+json": ["schema": Schema.named(.problem).json]],
        ]
    }
}

extension APIOperation {
    /// As the document has it.
    fileprivate var json: JSON {
        var members: [(String, JSON?)] = [
            ("operationId", name.json), ("tags", [subject.rawValue.json]), ("summary", summary.json),
            ("description", note?.json),
        ]
        if case .anyone = access { members.append(("security", [])) }
        if case .right(let verb, let kind) = access {
            members.append(("x-right", ["verb": verb.rawValue.json, "kind": kind.rawValue.json]))
        }
        members.append(("x-roles", roles))
        var all = parameters
        if case .list = answer { all.append(.format) }
        members.append(("parameters", all.isEmpty ? .none : .array(all.map(\.json))))
        members.append(("requestBody", requestBody))
        members.append(("responses", .object(responses)))
        return .object(members.present)
    }

    private var requestBody: JSON? {
        switch content {
        case nil: nil
        case .json(let schema, let isRequired)?:
            ["required": .bool(isRequired), "content": .object([Self.media("application/json", schema)])]
        case .form(let form, let json)?:
            [
                "required": true,
                "content": .object(
                    (json.map { [Self.media("application/json", $0)] } ?? [])
                        + [Self.media("multipart/form-data", form)]),
            ]
        }
    }

    private static func media(_ type: String, _ schema: NamedSchema) -> JSON.Member {
        JSON.Member(name: type, value: ["schema": Schema.named(schema).json])
    }

    private var responses: [JSON.Member] {
        var headers: [JSON.Member] = []
        if isVersioned { headers.append(Self.header("ETag")) }
        if success == .created, isVersioned { headers.append(Self.header("Location")) }
        var content: [JSON.Member] = []
        switch answer {
        case .nothing: break
        case .json(_, let schema): content = [Self.media("application/json", schema)]
        case .list(let schema):
            content = [
                Self.media("application/json", schema),
                JSON.Member(name: "text/csv", value: ["schema": ["type": "string"]]),
            ]
            headers.append(Self.header("Link", "NextPage"))
        case .file(let types, _):
            content = types.map { JSON.Member(name: $0, value: [:]) }
        }
        let done = [
            ("description", success.reason.json), ("headers", headers.isEmpty ? .none : .object(headers)),
            ("content", content.isEmpty ? .none : .object(content)),
        ].present
        var responses = [JSON.Member(name: "\(success.code)", value: .object(done))]
        if case .file(_, isCut: true) = answer {
            let part = done.filter { $0.name != "description" }
            responses.append(
                JSON.Member(
                    name: "206",
                    value: .object(
                        [JSON.Member(name: "description", value: "The part that was asked for")] + part)))
        }
        return responses
            + refusals.map { status in
                JSON.Member(
                    name: "\(status.code)",
                    value: ["$ref": .string("#/components/responses/\(status.componentName)")])
            }
    }

    private static func header(_ name: String, _ component: String? = nil) -> JSON.Member {
        JSON.Member(
            name: name, value: ["$ref": .string("#/components/headers/\(component ?? name)")])
    }
}
