/// Finding what a request may repeat: a suggestion, never a merge.
extension Desk {
    /// How far back tickets of anybody are compared, and how long a finished one still is.
    package static let duplicateWindow = Duration.days(90)
    package static let recentlyFinished = Duration.days(30)
    /// How many are found by words, and how many of them are compared by text too.
    private static let (compared, readThrough) = (300, 20)
    private static let mostCandidates = 5

    /// Earlier tickets that the request may repeat, the most alike first.
    ///
    /// Looked at are the requester's own and those of anybody with a word of the subject in theirs, as far as
    /// the viewer may see them: unfinished ones, and those that finished lately.
    ///
    /// - Parameter excluded: the request's own ticket, when it has one already.
    package func duplicates(
        of question: DuplicateQuestion, for viewer: Person, except excluded: Ticket.ID? = nil
    ) throws(DeskError) -> [DuplicateCandidate] {
        let comparison = DuplicateComparison(question)
        let search = SimilarTicketSearch(
            words: question.searchedWords, requester: question.requester, viewer: viewer,
            begunSince: now - Self.duplicateWindow, finishedSince: now - Self.recentlyFinished,
            except: excluded, limit: Self.compared)
        let nearest = try records.similarTickets(search)
            .map { (ticket: $0, likeness: comparison.subjectLikeness($0)) }
            .sorted { ($0.likeness, $0.ticket.id.rawValue) > ($1.likeness, $1.ticket.id.rawValue) }
            .prefix(Self.readThrough)
        var found: [DuplicateCandidate] = []
        for (ticket, _) in nearest {
            let first = try records.firstText(of: ticket.id)
            if let candidate = comparison.candidate(ticket, firstText: first ?? "") {
                found.append(candidate)
            }
        }
        return found.sorted { ($0.score, $0.ticket.id.rawValue) > ($1.score, $1.ticket.id.rawValue) }
            .prefix(Self.mostCandidates).map { $0 }
    }

    /// The candidates as mail templates show them to one person: those that they may see.
    func values(
        of candidates: [DuplicateCandidate], for person: Person
    ) throws(DeskError) -> JSON.Member {
        let words = settings.wording(for: person)
        var shown: [JSON] = []
        for candidate in candidates where try maySee(candidate.ticket, person) {
            shown.append([
                "reference": .string(settings.reference(of: candidate.ticket.id)),
                "subject": .string(candidate.ticket.subject),
                "status_label": .string(words.label(of: candidate.ticket.status)),
                "url": .string("\(settings.siteURL)/#/tickets/\(candidate.ticket.id.rawValue)"),
                "reasons": .string(
                    candidate.reasons.map { Self.words($0, words) }.joined(separator: ", ")),
            ])
        }
        let value: JSON = shown.isEmpty ? .null : ["items": .array(shown)]
        return JSON.Member(name: "similar", value: value)
    }

    /// A reason in the reader's language; one of them begins with a number.
    private static func words(_ reason: String, _ words: Wording) -> String {
        let digits = reason.utf8.prefix { (0x30...0x39).contains($0) }
        guard let count = String(digits) else { return reason }
        let phrase = "{count}" + reason.dropFirst(digits.count)
        guard !digits.isEmpty, phrase == Phrase.sharedWords.rawValue else { return words(text: reason) }
        return words(.sharedWords, ["count": count])
    }
}
