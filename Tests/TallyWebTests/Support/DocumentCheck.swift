import Synchronization
import TallyCore
import Testing

@testable import TallyWeb

/// Holds every answer of every test's site against the document of the API.
///
/// A status that the document does not name, a media type, a member: whatever a route does that the document does not
/// say is a failure of the test that saw it.
enum DocumentCheck {
    /// The document, which is the same for every site; told by the one that was made first.
    private struct Known {
        var document = JSON.null
        /// Its paths by their segments, those with the fewest names first.
        var paths: [(pattern: [Substring], operations: JSON)] = []
    }

    private static let known = Mutex(Known())
    /// Which operations were answered with which status, over all tests of the run.
    static let seen = Mutex<Set<String>>([])

    /// Tells the document, unless it is known.
    static func learn(_ document: @autoclosure () -> JSON) {
        known.withLock { known in
            guard known.document == .null else { return }
            known.document = document()
            known.paths = (known.document["paths"].members ?? []).map { member in
                (member.name.split(separator: "/", omittingEmptySubsequences: false), member.value)
            }
            .sorted { left, right in names(in: left.pattern) < names(in: right.pattern) }
        }
    }

    private static func names(in pattern: [Substring]) -> Int { pattern.count { $0.hasPrefix("{") } }

    static func hold(_ method: String, _ path: String, _ answer: APIClient.Answer) {
        let (document, paths) = known.withLock { ($0.document, $0.paths) }
        guard let (name, operation) = operation(method, path, paths) else { return }
        let status = "\(answer.status)"
        let response = resolve(operation["responses"][status], document)
        guard response != .null else {
            Issue.record("\(name) has no \(status) in the document: \(answer.response.text.prefix(300))")
            return
        }
        seen.withLock { _ = $0.insert("\(name) \(status)") }
        let type = (answer.response["content-type"] ?? "").split(separator: ";").first.map(String.init) ?? ""
        let content = response["content"]
        guard !type.isEmpty else {
            if content != .null, method != "HEAD" { Issue.record("\(name) \(status) has no content") }
            return
        }
        guard content.members?.contains(where: { $0.name == type }) == true else {
            Issue.record("\(name) \(status) is \(type), which the document does not have")
            return
        }
        guard type.hasSuffix("json"), method != "HEAD" else { return }
        let schema = content[type]["schema"]
        for problem in SchemaCheck(document: document).problems(of: answer.json, against: schema) {
            Issue.record("\(name) \(status) \(problem)")
        }
    }

    private static func resolve(_ value: JSON, _ document: JSON) -> JSON {
        guard let reference = value["$ref"].text else { return value }
        return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
    }

    /// The operation that a path belongs to, found as clients would: literal segments go before names.
    private static func operation(
        _ method: String, _ path: String, _ paths: [(pattern: [Substring], operations: JSON)]
    ) -> (name: String, JSON)? {
        let path = path.prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let best = paths.first { pattern, _ in
            pattern.count == segments.count
                && zip(pattern, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && !$1.isEmpty) }
        }
        guard let best else { return nil }
        let operation = best.operations[method == "HEAD" ? "get" : method.lowercased()]
        return operation["operationId"].text.map { ($0, operation) }
    }
}
