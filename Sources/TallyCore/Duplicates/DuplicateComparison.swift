/// An earlier ticket that a request may repeat, and why it is thought so.
package struct DuplicateCandidate: Hashable, Sendable {
    package let ticket: Ticket
    /// From 0 to 1.
    package let score: Double
    /// For people, the weightiest first: `3 shared words in subject`, `same requester`.
    package let reasons: [String]
}

/// Compares one request with earlier tickets.
///
/// Subjects and texts are compared by the letters they share, so it works in every script; the reasons are in
/// words.
package struct DuplicateComparison: Sendable {
    /// Below it, two requests are two matters.
    package static let leastScore = 0.4
    /// A subject less alike is another matter, unless the same person writes nearly the same text.
    private static let leastSubject = 0.2
    private static let leastText = 0.4
    private static let nearlySameText = 0.6

    private let question: DuplicateQuestion
    private let subject: Trigrams
    private let text: Trigrams
    private let words: Set<String>

    package init(_ question: DuplicateQuestion) {
        self.question = question
        subject = Trigrams(question.subject)
        text = Trigrams(question.text)
        words = Set(DuplicateQuestion.words(of: question.subject))
    }

    /// How alike the subjects are, from 0 to 1; enough to sort out most tickets without reading their texts.
    package func subjectLikeness(_ ticket: Ticket) -> Double {
        subject.likeness(to: Trigrams(ticket.subject))
    }

    /// The verdict on one ticket, whose conversation began with `firstText`; nil when it is another matter.
    package func candidate(_ ticket: Ticket, firstText: String) -> DuplicateCandidate? {
        let others = Set(DuplicateQuestion.words(of: ticket.subject))
        let shared = words.intersection(others)
        // Few long words in common are as telling as many letters.
        let inWords = 2 * Double(shared.count) / Double(max(1, words.count + others.count))
        let subjects = max(subjectLikeness(ticket), shared.count > 1 ? inWords : 0)
        let texts = text.likeness(to: Trigrams(firstText))
        let isSame = question.requester != nil && ticket.requester == question.requester
        guard subjects >= Self.leastSubject || (isSame && texts >= Self.nearlySameText) else { return nil }
        var score = max(subjects, 0.6 * subjects + 0.4 * texts)
        if isSame { score = min(1, max(score, 0.8 * texts) + 0.1) }
        guard score >= Self.leastScore else { return nil }
        var reasons: [String] = []
        let whole = shared.count { !($0.unicodeScalars.first.map(SearchText.isUnbroken) ?? false) }
        if subjectLikeness(ticket) == 1 {
            reasons.append("same subject")
        } else if whole > 1 {
            reasons.append("\(whole) shared words in subject")
        } else if subjects >= Self.leastScore {
            reasons.append("similar subject")
        }
        if texts >= Self.leastText { reasons.append("similar text") }
        if isSame { reasons.append("same requester") }
        if ticket.status.isUnfinished { reasons.append("not finished") }
        return DuplicateCandidate(ticket: ticket, score: score, reasons: reasons)
    }
}
