internal import TallyCore

/// One thing that the API does: where the router finds it, and what the document says of it.
struct APIOperation: Sendable {
    /// The chapters of the document.
    enum Subject: String, Sendable, CaseIterable {
        case signingIn = "Signing in"
        case tickets = "Tickets"
        case conversation = "Conversation and files"
        case notifications = "Notifications"
        case people = "People"
        case groups = "Teams and projects"
        case administration = "Administration"
        case site = "Site"
    }

    /// Who may ask.
    enum Access: Sendable {
        case anyone
        case signedIn
        /// Those whom the rights table lets do this to such a thing.
        case right(Verb, DeskObject.Kind)
    }

    /// What is sent.
    enum Content: Sendable {
        case json(NamedSchema, isRequired: Bool = true)
        /// A form with files (RFC 7578), alone or in place of JSON.
        case form(NamedSchema, json: NamedSchema? = nil)
    }

    /// What comes back when it is done.
    enum Answer: Sendable {
        case nothing
        case json(HTTPStatus, NamedSchema)
        /// A page of a list, which can be had as CSV too.
        case list(NamedSchema)
        /// Octets of one of these media types.
        case file([String], isCut: Bool = true)
    }

    let method: HTTPMethod
    /// Below `API.base`.
    let path: String
    /// The name that clients' code gives it.
    let name: String
    let subject: Subject
    let summary: String
    let access: Access
    var note: String?
    var parameters: [Parameter] = []
    var content: Content?
    let answer: Answer
    /// Whether the answer has an `ETag`, the version of what it shows.
    var isVersioned = false
    /// Refusals that do not follow from the rest.
    var conflicts: [HTTPStatus] = []
}

// What follows from it.
extension APIOperation {
    var success: HTTPStatus {
        switch answer {
        case .nothing: .noContent
        case .json(let status, _): status
        case .list, .file: .ok
        }
    }

    /// The statuses of its refusals, in order.
    var refusals: [HTTPStatus] {
        var statuses: Set<HTTPStatus> = [
            .badRequest, .uriTooLong, .requestHeaderFieldsTooLarge, .tooManyRequests, .internalServerError,
            .serviceUnavailable,
        ]
        statuses.formUnion(conflicts)
        switch access {
        case .anyone: break
        case .signedIn: statuses.insert(.unauthorized)
        case .right(_, let kind):
            statuses.formUnion([.unauthorized, .forbidden])
            if kind.isSecret { statuses.insert(.notFound) }
        }
        if parameters.contains(where: { $0.place == .path }) { statuses.insert(.notFound) }
        if parameters.contains(where: { $0.place == .query }) { statuses.insert(.unprocessableContent) }
        if content != nil {
            statuses.formUnion([.contentTooLarge, .unsupportedMediaType, .unprocessableContent])
        } else if method != .get {
            statuses.insert(.contentTooLarge)
        }
        switch answer {
        case .file(_, isCut: true): statuses.insert(.rangeNotSatisfiable)
        case .list: statuses.insert(.unprocessableContent)
        case .nothing, .json, .file: break
        }
        return statuses.sorted { $0.code < $1.code }
    }

    /// Whom the rights table lets do it, by role: to anything, or only to what they are something to.
    var roles: JSON? {
        guard case .right(let verb, let kind) = access,
            let row = RightsTable.rows.first(where: { $0.kind == kind && $0.verb == verb })
        else { return nil }
        return .object(
            Role.allCases.map { role in
                JSON.Member(
                    name: role.rawValue, value: Self.names(of: row.relations(for: role)))
            })
    }

    private static func names(of relations: Relations) -> JSON {
        guard relations != .any else { return ["any"] }
        return .array(Relation.allCases.filter(relations.contains).map { .string("\($0)") })
    }

    /// The schemas that it names.
    var schemas: [NamedSchema] {
        var roots: [Schema] = parameters.map(\.schema)
        switch content {
        case .json(let schema, _)?: roots.append(.named(schema))
        case .form(let form, let json)?: roots += [form, json].compactMap { $0 }.map { .named($0) }
        case nil: break
        }
        switch answer {
        case .nothing, .file: break
        case .json(_, let schema), .list(let schema): roots.append(.named(schema))
        }
        return roots.flatMap(\.names)
    }
}

extension Router {
    /// Adds the route of an operation, which the document then has; one that answers a list does so as CSV too.
    mutating func on(_ operation: APIOperation, bodyLimit: Int? = nil, _ route: @escaping Route) {
        operations.append(operation)
        var answering = route
        if case .list(let schema) = operation.answer {
            let table = ListTable(of: schema)
            answering = { request throws(Problem) in
                let format = try ListFormat(request)
                let answer = try await route(request)
                switch format {
                case .json: return answer
                case .csv: return try table.response(from: answer, to: request)
                }
            }
        }
        on(operation.method, API.base + operation.path, bodyLimit: bodyLimit, answering)
    }
}
