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
    static let document = Mutex<JSON>(.null)
    /// Which operations were answered with which status, over all tests of the run.
    static let seen = Mutex<Set<String>>([])

    static func hold(_ method: String, _ path: String, _ answer: APIClient.Answer) {
        let document = document.withLock { $0 }
        guard let (name, operation) = operation(method, path, document) else { return }
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
        _ method: String, _ path: String, _ document: JSON
    ) -> (name: String, JSON)? {
        let path = path.prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        let found = (document["paths"].members ?? []).filter { member in
            let pattern = member.name.split(separator: "/", omittingEmptySubsequences: false)
            return pattern.count == segments.count
                && zip(pattern, segments).allSatisfy { $0 == $1 || ($0.hasPrefix("{") && !$1.isEmpty) }
        }
        let best = found.min { left, right in
            left.name.count(where: { $0 == "{" }) < right.name.count(where: { $0 == "{" })
        }
        guard let best else { return nil }
        let operation = best.value[method == "HEAD" ? "get" : method.lowercased()]
        return operation["operationId"].text.map { ($0, operation) }
    }
}
