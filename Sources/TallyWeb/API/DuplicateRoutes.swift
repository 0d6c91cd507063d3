internal import TallyCore

/// `/tickets/check-duplicate`: what was asked before that a new request may repeat.
///
/// A suggestion, never a merge. Compared are the tickets that the caller may see and that changed last, by subject; the nearest of them also by the
/// text they began with. A ticket whose subject has nothing in common is not found.
struct DuplicateRoutes: Sendable {
    let api: API

    private static let subjectLimit = 1_000
    /// How many tickets are compared by subject, and how many of those by text.
    private static let (compared, readThrough) = (200, 20)
    /// A subject less alike is another matter, whatever the text is.
    private static let leastSubject = 0.2
    private static let leastScore = 0.4
    private static let mostCandidates = 5
    /// How long a finished ticket is still looked at.
    private static let recent = Duration.seconds(30 * 86_400)

    private struct Candidate {
        let ticket: Ticket
        let score: Double
        let reasons: [String]

        func json(_ writer: inout TicketJSON) throws(DeskError) -> JSON {
            [
                "ticket": try writer.summary(of: ticket),
                "score": .number((score * 100).rounded() / 100),
                "reasons": .array(reasons.map { .string($0) }),
            ]
        }
    }

    func add(to router: inout Router) {
        router.on(.post, API.base + "/tickets/check-duplicate", check)
    }

    private func check(_ request: HTTPRequest) async throws(Problem) -> HTTPResponse {
        let caller = try await api.signIns.caller(of: request, api)
        var body = try RequestBody(request)
        let subject = body.text("subject", upTo: Self.subjectLimit)
        let description = body["description"].text
        if description == nil, body["description"] != .null { body.refuse("description", "must be a string") }
        try body.check()
        let (subjectParts, textParts) = (Trigrams(subject), Trigrams(description ?? ""))
        let candidates = try await api.read(for: request) { desk, records throws(DeskError) in
            var found: [Candidate] = []
            for (ticket, likeness) in try near(subjectParts, for: caller.person, at: desk.now, records) {
                let text = try records.comments(of: ticket.id).first { $0.isVisible(to: caller.person) }
                let textLikeness = textParts.likeness(to: Trigrams(text?.content.text ?? ""))
                found.append(Self.candidate(ticket, likeness, textLikeness, caller.person))
            }
            var writer = TicketJSON(records: records, settings: api.settings)
            var items: [JSON] = []
            let best = found.filter { $0.score >= Self.leastScore }.sorted { $0.score > $1.score }
            for candidate in best.prefix(Self.mostCandidates) { items.append(try candidate.json(&writer)) }
            return JSON.array(items)
        }
        return API.answer(["candidates": candidates])
    }

    /// The tickets with the most similar subjects, most similar first.
    private func near(
        _ subject: Trigrams, for person: Person, at now: Timestamp, _ records: any DeskRecords
    ) throws(DeskError) -> [(ticket: Ticket, likeness: Double)] {
        var query = TicketQuery(viewer: person)
        query.limit = Self.compared
        return try records.tickets(query).tickets
            .filter { $0.status.isUnfinished || $0.status != .withdrawn && now < $0.updatedAt + Self.recent }
            .map { (ticket: $0, likeness: subject.likeness(to: Trigrams($0.subject))) }
            .filter { $0.likeness >= Self.leastSubject }
            .sorted { $0.likeness > $1.likeness }
            .prefix(Self.readThrough).map { $0 }
    }

    private static func candidate(
        _ ticket: Ticket, _ subject: Double, _ text: Double, _ person: Person
    ) -> Candidate {
        var score = max(subject, 0.6 * subject + 0.4 * text)
        var reasons: [String] = []
        if subject >= leastScore { reasons.append("similar subject") }
        if text >= leastScore { reasons.append("similar text") }
        if ticket.requester == person.id {
            score = min(1, score + 0.1)
            reasons.append("same requester")
        }
        if ticket.status.isUnfinished { reasons.append("not finished") }
        return Candidate(ticket: ticket, score: score, reasons: reasons)
    }
}
