internal import TallyCore

/// One part of the program that can be ready or not, such as a mailbox or the database.
package struct ReadinessPart: Hashable, Sendable {
    let name: String
    let isReady: Bool
    /// What is the matter, or how it goes.
    let detail: String?

    package init(name: String, isReady: Bool, detail: String? = nil) {
        self.name = name
        self.isReady = isReady
        self.detail = detail
    }
}

/// What machines ask about the daemon: whether it lives, whether it is ready, and its numbers.
struct StateRoutes: Sendable {
    let api: API
    let readiness: @Sendable () async -> [ReadinessPart]
    let metrics: Metrics

    func add(to router: inout Router) {
        router.on(.get, "/healthz") { _ throws(Problem) in API.answer(["status": "ok"]).repeatable }
        router.on(.get, "/readyz") { _ throws(Problem) in
            let parts = await readiness()
            let isReady = parts.allSatisfy(\.isReady)
            return API.answer(
                ["status": isReady ? "ready" : "not ready", "parts": Self.json(of: parts)],
                status: isReady ? .ok : .serviceUnavailable)
        }
        router.on(.showHealth, health)
        router.on(.get, "/metrics") { _ throws(Problem) in
            HTTPResponse(contentType: Metrics.mediaType, body: Array(metrics.exposition().utf8))
        }
    }

    /// The parts of `/readyz` for the console, which a proxy in front does not keep inside.
    private func health(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        try await api.read(for: request) { desk, _ throws(DeskError) in
            try desk.require(.see, DeskObject(.outbox), of: caller.person)
        }
        let parts = await readiness()
        return API.answer(["ready": .bool(parts.allSatisfy(\.isReady)), "parts": Self.json(of: parts)])
    }

    private static func json(of parts: [ReadinessPart]) -> JSON {
        .array(
            parts.map { part in
                ["name": .string(part.name), "ready": .bool(part.isReady), "detail": part.detail.json]
            })
    }
}
