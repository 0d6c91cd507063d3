/// What somebody typed into the search field, understood.
///
///     search = *( blank / term )
///     term   = ["-"] ( filter / phrase / word ["*"] )
///     filter = name ":" value                     ; status:open, created:>2026-01-01
///     phrase = DQUOTE text DQUOTE
///     value  = phrase / word
///
/// All terms have to be found; `OR` between two words asks for either. Reading never fails: what looks like a
/// filter and is none is searched as words, and a note says so.
package struct SearchQuery: Hashable, Sendable {
    package private(set) var words = SearchExpression()
    package private(set) var filters: [SearchFilter] = []
    /// What was not understood, in sentences for the person who typed.
    package private(set) var notes: [String] = []

    /// The most terms that are read; the rest is left out with a note.
    package static let termLimit = 24

    /// - Parameters:
    ///   - now: what `today` and spans of days are reckoned from.
    ///   - zone: whose days they are.
    ///   - prefix: what stands before the number in a reference: `TT` in `TT-12`.
    package init(_ text: String, now: Timestamp, in zone: ZoneRules, prefix: String) {
        let reading = SearchFilterReading(now: now, zone: zone, prefix: prefix)
        var scanner = SearchScanner(text)
        var joinsNext = false
        var count = 0
        while let token = scanner.next() {
            count += 1
            guard count <= Self.termLimit else {
                notes.append("Only the first \(Self.termLimit) terms are searched for.")
                break
            }
            if token.isOperator {
                joinsNext = !words.groups.isEmpty
                continue
            }
            read(token, joins: joinsNext, reading)
            joinsNext = false
        }
        if count > 0, words.isEmpty, filters.isEmpty {
            // Only signs: nothing is found, rather than everything.
            words.groups = [[SearchExpression.Term(String(text.unicodeScalars.prefix(SearchScanner.limit)))]]
        }
    }

    private mutating func read(_ token: SearchToken, joins: Bool, _ reading: SearchFilterReading) {
        switch reading.filter(token) {
        case .filter(let filter):
            filters.append(filter)
        case .notUnderstood(let note):
            notes.append(note)
            add(token.asWords, joins: joins, isExcluded: token.isExcluded)
        case .words:
            add(token.asWords, joins: joins, isExcluded: token.isExcluded)
        }
    }

    private mutating func add(_ term: SearchExpression.Term, joins: Bool, isExcluded: Bool) {
        guard SearchText.hasWord(term.text) else { return }
        if isExcluded {
            words.excluded.append(term)
        } else if joins, let last = words.groups.indices.last {
            words.groups[last].append(term)
        } else {
            words.groups.append([term])
        }
    }
}
