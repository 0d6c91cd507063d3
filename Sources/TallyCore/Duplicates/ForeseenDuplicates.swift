/// What a request may repeat, looked for before the transaction that opens its ticket.
///
/// The search takes as long as all other work of that transaction together, and who writes holds up everybody who
/// wants to write. A ticket that appears between the search and the transaction may be missed.
package struct ForeseenDuplicates: Hashable, Sendable {
    private let question: DuplicateQuestion
    private let candidates: [DuplicateCandidate]

    package init(_ candidates: [DuplicateCandidate], of question: DuplicateQuestion) {
        self.question = question
        self.candidates = candidates
    }

    /// What was found, when just this was looked for; nil means that the search is still to be done.
    ///
    /// Nobody could be named before who became known only by this request, and such a person has no other tickets.
    func candidates(of question: DuplicateQuestion) -> [DuplicateCandidate]? {
        guard question.subject == self.question.subject, question.text == self.question.text,
            self.question.requester == nil || question.requester == self.question.requester
        else { return nil }
        return candidates
    }
}

extension Desk {
    /// Looks for what a request may repeat, as opening its ticket would; nil when opening looks for nothing.
    ///
    /// - Parameters:
    ///   - subject: as it was written.
    ///   - text: of the first comment.
    package func foreseeDuplicates(
        subject: String, text: String, requester: Person.ID?
    ) throws(DeskError) -> ForeseenDuplicates? {
        // Whoever is given a ticket is not told; should nobody be free, the transaction looks itself.
        guard settings.assignment == .none else { return nil }
        let question = DuplicateQuestion(
            subject: presentable(subject), text: text, requester: requester)
        return ForeseenDuplicates(try duplicates(of: question, for: .desk), of: question)
    }
}
