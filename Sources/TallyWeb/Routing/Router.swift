/// Which function answers which method and path.
///
/// Patterns are literal segments and `{name}`, which matches one segment that is not empty: `/tickets/{id}/pdf`.
/// A literal goes before a name. The path decides first: a method that it does not have is 405, not 404.
package struct Router: Sendable {
    /// What answers a request, or says in a problem why not.
    package typealias Route = @Sendable (HTTPRequest) async throws(Problem) -> HTTPResponse
    /// What stands around every route: it may answer itself, change the request, or change the response.
    package typealias Layer =
        @Sendable (_ request: HTTPRequest, _ next: @escaping Route) async throws(Problem) -> HTTPResponse

    private struct Entry: Sendable {
        let names: [String]
        let bodyLimit: Int?
        let route: Route
    }

    /// A place in the tree of patterns.
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var name: Int?
        var entries: [HTTPMethod: Entry] = [:]
    }

    private var nodes = [Node()]
    /// The nodes that a token leads to.
    private var tokenNodes: Set<Int> = []
    private var layers: [Layer] = []
    private let fallback: Route
    /// What the document of the API says that is here.
    var operations: [APIOperation] = []
    /// Every method and pattern, in the order in which they came.
    private(set) var patterns: [(method: HTTPMethod, pattern: String)] = []

    /// - Parameter fallback: answers paths that no pattern matches, for example from files.
    package init(
        fallback: @escaping Route = { _ throws(Problem) in throw Problem(.notFound) }
    ) {
        self.fallback = fallback
    }

    /// Adds a layer inside those added before.
    package mutating func add(_ layer: @escaping Layer) {
        layers.append(layer)
    }

    /// Adds a route; each method and pattern only once.
    ///
    /// - Parameter bodyLimit: octets of content that it takes; nil for the server's own limit.
    package mutating func on(
        _ method: HTTPMethod, _ pattern: String, bodyLimit: Int? = nil, _ route: @escaping Route
    ) {
        precondition(pattern.hasPrefix("/"), "\(pattern) does not begin with a slash")
        var place = 0
        var names: [String] = []
        for segment in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if segment.hasPrefix("{"), segment.hasSuffix("}") {
                names.append(String(segment.dropFirst().dropLast()))
                place = nodes[place].name ?? addNode { $0[place].name = $1 }
                if names.last == "token" { tokenNodes.insert(place) }
            } else {
                let literal = String(segment)
                place = nodes[place].literals[literal] ?? addNode { $0[place].literals[literal] = $1 }
            }
        }
        precondition(nodes[place].entries[method] == nil, "\(method.rawValue) \(pattern) is there already")
        patterns.append((method, pattern))
        nodes[place].entries[method] = Entry(names: names, bodyLimit: bodyLimit, route: route)
    }

    private mutating func addNode(_ link: (inout [Node], Int) -> Void) -> Int {
        nodes.append(Node())
        link(&nodes, nodes.count - 1)
        return nodes.count - 1
    }

    /// Answers a request; a thrown problem becomes its response.
    package func respond(to request: HTTPRequest) async -> HTTPResponse {
        do {
            return try await respond(to: request, from: 0)
        } catch {
            return error.response(for: request)
        }
    }

    /// Answers through the layers from one on inwards.
    private func respond(to request: HTTPRequest, from layer: Int) async throws(Problem) -> HTTPResponse {
        guard layer < layers.count else { return try await route(request) }
        return try await layers[layer](request) { request throws(Problem) in
            try await respond(to: request, from: layer + 1)
        }
    }

    /// The octets of content that the route of this request takes; nil for the server's own limit.
    package func bodyLimit(for head: RequestHead) -> Int? {
        guard let (node, _) = match(head.target.segments) else { return nil }
        return entry(of: node, for: head.method)?.bodyLimit
    }

    private func route(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        guard let (node, values) = match(request.target.segments) else {
            if request.target.segments.isEmpty { return Self.options(Set(HTTPMethod.allCases)) }
            return try await fallback(request)
        }
        guard let entry = entry(of: node, for: request.method) else {
            let methods = Set(node.entries.keys)
            if request.method == .options { return Self.options(methods) }
            throw Problem(.methodNotAllowed, fields: ["Allow": Self.allow(methods)])
        }
        var request = request
        for (name, value) in zip(entry.names, values) { request.pathParameters[name] = value }
        return try await entry.route(request)
    }

    /// HEAD is GET without the content, which the server leaves out.
    private func entry(of node: Node, for method: HTTPMethod) -> Entry? {
        node.entries[method] ?? (method == .head ? node.entries[.get] : nil)
    }

    private func match(_ segments: [String]) -> (Node, [String])? {
        guard !segments.isEmpty else { return nil }
        return match(segments[...], at: 0, values: [])
    }

    /// As deep as the deepest pattern, whatever the path.
    private func match(_ segments: ArraySlice<String>, at place: Int, values: [String]) -> (Node, [String])? {
        let node = nodes[place]
        guard let first = segments.first else { return node.entries.isEmpty ? nil : (node, values) }
        let rest = segments.dropFirst()
        if let next = node.literals[first], let found = match(rest, at: next, values: values) { return found }
        guard let next = node.name, !first.isEmpty else { return nil }
        return match(rest, at: next, values: values + [first])
    }

    /// The target as a log may have it: without the tokens of mailed links, and of the query only the names.
    ///
    /// Who reads a log must not be able to use those links, and need not know what people search for. A path that goes on
    /// where a link ends, or stops short of it, is no route, and still has its token.
    func loggable(_ target: RequestTarget) -> String {
        var segments = target.segments.map { PercentEncoding.encode($0) }
        guard !segments.isEmpty else { return "*" }
        if let place = tokenPlace(in: target.segments) { segments[place...] = ["…"] }
        let names = target.query.map { PercentEncoding.encode($0.name) }
        return "/" + segments.joined(separator: "/")
            + (names.isEmpty ? "" : "?" + names.joined(separator: "&"))
    }

    /// Which segment is where a pattern has `{token}`, whether or not the whole path is that of a route.
    private func tokenPlace(in segments: [String]) -> Int? {
        var place = 0
        for (index, segment) in segments.enumerated() {
            if let next = nodes[place].literals[segment] {
                place = next
            } else if let next = nodes[place].name {
                guard !tokenNodes.contains(next) else { return index }
                place = next
            } else {
                return nil
            }
        }
        return nil
    }

    private static func options(_ methods: Set<HTTPMethod>) -> HTTPResponse {
        HTTPResponse(.noContent, fields: ["Allow": allow(methods)])
    }

    private static func allow(_ methods: Set<HTTPMethod>) -> String {
        var methods = methods.union([.options])
        if methods.contains(.get) { methods.insert(.head) }
        return HTTPMethod.allCases.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
    }
}
