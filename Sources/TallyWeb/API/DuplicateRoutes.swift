internal import TallyCore

/// `/tickets/check-duplicate`: what was asked before that a new request may repeat.
///
/// A suggestion, never a merge, among the tickets that the caller may see.
struct DuplicateRoutes: Sendable {
    let api: API

    private static let subjectLimit = 1_000

    func add(to router: inout Router) {
        router.on(.findDuplicates, check)
    }

    private func check(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let subject = body.text("subject", upTo: Self.subjectLimit)
        let description = body["description"].text
        if description == nil, body["description"] != .null { body.refuse("description", "must be a string") }
        try body.check()
        let question = DuplicateQuestion(
            subject: subject, text: description ?? "", requester: caller.person.id)
        let candidates = try await api.read(for: request) { desk, records throws(DeskError) in
            var writer = TicketJSON(records: records, settings: api.settings)
            var items: [JSON] = []
            for candidate in try desk.duplicates(of: question, for: caller.person) {
                items.append([
                    "ticket": try writer.summary(
                        of: candidate.ticket, forAgents: caller.person.isAgent),
                    "score": .number((candidate.score * 100).rounded() / 100),
                    "reasons": .array(candidate.reasons.map { .string($0) }),
                ])
            }
            return JSON.array(items)
        }
        return API.answer(["candidates": candidates])
    }
}
